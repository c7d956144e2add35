"""What is done to the whole database at once: copied, put back, and rid of what was taken out of it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from store.backup import Progress, back_up
from store.copy_file import Head
from store.restore import Outcome, Settle, restore


@dataclass(frozen=True, slots=True)
class WholeDatabase:
    """For the edge, which knows nothing of engines."""

    engine: Engine

    def back_up(self, file: Path, *, now: datetime, progress: Progress) -> Head:
        return back_up(self.engine, file, now=now, progress=progress)

    def restore(self, file: Path, head: Head, *, replace: bool, progress: Progress, settle: Settle[Outcome]) -> Outcome:
        return restore(self.engine, file, head, replace=replace, progress=progress, settle=settle)

    def scrub(self) -> bool:
        return scrub(self.engine)


def scrub(engine: Engine) -> bool:
    """Make a SQLite file hold nothing but its rows; False where somebody else kept old pages from going.

    A row that was changed or deleted lies on in free space, and in the log of what was written, until both are made
    anew. On PostgreSQL that is the server's own business.
    """
    if engine.dialect.name != "sqlite":
        return True
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("VACUUM")
            (is_busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
    return not is_busy
