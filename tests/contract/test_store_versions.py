"""The database's own count of what was committed: it stands still for nobody's reading, and for nothing else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, make_town
from tests.postgres import Server


@pytest.fixture
def beside(engine: Engine) -> Iterator[SqlStore]:
    """What another process has of the same database: connections of its own."""
    store = SqlStore(open_engine(engine.url.render_as_string(hide_password=False)))
    yield store
    store.close()


def add(store: SqlStore, key: str) -> None:
    with store.write() as uow:
        uow.municipalities.add(key, key, key, started_on=MONDAY)


def test_version_stands_still_while_everybody_only_reads(store: SqlStore, beside: SqlStore) -> None:
    make_town(store)
    before = store.version()

    for reader in (store, beside):
        with reader.read() as uow:
            uow.municipalities.all()

    assert store.version() == before


def test_each_commit_makes_another_version_whoever_commits(store: SqlStore, beside: SqlStore) -> None:
    found = [store.version()]
    for number, writer in enumerate((store, beside, store, beside)):
        add(writer, f"ort-{number}")
        found.append(store.version())

    assert len(set(found)) == len(found)


def test_commit_makes_another_version_when_one_that_began_later_ended_before(postgres: Server) -> None:
    with postgres.upgraded() as engine:
        store = SqlStore(engine)
        with store.write() as uow:
            uow.municipalities.add("tidig", "tidig", "tidig", started_on=MONDAY)
            add(store, "sen")
            before = store.version()

        assert store.version() != before


def test_version_is_another_after_the_store_was_closed(store: SqlStore) -> None:
    add(store, "ort")
    before = store.version()
    store.close()
    add(store, "annan")

    assert store.version() != before
    store.close()
