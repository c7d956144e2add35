"""What tests of every layer may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.engine import open_engine
from store.unit_of_work import SqlStore
from store.upgrade import upgrade
from tests.postgres import REQUIRED, NoServer, Server, running_server

ON_BOTH = ("tests/chaos/", "tests/contract/", "tests/usecases/")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Contracts and use cases hold on both databases; the rest of the tests needs rows, whoever keeps them."""
    item = metafunc.definition
    if "dialect" in metafunc.fixturenames and item.nodeid.startswith(ON_BOTH):
        on_sqlite_only = item.get_closest_marker("sqlite") is not None
        metafunc.parametrize("dialect", ["sqlite"] if on_sqlite_only else ["sqlite", "postgresql"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that `-m postgresql` runs all that asks for a PostgreSQL."""
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()) or "postgresql" in item.name:
            item.add_marker("postgresql")


@pytest.fixture
def dialect() -> str:
    """The database that the test's rows lie in."""
    return "sqlite"


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without rows, to be copied: migrating anew for every test would take longer than most tests."""
    file = tmp_path_factory.mktemp("store") / "upgraded.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Skips with a reason where PostgreSQL can't be started, unless the environment says that it must be."""
    try:
        with running_server() as server:
            yield server
    except NoServer as reason:
        if os.environ.get(REQUIRED):
            raise
        pytest.skip(f"PostgreSQL can't be started: {reason}")


@pytest.fixture
def engine(request: pytest.FixtureRequest, dialect: str) -> Iterator[Engine]:
    """A fresh, upgraded database of the test's own."""
    if dialect == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.upgraded() as engine:
            yield engine
        return
    folder: Path = request.getfixturevalue("tmp_path")
    upgraded: Path = request.getfixturevalue("upgraded_file")
    engine = open_engine(f"sqlite:///{shutil.copy(upgraded, folder / 'arshjul.sqlite3')}")
    yield engine
    engine.dispose()


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path, dialect: str) -> Iterator[Engine]:
    """A database of the test's own that has no tables yet."""
    if dialect == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.bare() as engine:
            yield engine
        return
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine)
