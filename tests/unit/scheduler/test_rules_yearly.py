"""Rules of the calendar year on the days that hurt: new years, Easter, Christmas, and places that take turns."""

from collections import Counter
from datetime import date

import pytest

from scheduler.rules import Rule
from scheduler.rules_yearly import (
    About,
    DateRule,
    MonthRule,
    Nth,
    OnceRule,
    Weekday,
    WeekdayRule,
    WeekRule,
    WorkingDayRule,
)
from scheduler.slots import Dating, MonthDay, Precision, Slot, Turn, TurnBy
from tests.factories import WHEEL

DAY, MONTH = Precision.DAY, Precision.MONTH


def on(period: str, due: date, opens: date | None = None) -> Slot:
    return Slot(period, opens, due, DAY)


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (WeekRule(week=10), 2027, [on("2027", date(2027, 3, 12))]),
        (WeekRule(week=1, weekday=Weekday.MONDAY), 2027, [on("2027", date(2027, 1, 4))]),
        (
            WeekRule(week=1, weekday=Weekday.MONDAY),
            2024,
            [on("2024", date(2024, 1, 1)), on("2025", date(2024, 12, 30))],
        ),
        (WeekRule(week=1, weekday=Weekday.MONDAY), 2025, [on("2026", date(2025, 12, 29))]),
        (WeekRule(week=1, weekday=Weekday.MONDAY), 2026, []),
        (WeekRule(week=1, weekday=Weekday.FRIDAY), 2026, [on("2026", date(2026, 1, 2))]),
        (WeekRule(week=52, weekday=Weekday.FRIDAY), 2026, [on("2026", date(2026, 12, 25))]),
        (WeekRule(week=52, weekday=Weekday.SUNDAY), 2021, []),
        (WeekRule(week=52, weekday=Weekday.SUNDAY), 2022, [on("2021", date(2022, 1, 2))]),
        (
            WeekRule(week=52, weekday=Weekday.SUNDAY),
            2023,
            [on("2022", date(2023, 1, 1)), on("2023", date(2023, 12, 31))],
        ),
        (
            WeekRule(week=52, weekday=Weekday.SATURDAY),
            2022,
            [on("2021", date(2022, 1, 1)), on("2022", date(2022, 12, 31))],
        ),
        (WeekRule(week=2, opens_days=21), 2027, [on("2027", date(2027, 1, 15), date(2026, 12, 25))]),
        (
            WeekRule(week=1, weekday=Weekday.MONDAY, about=About.PREVIOUS),
            2025,
            [on("2025", date(2025, 12, 29))],
        ),
        (WeekRule(week=1, weekday=Weekday.MONDAY, every=2, base_year=2025), 2024, [on("2025", date(2024, 12, 30))]),
        (WeekRule(week=1, weekday=Weekday.MONDAY, every=2, base_year=2025), 2025, []),
        (WeekRule(week=1, weekday=Weekday.MONDAY, every=2, base_year=2025), 2027, [on("2027", date(2027, 1, 4))]),
        (
            WeekdayRule(nth=Nth.LAST, weekday=Weekday.WEDNESDAY, months=(3,)),
            2027,
            [on("2027", date(2027, 3, 31))],
        ),
        (
            WeekdayRule(nth=Nth.LAST, weekday=Weekday.FRIDAY, months=(9, 2), opens_days=14),
            2028,
            [
                on("2028-02", date(2028, 2, 25), date(2028, 2, 11)),
                on("2028-09", date(2028, 9, 29), date(2028, 9, 15)),
            ],
        ),
        (WeekdayRule(nth=Nth.FIRST, weekday=Weekday.MONDAY, months=(2,)), 2027, [on("2027", date(2027, 2, 1))]),
        (WeekdayRule(nth=Nth.FIRST, weekday=Weekday.SUNDAY, months=(2,)), 2027, [on("2027", date(2027, 2, 7))]),
        (WeekdayRule(nth=Nth.FOURTH, weekday=Weekday.SUNDAY, months=(2,)), 2027, [on("2027", date(2027, 2, 28))]),
        (WeekdayRule(nth=Nth.SECOND, weekday=Weekday.TUESDAY, months=(6, 6)), 2027, [on("2027", date(2027, 6, 8))]),
        (WeekdayRule(nth=Nth.THIRD, weekday=Weekday.TUESDAY, months=(6,)), 2027, [on("2027", date(2027, 6, 15))]),
        (WorkingDayRule(day=MonthDay(3, 31), working_days=-5), 2027, [on("2027", date(2027, 3, 22))]),
        (WorkingDayRule(day=MonthDay(3, 25), working_days=2), 2027, [on("2027", date(2027, 3, 31))]),
        (WorkingDayRule(day=MonthDay(12, 23), working_days=3), 2027, [on("2027", date(2027, 12, 29))]),
        (WorkingDayRule(day=MonthDay(3, 28), working_days=0), 2027, [on("2027", date(2027, 3, 28))]),
        (WorkingDayRule(day=MonthDay(12, None), working_days=2), 2027, [on("2026", date(2027, 1, 5))]),
        (WorkingDayRule(day=MonthDay(1, 1), working_days=-1), 2026, [on("2027", date(2026, 12, 30))]),
        (
            WorkingDayRule(day=MonthDay(12, None), working_days=2, opens_days=30, about=About.PREVIOUS),
            2028,
            [on("2026", date(2028, 1, 4), date(2027, 12, 5))],
        ),
        (
            WorkingDayRule(day=MonthDay(12, None), working_days=2, every=2, base_year=2026),
            2027,
            [on("2026", date(2027, 1, 5))],
        ),
        (WorkingDayRule(day=MonthDay(12, None), working_days=2, every=2, base_year=2026), 2026, []),
        (OnceRule(year=2027), 2027, []),
    ],
)
def test_slots_are_those_of_the_year(rule: Rule, year: int, expected: list[Slot]) -> None:
    assert list(rule.slots(year, WHEEL)) == expected


