"""When a late answer is told on to somebody else, and when whoever is late is told that it will be."""

from collections.abc import Iterator
from datetime import date

from scheduler.assignments import Assignment
from scheduler.days import working_days_after, working_days_before
from scheduler.ladder import BEFORE_A_MOVE, Rung, RungKind
from scheduler.lifecycle import State
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Escalation

UNANSWERED = (State.OPEN, State.STARTED)
"""What can be told on: an answer that came back was not late, and waits for its author only since then."""

WARNING = "warning-"
"""Begins the name of the rung on which somebody is told that their late answer will be told on."""


def escalation_of(wheel: Wheel, activity: str) -> Escalation | None:
    """None for what may be left undone, and for what nobody may know of before it is done."""
    found = wheel.activity_by_key.get(activity)
    if found is None or found.optional or found.hidden:
        return None
    return wheel.escalation


def days_of(escalation: Escalation, due: date) -> tuple[date, ...]:
    """The working days on which an answer that was due is told on, the first time first."""
    return tuple(working_days_after(due, escalation.after * (turn + 1)) for turn in range(escalation.at_most))


def warnings_for(wheel: Wheel, task: Assignment) -> Iterator[Rung]:
    """The rungs on the working day before each of them, for what nobody has answered yet."""
    escalation = escalation_of(wheel, task.activity)
    if escalation is None or task.due is None or task.state not in UNANSWERED:
        return
    for number, day in enumerate(days_of(escalation, task.due), start=1):
        yield Rung(f"{WARNING}{number}", RungKind.AFTER, working_days_before(day, 1))


def number_in(rung: str) -> int:
    """Which time the rung warns of."""
    return int(rung.removeprefix(WARNING).partition(BEFORE_A_MOVE)[0])
