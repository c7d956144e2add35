"""What tests of every layer may ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.engine import open_engine
from store.unit_of_work import SqlStore
from store.upgrade import upgrade


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without rows, to be copied: migrating anew for every test would take longer than most tests."""
    file = tmp_path_factory.mktemp("store") / "upgraded.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, upgraded_file: Path) -> Iterator[Engine]:
    """A fresh, upgraded database file of the test's own."""
    engine = open_engine(f"sqlite:///{shutil.copy(upgraded_file, tmp_path / 'arshjul.sqlite3')}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine)
