"""What planning found put into rows, in bulk: occurrences first, then an assignment for each place."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from scheduler.lifecycle import State
from scheduler.planning import NewAssignment, Planned
from store.bulk import execute_many, insert_into
from store.schema import assignment, occurrence

Slots: TypeAlias = Mapping[tuple[str, str], Planned]


def plant(connection: Connection, municipality_id: int, new: Iterable[NewAssignment]) -> int:
    """Insert what is not there; how many assignments were added."""
    wanted = tuple(new)
    slots = {_identity(one.planned): one.planned for one in wanted}
    execute_many(
        connection,
        insert_into(connection, occurrence).on_conflict_do_nothing(),
        (_occurrence(municipality_id, planned) for planned in slots.values()),
    )
    return execute_many(
        connection,
        insert_into(connection, assignment).on_conflict_do_nothing(),
        _assignments(municipality_id, wanted, slots, _ids(connection, municipality_id)),
    )


def _identity(planned: Planned) -> tuple[str, str]:
    return planned.activity.key, planned.slot.period


def _ids(connection: Connection, municipality_id: int) -> Mapping[tuple[str, str], int]:
    chosen = select(occurrence.c.activity, occurrence.c.slot, occurrence.c.id)
    rows = connection.execute(chosen.where(occurrence.c.municipality_id == municipality_id))
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
    }


def _assignments(
    municipality_id: int, wanted: Iterable[NewAssignment], slots: Slots, ids: Mapping[tuple[str, str], int]
) -> Iterator[dict[str, Any]]:
    first_rungs: Mapping[tuple[str, str], date | None] = {slot: planned.first_rung for slot, planned in slots.items()}
    for one in wanted:
        slot = _identity(one.planned)
        yield {
            "municipality_id": municipality_id,
            "occurrence_id": ids[slot],
            "level": one.subject.level,
            "subject_id": one.subject.id,
            "role": one.role,
            "state": State.PLANNED,
            "remind_on": first_rungs[slot],
            "form_version": None,
        }
