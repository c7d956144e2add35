"""Rules that wait for something to happen, for another activity, for the last time it was done, or for a person."""

from datetime import date

import pytest

from scheduler.days import add_months
from scheduler.rules import Rule
from scheduler.rules_counted import CoverageRule, MeetingRule
from scheduler.rules_started import (
    AfterRule,
    CountedFrom,
    EventRule,
    IntervalRule,
    NextFrom,
    TriggerRule,
    UndatedRule,
)
from scheduler.rules_yearly import DateRule, MonthRule, OnceRule, StartRule
from scheduler.slots import Dating, Happening, Lack, MonthDay, Offset, Precision, Slot, Turn, TurnBy
from scheduler.wheel import AsHeld, Wheel
from scheduler.wheel_parts import Body, EventKind, Level, Meeting
from tests.factories import WHEEL, make_activity, make_wheel

DAY, NONE = Precision.DAY, Precision.NONE
EVENTS = (
    EventKind(key="start", title="Ny utförare börjar", level=Level.UNIT),
    EventKind(key="tillsyn", title="Extern tillsyn har kommit", level=Level.ADMINISTRATION),
)


def happened(*happenings: Happening) -> Wheel:
    return make_wheel(events=EVENTS, happenings=happenings)


def slots(rule: Rule, around: Wheel | AsHeld, *years: int) -> list[Slot]:
    return [slot for year in years for slot in rule.slots(year, around)]


@pytest.mark.parametrize(
    ("rule", "on", "expected"),
    [
        (
            EventRule(events=("start",), due=Offset(months=3)),
            date(2026, 11, 30),
            Slot("2026-11-30", date(2026, 11, 30), date(2027, 2, 28), DAY),
        ),
        (
            EventRule(events=("start",), due=Offset(months=6)),
            date(2027, 8, 31),
            Slot("2027-08-31", date(2027, 8, 31), date(2028, 2, 29), DAY),
        ),
        (
            EventRule(events=("start",), due=Offset(weeks=2), opens=Offset(days=-10)),
            date(2027, 1, 4),
            Slot("2027-01-04", date(2026, 12, 25), date(2027, 1, 18), DAY),
        ),
        (
            EventRule(events=("start",), due=Offset(weeks=-4)),
            date(2027, 1, 15),
            Slot("2027-01-15", date(2026, 12, 18), date(2026, 12, 18), DAY),
        ),
        (
            EventRule(events=("start",), due=Offset(months=-6), opens=Offset(months=-12)),
            date(2027, 8, 31),
            Slot("2027-08-31", date(2026, 8, 31), date(2027, 2, 28), DAY),
        ),
        (EventRule(events=("start",)), date(2027, 8, 31), Slot("2027-08-31", date(2027, 8, 31), None, NONE)),
        (
            EventRule(events=("start",), opens=Offset(months=-2)),
            date(2027, 4, 30),
            Slot("2027-04-30", date(2027, 2, 28), None, NONE),
        ),
    ],
)
def test_event_gives_one_slot_in_the_year_it_is_due(rule: EventRule, on: date, expected: Slot) -> None:
    wheel = happened(Happening(event="start", on=on))

    assert slots(rule, wheel, 2025, 2026, 2027, 2028, 2029) == [expected]
    assert slots(rule, wheel, expected.last_day.year) == [expected]


def test_event_at_a_place_concerns_that_place_only() -> None:
    rule = EventRule(events=("start", "tillsyn"), due=Offset(days=10))
    wheel = happened(
        Happening(event="tillsyn", on=date(2027, 3, 1)),
        Happening(event="start", on=date(2027, 3, 1), place="Solgården"),
        Happening(event="start", on=date(2027, 3, 1), place="Tallbacken"),
        Happening(event="annat", on=date(2027, 3, 1), place="Solgården"),
    )

    assert slots(rule, wheel, 2027) == [
        Slot("2027-03-01@Solgården", date(2027, 3, 1), date(2027, 3, 11), DAY, place="Solgården"),
        Slot("2027-03-01@Tallbacken", date(2027, 3, 1), date(2027, 3, 11), DAY, place="Tallbacken"),
        Slot("2027-03-01", date(2027, 3, 1), date(2027, 3, 11), DAY),
    ]


def test_two_events_on_one_day_at_one_place_start_it_once() -> None:
    rule = EventRule(events=("start", "tillsyn"))
    both = [Happening(event=event, on=date(2027, 3, 1), place="Solgården") for event in ("start", "tillsyn", "start")]

    assert slots(rule, happened(*both), 2027) == [
        Slot("2027-03-01@Solgården", date(2027, 3, 1), None, NONE, place="Solgården")
    ]


