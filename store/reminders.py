"""Which rungs have come, which are covered, and when the next ones come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, exists, func, or_, select, tuple_, update

from scheduler.ladder import RungKind
from scheduler.lifecycle import ANSWERABLE, AWAITED
from scheduler.outbox import WAITING, Covered
from scheduler.ports import DueReminder
from store.action_reminders import next_action_day, release_orphaned_rungs, release_rungs
from store.assignment_rows import BY_DEADLINE, as_assignment, select_assignments
from store.bulk import execute_many, insert_into, pieces
from store.holdings import IS_ASKED_FOR, asked, holds_on, is_away
from store.schema import assignment, covered_rung, outbox, role_holding
from store.schema_people import absence
from store.schema_review import escalation

STILL_NEW = timedelta(days=14)
"""Whoever has come to a task for so long has heard of it, or will at its next rung."""


@dataclass(frozen=True, slots=True)
class SqlReminders:
    connection: Connection

    def due(self, municipality_id: int, today: date) -> Sequence[DueReminder]:
        told = asked(
            today,
            assignment.c.municipality_id == municipality_id,
            assignment.c.state.in_(AWAITED),
            assignment.c.remind_on <= today,
        )
        chosen = (
            select_assignments()
            .add_columns(told.c.person_id)
            .join(told, told.c.assignment_id == assignment.c.id)
            .distinct()
            .order_by(told.c.person_id, *BY_DEADLINE)
        )
        return tuple(DueReminder(as_assignment(row), row.person_id) for row in self.connection.execute(chosen))

    def covered(self, assignment_ids: Iterable[int]) -> Mapping[tuple[int, int], frozenset[str]]:
        rungs: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        chosen = select(covered_rung.c.assignment_id, covered_rung.c.person_id, covered_rung.c.rung)
        for piece in pieces(tuple(assignment_ids)):
            for row in self.connection.execute(chosen.where(covered_rung.c.assignment_id.in_(piece))):
                rungs[row.assignment_id, row.person_id].add(row.rung)
        return {key: frozenset(names) for key, names in rungs.items()}

    def cover(self, message_id: int, rungs: Iterable[Covered]) -> None:
        rows = (
            {
                "assignment_id": rung.assignment_id,
                "rung": rung.rung,
                "person_id": rung.person_id,
                "day": rung.day,
                "message_id": message_id,
            }
            for rung in rungs
        )
        execute_many(self.connection, insert_into(self.connection, covered_rung).on_conflict_do_nothing(), rows)

    def release(self, message_id: int, *, not_before: date | None = None) -> None:
        self._release(covered_rung.c.message_id == message_id, not_before=not_before)
        release_rungs(self.connection, message_id, not_before=not_before)
        self.connection.execute(delete(escalation).where(escalation.c.message_id == message_id))

    def release_orphaned(self, municipality_id: int, today: date) -> None:
        waits = exists().where(outbox.c.id == covered_rung.c.message_id, outbox.c.state.in_(WAITING))
        here = assignment.c.municipality_id == municipality_id
        pair = covered_rung.c.assignment_id, covered_rung.c.person_id
        waiting = {tuple(row) for row in self.connection.execute(select(*pair).join(assignment).where(here, waits))}
        # Put together here: as one question it would take SQLite far longer than both.
        told = asked(today, here, assignment.c.state.in_(AWAITED), persons=sorted({person for _, person in waiting}))
        pairs = self.connection.execute(select(told.c.assignment_id, told.c.person_id))
        for piece in pieces(sorted(waiting - {tuple(row) for row in pairs})):
            self._release(here, waits, tuple_(*pair).in_(piece))
        release_orphaned_rungs(self.connection, municipality_id, today)

    def wake(self, municipality_id: int, today: date) -> None:
        is_asleep = (
            assignment.c.municipality_id == municipality_id,
            assignment.c.state.in_(ANSWERABLE),
            or_(assignment.c.remind_on.is_(None), assignment.c.remind_on > today),
        )
        told = asked(today, *is_asleep, new_since=today - STILL_NEW)
        has_heard = exists().where(
            covered_rung.c.assignment_id == told.c.assignment_id, covered_rung.c.person_id == told.c.person_id
        )
        untold = select(told.c.assignment_id).where(~has_heard)
        missed = _missed_while_away(today).where(*is_asleep)
        for ids in (untold, missed):
            self.connection.execute(update(assignment).where(assignment.c.id.in_(ids)).values(remind_on=today))

    def ask_again(self, assignment_id: int, on: date) -> None:
        later = or_(assignment.c.remind_on.is_(None), assignment.c.remind_on > on)
        self.connection.execute(update(assignment).where(assignment.c.id == assignment_id, later).values(remind_on=on))

    def leave_out(self, assignment_id: int, person_id: int) -> None:
        waits = exists().where(outbox.c.id == covered_rung.c.message_id, outbox.c.state.in_(WAITING))
        theirs = (covered_rung.c.assignment_id == assignment_id, covered_rung.c.person_id == person_id)
        self.connection.execute(delete(covered_rung).where(*theirs, waits))

    def _release(self, *conditions: ColumnElement[bool], not_before: date | None = None) -> None:
        chosen = (
            select(covered_rung.c.assignment_id, covered_rung.c.rung, covered_rung.c.person_id, covered_rung.c.day)
            .join_from(covered_rung, assignment)
            .where(assignment.c.state.in_(AWAITED), *conditions)
        )
        rungs = self.connection.execute(chosen).all()
        dropped = delete(covered_rung).where(
            covered_rung.c.assignment_id == bindparam("which"),
            covered_rung.c.rung == bindparam("name"),
            covered_rung.c.person_id == bindparam("whose"),
        )
        rows = ({"which": one.assignment_id, "name": one.rung, "whose": one.person_id} for one in rungs)
        execute_many(self.connection, dropped, rows)
        first = not_before or date.min
        latest_first = sorted(rungs, key=lambda one: one.day, reverse=True)
        self.schedule({one.assignment_id: max(one.day, first) for one in latest_first})

    def schedule(self, next_days: Mapping[int, date | None]) -> None:
        """In order of id, so that two who do this at once wait for each other one way only."""
        by_id = update(assignment).where(assignment.c.id == bindparam("which")).values(remind_on=bindparam("day"))
        execute_many(self.connection, by_id, ({"which": key, "day": day} for key, day in sorted(next_days.items())))

    def next_day(self, municipality_id: int, after: date, *, person_id: int | None = None) -> date | None:
        ahead = select(func.min(assignment.c.remind_on)).where(
            assignment.c.municipality_id == municipality_id,
            assignment.c.state.in_(AWAITED),
            assignment.c.remind_on > after,
        )
        if person_id is not None:
            told = asked(after, assignment.c.municipality_id == municipality_id, persons=[person_id])
            ahead = ahead.where(assignment.c.id.in_(select(told.c.assignment_id).where(told.c.person_id == person_id)))
        found: date | None = self.connection.scalar(ahead)
        of_actions = next_action_day(self.connection, municipality_id, after, person_id=person_id)
        return min((day for day in (found, of_actions) if day is not None), default=None)

    def assignments_of(self, message_id: int) -> Sequence[int]:
        """The ids of those that the message covers a rung of, each once, in order."""
        named = select(covered_rung.c.assignment_id).where(covered_rung.c.message_id == message_id).distinct()
        return tuple(self.connection.scalars(named.order_by(covered_rung.c.assignment_id)))

    def assignments_of_each(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        columns = (covered_rung.c.message_id, covered_rung.c.assignment_id)
        named = select(*columns).where(covered_rung.c.message_id.in_(tuple(message_ids))).distinct()
        found: dict[int, list[int]] = {}
        for message_id, assignment_id in self.connection.execute(named.order_by(*columns)):
            found.setdefault(message_id, []).append(assignment_id)
        return found


def _missed_while_away(today: date) -> Select[Any]:
    """The ids of what others were told of while its holder was away, who is back by now and has not heard of it."""
    theirs, own = covered_rung, covered_rung.alias("own_rung")
    heard_since = exists().where(
        own.c.assignment_id == theirs.c.assignment_id,
        own.c.rung == theirs.c.rung,
        own.c.person_id == absence.c.person_id,
    )
    return (
        select(assignment.c.id)
        .join(role_holding, IS_ASKED_FOR)
        .join(absence, absence.c.person_id == role_holding.c.person_id)
        .join(theirs, theirs.c.assignment_id == assignment.c.id)
        .where(
            holds_on(today),
            absence.c.until < today,
            absence.c.until >= today - STILL_NEW,
            ~is_away(role_holding.c.person_id, today),
            theirs.c.day.between(absence.c.since, absence.c.until),
            theirs.c.rung.not_like(f"{RungKind.SNOOZE}-%"),
            ~heard_since,
        )
    )
