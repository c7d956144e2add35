"""Laws that hold for every rule in every year from 2024 to 2054."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.days import (
    each_day,
    is_working_day,
    last_day_of,
    working_day_on_or_after,
    working_day_on_or_before,
)
from scheduler.ladder import DEFAULT_LADDER, RungKind, rungs_of
from scheduler.rules import (
    About,
    DateRule,
    MonthDay,
    MonthRule,
    PeriodRule,
    Precision,
    Rule,
    Season,
    SeasonRule,
    StartRule,
    WindowRule,
)

YEARS = range(2024, 2055)
LONGEST_CYCLE = 5
LONGEST_HOLIDAY = timedelta(days=5)

months = st.integers(1, 12)
days_of_year = st.builds(MonthDay, months, st.one_of(st.none(), st.integers(1, 28)))
maybe_days = st.one_of(st.none(), days_of_year)
abouts = st.sampled_from(About)
rules = st.one_of(
    st.builds(DateRule, due=days_of_year, opens=maybe_days, about=abouts),
    st.builds(MonthRule, month=months, opens=maybe_days, about=abouts),
    st.builds(WindowRule, first_month=months, last_month=months),
    st.builds(SeasonRule, season=st.sampled_from(Season), due=days_of_year),
    st.builds(StartRule, opens=days_of_year),
    st.builds(PeriodRule, kind=st.sampled_from(["quarter", "half_year", "monthly"]), days_after=st.integers(0, 90)),
    st.builds(MonthRule, month=months, every=st.integers(2, 5), base_year=st.integers(2020, 2030)),
)


@given(rules)
def test_slots_lie_in_their_year_and_are_unique(rule: Rule) -> None:
    slots = [(year, slot) for year in YEARS for slot in rule.slots(year)]

    assert all(year == (slot.due or slot.opens or date.min).year for year, slot in slots)
    assert len({slot.period for _, slot in slots}) == len(slots)


@given(rules)
def test_slots_open_before_they_are_due_and_months_end_on_their_last_day(rule: Rule) -> None:
    for slot in (slot for year in YEARS for slot in rule.slots(year)):
        assert slot.opens is None or slot.due is None or slot.opens <= slot.due
        if slot.precision is Precision.MONTH and slot.due is not None:
            assert slot.due == last_day_of(slot.due.year, slot.due.month)


@given(rules)
def test_rungs_are_working_days_on_their_own_side_of_the_deadline(rule: Rule) -> None:
    for slot in (slot for year in YEARS for slot in rule.slots(year)):
        rungs = rungs_of(slot, DEFAULT_LADDER)

        assert all(is_working_day(rung.day) for rung in rungs)
        assert len({rung.day for rung in rungs}) == len(rungs)
        assert len({rung.name for rung in rungs}) == len(rungs)
        assert all(slot.opens is None or rung.day >= slot.opens for rung in rungs)
        if slot.due is not None:
            assert all(rung.day < slot.due for rung in rungs if rung.kind is RungKind.BEFORE)
            assert all(rung.day > slot.due for rung in rungs if rung.kind is RungKind.AFTER)


@given(rules)
def test_series_comes_round_within_its_longest_cycle(rule: Rule) -> None:
    for year in YEARS:
        assert any(list(rule.slots(ahead)) for ahead in range(year, year + LONGEST_CYCLE))


@pytest.mark.parametrize("year", YEARS)
def test_moving_to_a_working_day_never_goes_far(year: int) -> None:
    for day in each_day(date(year, 1, 1), date(year, 12, 31)):
        after, before = working_day_on_or_after(day), working_day_on_or_before(day)

        assert is_working_day(after)
        assert is_working_day(before)
        assert day - LONGEST_HOLIDAY <= before <= day <= after <= day + LONGEST_HOLIDAY
