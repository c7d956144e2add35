"""A store that is ready to use."""

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from store.upgrade import upgrade


class DatabaseUnavailable(OSError):
    """The database can't be opened, or its tables are not this program's; the text says why in one line."""


def open_store(url: str, *, durability: Durability = Durability.FULL) -> SqlStore:
    """Open the database and bring its tables up to date; `DatabaseUnavailable` when that can't be done."""
    try:
        engine = open_engine(url, durability=durability)
        upgrade(engine)
    except (SQLAlchemyError, CommandError, ImportError) as error:
        # A driver that is not installed is an ImportError.
        raise DatabaseUnavailable(_reason(error)) from error
    return SqlStore(engine)


def _reason(error: Exception) -> str:
    """What the driver said itself, without the statement and without SQLAlchemy's remarks."""
    said = str(getattr(error, "orig", None) or error).splitlines()
    return said[0].rstrip(".") if said else type(error).__name__
