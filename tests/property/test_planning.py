"""No wheel that ships runs dry, on any day of the next twenty years."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.days import add_months, last_day_of
from scheduler.loading import example_of, load_shipped, shipped_wheels
from scheduler.organisation import Area, Organisation, Unit
from scheduler.planning import HORIZON_MONTHS, assignments_for, concerns, occurrences_in, years_to_plan
from scheduler.series import series_without_future
from scheduler.wheel import Activity, Level, Provider, Wheel
from tests.factories import make_activity, make_wheel

FIRST, LAST = date(2026, 1, 1), date(2046, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)


def telling_days() -> Iterator[date]:
    """The first and last day of every month: New Year, New Year's Eve and the leap days are among them."""
    for year in YEARS:
        for month in range(1, 13):
            yield from (date(year, month, 1), last_day_of(year, month))


@cache
def overlaid(name: str) -> Wheel:
    return load_shipped(name, local=example_of(name)).wheel


@cache
def rows_of(wheel: str, year: int) -> frozenset[tuple[str, str]]:
    return frozenset((one.activity.key, one.slot.period) for one in occurrences_in(overlaid(wheel), year))


@cache
def days_of(wheel: str, year: int) -> tuple[tuple[str, date], ...]:
    found = ((one.activity.key, one.slot.due or one.slot.opens) for one in occurrences_in(overlaid(wheel), year))
    return tuple((key, day) for key, day in found if day is not None)


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
def test_every_dated_series_has_a_day_ahead_within_its_cycle(name: str) -> None:
    dated = {one.key for one in overlaid(name).activities if not one.is_undated}

    for today in telling_days():
        ahead = {key for year in range(today.year, today.year + 4) for key, day in days_of(name, year) if day > today}
        assert ahead == dated


@pytest.mark.parametrize("name", shipped_wheels())
def test_a_series_is_called_dry_when_one_of_its_rows_is_missing(name: str) -> None:
    today = date(2027, 1, 1)
    rows = rows_of(name, 2027) | rows_of(name, 2028)

    found = {(row[0],) == series_without_future(overlaid(name), rows - {row}, today) for row in rows_of(name, 2027)}

    assert found == {True}


@given(st.dates(FIRST, LAST))
def test_horizon_reaches_fifteen_months_on_any_day(today: date) -> None:
    last_planned = date(years_to_plan(today)[-1], 12, 31)

    assert years_to_plan(today)[0] == today.year
    assert last_planned >= add_months(today, HORIZON_MONTHS)


@given(st.dates(FIRST, LAST - timedelta(days=1)))
def test_horizon_never_draws_back(today: date) -> None:
    assert years_to_plan(today)[-1] <= years_to_plan(today + timedelta(days=1))[-1]


providers = st.sampled_from([Provider.IN_HOUSE, Provider.PRIVATE])
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
    st.sampled_from(Level),
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
    assert places == [(activity.level, place) for place in expected[activity.level]]
