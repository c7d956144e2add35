"""Putting a task off to a day before its deadline, and telling that one has seen it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.assignments import Assignment
from scheduler.audit import Deed
from scheduler.days import add_months, working_day_on_or_before
from scheduler.usecases.reaching import Attempt, Unreachable, note, reach

LONGEST_WAIT = 12
"""In months, for what has no deadline."""


class NotPutOff(StrEnum):
    """Why it is not put off; each stands at the day's field."""

    NO_DAY = "no_day"
    NOT_AHEAD = "not_ahead"
    PAST_DEADLINE = "past_deadline"
    TOO_FAR = "too_far"
    IS_LATE = "is_late"


@dataclass(frozen=True, slots=True)
class Refusal:
    why: NotPutOff
    task: Assignment


@dataclass(frozen=True, slots=True)
class PutOff:
    """`until` is the working day on which it is told again; `wanted` may have been a free day after it."""

    task: Assignment
    until: date
    wanted: date


@dataclass(frozen=True, slots=True)
class Seen:
    task: Assignment


def put_off(attempt: Attempt, wanted: date | None) -> PutOff | Refusal | Unreachable:
    task = reach(attempt)
    if isinstance(task, Unreachable):
        return task
    obstacle = _obstacle(task, wanted, attempt.today)
    if wanted is None or obstacle is not None:
        return Refusal(obstacle or NotPutOff.NO_DAY, task)
    until = working_day_on_or_before(wanted)
    attempt.uow.quiets.put_off(task.id, attempt.person.id, until=until)
    attempt.uow.reminders.leave_out(task.id, attempt.person.id)
    attempt.uow.reminders.ask_again(task.id, until)
    note(attempt, Deed.SNOOZED, task, after=until.isoformat())
    return PutOff(task, until, wanted)


def mark_seen(attempt: Attempt) -> Seen | Unreachable:
    """Told once more it changes nothing."""
    task = reach(attempt)
    if isinstance(task, Unreachable):
        return task
    if attempt.uow.quiets.mark_seen(task.id, attempt.person.id, at=attempt.by.at):
        note(attempt, Deed.SEEN, task)
    return Seen(task)


def _obstacle(task: Assignment, wanted: date | None, today: date) -> NotPutOff | None:
    if wanted is None:
        return NotPutOff.NO_DAY
    if task.due is not None and task.due <= today:
        return NotPutOff.IS_LATE
    if working_day_on_or_before(wanted) <= today:
        return NotPutOff.NOT_AHEAD
    if task.due is not None and wanted >= task.due:
        return NotPutOff.PAST_DEADLINE
    return NotPutOff.TOO_FAR if wanted > add_months(today, LONGEST_WAIT) else None
