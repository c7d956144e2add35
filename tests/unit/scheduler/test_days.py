from datetime import UTC, date, datetime

import pytest

from scheduler.days import (
    add_months,
    is_working_day,
    is_working_hour,
    last_day_of,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_after,
)


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 6),  # trettondedag jul
        date(2027, 3, 26),  # långfredag
        date(2027, 6, 25),  # midsommarafton
        date(2027, 12, 24),  # julafton
        date(2027, 12, 31),  # nyårsafton
        date(2027, 2, 28),  # en söndag
        date(2026, 6, 6),  # nationaldagen
    ],
)
def test_day_is_free(day: date) -> None:
    assert not is_working_day(day)


def test_ordinary_monday_is_a_working_day() -> None:
    assert is_working_day(date(2027, 1, 11))


def test_working_days_skip_easter() -> None:
    assert working_day_on_or_before(date(2027, 3, 29)) == date(2027, 3, 25)
    assert working_day_on_or_after(date(2027, 3, 26)) == date(2027, 3, 30)
    assert working_days_after(date(2027, 3, 25), 2) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 1, 31), -1, date(2026, 12, 31)),
        (date(2027, 12, 15), 15, date(2029, 3, 15)),
    ],
)
def test_months_are_added_and_clamped(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


def test_last_day_knows_leap_years() -> None:
    assert [last_day_of(year, 2).day for year in (2027, 2028, 2100)] == [28, 29, 28]


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2027, 1, 11, 6, 59, tzinfo=UTC), False),
        (datetime(2027, 1, 11, 7, 0, tzinfo=UTC), True),
        (datetime(2027, 1, 11, 15, 59, tzinfo=UTC), True),
        (datetime(2027, 1, 11, 16, 0, tzinfo=UTC), False),
        (datetime(2027, 6, 14, 6, 0, tzinfo=UTC), True),
        (datetime(2027, 1, 10, 10, 0, tzinfo=UTC), False),
    ],
)
def test_working_hours_are_those_of_stockholm(instant: datetime, expected: bool) -> None:
    assert is_working_hour(instant) is expected
