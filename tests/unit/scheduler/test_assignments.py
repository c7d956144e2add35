"""How pressing an assignment is, and in which order a person sees them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.assignments import Assignment, Urgency, by_urgency
from scheduler.lifecycle import State
from scheduler.organisation import Subject
from scheduler.slots import Precision, Slot
from scheduler.wheel_parts import Level
from tests.factories import MONDAY

TASK = Assignment(
    id=1,
    municipality_id=1,
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2027",
    asks_from=date(2027, 1, 1),
    opens=date(2027, 1, 1),
    due=date(2027, 2, 28),
    precision=Precision.DAY,
    subject=Subject(Level.UNIT, 1),
    place="Solgården",
    role="enhetschef",
    state=State.OPEN,
    form="common.klart",
)


@pytest.mark.parametrize(
    ("days_left", "urgency"),
    [
        (-400, Urgency.LATE),
        (-1, Urgency.LATE),
        (0, Urgency.NEAR),
        (1, Urgency.NEAR),
        (14, Urgency.NEAR),
        (15, Urgency.OPEN),
        (400, Urgency.OPEN),
    ],
)
def test_urgency_grows_as_the_deadline_nears(days_left: int, urgency: Urgency) -> None:
    assert replace(TASK, due=MONDAY + timedelta(days=days_left)).urgency(MONDAY) is urgency


def test_urgency_is_open_when_no_deadline_is_stated() -> None:
    assert replace(TASK, due=None).urgency(date(2099, 1, 1)) is Urgency.OPEN


def test_tasks_are_ordered_by_urgency_deadline_title_and_place() -> None:
    in_order = [
        replace(TASK, id=1, due=date(2026, 12, 31)),
        replace(TASK, id=2, due=date(2027, 1, 10)),
        replace(TASK, id=3, due=date(2027, 1, 11), place="Älvgården"),
        replace(TASK, id=4, due=date(2027, 1, 25), title="Bokslut"),
        replace(TASK, id=5, due=date(2027, 1, 25), title="Egenkontroll", place="Björkgården"),
        replace(TASK, id=6, due=date(2027, 1, 25), title="Egenkontroll"),
        replace(TASK, id=7, due=date(2027, 1, 26)),
        replace(TASK, id=8, due=None),
    ]

    shuffled = [in_order[place] for place in (7, 3, 0, 5, 2, 6, 1, 4)]

    found = sorted(shuffled, key=lambda task: by_urgency(task, MONDAY))

    assert [task.id for task in found] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("state", State)
def test_task_can_be_answered_only_when_it_is_open_started_or_returned(state: State) -> None:
    answerable = state in (State.OPEN, State.STARTED, State.RETURNED)

    assert replace(TASK, state=state).is_answerable is answerable


def test_task_gives_its_slot_back_as_it_was_planned() -> None:
    assert TASK.as_slot == Slot("2027", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY)