def test_nothing_is_started_when_nothing_has_happened() -> None:
    assert slots(EventRule(events=("start", "okand")), happened(), 2027) == []


FIRST = make_activity(key="forsta", rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(11, 1)))
BEGUN = make_activity(key="borjad", rule=StartRule(opens=MonthDay(8, 31)))
SPREAD = make_activity(
    key="spridd", rule=MonthRule(month=4, every=2, base_year=2027, spread=TurnBy.UNIT), title="Spridd"
)
BY_HAND = make_activity(key="handstartad", rule=TriggerRule(when="Någon ber om det"))
CHAIN = make_wheel(FIRST, BEGUN, SPREAD, BY_HAND)


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (
            AfterRule(activity="forsta", due=Offset(months=3), counted_from=CountedFrom.DEADLINE),
            2028,
            [Slot("2027", date(2027, 11, 30), date(2028, 2, 29), DAY)],
        ),
        (
            AfterRule(activity="forsta", due=Offset(months=3)),
            2027,
            [Slot("2026", date(2026, 11, 30), date(2027, 2, 28), DAY)],
        ),
        (AfterRule(activity="forsta"), 2027, [Slot("2027", date(2027, 11, 30), None, NONE)]),
        (
            AfterRule(activity="forsta", due=Offset(days=-14), counted_from=CountedFrom.DEADLINE),
            2027,
            [Slot("2027", date(2027, 11, 16), date(2027, 11, 16), DAY)],
        ),
        (
            AfterRule(activity="forsta", due=Offset(months=-35), counted_from=CountedFrom.DEADLINE),
            2027,
            [Slot("2030", date(2027, 12, 30), date(2027, 12, 30), DAY)],
        ),
        (
            AfterRule(activity="forsta", due=Offset(months=120), counted_from=CountedFrom.DEADLINE),
            2037,
            [Slot("2027", date(2027, 11, 30), date(2037, 11, 30), DAY)],
        ),
        (
            AfterRule(activity="borjad", due=Offset(months=6), counted_from=CountedFrom.DEADLINE),
            2028,
            [Slot("2027", date(2027, 8, 31), date(2028, 2, 29), DAY)],
        ),
        (
            AfterRule(activity="spridd", due=Offset(weeks=2), counted_from=CountedFrom.DEADLINE),
            2028,
            [Slot("2028", date(2028, 4, 30), date(2028, 5, 14), DAY, Turn(TurnBy.UNIT, 1, 2))],
        ),
        (
            AfterRule(activity="forsta", also=("borjad",), counted_from=CountedFrom.DEADLINE),
            2027,
            [
                Slot("2027>forsta", date(2027, 11, 30), None, NONE),
                Slot("2027>borjad", date(2027, 8, 31), None, NONE),
            ],
        ),
        (AfterRule(activity="handstartad", due=Offset(days=3)), 2027, []),
        (AfterRule(activity="okand", due=Offset(days=3)), 2027, []),
    ],
)
def test_follower_is_counted_from_the_day_of_the_other(rule: Rule, year: int, expected: list[Slot]) -> None:
    assert slots(rule, CHAIN, year) == expected


def test_follower_of_a_follower_is_named_by_the_first_of_them() -> None:
    second = make_activity(
        key="andra", rule=AfterRule(activity="forsta", due=Offset(months=1), counted_from=CountedFrom.DEADLINE)
    )
    third = AfterRule(activity="andra", due=Offset(weeks=1), counted_from=CountedFrom.DEADLINE)

    assert slots(third, make_wheel(FIRST, second), 2027, 2028) == [
        Slot("2026", date(2026, 12, 30), date(2027, 1, 6), DAY),
        Slot("2027", date(2027, 12, 30), date(2028, 1, 6), DAY),
    ]


def test_follower_of_a_meeting_is_counted_from_the_day_it_is_held_where_that_is_asked_for() -> None:
    body = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2027, 4, 14), moved_to=date(2027, 4, 21)),))
    before = make_activity(key="underlag", rule=MeetingRule(body="von"))
    wheel = make_wheel(before, bodies=(body,))
    rule = AfterRule(activity="underlag", due=Offset(weeks=1), counted_from=CountedFrom.DEADLINE)

    assert (slots(rule, wheel, 2027), slots(rule, AsHeld(wheel), 2027)) == (
        [Slot("2027-04-14", date(2027, 4, 14), date(2027, 4, 21), DAY)],
        [Slot("2027-04-14", date(2027, 4, 21), date(2027, 4, 28), DAY)],
    )


