"""What a person has to do."""

from dataclasses import dataclass, replace
from datetime import date

from scheduler.assignments import Assignment, by_urgency
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.usecases.opening import Waiting, waiting_tasks
from scheduler.wheel import Wheel

UPCOMING = 5


@dataclass(frozen=True, slots=True)
class TaskList:
    """The person's open tasks, the most pressing first; the next ones to open; how many of the year are done.

    `waiting` are those that would be open by now but for what others do first.
    """

    today: date
    open: tuple[Assignment, ...]
    upcoming: tuple[Assignment, ...]
    done: int
    waiting: tuple[Waiting, ...] = ()


def task_list(uow: UnitOfWork, wheel: Wheel, person: Person, today: date) -> TaskList:
    of_year = uow.assignments.of_places(person.id, today, year=today.year)
    planned = uow.assignments.of_person(person.id, today, states=(State.PLANNED,))
    waiting = waiting_tasks(uow, wheel, person.municipality_id, person.id, today)
    held_up = {one.task.id for one in waiting}
    ahead = (task for task in planned if task.id not in held_up)
    return TaskList(
        today=today,
        open=remaining_tasks(uow, person.id, today),
        upcoming=tuple(sorted(ahead, key=lambda task: (task.asks_from, task.title, task.place))[:UPCOMING]),
        done=sum(task.state in ANSWERED for task in of_year),
        waiting=tuple(_without_hidden(wheel, one) for one in waiting),
    )


def remaining_tasks(
    uow: UnitOfWork, person_id: int, today: date, *, without: int | None = None
) -> tuple[Assignment, ...]:
    """The person's open tasks, the most pressing first."""
    mine = uow.assignments.of_person(person_id, today, states=ANSWERABLE)
    return tuple(sorted((task for task in mine if task.id != without), key=lambda task: by_urgency(task, today)))


def _without_hidden(wheel: Wheel, waiting: Waiting) -> Waiting:
    """The same, but what is hidden loses its name: one may have to wait for a visit that nobody has announced."""
    hidden = {one.activity for one in waiting.awaited if wheel.activity_by_key[one.activity].hidden}
    awaited = tuple(replace(one, title="") if one.activity in hidden else one for one in waiting.awaited)
    return replace(waiting, awaited=awaited)
