"""Series that run dry are named, and those that go on are not."""

from datetime import date

import pytest

from scheduler.planning import occurrences_in, years_to_plan
from scheduler.rules import Rule
from scheduler.rules_counted import ContinuousRule, CoverageRule, Every, MandateRule, MeetingRule, PeriodRule
from scheduler.rules_started import (
    AfterRule,
    CountedFrom,
    EventRule,
    IntervalRule,
    NextFrom,
    TriggerRule,
    UndatedRule,
)
from scheduler.rules_yearly import DateRule, OnceRule, StartRule, Weekday, WeekRule
from scheduler.series import longest_gap, series_without_future
from scheduler.slots import MonthDay, Offset
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Body, Meeting
from tests.factories import ACTIVITY, MONDAY, make_activity, make_wheel

EVERY_FIFTH = make_activity(key="vart_femte", rule=DateRule(due=MonthDay(3, 31), every=5, base_year=2025))
START = make_activity(key="start", rule=StartRule(opens=MonthDay(1, 1)))
LACKS_BASE = make_activity(key="lmu", rule=DateRule(due=MonthDay(3, 31), every=2))
UNDATED = make_activity(key="odaterad", rule=UndatedRule(why="Källan nämner inget datum."))
UNPERFORMED = make_activity(key="ingen", performer=None)


def rows(wheel: Wheel, today: date) -> set[tuple[str, str]]:
    return {(one.activity.key, one.slot.period) for year in years_to_plan(today) for one in occurrences_in(wheel, year)}


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1), date(2027, 12, 31)])
def test_no_series_is_dry_when_all_that_is_due_is_planned(today: date) -> None:
    wheel = make_wheel(ACTIVITY, EVERY_FIFTH, START, LACKS_BASE, UNDATED)

    assert series_without_future(wheel, rows(wheel, today), today) == ()


def test_dated_series_is_dry_when_nothing_is_planned() -> None:
    wheel = make_wheel(ACTIVITY, START, LACKS_BASE, UNDATED)

    assert series_without_future(wheel, set(), MONDAY) == ("egenkontroll", "start")


def test_series_is_dry_when_one_occurrence_of_the_horizon_is_missing() -> None:
    wheel = make_wheel(ACTIVITY)

    assert series_without_future(wheel, {("egenkontroll", "2027")}, MONDAY) == ("egenkontroll",)


def test_series_is_not_dry_when_what_is_missing_has_passed() -> None:
    wheel = make_wheel(ACTIVITY)

    assert series_without_future(wheel, {("egenkontroll", "2028")}, date(2027, 2, 28)) == ()


def test_long_cycle_is_not_dry_when_its_next_turn_lies_beyond_the_horizon() -> None:
    wheel = make_wheel(EVERY_FIFTH)

    assert series_without_future(wheel, set(), date(2025, 4, 1)) == ()


def test_series_that_nobody_performs_needs_no_rows() -> None:
    assert series_without_future(make_wheel(UNPERFORMED), set(), MONDAY) == ()


EVERY_TENTH = make_activity(key="vart_tionde", rule=DateRule(due=MonthDay(3, 31), every=10, base_year=2025))


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        (DateRule(due=MonthDay(3, 31)), 1),
        (DateRule(due=MonthDay(3, 31), every=5, base_year=2025), 5),
        (PeriodRule(kind="monthly", days_after=0), 1),
        (CoverageRule(years=3, base_year=2027), 3),
        (MandateRule(base_year=2027), 4),
        (IntervalRule(months=6, first=date(2027, 5, 31)), 1),
        (IntervalRule(months=36, first=date(2027, 5, 31)), 4),
        (ContinuousRule(why="", nudge=Every.YEAR), 1),
        (AfterRule(activity="vart_tionde", counted_from=CountedFrom.DEADLINE), 10),
        (AfterRule(activity="egenkontroll", also=("vart_tionde",), counted_from=CountedFrom.DEADLINE), 10),
    ],
)
def test_longest_gap_is_that_of_the_rule_or_of_what_it_follows(rule: Rule, years: int) -> None:
    activity = make_activity(key="en", rule=rule)

    assert longest_gap(make_wheel(ACTIVITY, EVERY_TENTH, activity), activity) == years


def test_follower_of_a_long_cycle_is_not_dry_while_it_waits_for_its_turn() -> None:
    follower = make_activity(
        key="foljd",
        rule=AfterRule(activity="vart_tionde", due=Offset(months=3), counted_from=CountedFrom.DEADLINE),
    )

    assert series_without_future(make_wheel(EVERY_TENTH, follower), set(), date(2025, 7, 1)) == ()


def test_series_that_follow_no_calendar_are_never_dry() -> None:
    rules = [
        EventRule(events=("start",)),
        AfterRule(activity="a0"),
        TriggerRule(when="Någon ber om det"),
        ContinuousRule(why=""),
        OnceRule(year=2021),
        CoverageRule(years=3),
        MeetingRule(body="von"),
    ]
    activities = [make_activity(key=f"a{number}", rule=rule) for number, rule in enumerate(rules)]

    assert series_without_future(make_wheel(*activities), set(), MONDAY) == ()


def test_meeting_series_is_not_dry_when_its_calendar_has_come_to_an_end() -> None:
    body = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2027, 2, 10)),))
    wheel = make_wheel(make_activity(rule=MeetingRule(body="von")), bodies=(body,))

    assert series_without_future(wheel, set(), date(2027, 3, 1)) == ()


def test_interval_from_completion_is_not_dry_when_its_later_times_have_no_rows() -> None:
    rules = {
        counted_from: IntervalRule(months=3, first=date(2027, 2, 1), counted_from=counted_from)
        for counted_from in NextFrom
    }
    wheels = [make_wheel(make_activity(rule=rule)) for rule in rules.values()]

    assert [series_without_future(one, {("egenkontroll", "2027-02-01")}, MONDAY) for one in wheels] == [
        (),
        ("egenkontroll",),
    ]


def test_week_that_begins_in_december_is_not_dry_in_the_year_that_has_none() -> None:
    wheel = make_wheel(make_activity(rule=WeekRule(week=1, weekday=Weekday.MONDAY)))

    assert series_without_future(wheel, rows(wheel, date(2025, 12, 30)), date(2025, 12, 30)) == ()
    assert series_without_future(wheel, set(), date(2025, 12, 30)) == ("egenkontroll",)
