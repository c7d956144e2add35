"""Migrations end in exactly the tables that the program knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from store.columns import METADATA
from store.engine import open_engine
from store.unit_of_work import SqlStore
from store.upgrade import Tables, check, current_revision, upgrade
from tests.factories import make_town

OURS = text("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield engine
    engine.dispose()


def definitions(connection: Connection) -> dict[str, str]:
    return {row.name: row.sql for row in connection.execute(OURS)}


def test_migrations_leave_nothing_that_alembic_would_change(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)

    assert differences == []


def test_migrations_spell_every_table_and_index_as_the_schema_does(engine: Engine, empty: Engine) -> None:
    METADATA.create_all(empty)

    with engine.connect() as migrated, empty.connect() as made:
        assert definitions(migrated) == definitions(made)


def test_check_tells_that_tables_are_older_when_there_are_none(empty: Engine) -> None:
    assert (check(empty), current_revision(empty)) == (Tables.OLDER, None)


def test_check_tells_that_all_is_well_when_upgraded(empty: Engine) -> None:
    upgrade(empty)

    assert (check(empty), current_revision(empty)) == (Tables.OK, "0001")


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

    with pytest.raises(Exception, match="table feed already exists"):
        upgrade(empty)

    with empty.connect() as connection:
        assert definitions(connection) == {"feed": "CREATE TABLE feed (id INTEGER)"}
