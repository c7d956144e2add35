"""The bucket that time fills and sending empties."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pacing import Bucket, full
from tests.factories import NOON

RATE = 20.0
TAKEN_BY_TEAMS = 30


def later(**span: float) -> timedelta:
    return timedelta(**span)


def test_little_is_granted_at_once_and_no_more() -> None:
    granted, left = full(NOON, RATE).taking(50, NOON, RATE)

    assert (granted, left) == (8, Bucket(0.0, NOON))
    assert left.taking(1, NOON, RATE)[0] == 0


def test_time_fills_the_bucket_up_to_a_part_of_a_seconds_worth() -> None:
    empty = Bucket(0.0, NOON)

    assert [empty.taking(50, NOON + later(seconds=passed), RATE)[0] for passed in (0.04, 0.05, 0.3, 1, 3600)] == [
        0, 1, 6, 8, 8,
    ]  # fmt: skip


def test_wait_is_as_long_as_one_more_takes() -> None:
    empty = Bucket(0.0, NOON)

    assert empty.wait(NOON, RATE) == later(milliseconds=50)
    assert empty.wait(NOON + later(milliseconds=50), RATE) == later()


def test_nothing_goes_during_a_pause_and_the_bucket_fills_from_its_end() -> None:
    paused = Bucket(1.0, NOON, NOON + later(seconds=30))

    assert paused.taking(5, NOON + later(seconds=29), RATE)[0] == 0
    assert paused.wait(NOON, RATE) == later(seconds=30)
    assert paused.taking(5, NOON + later(seconds=30), RATE)[0] == 1
    assert paused.taking(5, NOON + later(seconds=30.1), RATE)[0] == 3


def test_clock_that_goes_back_fills_nothing() -> None:
    assert Bucket(0.0, NOON).taking(5, NOON - later(hours=1), RATE) == (0, Bucket(0.0, NOON))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60)), max_size=60))
def test_no_second_holds_more_than_teams_takes(steps: list[tuple[float, int]]) -> None:
    bucket, now = full(NOON, RATE), NOON
    gone: list[tuple[datetime, int]] = []
    for passed, wanted in steps:
        now += later(seconds=passed)
        granted, bucket = bucket.taking(wanted, now, RATE)
        gone.append((now, granted))
        assert granted <= wanted

    fullest = max((sum(n for at, n in gone if start <= at < start + later(seconds=1)) for start, _ in gone), default=0)
    assert fullest < TAKEN_BY_TEAMS


def test_slow_tenant_may_always_be_sent_one() -> None:
    assert full(NOON, 0.1).taking(5, NOON, 0.1)[0] == 1
