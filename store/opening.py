"""A store that is ready to use."""

from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from store.upgrade import upgrade


def open_store(url: str, *, durability: Durability = Durability.FULL) -> SqlStore:
    """Open the database and bring its tables up to date."""
    engine = open_engine(url, durability=durability)
    upgrade(engine)
    return SqlStore(engine)
