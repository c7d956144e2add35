"""Gather the rungs whose day has come into one message a person, at most one a day."""

from collections.abc import Iterable, Mapping
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
from scheduler.escalation import warnings_for
from scheduler.ladder import DEFAULT_LADDER, RETURNED, Rung, RungKind, rungs_of
from scheduler.lifecycle import State
from scheduler.organisation import Municipality
from scheduler.outbox import Covered, MessageKind, NewMessage, daily_key
from scheduler.ports import UnitOfWork
from scheduler.ports_review import SentBack
from scheduler.quiet import NO_QUIET, Quiet, climbed_by
from scheduler.wheel import Wheel

DAYS_TRIED = 10


@dataclass(frozen=True, slots=True)
class Climbed:
    """The rungs of an assignment that are due and that one holder was not told of, and the day of the next one."""

    due: tuple[Rung, ...]
    next_day: date | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The message that a person's rungs go into, and whether it was queued for them just now."""

    message_id: int
    is_new: bool


def remind(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Write messages, or add to those that wait; how many were new. What still waits for others is not asked for."""
    today = local_day(now)
    uow.reminders.release_orphaned(municipality.id, today)
    uow.reminders.wake(municipality.id, today)
    reminders = [one for one in uow.reminders.due(municipality.id, today) if one.assignment.state is not State.PLANNED]
    ids = {one.assignment.id for one in reminders}
    covered, quiets = uow.reminders.covered(ids), uow.quiets.of_each(ids)
    returned = [one.assignment.id for one in reminders if one.assignment.state is State.RETURNED]
    sent_back = uow.reviews.sent_back(returned)
    climbed = {
        key: climb(
            one.assignment,
            wheel,
            covered.get(key, frozenset()),
            today,
            quiets.get(key, NO_QUIET),
            sent_back.get(one.assignment.id),
        )
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
    uow.reminders.schedule(_next_days(climbed))
    return added


def _next_days(climbed: Mapping[tuple[int, int], Climbed]) -> dict[int, date | None]:
    """The first of the days on which any of those who are told has a rung, by assignment."""
    days: dict[int, list[date]] = {}
    for (assignment_id, _), one in climbed.items():
        days.setdefault(assignment_id, []).extend([one.next_day] if one.next_day else [])
    return {assignment_id: min(ahead, default=None) for assignment_id, ahead in days.items()}


def climb(
    assignment: Assignment,
    wheel: Wheel,
    covered: Iterable[str],
    today: date,
    quiet: Quiet = NO_QUIET,
    sent_back: SentBack | None = None,
) -> Climbed:
    """Where the assignment stands on its activity's ladder that day, for the one for whom those are covered.

    What a reviewer has sent back is told of once more at once, and climbs on from there.
    """
    activity = wheel.activity_by_key.get(assignment.activity)
    whole = rungs_of(assignment.as_slot, activity.reminders if activity else DEFAULT_LADDER)
    rungs = [*climbed_by(whole, quiet, assignment.due), *warnings_for(wheel, assignment)]
    if sent_back is not None:
        first = Rung(f"{RETURNED}{sent_back.revision}", RungKind.RETURNED, sending_day(sent_back.at))
        rungs = [first, *(rung for rung in rungs if rung.day > first.day)]
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
    found = message_to(uow, municipality, person_id, [rung.day for rung in rungs], now)
    if found is None:
        return 0
    uow.reminders.cover(found.message_id, rungs)
    return int(found.is_new)


def message_to(
    uow: UnitOfWork, municipality: Municipality, person_id: int, days: Iterable[date], now: datetime
) -> Gathered | None:
    """The person's message that rungs of those days go into."""
    missed = any(municipality.started_on <= day < sending_day(now) for day in days)
    return message_for(uow, municipality.id, person_id, MessageKind.CATCH_UP if missed else MessageKind.DAILY, now)


def message_for(
    uow: UnitOfWork, municipality_id: int, person_id: int, kind: MessageKind, now: datetime
) -> Gathered | None:
    """The message that waits for the person, whatever its kind, else a new one on the first day without any.

    None where there is no such day soon: then it goes with the next rung.
    """
    waiting = uow.outbox.waiting_for(person_id)
    if waiting is not None:
        return Gathered(waiting.id, is_new=False)
    message_id = queue_daily(uow, municipality_id, person_id, kind, now)
    return None if message_id is None else Gathered(message_id, is_new=True)


def queue_daily(uow: UnitOfWork, municipality_id: int, person_id: int, kind: MessageKind, now: datetime) -> int | None:
    """The id of a message for the first working day on which the person gets no other."""
    for day in islice(working_days_from(sending_day(now)), DAYS_TRIED):
        if uow.outbox.sent_to_on(person_id, day):
            continue
        # A key can be taken by a message that was cancelled or failed that day: then the next working day has to do.
        message_id = uow.outbox.add(daily_message(municipality_id, person_id, kind, day, now))
        if message_id is not None:
            return message_id
    return None


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
