"""Rows that nobody has begun to answer made to look like the plan again, and those it no longer holds cancelled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Update, bindparam, exists, func, or_, select, update

from scheduler.lifecycle import State
from scheduler.planning import Basis, NewAssignment, Planned
from store.assignment_rows import changed
from store.bulk import execute_many
from store.schema import assignment, occurrence, occurrence_move

STANDING = (State.PLANNED, State.OPEN, State.CANCELLED)
BEGUN = tuple(state for state in State if state not in STANDING)
DATES = ("opens", "due", "asks_from", "precision")
SHOWN = ("title", "opens", "due", "precision")
FOLLOWING = ("title", "form", "hidden", *DATES)

Identity: TypeAlias = tuple[str, str]
Place: TypeAlias = tuple[Identity, str, int]


def replant(
    connection: Connection, municipality_id: int, planned: Iterable[NewAssignment], *, years: range, now: datetime
) -> Sequence[int]:
    """`years` are those that the plan covers; rows of other years are left alone.

    The ids are those of the cancelled ones that had opened.
    """
    occurrences = {row.id: row for row in _occurrences(connection, municipality_id, years)}
    if not occurrences:
        return ()
    wanted = {_place(one): one for one in planned}
    standing = {_place_of(row, occurrences): row for row in _standing(connection, municipality_id, occurrences)}
    kept = {place: row for place, row in standing.items() if place in wanted}
    plan = {one.planned.identity: one.planned for one in wanted.values()}
    _follow_slots(connection, occurrences.values(), kept.values(), plan, now)
    _set_roles(connection, kept, wanted)
    unwanted = [row for place, row in standing.items() if place not in wanted]
    _set_state(connection, State.CANCELLED, unwanted, now)
    _set_state(connection, State.PLANNED, (row for row in kept.values() if row.state is State.CANCELLED), now)
    return [row.id for row in unwanted if row.state is State.OPEN]


def _place(one: NewAssignment) -> Place:
    return one.planned.identity, str(one.subject.level), one.subject.id


def _place_of(row: Row[Any], occurrences: Mapping[int, Row[Any]]) -> Place:
    slot = occurrences[row.occurrence_id]
    return (slot.activity, slot.slot), str(row.level), row.subject_id


def _occurrences(connection: Connection, municipality_id: int, years: range) -> Iterable[Row[Any]]:
    """Those that follow the plan, of these years: nothing else has started them, and nobody has moved them."""
    day = func.coalesce(occurrence.c.due, occurrence.c.asks_from)
    begun = select(assignment.c.occurrence_id).where(
        assignment.c.municipality_id == municipality_id, assignment.c.state.in_(BEGUN)
    )
    chosen = select(
        occurrence.c.id,
        occurrence.c.activity,
        occurrence.c.slot,
        *(occurrence.c[name] for name in FOLLOWING),
        occurrence.c.id.in_(begun).label("is_begun"),
    )
    return connection.execute(
        chosen.where(
            occurrence.c.municipality_id == municipality_id,
            occurrence.c.basis == Basis.PLANNED,
            ~exists().where(occurrence_move.c.occurrence_id == occurrence.c.id),
            day >= date(years[0], 1, 1),
            occurrence.c.asks_from <= date(years[-1], 12, 31),
        )
    )


def _standing(connection: Connection, municipality_id: int, occurrences: Mapping[int, Row[Any]]) -> Iterator[Row[Any]]:
    chosen = select(
        assignment.c.id,
        assignment.c.occurrence_id,
        assignment.c.level,
        assignment.c.subject_id,
        assignment.c.role,
        assignment.c.held_level,
        assignment.c.held_id,
        assignment.c.state,
    ).where(assignment.c.municipality_id == municipality_id, assignment.c.state.in_(STANDING))
    rows: Iterable[Row[Any]] = connection.execute(chosen)
    return (row for row in rows if row.occurrence_id in occurrences)


def _as_planned(planned: Planned) -> dict[str, Any]:
    activity, slot = planned.activity, planned.slot
    return {
        "title": activity.title,
        "form": activity.answered_with,
        "hidden": activity.hidden,
        "opens": slot.opens,
        "due": slot.due,
        "asks_from": planned.asks_from,
        "precision": slot.precision,
    }


def _follow_slots(
    connection: Connection,
    occurrences: Iterable[Row[Any]],
    kept: Iterable[Row[Any]],
    plan: Mapping[Identity, Planned],
    now: datetime,
) -> None:
    """What nobody has begun takes the plan's words and dates."""
    free = (row for row in occurrences if not row.is_begun and (row.activity, row.slot) in plan)
    slots = [(row, plan[row.activity, row.slot]) for row in free]
    _update_occurrences(connection, ((row.id, planned) for row, planned in slots if _differs(row, planned, FOLLOWING)))
    moved = {row.id: planned.first_rung for row, planned in slots if _differs(row, planned, DATES)}
    rows = list(kept)
    _set_first_rungs(connection, ((row.id, moved[row.occurrence_id]) for row in rows if row.occurrence_id in moved))
    shown = {row.id for row, planned in slots if _differs(row, planned, SHOWN)}
    _mark_changed(connection, (row.id for row in rows if row.occurrence_id in shown), now)


