"""Deadlines on free days stay there until the municipality says otherwise, for all or for one activity."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.days import WhenFree
from scheduler.rules import Rule
from scheduler.rules_counted import MeetingRule, PeriodRule
from scheduler.rules_started import AfterRule, CountedFrom
from scheduler.rules_yearly import DateRule, MonthRule, StartRule
from scheduler.slots import MonthDay, Offset, Precision, Slot
from scheduler.wheel import AsHeld, Local, Wheel
from scheduler.wheel_parts import Body, Meeting
from tests.factories import make_activity, make_wheel

DAY, MONTH, NONE = Precision.DAY, Precision.MONTH, Precision.NONE
SUNDAY = DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))
BEFORE, AFTER, STAY = WhenFree.BEFORE, WhenFree.AFTER, WhenFree.STAY


def wheel_of(rule: Rule, *, of_its_own: WhenFree | None = None, for_all: WhenFree | None = None) -> Wheel:
    local = Local(name="Beslut", when_free=for_all) if for_all else None
    return make_wheel(make_activity(rule=rule, when_free=of_its_own), local=local)


def slots(wheel: Wheel, *years: int) -> list[Slot]:
    return [slot for year in years for slot in wheel.slots_of("egenkontroll", year)]


@pytest.mark.parametrize(
    ("of_its_own", "for_all", "due"),
    [
        (None, None, date(2027, 2, 28)),
        (None, STAY, date(2027, 2, 28)),
        (None, BEFORE, date(2027, 2, 26)),
        (None, AFTER, date(2027, 3, 1)),
        (STAY, AFTER, date(2027, 2, 28)),
        (BEFORE, None, date(2027, 2, 26)),
        (BEFORE, AFTER, date(2027, 2, 26)),
        (AFTER, BEFORE, date(2027, 3, 1)),
    ],
)
def test_what_is_decided_for_the_activity_goes_before_what_is_decided_for_all(
    of_its_own: WhenFree | None, for_all: WhenFree | None, due: date
) -> None:
    wheel = wheel_of(SUNDAY, of_its_own=of_its_own, for_all=for_all)

    assert slots(wheel, 2027) == [Slot("2027", date(2027, 1, 1), due, DAY)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (MonthRule(month=2), Slot("2027", date(2027, 2, 1), date(2027, 2, 28), MONTH)),
        (StartRule(opens=MonthDay(2, 28)), Slot("2027", date(2027, 2, 28), None, NONE)),
        (
            DateRule(due=MonthDay(2, 28), opens=MonthDay(2, 27)),
            Slot("2027", date(2027, 2, 26), date(2027, 2, 26), DAY),
        ),
        (DateRule(due=MonthDay(3, 1)), Slot("2027", None, date(2027, 3, 1), DAY)),
    ],
)
def test_only_a_stated_day_is_moved_and_it_never_opens_after_it_is_due(rule: Rule, expected: Slot) -> None:
    assert slots(wheel_of(rule, for_all=BEFORE), 2027) == [expected]


def test_follower_is_counted_from_the_moved_day_and_moved_in_its_turn() -> None:
    follower = make_activity(
        key="foljd", rule=AfterRule(activity="egenkontroll", due=Offset(days=6), counted_from=CountedFrom.DEADLINE)
    )
    first = wheel_of(SUNDAY, for_all=AFTER)
    wheel = replace(first, activities=(*first.activities, follower))

    assert list(wheel.slots_of("foljd", 2027)) == [Slot("2027", date(2027, 3, 1), date(2027, 3, 8), DAY)]


def test_day_before_a_meeting_is_moved_as_called_and_as_held() -> None:
    meetings = (Meeting(on=date(2027, 3, 7), moved_to=date(2027, 3, 14)),)
    activity = make_activity(rule=MeetingRule(body="von", days_before=7), when_free=BEFORE)
    wheel = make_wheel(activity, bodies=(Body(key="von", name="Nämnden", meetings=meetings),))

    assert [list(around.slots_of("egenkontroll", 2027)) for around in (wheel, AsHeld(wheel))] == [
        [Slot("2027-03-07", None, date(2027, 2, 26), DAY)],
        [Slot("2027-03-07", None, date(2027, 3, 5), DAY)],
    ]


def test_deadline_that_is_moved_over_a_new_year_belongs_to_the_year_it_has_come_to() -> None:
    after = wheel_of(PeriodRule(kind="half_year", days_after=0), for_all=AFTER)
    before = wheel_of(DateRule(due=MonthDay(1, 1)), for_all=BEFORE)

    assert slots(after, 2027) == [
        Slot("2026-H2", date(2026, 7, 1), date(2027, 1, 4), DAY),
        Slot("2027-H1", date(2027, 1, 1), date(2027, 6, 30), DAY),
    ]
    assert slots(before, 2026) == [Slot("2027", None, date(2026, 12, 30), DAY)]
