"""Laws that hold for every kind of rule in every year from 1990 to 2060."""

from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.days import (
    each_day,
    is_working_day,
    last_day_of,
    working_day_on_or_after,
    working_day_on_or_before,
)
from scheduler.ladder import DEFAULT_LADDER, RungKind, rungs_of
from scheduler.rules import AnyRule, Rule
from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    Every,
    MandateRule,
    MeetingRule,
    PeriodOpens,
    PeriodRule,
    TimesRule,
)
from scheduler.rules_started import (
    AfterRule,
    CountedFrom,
    EventRule,
    IntervalRule,
    NextFrom,
    TriggerRule,
    UndatedRule,
)
from scheduler.rules_yearly import (
    About,
    DateRule,
    MonthRule,
    Nth,
    OnceRule,
    Season,
    SeasonRule,
    StartRule,
    Weekday,
    WeekdayRule,
    WeekRule,
    WindowRule,
    WorkingDayRule,
)
from scheduler.series import longest_gap
from scheduler.slots import Dating, Happening, MonthDay, Offset, Precision, Slot, TurnBy
from scheduler.wheel import AsHeld, Wheel
from scheduler.wheel_parts import Body, EventKind, Level, Meeting
from tests.factories import ACTIVITY, make_activity, make_wheel

YEARS = range(1990, 2061)
LONGEST_HOLIDAY = timedelta(days=5)

days = st.dates(date(1992, 1, 1), date(2058, 12, 31))
months = st.integers(1, 12)
days_of_year = st.builds(MonthDay, months, st.one_of(st.none(), st.integers(1, 28)))
maybe_days = st.one_of(st.none(), days_of_year)
days_ahead = st.one_of(st.none(), st.integers(0, 60))
base_years = st.integers(2020, 2030)
offsets = st.one_of(
    st.builds(Offset, days=st.integers(-90, 90)),
    st.builds(Offset, weeks=st.integers(-60, 60)),
    st.builds(Offset, months=st.integers(-30, 130)),
)
maybe_offsets = st.one_of(st.none(), offsets)
cycles = st.one_of(
    st.fixed_dictionaries({"about": st.sampled_from(About)}),
    st.fixed_dictionaries(
        {
            "about": st.sampled_from(About),
            "every": st.integers(2, 5),
            "base_year": base_years,
            "spread": st.one_of(st.none(), st.sampled_from(TurnBy)),
        }
    ),
)


def cycled(kind: type[AnyRule], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Rule]:
    """Rules of a kind that comes round with the year, every year or every few years, in turns or not."""
    return st.builds(lambda cycle, own: kind(**cycle, **own), cycles, st.fixed_dictionaries(fields))


YEARLY: dict[type, st.SearchStrategy[Rule]] = {
    DateRule: cycled(DateRule, due=days_of_year, opens=maybe_days),
    MonthRule: cycled(MonthRule, month=months, opens=maybe_days),
    WindowRule: cycled(WindowRule, first_month=months, last_month=months),
    SeasonRule: cycled(SeasonRule, season=st.sampled_from(Season), due=days_of_year, opens=maybe_days),
    StartRule: cycled(StartRule, opens=days_of_year),
    WeekRule: cycled(WeekRule, week=st.integers(1, 52), weekday=st.sampled_from(Weekday), opens_days=days_ahead),
    WeekdayRule: cycled(
        WeekdayRule,
        nth=st.sampled_from(Nth),
        weekday=st.sampled_from(Weekday),
        months=st.lists(months, min_size=1, max_size=4).map(tuple),
        opens_days=days_ahead,
    ),
    WorkingDayRule: cycled(WorkingDayRule, day=days_of_year, working_days=st.integers(-60, 60), opens_days=days_ahead),
}
COUNTED: dict[type, st.SearchStrategy[Rule]] = {
    PeriodRule: st.one_of(
        st.builds(
            PeriodRule,
            kind=st.sampled_from(["quarter", "tertial", "half_year", "monthly"]),
            days_after=st.integers(0, 180),
            opens=st.sampled_from(PeriodOpens),
            turns=st.integers(1, 4),
        ),
        st.builds(PeriodRule, kind=st.just("monthly"), working_days_after=st.integers(1, 120)),
    ),
    TimesRule: st.lists(st.builds(MonthDay, months, st.integers(1, 28)), min_size=1, max_size=6, unique=True).map(
        lambda days: TimesRule(times=len(days), days=tuple(days))
    ),
    CoverageRule: st.builds(CoverageRule, years=st.integers(1, 6), base_year=base_years),
    MandateRule: st.builds(
        MandateRule,
        base_year=st.sampled_from([2023, 2027]),
        due=days_of_year,
        opens=maybe_days,
        year_of_term=st.integers(1, 4),
    ),
    ContinuousRule: st.builds(ContinuousRule, why=st.just(""), nudge=st.sampled_from(Every)),
    IntervalRule: st.builds(
        IntervalRule,
        months=st.integers(1, 60),
        first=st.dates(date(1980, 1, 1), date(1991, 12, 31)),
        counted_from=st.sampled_from(NextFrom),
        opens=maybe_offsets,
    ),
}
MEETINGS = st.builds(
    MeetingRule,
    body=st.just("von"),
    days_before=st.integers(0, 366),
    opens_days=st.one_of(st.none(), st.integers(0, 366)),
)
EVENTS = st.builds(EventRule, events=st.just(("start", "tillsyn")), due=maybe_offsets, opens=maybe_offsets)
OTHERS: dict[type, st.SearchStrategy[Rule]] = {
    MeetingRule: MEETINGS,
    EventRule: EVENTS,
    AfterRule: st.builds(
        AfterRule,
        activity=st.just("forsta"),
        also=st.sampled_from([(), ("andra",), ("andra", "egenkontroll")]),
        due=maybe_offsets,
        counted_from=st.sampled_from(CountedFrom),
    ),
    TriggerRule: st.builds(TriggerRule, when=st.just("Någon ber om det"), due=maybe_offsets),
    UndatedRule: st.builds(UndatedRule, why=st.just("")),
    OnceRule: st.builds(OnceRule, year=st.integers(1990, 2060)),
}
RULES = {**YEARLY, **COUNTED, **OTHERS}
dated = st.one_of(*YEARLY.values(), *COUNTED.values())
rules = st.one_of(*RULES.values())

