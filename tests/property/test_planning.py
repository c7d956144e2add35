"""No wheel that ships runs dry, on any day of the next twenty years."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.days import add_months, each_day, last_day_of
from scheduler.loading import example_of, load_shipped, shipped_wheels
from scheduler.organisation import Area, Organisation, Unit
from scheduler.planning import (
    HORIZON_MONTHS,
    assignments_for,
    concerns,
    is_planted_ahead,
    occurrences_in,
    years_to_plan,
)
from scheduler.rules_counted import MeetingRule
from scheduler.series import longest_gap, series_without_future
from scheduler.slots import MONTHS_IN_A_YEAR, Dating
from scheduler.todo import TodoKind, todos
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import PRIVATE_PROVIDERS, ActivityLevel, Level, Provider
from tests.factories import make_activity, make_wheel

FIRST, LAST = date(2026, 1, 1), date(2046, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)
LONGEST_CYCLE = 10
SLACK = timedelta(days=10)  # weeks, working days and leap days shift a deadline by some days from year to year


def telling_days() -> Iterator[date]:
    """The first and last day of every month: New Year, New Year's Eve and the leap days are among them."""
    for year in YEARS:
        for month in range(1, 13):
            yield from (date(year, month, 1), last_day_of(year, month))


@cache
def overlaid(name: str) -> Wheel:
    return load_shipped(name, local=example_of(name)).wheel


@cache
def planted_in(wheel: str, year: int) -> tuple[tuple[str, str], ...]:
    """The rows of the year of series that have dates of their own and somebody who performs them."""
    known = overlaid(wheel)
    dated = {one.key for one in dated_series(known) if one.performer}
    return tuple(
        one.identity
        for one in occurrences_in(known, year)
        if one.activity.key in dated and is_planted_ahead(one) and one.slot.last_day > date(year, 1, 1)
    )


@cache
def rows_of(wheel: str, year: int) -> frozenset[tuple[str, str]]:
    return frozenset((one.activity.key, one.slot.period) for one in occurrences_in(overlaid(wheel), year))


@cache
def days_of(wheel: str, activity: str) -> tuple[date, ...]:
    """All days of the series from the year before the first to well after the last, counted out once a year."""
    years = range(FIRST.year - 1, LAST.year + LONGEST_CYCLE + 2)
    return tuple(sorted(slot.last_day for year in years for slot in overlaid(wheel).slots_of(activity, year)))


def dated_series(wheel: Wheel) -> list[Activity]:
    """Meetings reach as far as their calendar and are called out on their own."""
    return [
        one
        for one in wheel.activities
        if wheel.dating_of(one.key) is Dating.DATED and not isinstance(one.rule, MeetingRule)
    ]


@pytest.mark.parametrize("name", shipped_wheels())
def test_every_dated_series_goes_on_when_the_horizon_has_its_rows(name: str) -> None:
    dry = {
        today: series_without_future(overlaid(name), set().union(*(rows_of(name, year) for year in years)), today)
        for today in telling_days()
        for years in (years_to_plan(today),)
    }

    assert {today: keys for today, keys in dry.items() if keys} == {}
    assert {date(2026, 1, 1), date(2028, 2, 29), date(2044, 2, 29), date(2046, 12, 31)} <= set(dry)


@pytest.mark.parametrize("name", shipped_wheels())
def test_every_dated_series_has_a_day_ahead_within_its_longest_gap_on_every_day_of_twenty_years(name: str) -> None:
    wheel, dry = overlaid(name), []
    for activity in dated_series(wheel):
        days, gap = days_of(name, activity.key), longest_gap(wheel, activity) * MONTHS_IN_A_YEAR
        dry += [
            (activity.key, today)
            for today in each_day(FIRST, LAST)
            if (ahead := bisect_right(days, today)) == len(days) or days[ahead] > add_months(today, gap) + SLACK
        ]

    assert dated_series(wheel)
    assert dry == []


@pytest.mark.parametrize("name", shipped_wheels())
def test_no_series_has_an_occurrence_twice_in_twenty_years(name: str) -> None:
    wheel = overlaid(name)
    found = Counter(one.identity for year in YEARS for one in occurrences_in(wheel, year))

    assert [identity for identity, count in found.items() if count > 1] == []


@pytest.mark.parametrize("name", shipped_wheels())
def test_calendar_of_meetings_is_called_out_from_six_months_before_its_end_until_it_is_filled(name: str) -> None:
    wheel = overlaid(name)
    rules = (*(one.rule for one in wheel.activities), *(one.rule for one in wheel.digests))
    counted = {rule.body for rule in rules if isinstance(rule, MeetingRule)}
    ends = {wheel.name_of(body): wheel.meetings_of(body)[-1].on for body in counted if wheel.meetings_of(body)}

    for today in telling_days():
        called_out = {one.title: one.detail for one in todos(wheel, today) if one.kind is TodoKind.MEETINGS_END}
        assert called_out == {body: str(end) for body, end in ends.items() if end < add_months(today, 6)}


@pytest.mark.parametrize("name", shipped_wheels())
def test_a_series_is_called_dry_when_one_of_its_rows_is_missing(name: str) -> None:
    today = date(2027, 1, 1)
    rows = rows_of(name, 2027) | rows_of(name, 2028)

    ahead = planted_in(name, 2027)

    called = {row: series_without_future(overlaid(name), rows - {row}, today) for row in ahead}

    assert called
    assert called == {row: (row[0],) for row in ahead}


@given(st.dates(FIRST, LAST))
def test_horizon_reaches_fifteen_months_on_any_day(today: date) -> None:
    last_planned = date(years_to_plan(today)[-1], 12, 31)

    assert years_to_plan(today)[0] == today.year
    assert last_planned >= add_months(today, HORIZON_MONTHS)


@given(st.dates(FIRST, LAST - timedelta(days=1)))
def test_horizon_never_draws_back(today: date) -> None:
    assert years_to_plan(today)[-1] <= years_to_plan(today + timedelta(days=1))[-1]


providers = st.sampled_from([Provider.IN_HOUSE, *PRIVATE_PROVIDERS])
service_types = st.sets(st.sampled_from(["särskilt boende", "hemtjänst", "dagverksamhet"]), max_size=2).map(tuple)
organisations = st.lists(st.tuples(st.integers(1, 3), providers, service_types), max_size=6).map(
    lambda rows: Organisation(
        municipality_id=9,
        areas=tuple(Area(number, f"Område {number}") for number in (1, 2, 3)),
        units=tuple(
            Unit(number, area, f"Enhet {number}", provider, types)
            for number, (area, provider, types) in enumerate(rows, start=1)
        ),
    )
)
activities = st.builds(
    lambda level, provider, types: make_activity(level=level, provider=provider, service_types=types),
    st.sampled_from(ActivityLevel),
    st.sampled_from(Provider),
    service_types,
)


@given(activities, organisations)
def test_each_place_is_asked_once_and_only_when_it_is_concerned(activity: Activity, town: Organisation) -> None:
    wheel = make_wheel(activity)
    (planned,) = occurrences_in(wheel, 2027)
    places = [(one.subject.level, one.subject.id) for one in assignments_for(wheel, planned, town)]

    concerned = [unit for unit in town.units if concerns(activity, unit)]
    expected = {
        Level.UNIT: [unit.id for unit in concerned],
        Level.AREA: sorted({unit.area_id for unit in concerned}),
        Level.ADMINISTRATION: [9],
    }
    assert places == [(activity.level.place, place) for place in expected[activity.level.place]]
