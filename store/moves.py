"""Occurrences that people have moved or called off, each decision kept beside what it replaced."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Select, String, cast, delete, exists, insert, literal, select, update

from scheduler.clock import local_day
from scheduler.ladder import BEFORE_A_MOVE, DEFAULT_LADDER, asks_from, rungs_of
from scheduler.lifecycle import ANSWERED, AWAITED, State
from scheduler.moves import KeptOccurrence, Move
from scheduler.outbox import GONE
from scheduler.slots import Precision, Slot
from store.assignment_rows import changed
from store.schema import assignment, covered_rung, occurrence, occurrence_move, outbox

IS_MOVED = exists().where(occurrence_move.c.occurrence_id == occurrence.c.id)
IS_ANSWERED = exists().where(assignment.c.occurrence_id == occurrence.c.id, assignment.c.state.in_(ANSWERED))


def kept_occurrences(
    connection: Connection, municipality_id: int, activities: Iterable[str]
) -> Sequence[KeptOccurrence]:
    chosen = select(
        *(occurrence.c[name] for name in ("id", "activity", "slot", "title", "opens", "scheduled", "due", "precision")),
        IS_MOVED.label("is_moved"),
        IS_ANSWERED.label("is_answered"),
    ).where(occurrence.c.municipality_id == municipality_id, occurrence.c.activity.in_(tuple(activities)))
    rows = connection.execute(chosen.order_by(occurrence.c.due.asc().nulls_last(), occurrence.c.id))
    return tuple(KeptOccurrence(**row) for row in rows.mappings())


def move_occurrence(connection: Connection, move: Move) -> None:
    """`scheduled` keeps the day that the wheel gave it."""
    connection.execute(insert(occurrence_move).values(asdict(move)))
    if move.cancelled:
        _set_awaited(connection, move, {"state": State.CANCELLED, **changed(move.moved_at)})
        return
    slot = Slot("", move.opens, move.due, Precision.DAY if move.due else Precision.NONE)
    days = {"opens": move.opens, "due": move.due, "asks_from": asks_from(slot, DEFAULT_LADDER)}
    connection.execute(
        update(occurrence).where(occurrence.c.id == move.occurrence_id).values(**days, precision=slot.precision)
    )
    of_it = update(assignment).where(assignment.c.occurrence_id == move.occurrence_id)
    connection.execute(of_it.where(assignment.c.state == State.CANCELLED).values(state=State.PLANNED))
    connection.execute(of_it.values(changed(move.moved_at)))
    ahead = [rung.name for rung in rungs_of(slot, DEFAULT_LADDER) if rung.day > local_day(move.moved_at)]
    climb_again(connection, select(assignment.c.id).where(assignment.c.occurrence_id == move.occurrence_id), ahead)
    _set_awaited(connection, move, {"remind_on": min(rung.day for rung in rungs_of(slot, DEFAULT_LADDER))})


def climb_again(connection: Connection, assignment_ids: Select[Any], ahead: Iterable[str]) -> None:
    """Rungs whose new day is still to come are climbed again; that one was asked already stays known."""
    meant = (covered_rung.c.assignment_id.in_(assignment_ids), covered_rung.c.rung.in_(tuple(ahead)))
    has_gone = exists().where(outbox.c.id == covered_rung.c.message_id, outbox.c.state.in_(GONE))
    connection.execute(delete(covered_rung).where(*meant, ~has_gone))
    former = covered_rung.c.rung + literal(BEFORE_A_MOVE) + cast(covered_rung.c.message_id, String)
    connection.execute(update(covered_rung).where(*meant).values(rung=former))


def moves_of(connection: Connection, occurrence_id: int) -> Sequence[Move]:
    columns = (column for column in occurrence_move.c if column.name != "id")
    chosen = select(*columns).where(occurrence_move.c.occurrence_id == occurrence_id).order_by(occurrence_move.c.id)
    return tuple(Move(**row) for row in connection.execute(chosen).mappings())


def _set_awaited(connection: Connection, move: Move, values: dict[str, object]) -> None:
    of_it = update(assignment).where(assignment.c.occurrence_id == move.occurrence_id)
    connection.execute(of_it.where(assignment.c.state.in_(AWAITED)).values(values))
