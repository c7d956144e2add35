"""Whether a person may do something with a task that is not to answer it; the same to all who may not."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork

NOT_YOURS, ANSWERED = "not_yours", "answered"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at one task; `now` is the calendar's."""

    uow: UnitOfWork
    person: Person
    task_id: int
    now: datetime
    by: By

    @property
    def today(self) -> date:
        return local_day(self.now)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Not the person's to do anything with, or nothing can be done any more; `task` is only told to who may see it."""

    is_answered: bool = False
    task: Assignment | None = None


def reach(attempt: Attempt) -> Assignment | Unreachable:
    """The open task, kept from changing until the transaction ends; whoever may not is written down."""
    uow = attempt.uow
    task = uow.assignments.get(attempt.task_id, lock=True)
    if task is None or not uow.answering.standing(task.id, attempt.person.id, attempt.today).is_held:
        named = attempt.task_id if attempt.task_id > 0 else None
        uow.audit.append(attempt.by.did(Deed.REFUSED, Thing.ASSIGNMENT, named, after=NOT_YOURS))
        return Unreachable()
    return task if task.is_answerable else Unreachable(is_answered=True, task=task)


def note(attempt: Attempt, deed: Deed, task: Assignment, *, before: str = "", after: str = "") -> None:
    entry = attempt.by.did(deed, Thing.ASSIGNMENT, task.id, role=task.role, before=before, after=after)
    attempt.uow.audit.append(entry)
