"""Migrations end in exactly the tables that the program knows."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from scheduler.lifecycle import State
from store.columns import METADATA
from store.unit_of_work import SqlStore
from store.upgrade import Tables, check, current_revision, revisions, upgrade, upgrade_to
from tests.factories import make_town
from tests.postgres import Server

OURS = text("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'")


NAMED = text("""
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype IN ('c','f','p','u')
        AND connamespace = 'public'::regnamespace
    UNION SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
""")
DEFAULT = re.compile(r" DEFAULT \(?('[^']*'|\w+)\)?")


def definitions(connection: Connection) -> dict[str, list[str]]:
    """Each table's columns and constraints in no order, for a column that was added later stands last."""
    return {row.name: sorted(parts_of(row.sql)) for row in connection.execute(OURS)}


def parts_of(sql: str) -> Iterator[str]:
    """A default serves the rows that were there when its column came; the program always names a value."""
    for line in sql.removesuffix(")").split(",") if "CREATE INDEX" not in sql else [sql]:
        yield DEFAULT.sub("", " ".join(line.split())).strip()


def test_migrations_leave_nothing_that_alembic_would_change(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)

    assert differences == []


@pytest.mark.sqlite
def test_migrations_spell_every_table_and_index_as_the_schema_does(engine: Engine, empty: Engine) -> None:
    METADATA.create_all(empty)

    with engine.connect() as migrated, empty.connect() as made:
        assert definitions(migrated) == definitions(made)


def test_migrations_name_every_constraint_and_index_as_the_schema_does(postgres: Server) -> None:
    with postgres.upgraded() as migrated, postgres.bare() as made:
        METADATA.create_all(made)

        assert named(migrated) == named(made)


def named(engine: Engine) -> set[tuple[str, str, str]]:
    """Constraints and indexes of PostgreSQL, where each has a name that a later migration may need."""
    with engine.connect() as connection:
        rows = connection.execute(NAMED).all()
    return {(table, name, definition) for table, name, definition in rows if table != "alembic_version"}


def test_many_that_upgrade_at_once_make_the_tables_once(empty: Engine) -> None:
    start = Barrier(4)

    def begin(_: int) -> Tables:
        start.wait()
        upgrade(empty)
        return check(empty)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(begin, range(4))) == [Tables.OK] * 4


def test_check_tells_that_tables_are_older_when_there_are_none(empty: Engine) -> None:
    assert (check(empty), current_revision(empty)) == (Tables.OLDER, None)


def test_check_tells_that_all_is_well_when_upgraded(empty: Engine) -> None:
    upgrade(empty)

    assert (check(empty), current_revision(empty)) == (Tables.OK, max(revisions()))


def test_check_tells_that_tables_are_newer_when_their_revision_is_unknown(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert check(engine) is Tables.NEWER


def test_upgrade_changes_nothing_when_done_again(engine: Engine) -> None:
    store = SqlStore(engine)
    town = make_town(store)

    upgrade(engine)

    with store.read() as uow:
        assert uow.municipalities.all() == (town.municipality,)


def test_upgrade_leaves_no_tables_when_it_fails_half_way(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE feed (id INTEGER)"))

    with pytest.raises(Exception, match="already exists"):
        upgrade(empty)

    with empty.connect() as connection:
        assert inspect(connection).get_table_names() == ["feed"]


def test_rows_of_the_first_tables_live_on_with_the_role_at_their_place(empty: Engine) -> None:
    upgrade_to(empty, "0001")
    with empty.begin() as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement))

    upgrade(empty)

    with SqlStore(empty).read() as uow:
        assert [
            (one.title, one.place, one.role, one.state) for one in uow.assignments.of_municipality(1, year=2027)
        ] == [("Egenkontroll", "Solgården", "enhetschef", State.OPEN)]
        assert uow.assignments.holder_of(1, date(2027, 1, 11)) == (1,)


FIRST_ROWS = (
    "INSERT INTO municipality VALUES (1, 'karlstad', 'Karlstad', 'karlstad', '2027-01-01', '')",
    "INSERT INTO area VALUES (1, 1, 'Äldreomsorg')",
    "INSERT INTO unit VALUES (1, 1, 1, 'Solgården', 'egen regi', '[]')",
    "INSERT INTO person VALUES (1, 1, 'Anna Ek', 'anna@karlstad.example', NULL)",
    "INSERT INTO role_holding VALUES (1, 1, 1, 'enhetschef', 'unit', 1, '2026-01-01', NULL)",
    """INSERT INTO occurrence VALUES (1, 1, 'egenkontroll', '2027', 'Egenkontroll', '2027-01-01', '2027-01-01',
    '2027-02-28', '2027-02-28', 'day', 'common.klart')""",
    "INSERT INTO assignment VALUES (1, 1, 1, 'unit', 1, 'enhetschef', 'open', NULL, NULL)",
)