def test_what_belongs_to_one_year_is_over_and_lacks_nothing() -> None:
    rule = OnceRule(year=2027)

    assert (rule.dating(WHEEL), rule.lack(WHEEL), rule.planted_ahead) == (Dating.OVER, None, False)


@pytest.mark.parametrize("by", TurnBy)
def test_places_take_turns_from_the_base_year(by: TurnBy) -> None:
    rule = MonthRule(month=4, every=3, base_year=2027, spread=by, about=About.NEXT)

    assert [slot for year in (2026, 2027, 2028) for slot in rule.slots(year, WHEEL)] == [
        Slot("2027", date(2026, 4, 1), date(2026, 4, 30), MONTH, Turn(by, 2, 3)),
        Slot("2028", date(2027, 4, 1), date(2027, 4, 30), MONTH, Turn(by, 0, 3)),
        Slot("2029", date(2028, 4, 1), date(2028, 4, 30), MONTH, Turn(by, 1, 3)),
    ]


def test_nobody_has_a_turn_until_the_base_year_is_decided() -> None:
    rule = DateRule(due=MonthDay(4, 30), every=3, spread=TurnBy.UNIT)

    assert (list(rule.slots(2027, WHEEL)), rule.dating(WHEEL)) == ([], Dating.UNDECIDED)


@pytest.mark.parametrize(
    "rule",
    [
        DateRule(due=MonthDay(4, 30), every=4, base_year=2027, spread=TurnBy.UNIT),
        WeekRule(week=1, weekday=Weekday.MONDAY, every=4, base_year=2027, spread=TurnBy.UNIT),
        WorkingDayRule(day=MonthDay(12, None), working_days=2, every=4, base_year=2027, spread=TurnBy.AREA),
    ],
)
@pytest.mark.parametrize("first", [2027, 2028, 2033])
def test_each_place_has_exactly_one_turn_in_any_cycle_of_years(rule: Rule, first: int) -> None:
    periods = {str(year) for year in range(first, first + 4)}
    slots = [slot for year in range(first - 1, first + 6) for slot in rule.slots(year, WHEEL) if slot.period in periods]

    turns = Counter(place for slot in slots for place in range(1, 12) if slot.turn and slot.turn.concerns(place))

    assert turns == dict.fromkeys(range(1, 12), 1)
