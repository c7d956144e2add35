"""What every transaction and every column promises, on a real file."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, MetaData, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from store.columns import Instant, NaiveInstant
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, make_town

EVENTS = Table("event", MetaData(), Column("at", Instant))


class Regret(Exception):
    """Raised in the middle of a block."""


def add_two_and_regret(store: SqlStore) -> None:
    with store.write() as uow:
        uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=MONDAY)
        uow.municipalities.add("kristianstad", "Kristianstad", "kristianstad", started_on=MONDAY)
        raise Regret


def test_write_keeps_everything_when_the_block_ends(store: SqlStore) -> None:
    town = make_town(store)

    with store.read() as uow:
        assert uow.municipalities.all() == (town.municipality,)


def test_write_keeps_nothing_when_the_block_raises(store: SqlStore) -> None:
    with pytest.raises(Regret):
        add_two_and_regret(store)

    with store.read() as uow:
        assert uow.municipalities.all() == ()


def test_read_keeps_nothing_when_it_wrote(store: SqlStore) -> None:
    with suppress(DBAPIError), store.read() as uow:  # PostgreSQL refuses it at once
        uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=MONDAY)

    with store.read() as uow:
        assert uow.municipalities.all() == ()


def test_read_sees_one_moment_when_somebody_writes_meanwhile(store: SqlStore) -> None:
    with store.read() as uow:
        before = uow.municipalities.all()
        town = make_town(store)
        meanwhile = uow.municipalities.all()
    with store.read() as uow:
        after = uow.municipalities.all()

    assert (before, meanwhile, after) == ((), (), (town.municipality,))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragma", "expected"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 15000)]
)
def test_engine_sets_sqlite_up_when_it_connects(engine: Engine, pragma: str, expected: object) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == expected


@pytest.mark.sqlite
def test_store_lets_go_of_its_file_when_closed(store: SqlStore, tmp_path: Path) -> None:
    make_town(store)

    store.close()

    assert [file.name for file in tmp_path.iterdir()] == ["arshjul.sqlite3"]


def test_instant_comes_back_in_utc_when_written_in_another_zone(engine: Engine) -> None:
    morning = datetime(2027, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    with engine.begin() as connection:
        EVENTS.create(connection)
        connection.execute(insert(EVENTS).values(at=morning))

        found = connection.scalars(select(EVENTS.c.at)).one()

    assert (found, found.tzinfo) == (datetime(2027, 6, 1, 7, 0, tzinfo=UTC), UTC)


def test_instant_may_be_missing(engine: Engine) -> None:
    with engine.begin() as connection:
        EVENTS.create(connection)
        connection.execute(insert(EVENTS).values(at=None))

        assert connection.scalars(select(EVENTS.c.at)).all() == [None]


def test_instant_is_refused_when_it_names_no_zone(engine: Engine) -> None:
    naive = datetime(2027, 6, 1, 9, 0)  # noqa: DTZ001 -- what is to be refused

    with engine.begin() as connection:
        EVENTS.create(connection)
        with pytest.raises(NaiveInstant, match="has no time zone"):
            connection.execute(insert(EVENTS).values(at=naive))


@pytest.mark.parametrize(("asked", "kept"), [("", "10"), ("?connect_timeout=3", "3")])
def test_far_server_that_does_not_answer_is_given_up(asked: str, kept: str) -> None:
    engine = open_engine(f"postgresql+psycopg://nobody@127.0.0.1/none{asked}")

    _, options = engine.dialect.create_connect_args(engine.url)

    assert options["connect_timeout"] == kept