places = st.one_of(st.none(), st.sampled_from(["Solgården", "Tallbacken"]))
meetings = st.builds(Meeting, on=days, moved_to=st.one_of(st.none(), days), cancelled=st.booleans())
surroundings = st.builds(
    lambda called, happened, others: make_wheel(
        make_activity(key="forsta", rule=others[0]),
        make_activity(key="andra", rule=others[1]),
        ACTIVITY,
        bodies=(Body(key="von", name="Nämnden", meetings=tuple(called)),),
        events=tuple(EventKind(key=key, title=key, level=Level.UNIT) for key in ("start", "tillsyn")),
        happenings=tuple(happened),
    ),
    st.lists(meetings, max_size=4, unique_by=lambda one: one.on),
    st.lists(st.builds(Happening, event=st.sampled_from(["start", "tillsyn"]), on=days, place=places), max_size=4),
    st.tuples(dated, st.one_of(dated, MEETINGS, EVENTS)),
)


def slots_over_the_years(rule: Rule, around: Wheel | AsHeld) -> list[tuple[int, Slot]]:
    return [(year, slot) for year in YEARS for slot in rule.slots(year, around)]


def test_every_kind_of_rule_is_tried_here() -> None:
    assert set(RULES) == set(get_args(AnyRule))


@pytest.mark.parametrize("kind", RULES)
@settings(max_examples=15)
@given(st.data(), surroundings, st.booleans())
def test_slots_lie_in_their_year_and_are_unique(kind: type, data: st.DataObject, wheel: Wheel, as_held: bool) -> None:
    rule = data.draw(RULES[kind])
    slots = slots_over_the_years(rule, AsHeld(wheel) if as_held else wheel)

    assert [(year, slot) for year, slot in slots if slot.last_day.year != year] == []
    assert [period for period, count in Counter(slot.period for _, slot in slots).items() if count > 1] == []


@given(rules, surroundings)
def test_year_gives_the_same_slots_whenever_it_is_asked(rule: Rule, wheel: Wheel) -> None:
    forwards = {year: list(rule.slots(year, wheel)) for year in YEARS}

    assert {year: list(rule.slots(year, wheel)) for year in reversed(YEARS)} == forwards


@given(rules, surroundings)
def test_slots_open_before_they_are_due_and_months_end_on_their_last_day(rule: Rule, wheel: Wheel) -> None:
    for _, slot in slots_over_the_years(rule, wheel):
        assert slot.opens is None or slot.due is None or slot.opens <= slot.due
        assert (slot.precision is Precision.NONE) == (slot.due is None)
        if slot.precision is Precision.MONTH and slot.due is not None:
            assert slot.due == last_day_of(slot.due.year, slot.due.month)


@given(rules, surroundings)
def test_rungs_are_working_days_on_their_own_side_of_the_deadline(rule: Rule, wheel: Wheel) -> None:
    for _, slot in slots_over_the_years(rule, wheel)[::5]:
        rungs = rungs_of(slot, DEFAULT_LADDER)

        assert all(is_working_day(rung.day) for rung in rungs)
        assert len({rung.day for rung in rungs}) == len(rungs)
        assert len({rung.name for rung in rungs}) == len(rungs)
        assert all(slot.opens is None or rung.day >= slot.opens for rung in rungs)
        if slot.due is not None:
            assert all(rung.day < slot.due for rung in rungs if rung.kind is RungKind.BEFORE)
            assert all(rung.day > slot.due for rung in rungs if rung.kind is RungKind.AFTER)


@given(dated)
def test_series_comes_round_within_its_longest_gap(rule: Rule) -> None:
    activity = make_activity(rule=rule)
    wheel = make_wheel(activity)
    gap = longest_gap(wheel, activity)

    assert rule.dating(wheel) is Dating.DATED
    for year in range(1992, 2050):
        assert any(list(rule.slots(ahead, wheel)) for ahead in range(year, year + gap + 1))


@given(st.sampled_from(TurnBy), st.integers(2, 8), base_years, st.integers(1, 500), st.integers(1992, 2040))
def test_each_place_has_exactly_one_turn_in_any_cycle(
    by: TurnBy, every: int, base: int, place: int, first: int
) -> None:
    rule = MonthRule(month=4, every=every, base_year=base, spread=by)

    turns = [slot.turn for year in range(first, first + every) for slot in rule.slots(year, make_wheel())]

    assert [turn.concerns(place) for turn in turns if turn].count(True) == 1


@given(offsets, st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_offset_reaches_no_further_than_it_says(offset: Offset, day: date) -> None:
    assert abs(offset.after(day).year - day.year) <= offset.whole_years + 1


@pytest.mark.parametrize("year", range(2024, 2055))
def test_moving_to_a_working_day_never_goes_far(year: int) -> None:
    for day in each_day(date(year, 1, 1), date(year, 12, 31)):
        after, before = working_day_on_or_after(day), working_day_on_or_before(day)

        assert is_working_day(after)
        assert is_working_day(before)
        assert day - LONGEST_HOLIDAY <= before <= day <= after <= day + LONGEST_HOLIDAY
