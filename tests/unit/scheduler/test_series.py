"""Series that run dry are named, and those that go on are not."""

from datetime import date

import pytest

from scheduler.planning import occurrences_in, years_to_plan
from scheduler.rules import DateRule, MonthDay, StartRule, UndatedRule
from scheduler.series import series_without_future
from scheduler.wheel import Wheel
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
