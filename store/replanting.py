"""Rows that nobody has begun to answer made to look like the plan again, and those it no longer holds cancelled."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, Update, bindparam, exists, func, select, update

from scheduler.lifecycle import State
from scheduler.planning import NewAssignment
from store.bulk import execute_many
from store.schema import assignment, occurrence

STANDING = (State.PLANNED, State.OPEN, State.CANCELLED)
DATES = ("opens", "due", "asks_from", "precision")
FOLLOWING = ("title", "form", *DATES)
SIBLING = assignment.alias("sibling")

Place: TypeAlias = tuple[str, str, str, int]


def replant(connection: Connection, municipality_id: int, planned: Iterable[NewAssignment], *, years: range) -> None:
    """`years` are those that the plan covers; rows of other years are left alone."""
    wanted = {_place(one): one for one in planned}
    standing = {_place_of(row): row for row in _standing(connection, municipality_id, years)}
    kept = {place: row for place, row in standing.items() if place in wanted}
    free = {place: row for place, row in kept.items() if not row.is_shared_with_begun}
    _update_occurrences(connection, free, wanted)
    _set_roles(connection, kept, wanted)
    _set_first_rungs(connection, free, wanted)
    _set_state(connection, State.CANCELLED, (row for place, row in standing.items() if place not in wanted))
    _set_state(connection, State.PLANNED, (row for row in kept.values() if row.state is State.CANCELLED))


def _place(one: NewAssignment) -> Place:
    return one.planned.activity.key, one.planned.slot.period, str(one.subject.level), one.subject.id


def _place_of(row: Row[Any]) -> Place:
    return row.activity, row.slot, str(row.level), row.subject_id


def _standing(connection: Connection, municipality_id: int, years: range) -> Iterable[Row[Any]]:
    day = func.coalesce(occurrence.c.due, occurrence.c.asks_from)
    begun = exists().where(SIBLING.c.occurrence_id == occurrence.c.id, SIBLING.c.state.not_in(STANDING))
    chosen = select(
        assignment.c.id,
        assignment.c.occurrence_id,
        assignment.c.level,
        assignment.c.subject_id,
        assignment.c.role,
        assignment.c.state,
        begun.label("is_shared_with_begun"),
        occurrence.c.activity,
        occurrence.c.slot,
        *(occurrence.c[name] for name in FOLLOWING),
    ).join_from(assignment, occurrence)
    return connection.execute(
        chosen.where(
            assignment.c.municipality_id == municipality_id,
            assignment.c.state.in_(STANDING),
            day.between(date(years[0], 1, 1), date(years[-1], 12, 31)),
        )
    ).all()


def _as_planned(one: NewAssignment) -> dict[str, Any]:
    activity, slot = one.planned.activity, one.planned.slot
    return {
        "title": activity.title,
        "form": activity.answered_with,
        "opens": slot.opens,
        "due": slot.due,
        "asks_from": one.planned.asks_from,
        "precision": slot.precision,
    }


def _has_moved(row: Row[Any], one: NewAssignment) -> bool:
    planned = _as_planned(one)
    return any(getattr(row, name) != planned[name] for name in DATES)


def _update_occurrences(
    connection: Connection, free: Mapping[Place, Row[Any]], wanted: Mapping[Place, NewAssignment]
) -> None:
    changed = {
        row.occurrence_id: _as_planned(wanted[place])
        for place, row in free.items()
        if any(getattr(row, name) != value for name, value in _as_planned(wanted[place]).items())
    }
    by_id = (
        update(occurrence)
        .where(occurrence.c.id == bindparam("which"))
        .values({name: bindparam(f"new_{name}") for name in FOLLOWING} | {"scheduled": bindparam("new_due")})
    )
    rows = ({"which": key, **{f"new_{name}": value for name, value in new.items()}} for key, new in changed.items())
    execute_many(connection, by_id, rows)


def _set_roles(connection: Connection, kept: Mapping[Place, Row[Any]], wanted: Mapping[Place, NewAssignment]) -> None:
    changed = ((row, wanted[place].role) for place, row in kept.items() if row.role != wanted[place].role)
    by_id = _by_id().values(role=bindparam("new_role"))
    execute_many(connection, by_id, ({"which": row.id, "new_role": role} for row, role in changed))


def _set_first_rungs(
    connection: Connection, free: Mapping[Place, Row[Any]], wanted: Mapping[Place, NewAssignment]
) -> None:
    """The ladder of a moved date is climbed from its foot; rungs that were climbed already stay covered."""
    moved = ((row, wanted[place].planned) for place, row in free.items() if _has_moved(row, wanted[place]))
    by_id = _by_id().values(remind_on=bindparam("day"))
    execute_many(connection, by_id, ({"which": row.id, "day": planned.first_rung} for row, planned in moved))


def _set_state(connection: Connection, state: State, rows: Iterable[Row[Any]]) -> None:
    execute_many(connection, _by_id().values(state=state), ({"which": row.id} for row in rows))


def _by_id() -> Update:
    return update(assignment).where(assignment.c.id == bindparam("which"))