def test_follower_keeps_the_place_of_what_it_follows() -> None:
    start = make_activity(key="start", rule=EventRule(events=("start",), due=Offset(days=10)))
    wheel = make_wheel(
        start, events=EVENTS, happenings=(Happening(event="start", on=date(2027, 3, 1), place="Solgården"),)
    )

    assert slots(AfterRule(activity="start", due=Offset(days=5)), wheel, 2027) == [
        Slot("2027-03-01@Solgården", date(2027, 3, 11), date(2027, 3, 16), DAY, place="Solgården")
    ]


@pytest.mark.parametrize(
    ("rule", "planted_ahead", "dating"),
    [
        (AfterRule(activity="forsta"), False, Dating.ON_EVENT),
        (AfterRule(activity="forsta", counted_from=CountedFrom.DEADLINE), True, Dating.DATED),
        (AfterRule(activity="handstartad", counted_from=CountedFrom.DEADLINE), True, Dating.ON_EVENT),
        (AfterRule(activity="okand", counted_from=CountedFrom.DEADLINE), True, Dating.UNDECIDED),
        (
            AfterRule(activity="forsta", also=("handstartad",), counted_from=CountedFrom.DEADLINE),
            True,
            Dating.ON_EVENT,
        ),
        (AfterRule(activity="forsta", also=("borjad",), counted_from=CountedFrom.DEADLINE), True, Dating.DATED),
        (EventRule(events=("start",)), True, Dating.ON_EVENT),
        (TriggerRule(when="Någon ber om det"), False, Dating.ON_EVENT),
        (UndatedRule(why="Inget datum."), False, Dating.UNDECIDED),
        (IntervalRule(months=36), True, Dating.UNDECIDED),
        (IntervalRule(months=36, first=date(2027, 5, 31)), True, Dating.DATED),
        (OnceRule(year=2021), False, Dating.OVER),
        (CoverageRule(years=2, base_year=2027), True, Dating.DATED),
    ],
)
def test_rule_knows_whether_it_has_dates_and_rows_of_its_own(rule: Rule, planted_ahead: bool, dating: Dating) -> None:
    assert (rule.planted_ahead, rule.dating(CHAIN)) == (planted_ahead, dating)


def test_what_is_lacking_is_a_first_day_or_a_date() -> None:
    rules: list[Rule] = [
        IntervalRule(months=36),
        IntervalRule(months=36, first=date(2027, 5, 31)),
        UndatedRule(why="Inget datum.", every=2),
        TriggerRule(when="Någon ber om det"),
        EventRule(events=("start",)),
        AfterRule(activity="forsta"),
    ]

    assert [rule.lack(CHAIN) for rule in rules] == [Lack.FIRST_DAY, None, Lack.DATE, None, None, None]


def test_undated_and_started_by_hand_have_no_slots_of_their_own() -> None:
    rules: list[Rule] = [UndatedRule(why="", every=1), TriggerRule(when="", due=Offset(days=3)), IntervalRule(months=6)]

    assert [slot for rule in rules for slot in slots(rule, CHAIN, 2026, 2027, 2028)] == []


@pytest.mark.parametrize("months", [1, 2, 3, 5, 6, 7, 12, 18, 24, 36, 48, 240])
@pytest.mark.parametrize("first", [date(2027, 1, 1), date(2027, 5, 31), date(2027, 10, 30), date(2027, 12, 15)])
def test_sequence_has_no_gap_and_no_double_over_thirty_years(months: int, first: date) -> None:
    rule = IntervalRule(months=months, first=first, counted_from=NextFrom.SCHEDULE, opens=Offset(weeks=-4))

    by_year = {year: [slot.due for slot in rule.slots(year, WHEEL)] for year in range(2020, 2058)}
    expected = [add_months(first, number * months) for number in range(31 * 12 // months + 1)]

    assert by_year == {year: [due for due in expected if due.year == year] for year in by_year}


def test_interval_opens_before_it_is_due_and_is_named_by_its_day() -> None:
    rule = IntervalRule(months=36, first=date(2027, 5, 31), opens=Offset(months=-3))

    assert slots(rule, WHEEL, 2027, 2028, 2029, 2030) == [
        Slot("2027-05-31", date(2027, 2, 28), date(2027, 5, 31), DAY),
        Slot("2030-05-31", date(2030, 2, 28), date(2030, 5, 31), DAY),
    ]
    assert rule.slot_after(date(2027, 11, 30)) == Slot("2030-11-30", date(2030, 8, 30), date(2030, 11, 30), DAY)


def test_interval_never_opens_after_it_is_due() -> None:
    rule = IntervalRule(months=12, first=date(2027, 5, 31), opens=Offset(weeks=2))

    assert slots(rule, WHEEL, 2027) == [Slot("2027-05-31", date(2027, 5, 31), date(2027, 5, 31), DAY)]
