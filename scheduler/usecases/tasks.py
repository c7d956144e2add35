"""What a person has to do."""

from dataclasses import dataclass
from datetime import date

from scheduler.assignments import Assignment, by_urgency
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.ports import UnitOfWork

UPCOMING = 5


@dataclass(frozen=True, slots=True)
class TaskList:
    """The person's open tasks, the most pressing first; the next ones to open; and how many of the year are done."""

    today: date
    open: tuple[Assignment, ...]
    upcoming: tuple[Assignment, ...]
    done: int


def task_list(uow: UnitOfWork, person_id: int, today: date) -> TaskList:
    of_year = uow.assignments.of_places(person_id, today, year=today.year)
    planned = uow.assignments.of_person(person_id, today, states=(State.PLANNED,))
    return TaskList(
        today=today,
        open=remaining_tasks(uow, person_id, today),
        upcoming=tuple(sorted(planned, key=lambda task: (task.asks_from, task.title, task.place))[:UPCOMING]),
        done=sum(task.state in ANSWERED for task in of_year),
    )


def remaining_tasks(
    uow: UnitOfWork, person_id: int, today: date, *, without: int | None = None
) -> tuple[Assignment, ...]:
    """The person's open tasks, the most pressing first."""
    mine = uow.assignments.of_person(person_id, today, states=ANSWERABLE)
    return tuple(sorted((task for task in mine if task.id != without), key=lambda task: by_urgency(task, today)))
