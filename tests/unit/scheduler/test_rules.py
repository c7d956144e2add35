"""Each word of the rule language, by example."""

from datetime import date

import pytest

from scheduler.rules import Rule
from scheduler.rules_counted import PeriodOpens, PeriodRule
from scheduler.rules_started import UndatedRule
from scheduler.rules_yearly import About, DateRule, MonthRule, Season, SeasonRule, StartRule, WindowRule
from scheduler.slots import Dating, Lack, MonthDay, Precision, Slot, month_day
from tests.factories import WHEEL

DAY, MONTH, NONE = Precision.DAY, Precision.MONTH, Precision.NONE
FIRST_OF_JANUARY = MonthDay(1, 1)


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (
            DateRule(due=MonthDay(2, 28), opens=FIRST_OF_JANUARY, about=About.PREVIOUS),
            2028,
            [Slot("2027", date(2028, 1, 1), date(2028, 2, 28), DAY)],
        ),
        (DateRule(due=MonthDay(2, None)), 2028, [Slot("2028", None, date(2028, 2, 29), DAY)]),
        (DateRule(due=MonthDay(2, None)), 2027, [Slot("2027", None, date(2027, 2, 28), DAY)]),
        (
            DateRule(due=MonthDay(1, 15), opens=MonthDay(12, 1)),
            2027,
            [Slot("2027", date(2026, 12, 1), date(2027, 1, 15), DAY)],
        ),
        (MonthRule(month=4, about=About.NEXT), 2027, [Slot("2028", date(2027, 4, 1), date(2027, 4, 30), MONTH)]),
        (
            MonthRule(month=4, opens=MonthDay(2, 15)),
            2027,
            [Slot("2027", date(2027, 2, 15), date(2027, 4, 30), MONTH)],
        ),
        (
            WindowRule(first_month=11, last_month=2),
            2027,
            [Slot("2027", date(2026, 11, 1), date(2027, 2, 28), MONTH)],
        ),
        (
            SeasonRule(season=Season.SPRING, due=MonthDay(5, None)),
            2027,
            [Slot("2027", None, date(2027, 5, 31), DAY)],
        ),
        (SeasonRule(season=Season.AUTUMN, month=11), 2027, [Slot("2027", None, date(2027, 11, 30), MONTH)]),
        (StartRule(opens=FIRST_OF_JANUARY), 2027, [Slot("2027", date(2027, 1, 1), None, NONE)]),
        (MonthRule(month=3, every=2, base_year=2025), 2027, [Slot("2027", date(2027, 3, 1), date(2027, 3, 31), MONTH)]),
        (MonthRule(month=3, every=2, base_year=2025), 2028, []),
        (MonthRule(month=3, every=2, base_year=2025), 2024, []),
        (MonthRule(month=3, every=2), 2027, []),
        (UndatedRule(why="inget datum"), 2027, []),
        (
            PeriodRule(kind="half_year", days_after=0),
            2027,
            [
                Slot("2027-H1", date(2027, 1, 1), date(2027, 6, 30), DAY),
                Slot("2027-H2", date(2027, 7, 1), date(2027, 12, 31), DAY),
            ],
        ),
        (
            PeriodRule(kind="quarter", days_after=15, opens=PeriodOpens.AFTER),
            2027,
            [
                Slot("2026-Q4", date(2027, 1, 1), date(2027, 1, 15), DAY),
                Slot("2027-Q1", date(2027, 4, 1), date(2027, 4, 15), DAY),
                Slot("2027-Q2", date(2027, 7, 1), date(2027, 7, 15), DAY),
                Slot("2027-Q3", date(2027, 10, 1), date(2027, 10, 15), DAY),
            ],
        ),
    ],
)
def test_slots_are_those_of_the_year(rule: Rule, year: int, expected: list[Slot]) -> None:
    assert list(rule.slots(year, WHEEL)) == expected


def test_monthly_rule_gives_twelve_periods() -> None:
    slots = list(PeriodRule(kind="monthly", days_after=0).slots(2028, WHEEL))

    assert [slot.period for slot in slots] == [f"2028-{month:02}" for month in range(1, 13)]
    assert slots[1] == Slot("2028-02", date(2028, 2, 1), date(2028, 2, 29), DAY)


@pytest.mark.parametrize("text", ["02-30", "02-29", "13-01", "00-10", "feb-28", "02", "02-", "02-0", "2-28-1"])
def test_day_of_year_is_refused_when_not_every_year_has_it(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        month_day(text)


def test_cycle_lacks_base_year_until_it_is_given() -> None:
    rules = [MonthRule(month=3, every=2), MonthRule(month=3, every=2, base_year=2026), MonthRule(month=3)]

    assert [(rule.lack(WHEEL), rule.dating(WHEEL)) for rule in rules] == [
        (Lack.BASE_YEAR, Dating.UNDECIDED),
        (None, Dating.DATED),
        (None, Dating.DATED),
    ]
