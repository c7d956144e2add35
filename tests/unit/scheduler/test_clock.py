"""The clocks, and the day in Stockholm on nights when it is another one than in London."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.clock import StandingClock, SystemClock, local_day, morning_of, start_of
from tests.factories import NOON


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 3, 27, 22, 59, tzinfo=UTC), date(2027, 3, 27)),
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2027, 10, 30, 22, 0, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 23, 0, tzinfo=UTC), date(2027, 11, 1)),
    ],
)
def test_local_day_turns_at_midnight_in_stockholm(instant: datetime, day: date) -> None:
    assert local_day(instant) == day


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2027, 1, 11), datetime(2027, 1, 11, 8, 0, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
        (date(2027, 7, 1), datetime(2027, 7, 1, 7, 0, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 8, 0, tzinfo=UTC)),
    ],
)
def test_morning_is_nine_in_stockholm_in_winter_and_summer(day: date, instant: datetime) -> None:
    assert morning_of(day) == instant


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31)])
def test_day_begins_where_the_one_before_it_ends(day: date) -> None:
    start = start_of(day)

    assert (local_day(start), local_day(start - timedelta(microseconds=1))) == (day, day - timedelta(days=1))


def test_standing_clock_stands_until_it_is_moved() -> None:
    clock = StandingClock(NOON)

    before = clock.now(), clock.now()
    clock.move_to(NOON + timedelta(days=1))

    assert (before, clock.now()) == ((NOON, NOON), NOON + timedelta(days=1))


def test_standing_clock_may_be_moved_to_where_it_stands() -> None:
    clock = StandingClock(NOON)

    clock.move_to(NOON)

    assert clock.now() == NOON


def test_standing_clock_never_goes_back() -> None:
    clock = StandingClock(NOON)

    with pytest.raises(ValueError, match="cannot go back"):
        clock.move_to(NOON - timedelta(microseconds=1))

    assert clock.now() == NOON


def test_system_clock_says_that_it_speaks_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
