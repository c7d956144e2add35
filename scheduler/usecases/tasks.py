"""What a person has to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.absences import Absence
from scheduler.assignments import Assignment, by_urgency
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.usecases.giving_time import Ruled, Wish
from scheduler.usecases.news import NO_REMARK, Remark, awaiting, remarks_of, rulings_for
from scheduler.usecases.opening import Waiting, waiting_tasks
from scheduler.usecases.reaching import Attempt, Unreachable, reach
from scheduler.wheel import Wheel

UPCOMING = 5


@dataclass(frozen=True, slots=True)
class TaskList:
    """The person's open tasks, the most pressing first; the next ones to open; how many of the year are done.

    `waiting` are those that would be open by now but for what others do first, `remarks` are by task. `to_rule` and
    `ruled` are wishes for more time, others' and own; `away` is the person's absence that goes on.
    """

    today: date
    open: tuple[Assignment, ...]
    upcoming: tuple[Assignment, ...]
    done: int
    waiting: tuple[Waiting, ...] = ()
    remarks: Mapping[int, Remark] = field(default_factory=dict)
    to_rule: tuple[Wish, ...] = ()
    ruled: tuple[Ruled, ...] = ()
    away: Absence | None = None


@dataclass(frozen=True, slots=True)
class TaskAlone:
    """One open task of the person's, and whether it is theirs to give away."""

    task: Assignment
    today: date
    remark: Remark
    may_give: bool


def task_alone(attempt: Attempt) -> TaskAlone | Unreachable:
    task, uow, today = reach(attempt), attempt.uow, attempt.today
    if isinstance(task, Unreachable):
        return task
    remark = remarks_of(uow, attempt.person.id, [task], today).get(task.id, NO_REMARK)
    return TaskAlone(task, today, remark, uow.delegations.giver(task.id, attempt.person.id, today) is not None)


def task_list(uow: UnitOfWork, wheel: Wheel, person: Person, today: date) -> TaskList:
    of_year = uow.assignments.of_places(person.id, today, year=today.year)
    planned = uow.assignments.of_person(person.id, today, states=(State.PLANNED,))
    waiting = waiting_tasks(uow, wheel, person.municipality_id, person.id, today)
    held_up = {one.task.id for one in waiting}
    ahead = (task for task in planned if task.id not in held_up)
    remaining = remaining_tasks(uow, person.id, today)
    away = (one for one in uow.absences.of_persons([person.id], since=today) if one.is_on(today))
    return TaskList(
        today=today,
        open=remaining,
        upcoming=tuple(sorted(ahead, key=lambda task: (task.asks_from, task.title, task.place))[:UPCOMING]),
        done=sum(task.state in ANSWERED for task in of_year),
        waiting=tuple(_without_hidden(wheel, one) for one in waiting),
        remarks=remarks_of(uow, person.id, remaining, today),
        to_rule=awaiting(uow, person, today),
        ruled=rulings_for(uow, person),
        away=next(away, None),
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
