"""What planning found put into rows, in bulk: occurrences first, then an assignment for each place."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from scheduler.lifecycle import State
from scheduler.planning import NewAssignment, Planned
from scheduler.wheel_parts import Level
from store.bulk import execute_many, insert_into
from store.schema import assignment, occurrence

Identity: TypeAlias = tuple[str, str]
Slots: TypeAlias = Mapping[Identity, Planned]
Values: TypeAlias = tuple[Any, ...]

COLUMNS = tuple(column.name for column in assignment.c if not column.primary_key)

ROWS_AT_ONCE = 500  # so few that they are gone again before the garbage collector has counted them as old


def plant(connection: Connection, municipality_id: int, new: Iterable[NewAssignment]) -> int:
    """Insert what is not there; how many assignments were added."""
    wanted = [(planned.identity, list(places)) for planned, places in groupby(new, key=attrgetter("planned"))]
    slots = {slot: places[0].planned for slot, places in wanted}
    execute_many(
        connection,
        insert_into(connection, occurrence).on_conflict_do_nothing(),
        (_occurrence(municipality_id, planned) for planned in slots.values()),
    )
    ids = _ids(connection, municipality_id, slots)
    first = {slot: (municipality_id, key) for slot, key in ids.items()}
    return _insert(connection, _assignments(connection, wanted, first, slots))


def _ids(connection: Connection, municipality_id: int, slots: Slots) -> Mapping[Identity, int]:
    named = {activity for activity, _ in slots}
    chosen = select(occurrence.c.activity, occurrence.c.slot, occurrence.c.id)
    rows = connection.execute(
        chosen.where(occurrence.c.municipality_id == municipality_id, occurrence.c.activity.in_(named))
    )
    return {(row.activity, row.slot): row.id for row in rows}


def _occurrence(municipality_id: int, planned: Planned) -> dict[str, Any]:
    return {
        "municipality_id": municipality_id,
        "activity": planned.activity.key,
        "slot": planned.slot.period,
        "title": planned.activity.title,
        "asks_from": planned.asks_from,
        "opens": planned.slot.opens,
        "scheduled": planned.slot.due,
        "due": planned.slot.due,
        "precision": planned.slot.precision,
        "form": planned.activity.answered_with,
        "basis": planned.basis,
        "hidden": planned.activity.hidden,
    }


def _assignments(
    connection: Connection,
    wanted: Iterable[tuple[Identity, Iterable[NewAssignment]]],
    first: Mapping[Identity, Values],
    slots: Slots,
) -> Iterator[Values]:
    """In the order of the table's columns; `first` is what the assignments of one occurrence begin with."""
    levels = _stored(connection, "level", Level)
    states = _stored(connection, "state", [State.PLANNED])
    rungs = {slot: planned.first_rung for slot, planned in slots.items()}
    days = _stored(connection, "remind_on", set(rungs.values()))
    for slot, places in wanted:
        head, tail = first[slot], (states[State.PLANNED], days[rungs[slot]], None, 0, None, None)
        for one in places:
            subject, held_at = one.subject, one.held_at
            yield (*head, levels[subject.level], subject.id, levels[held_at.level], held_at.id, one.role, *tail)


def _stored(connection: Connection, name: str, values: Iterable[Any]) -> Mapping[Any, Any]:
    """The values as the driver takes them for that column."""
    processor = assignment.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return {value: processor(value) if processor else value for value in values}


def _insert(connection: Connection, rows: Iterable[Values]) -> int:
    """Straight to the driver: SQLAlchemy takes longer to look through a row than the database to insert it."""
    insert = insert_into(connection, assignment).on_conflict_do_nothing().inline()
    compiled = insert.compile(dialect=connection.dialect, column_keys=list(COLUMNS))
    counting = {"preserve_rowcount": True}
    rest, total = iter(rows), 0
    while piece := list(islice(rest, ROWS_AT_ONCE)):
        values = piece if compiled.positional else [dict(zip(COLUMNS, row, strict=True)) for row in piece]
        total += connection.exec_driver_sql(str(compiled), values, execution_options=counting).rowcount
    return total
