"""How far each activity of a year has come, told from the rows where there are any."""

from dataclasses import replace
from datetime import date

from cards.wheel_marks import MarkStatus, WheelMark
from cards.wheel_status import marks_of
from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.slots import Precision
from scheduler.wheel import Activity
from scheduler.wheel_parts import Phase
from tests.factories import ACTIVITY, make_activity, make_wheel
from tests.unit.cards import card_examples as example

TODAY = date(2027, 2, 19)
DUE = date(2027, 2, 28)
HIDDEN = make_activity(key="tillsyn", title="Oanmäld tillsyn", hidden=True)
WHEEL = make_wheel(ACTIVITY, HIDDEN)


def at_place(
    number: int, slot: str = "2027", *, due: date | None = DUE, of: Activity = ACTIVITY, **changes: object
) -> Assignment:
    place = f"Enhet {number}"
    return example.task(number, of.title, place, due, activity=of.key, slot=slot, **changes)


def mark(**changes: object) -> WheelMark:
    plain = WheelMark(
        key="egenkontroll-2027",
        title="Egenkontroll",
        opens=date(2027, 1, 1),
        due=DUE,
        precision=Precision.DAY,
        phase=Phase.CHECK,
        status=MarkStatus.PLANNED,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_bare_wheel_shows_its_plan_but_nothing_hidden() -> None:
    assert marks_of(WHEEL, 2027, today=TODAY) == (mark(),)


def test_places_with_the_same_days_share_a_mark() -> None:
    places = [at_place(1), at_place(2, state=State.SUBMITTED), at_place(3, state=State.CANCELLED)]

    assert marks_of(WHEEL, 2027, assignments=places, today=TODAY) == (mark(status=MarkStatus.PARTLY, done=1, total=2),)


def test_what_was_begun_or_moved_is_shown_on_its_own_days() -> None:
    moved = date(2027, 3, 12)
    places = [
        at_place(1, "2027>unit:1"),
        at_place(2, "2027>unit:2"),
        at_place(3, "2027>unit:3", due=moved),
        at_place(4, "2027-02-08@unit:4", due=None, opens=date(2027, 2, 8)),
    ]

    started = mark(key="egenkontroll-2027-02-08", opens=date(2027, 2, 8), due=None, precision=Precision.NONE)
    assert marks_of(WHEEL, 2027, assignments=places, today=TODAY) == (
        replace(started, status=MarkStatus.OPEN, total=1),
        mark(status=MarkStatus.OPEN, total=2),
        mark(due=moved, status=MarkStatus.OPEN, total=1),
    )


def test_other_years_and_activities_that_are_gone_are_left_out() -> None:
    places = [
        at_place(1),
        at_place(2, "2026", due=date(2026, 2, 28)),
        at_place(3, "2028", due=date(2028, 2, 28)),
        at_place(4, of=make_activity(key="gammal")),
    ]

    assert marks_of(WHEEL, 2027, assignments=places, today=TODAY) == (mark(status=MarkStatus.OPEN, total=1),)


def test_hidden_activity_is_shown_when_its_answer_is_given() -> None:
    visit = at_place(1, of=HIDDEN, state=State.SUBMITTED)

    (shown,) = marks_of(WHEEL, 2027, assignments=[visit], today=TODAY)

    assert (shown.title, shown.status) == ("Oanmäld tillsyn", MarkStatus.DONE)
