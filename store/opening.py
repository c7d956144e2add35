"""A store that is ready to use."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from store.upgrade import Tables, check, upgrade
from store.whole import WholeDatabase


class DatabaseUnavailable(OSError):
    """The database can't be opened, or its tables are not this program's; the text says why in one line."""


class TablesDiffer(DatabaseUnavailable):
    """The database can be opened, but its tables are those of an older program, or of a newer one."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(f"its tables are {tables} than this program's")
        self.tables = tables


def open_store(url: str, *, durability: Durability = Durability.FULL, upgrades: bool = True) -> SqlStore:
    """Open the database and bring its tables up to date; `DatabaseUnavailable` when that can't be done.

    Without `upgrades`, older tables are refused where other programs may be using them: in all but a SQLite file.
    """
    try:
        engine = open_engine(url, durability=durability)
        _prepare(engine, upgrades=upgrades or engine.dialect.name == "sqlite")
    except (SQLAlchemyError, CommandError, ImportError) as error:
        # A driver that is not installed is an ImportError.
        raise DatabaseUnavailable(_reason(error)) from error
    return SqlStore(engine)


@contextmanager
def open_whole(url: str) -> Iterator[WholeDatabase]:
    """The database for what is done to all of it at once, whatever its tables are; let go of when the block ends."""
    try:
        engine = open_engine(url)
        try:
            yield WholeDatabase(engine)
        finally:
            engine.dispose()
    except (SQLAlchemyError, CommandError, ImportError) as error:
        raise DatabaseUnavailable(_reason(error)) from error


def _prepare(engine: Engine, *, upgrades: bool) -> None:
    tables = check(engine)
    if tables is Tables.OLDER and upgrades:
        upgrade(engine)
    elif tables is not Tables.OK:
        engine.dispose()
        raise TablesDiffer(tables)


def _reason(error: Exception) -> str:
    """What the driver said itself, without the statement and without SQLAlchemy's remarks."""
    said = str(getattr(error, "orig", None) or error).splitlines()
    return said[0].rstrip(".") if said else type(error).__name__
