"""A copy in the place of what the database holds: all of it or nothing, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Date, DateTime, Engine, Table

from scheduler.ports import UnitOfWork
from scheduler.ports_masking import Remembered, Restored
from store.backup import Progress
from store.bulk import pieces
from store.copy_file import CopyFlawed, Flaw, Head, examined, tables_in
from store.engine import writing
from store.reflection import count_on, drop, has_rows, lock, tables_there
from store.restored import SqlRestored, remembered_in
from store.unit_of_work import SqlUnitOfWork
from store.upgrade import HEAD, revisions, take_turn, upgrade_within

Outcome = TypeVar("Outcome")
Settle = Callable[[UnitOfWork, Restored, Remembered | None], Outcome]
"""What is to be done with the rows before anyone sees them; with None where nothing is known of those before them."""

READ: Mapping[type[Any], Callable[[str], date]] = {DateTime: datetime.fromisoformat, Date: date.fromisoformat}


class RowsInTheWay(Exception):
    """The database holds rows, and nobody said that they may be replaced."""


def read_copy(file: Path) -> Head:
    """What the copy holds; `CopyFlawed` where it is not whole, not ours, or of a newer program."""
    head = examined(file)
    if head.revision not in revisions():
        raise CopyFlawed(Flaw.NEWER)
    return head


def restore(
    engine: Engine, file: Path, head: Head, *, replace: bool, progress: Progress, settle: Settle[Outcome]
) -> Outcome:
    """`RowsInTheWay` where there are any, unless they may be replaced; tables of an older program are brought up."""
    with writing(engine).begin() as connection:
        take_turn(connection)
        there = tables_there(connection)
        lock(connection, there)
        if not replace and has_rows(connection, there):
            raise RowsInTheWay
        remembered = remembered_in(connection, there, copied_at=head.made_at)
        drop(connection, there)
        upgrade_within(connection, head.revision)
        _fill(connection, file, lambda done: progress(done, head.total))
        upgrade_within(connection, HEAD)
        count_on(connection, tables_there(connection))
        return settle(SqlUnitOfWork(connection), SqlRestored(connection), remembered)


def _fill(connection: Connection, file: Path, progress: Callable[[int], None]) -> None:
    tables = {table.name: table for table in tables_there(connection)}
    done = 0
    for name, rows in groupby(tables_in(file), key=lambda one: one[0]):
        table = tables[name]
        for piece in pieces(_values(table, rows)):
            connection.execute(table.insert(), piece)
            done += len(piece)
            progress(done)


def _values(table: Table, rows: Iterable[tuple[str, list[str], list[Any] | None]]) -> Iterator[dict[str, Any]]:
    readers = {column.name: _reader(column.type) for column in table.c}
    for _, columns, row in rows:
        if row is not None:
            yield {name: readers[name](value) for name, value in zip(columns, row, strict=True)}


def _reader(kind: Any) -> Callable[[Any], Any]:
    """A day or an instant from its text; every other value lies in the copy as it is."""
    read = next((read for known, read in READ.items() if isinstance(kind, known)), None)
    return lambda value: value if read is None or value is None else read(value)
