"""Open what is due to be asked, but for what still waits for others; and tell a person what that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from scheduler.assignments import Assignment
from scheduler.chains import Awaited, awaited_by
from scheduler.lifecycle import State
from scheduler.ports import UnitOfWork
from scheduler.wheel import Wheel

LAST_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An assignment that would be open by now, and what it waits for."""

    task: Assignment
    awaited: tuple[Awaited, ...]


def open_due(uow: UnitOfWork, wheel: Wheel, municipality_id: int, today: date) -> int:
    """How many were opened."""
    due = uow.assignments.to_open(municipality_id, today, _patient(wheel))
    candidates = [task for task in due if _can_wait(task, today)]
    waiting = _waiting(uow, wheel, municipality_id, candidates) if candidates else ()
    return uow.assignments.open_due(municipality_id, today, waiting=[one.task.id for one in waiting])


def waiting_tasks(
    uow: UnitOfWork, wheel: Wheel, municipality_id: int, person_id: int, today: date
) -> tuple[Waiting, ...]:
    """The person's own, in order of deadline."""
    patient = set(_patient(wheel))
    planned = uow.assignments.of_person(person_id, today, states=[State.PLANNED]) if patient else ()
    mine = [task for task in planned if task.activity in patient and task.asks_from <= today and _can_wait(task, today)]
    return _waiting(uow, wheel, municipality_id, mine) if mine else ()


def _can_wait(task: Assignment, today: date) -> bool:
    """A week before its deadline it opens with what there is: nobody's silence may keep it from being asked for."""
    return task.due is None or today < task.due - LAST_WEEK


def _patient(wheel: Wheel) -> list[str]:
    return [activity.key for activity in wheel.activities if activity.waits_for]


def _waiting(uow: UnitOfWork, wheel: Wheel, municipality_id: int, tasks: Sequence[Assignment]) -> tuple[Waiting, ...]:
    organisation = uow.people.organisation(municipality_id)
    others = _others(uow, wheel, municipality_id, {task.activity for task in tasks})
    found = (Waiting(task, awaited_by(wheel, organisation, task, others)) for task in tasks)
    return tuple(one for one in found if one.awaited)


def _others(
    uow: UnitOfWork, wheel: Wheel, municipality_id: int, activities: set[str]
) -> Mapping[str, Sequence[Assignment]]:
    named = {key for activity in activities for key in wheel.activity_by_key[activity].waits_for}
    found = sorted(uow.assignments.of_activities(municipality_id, named), key=lambda one: one.activity)
    return {key: tuple(group) for key, group in groupby(found, key=lambda one: one.activity)}
