"""Which day is meant by what is typed after "spola fram"."""

from datetime import date

import pytest

from bot.demo.winding import day_meant, last_day
from tests.factories import MONDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-28", date(2027, 2, 28)),
        ("2026-12-24", date(2026, 12, 24)),
        ("28 februari", date(2027, 2, 28)),
        ("till den 28 februari", date(2027, 2, 28)),
        ("28  februari 2028", date(2028, 2, 28)),
        ("11 januari", date(2027, 1, 11)),
        ("10 januari", date(2027, 1, 10)),
        ("29 februari 2028", date(2028, 2, 29)),
        ("1 maj", date(2027, 5, 1)),
    ],
)
def test_day_is_this_years_unless_another_is_named(text: str, day: date) -> None:
    assert day_meant(text, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "snart", "februari", "28", "31 februari", "0 maj", "29 februari 2027", "1 maj 0000", "2027-02-30", "28/2"],
)
def test_no_day_is_meant_by_anything_else(text: str) -> None:
    assert day_meant(text, MONDAY) is None


@pytest.mark.parametrize(("today", "last"), [(MONDAY, date(2028, 12, 31)), (date(2027, 12, 31), date(2029, 12, 31))])
def test_clock_can_be_wound_as_far_as_is_planned(today: date, last: date) -> None:
    assert last_day(today) == last
