"""Beginning a task by hand, ready to be answered at once."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.lifecycle import State
from scheduler.organisation import Person, Subject
from scheduler.ports import Store
from scheduler.slots import PLACE_MARK, period_of
from scheduler.usecases.opening import open_due
from scheduler.usecases.starting import start_by_hand
from scheduler.wheel import Wheel


@dataclass(frozen=True, slots=True)
class Started:
    """What was begun by hand today; `is_new` where it was begun just now."""

    task: Assignment
    is_new: bool


def start_task(
    store: Store, wheel: Wheel, person: Person, activity: str, subject: Subject, *, now: datetime, by: By
) -> Started | None:
    """Begin it by hand and open it without waiting for the next tick; None where the person may not."""
    today = local_day(now)
    with store.write() as uow:
        is_new = start_by_hand(uow, wheel, person, activity, subject, now)
        if is_new:
            open_due(uow, wheel, person.municipality_id, today)
        mine = uow.assignments.of_person(person.id, today, states=set(State) - {State.CANCELLED})
        here = (one for one in mine if (one.activity, one.subject) == (activity, subject))
        begun = [one for one in here if PLACE_MARK in one.slot and period_of(one.slot) == today.isoformat()]
        if not begun:
            known = activity if activity in wheel.activity_by_key else ""
            uow.audit.append(by.did(Deed.REFUSED, Thing.ACTIVITY, after=known))
            return None
        task = max(begun, key=lambda one: one.id)
        if is_new:
            uow.audit.append(by.did(Deed.STARTED, Thing.ASSIGNMENT, task.id, role=task.role))
        return Started(task, is_new)
