"""Giving one task to another person, and taking it back."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.assignments import Assignment
from scheduler.audit import Deed
from scheduler.organisation import Person
from scheduler.usecases.reaching import Attempt, Unreachable, note, reach


class NotGiven(StrEnum):
    """Why the task stays where it is."""

    NOT_YOURS_TO_GIVE = "not_yours_to_give"
    ONESELF = "oneself"
    HAS_IT = "has_it"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class Given:
    task: Assignment
    receiver: Person


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`receiver` had it; `by_receiver` where that one did not keep it."""

    task: Assignment
    receiver: str
    giver: str
    by_receiver: bool


def give_task(attempt: Attempt, receiver: Person) -> Given | NotGiven | Unreachable:
    """Whoever holds the role, or stands in for who does, may give it to anyone of the same municipality."""
    task, uow, today = reach(attempt), attempt.uow, attempt.today
    if isinstance(task, Unreachable):
        return task
    giver = uow.delegations.giver(task.id, attempt.person.id, today)
    if giver is None or receiver.municipality_id != task.municipality_id:
        return NotGiven.NOT_YOURS_TO_GIVE
    if receiver.id == attempt.person.id:
        return NotGiven.ONESELF
    if receiver.id in uow.assignments.holder_of(task.id, today):
        return NotGiven.HAS_IT
    uow.delegations.give(task.id, giver=giver, receiver=receiver.id, at=attempt.by.at)
    uow.reminders.leave_out(task.id, attempt.person.id)
    uow.reminders.ask_again(task.id, today)
    note(attempt, Deed.DELEGATED, task, after=str(receiver.id))
    return Given(task, receiver)


def take_task_back(attempt: Attempt) -> TakenBack | NotGiven | Unreachable:
    """By who gave it or acts for them, or by who was given it and can't do it."""
    task, uow, today = reach(attempt), attempt.uow, attempt.today
    if isinstance(task, Unreachable):
        return task
    current = uow.delegations.current(task.id, today)
    if current is None:
        return NotGiven.NOT_GIVEN
    by_receiver = current.to_id == attempt.person.id
    if not by_receiver and uow.delegations.giver(task.id, attempt.person.id, today) is None:
        return NotGiven.NOT_YOURS_TO_GIVE
    ended_by = attempt.person.id if by_receiver else current.from_id
    uow.delegations.end(current.id, by=ended_by, at=attempt.by.at)
    uow.reminders.leave_out(task.id, current.to_id)
    uow.reminders.ask_again(task.id, today)
    note(attempt, Deed.TAKEN_BACK, task, after=str(current.to_id))
    return TakenBack(task, current.to_name, current.from_name, by_receiver)
