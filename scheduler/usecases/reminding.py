"""Gather the rungs whose day has come into one message a person, at most one a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice

from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.days import (
    ONE_DAY,
    is_working_day,
    is_working_hour_ahead,
    work_starts_on,
    working_day_on_or_after,
    working_days_from,
)
from scheduler.ladder import DEFAULT_LADDER, Rung, rungs_of
from scheduler.lifecycle import State
from scheduler.organisation import Municipality
from scheduler.outbox import Covered, MessageKind, NewMessage, daily_key
from scheduler.ports import UnitOfWork
from scheduler.wheel import Wheel

DAYS_TRIED = 10


@dataclass(frozen=True, slots=True)
class Climbed:
    """The rungs of an assignment that are due and that one holder was not told of, and the day of the next one."""

    due: tuple[Rung, ...]
    next_day: date | None


def remind(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Write messages, or add to those that wait; how many were new. What still waits for others is not asked for."""
    today = local_day(now)
    uow.reminders.release_orphaned(municipality.id, today)
    reminders = [one for one in uow.reminders.due(municipality.id, today) if one.assignment.state is not State.PLANNED]
    covered = uow.reminders.covered({one.assignment.id for one in reminders})
    climbed = {
        key: climb(one.assignment, wheel, covered.get(key, frozenset()), today)
        for one in reminders
        for key in [(one.assignment.id, one.person_id)]
    }
    added = 0
    for person_id, mine in groupby(reminders, key=lambda reminder: reminder.person_id):
        rungs = [
            Covered(reminder.assignment.id, person_id, rung.name, rung.day)
            for reminder in mine
            for rung in climbed[reminder.assignment.id, person_id].due
        ]
        if rungs:
            added += _gather(uow, municipality, person_id, rungs, now)
    uow.reminders.schedule({assignment_id: one.next_day for (assignment_id, _), one in climbed.items()})
    return added


def climb(assignment: Assignment, wheel: Wheel, covered: Iterable[str], today: date) -> Climbed:
    """Where the assignment stands on its activity's ladder that day, for the holder for whom those are covered."""
    activity = wheel.activity_by_key.get(assignment.activity)
    rungs = rungs_of(assignment.as_slot, activity.reminders if activity else DEFAULT_LADDER)
    return Climbed(
        due=tuple(rung for rung in rungs if rung.day <= today and rung.name not in set(covered)),
        next_day=min((rung.day for rung in rungs if rung.day > today), default=None),
    )


def sending_day(now: datetime) -> date:
    """Today while working hours still lie ahead or go on, else the next working day."""
    today = local_day(now)
    if is_working_day(today) and is_working_hour_ahead(now):
        return today
    return working_day_on_or_after(today + ONE_DAY)


def _gather(uow: UnitOfWork, municipality: Municipality, person_id: int, rungs: list[Covered], now: datetime) -> int:
    waiting = uow.outbox.waiting_for(person_id)
    if waiting is not None:
        uow.reminders.cover(waiting.id, rungs)
        return 0
    first = sending_day(now)
    missed = any(municipality.started_on <= rung.day < first for rung in rungs)
    kind = MessageKind.CATCH_UP if missed else MessageKind.DAILY
    for day in islice(working_days_from(first), DAYS_TRIED):
        if uow.outbox.sent_to_on(person_id, day):
            continue
        # A key can be taken by a message that was cancelled or failed that day: then the next working day has to do.
        message_id = uow.outbox.add(daily_message(municipality.id, person_id, kind, day, now))
        if message_id is not None:
            uow.reminders.cover(message_id, rungs)
            return 1
    return 0


def daily_message(municipality_id: int, person_id: int, kind: MessageKind, day: date, now: datetime) -> NewMessage:
    """The one unasked message that the person gets that day; its key is taken when there is one already."""
    return NewMessage(
        municipality_id=municipality_id,
        kind=kind,
        dedupe_key=daily_key(municipality_id, person_id, day),
        day=day,
        due_at=max(now, work_starts_on(day)),
        person_id=person_id,
    )
