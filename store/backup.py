"""A copy of the whole database, made while others go on writing to it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, Table, func, select

from store.copy_file import Head, Write, is_copy, new_copy
from store.engine import reading
from store.reflection import tables_there

ROWS_AT_ONCE = 1000

Progress = Callable[[int, int], None]
"""How many rows are done, of how many."""


class NothingToCopy(Exception):
    """The database has no tables of ours."""


class FileInTheWay(Exception):
    """There is another file of that name, which is no copy."""


def back_up(engine: Engine, file: Path, *, now: datetime, progress: Progress) -> Head:
    """Every table at one moment, in the order of what refers to what; an older copy of that name is replaced.

    The tables are read as they are, also those of an older program: a copy is what comes before an upgrade.
    """
    if file.exists() and not is_copy(file):
        raise FileInTheWay(str(file))
    with reading(engine).connect() as connection:
        tables = tables_there(connection)
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise NothingToCopy
        head = Head(revision, now, {table.name: _count(connection, table) for table in tables})
        with new_copy(file, head) as write:
            _copy(connection, tables, write, lambda done: progress(done, head.total))
    return head


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(connection: Connection, tables: Sequence[Table], write: Write, progress: Callable[[int], None]) -> None:
    done = 0
    streaming = connection.execution_options(yield_per=ROWS_AT_ONCE)
    for table in tables:
        write({"table": table.name, "columns": table.c.keys()})
        rows = streaming.execute(select(table).order_by(*table.primary_key))
        for piece in rows.partitions():
            for row in piece:
                write(list(row))
            done += len(piece)
            progress(done)