def _differs(row: Row[Any], planned: Planned, names: Iterable[str]) -> bool:
    new = _as_planned(planned)
    return any(getattr(row, name) != new[name] for name in names)


def _update_occurrences(connection: Connection, changed: Iterable[tuple[int, Planned]]) -> None:
    begun = exists().where(assignment.c.occurrence_id == occurrence.c.id, _is_one_of(BEGUN))
    by_id = (
        update(occurrence)
        .where(occurrence.c.id == bindparam("which"), ~begun)
        .values({name: bindparam(f"new_{name}") for name in FOLLOWING} | {"scheduled": bindparam("new_due")})
    )
    rows = ((key, _as_planned(planned)) for key, planned in changed)
    execute_many(
        connection, by_id, ({"which": key, **{f"new_{name}": new[name] for name in FOLLOWING}} for key, new in rows)
    )


def _set_first_rungs(connection: Connection, rungs: Iterable[tuple[int, date | None]]) -> None:
    """The ladder of a moved date is climbed again; rungs that were climbed already stay covered."""
    by_id = _by_id().values(remind_on=bindparam("day"))
    execute_many(connection, by_id, ({"which": key, "day": day} for key, day in rungs))


def _set_roles(connection: Connection, kept: Mapping[Place, Row[Any]], wanted: Mapping[Place, NewAssignment]) -> None:
    changed = ((row.id, wanted[place]) for place, row in kept.items() if _is_asked_of_others(row, wanted[place]))
    by_id = _by_id().values(role=bindparam("new_role"), held_level=bindparam("new_level"), held_id=bindparam("new_id"))
    rows = (
        {"which": key, "new_role": one.role, "new_level": one.held_at.level, "new_id": one.held_at.id}
        for key, one in changed
    )
    execute_many(connection, by_id, rows)


def _is_asked_of_others(row: Row[Any], one: NewAssignment) -> bool:
    return (row.role, row.held_level, row.held_id) != (one.role, one.held_at.level, one.held_at.id)


def _mark_changed(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    execute_many(connection, _by_id().values(changed(now)), ({"which": key} for key in ids))


def _set_state(connection: Connection, state: State, rows: Iterable[Row[Any]], now: datetime) -> None:
    """Not what somebody has begun or answered since the rows were read."""
    unbegun = _by_id().where(_is_one_of(STANDING)).values(state=state, **changed(now))
    execute_many(connection, unbegun, ({"which": row.id} for row in rows if row.state is not state))


def _is_one_of(states: Iterable[State]) -> ColumnElement[bool]:
    """Spelled out, for a list of values cannot be given with many rows at once."""
    return or_(*(assignment.c.state == state for state in states))


def _by_id() -> Update:
    return update(assignment).where(assignment.c.id == bindparam("which"))
