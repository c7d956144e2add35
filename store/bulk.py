"""Values into rows: one at a time or many at once, and letting be what is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")
Insert: TypeAlias = sqlite.Insert | postgresql.Insert

INSERTS: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

ROWS_AT_ONCE = 10_000


def insert_into(connection: Connection, table: Table) -> Insert:
    """An insert that knows ON CONFLICT, which both databases have and SQL itself lacks."""
    return INSERTS[connection.dialect.name](table)


def as_row(value: Any) -> dict[str, Any]:
    """A dataclass's fields as they are; `asdict` would copy all they hold."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def execute_many(connection: Connection, statement: Executable, rows: Iterable[Mapping[str, Any]]) -> int:
    """Run it for every row; how many rows of the table it touched."""
    counting = {"preserve_rowcount": True}
    return sum(connection.execute(statement, piece, execution_options=counting).rowcount for piece in pieces(rows))


def pieces(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists short enough for one statement's parameters."""
    rest = iter(items)
    while piece := list(islice(rest, ROWS_AT_ONCE)):
        yield piece
