from datetime import UTC, date, datetime

import pytest

from scheduler.days import (
    WhenFree,
    add_months,
    is_working_day,
    is_working_hour,
    last_day_of,
    moved_off_a_free_day,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_after,
    working_days_before,
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
    assert working_days_before(date(2027, 3, 31), 2) == date(2027, 3, 25)


@pytest.mark.parametrize(
    ("day", "count", "after", "before"),
    [
        (date(2027, 1, 13), 0, date(2027, 1, 13), date(2027, 1, 13)),
        (date(2027, 1, 10), 0, date(2027, 1, 10), date(2027, 1, 10)),
        (date(2027, 1, 10), 1, date(2027, 1, 11), date(2027, 1, 8)),
        (date(2026, 12, 31), 1, date(2027, 1, 4), date(2026, 12, 30)),
        (date(2026, 12, 27), 4, date(2027, 1, 4), date(2026, 12, 18)),
        (date(2027, 6, 24), 1, date(2027, 6, 28), date(2027, 6, 23)),
    ],
)
def test_working_days_are_counted_over_weekends_and_new_years(day: date, count: int, after: date, before: date) -> None:
    assert (working_days_after(day, count), working_days_before(day, count)) == (after, before)


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2027, 3, 27), {"stay": date(2027, 3, 27), "before": date(2027, 3, 25), "after": date(2027, 3, 30)}),
        (date(2027, 12, 31), {"stay": date(2027, 12, 31), "before": date(2027, 12, 30), "after": date(2028, 1, 3)}),
        (date(2028, 1, 1), {"stay": date(2028, 1, 1), "before": date(2027, 12, 30), "after": date(2028, 1, 3)}),
        (date(2027, 1, 11), dict.fromkeys(("stay", "before", "after"), date(2027, 1, 11))),
    ],
)
def test_deadline_leaves_a_free_day_only_where_that_is_decided(day: date, moved: dict[str, date]) -> None:
    assert {where_to: moved_off_a_free_day(day, WhenFree(where_to)) for where_to in moved} == moved


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
