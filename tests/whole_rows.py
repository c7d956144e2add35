"""A row in every table, so that no table can be forgotten, and all that a database holds."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Engine, Enum, Float, Integer, insert, select

from scheduler.ports import UnitOfWork
from scheduler.ports_masking import Remembered, Restored
from store.columns import METADATA
from store.restore import read_copy, restore
from tests.factories import MONDAY

MOMENT = datetime(2027, 6, 1, 7, 30, 15, 250001, tzinfo=UTC)
ONE_RECEIVER = {"outbox": {"body": None}, "reference": {"body": None}}
SAMPLES: dict[type[Any], object] = {
    Boolean: True,
    Date: MONDAY,
    DateTime: MOMENT,
    Float: 29.5,
    Integer: 1,
    JSON: {"kommentar": "Åtgärdat ☕ på \u2028Solgården", "antal": 3, "val": ["a", "b"]},
}
Rows = dict[str, list[tuple[Any, ...]]]


def fill_every_table(engine: Engine) -> None:
    """One row each in a fresh database; its numbers are all 1, and so they refer to each other."""
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            values = {column.name: _sample(column) for column in table.c if column.name != "id"}
            connection.execute(insert(table).values({**values, **ONE_RECEIVER.get(table.name, {})}))


def _sample(column: Column[Any]) -> object:
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class))  # type: ignore[arg-type]
    kind = getattr(column.type, "impl", column.type)
    return next((value for known, value in SAMPLES.items() if isinstance(kind, known)), "Åke")


def all_rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


def put_back(engine: Engine, file: Path, *, replace: bool = False) -> Remembered | None:
    """Restore the rows as they are; what was remembered of those before them."""
    return restore(engine, file, read_copy(file), replace=replace, progress=say_nothing, settle=settle_nothing)


def settle_nothing(uow: UnitOfWork, restored: Restored, remembered: Remembered | None) -> Remembered | None:
    return remembered


def say_nothing(done: int, total: int) -> None:
    return None
