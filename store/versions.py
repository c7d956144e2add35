"""Whether anything has been committed since, by whatever process: both databases keep count of it themselves."""

from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Engine, text

# Two snapshots that exclude the same transactions show the same rows; a server that was started anew counts anew.
SNAPSHOT = text("SELECT pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text")
DATA_VERSION = "PRAGMA data_version"


class Versions(Protocol):
    """Equal twice only where nobody has committed anything in between."""

    def now(self) -> str: ...

    def close(self) -> None:
        """Let go of what is held open."""


def versions_of(engine: Engine) -> Versions:
    return SqliteVersions(engine) if engine.dialect.name == "sqlite" else PostgresVersions(engine)


@dataclass(slots=True)
class SqliteVersions:
    """`PRAGMA data_version` tells of all commits but its own connection's: one that never writes asks.

    The numbers of different connections have nothing to do with each other.
    """

    engine: Engine
    _openings: "count[int]" = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)
    _connection: Any = None
    _opening: int = 0

    def now(self) -> str:
        with self._lock:
            if self._connection is None:
                self._open()
            cursor = self._connection.cursor()
            cursor.execute(DATA_VERSION)
            ((version,),) = cursor.fetchall()  # to the end, or the next one would be asked in the same transaction
            cursor.close()
            return f"{self._opening} {version}"

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> None:
        """Detached: the pool neither lends it to a writer nor counts it."""
        self._connection, self._opening = self.engine.raw_connection(), next(self._openings)
        self._connection.detach()


class PostgresVersions:
    """The snapshot by name; it also changes with other databases of the server, which only costs a reading."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    def now(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.scalar(SNAPSHOT))

    def close(self) -> None:
        """Nothing is held."""
