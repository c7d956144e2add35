"""The reminder ladder on days that hurt."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.ladder import DEFAULT_LADDER, Ladder, Rung, RungKind, asks_from, first_rung_of, rungs_of
from scheduler.slots import Precision, Slot

BEFORE, AFTER, OPENING = RungKind.BEFORE, RungKind.AFTER, RungKind.OPENING


def test_rungs_land_on_working_days_when_the_deadline_is_a_sunday() -> None:
    slot = Slot("2026", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY)

    assert rungs_of(slot, DEFAULT_LADDER) == (
        Rung("opening", OPENING, date(2027, 1, 4)),
        Rung("before-30", BEFORE, date(2027, 1, 29)),
        Rung("before-14", BEFORE, date(2027, 2, 12)),
        Rung("before-7", BEFORE, date(2027, 2, 19)),
        Rung("before-1", BEFORE, date(2027, 2, 26)),
        Rung("after-1", AFTER, date(2027, 3, 1)),
        Rung("after-5", AFTER, date(2027, 3, 5)),
        Rung("after-10", AFTER, date(2027, 3, 12)),
    )


def test_rung_is_skipped_when_longer_than_the_window() -> None:
    slot = Slot("2027-04", date(2027, 4, 19), date(2027, 4, 30), Precision.DAY)

    assert [rung.name for rung in rungs_of(slot, DEFAULT_LADDER)] == [
        "opening",
        "before-7",
        "before-1",
        "after-1",
        "after-5",
        "after-10",
    ]


def test_rung_before_never_comes_before_the_opening_when_moved_back() -> None:
    slot = Slot("2027", date(2027, 3, 27), date(2027, 4, 10), Precision.DAY)

    rungs = rungs_of(slot, Ladder(before=(14,), after=()))

    assert rungs == (Rung("opening", OPENING, date(2027, 3, 30)),)


def test_two_rungs_on_one_day_become_the_one_nearer_the_deadline() -> None:
    slot = Slot("2027", date(2027, 2, 22), date(2027, 2, 28), Precision.DAY)

    rungs = rungs_of(slot, Ladder(before=(2, 1), after=()))

    assert rungs == (Rung("opening", OPENING, date(2027, 2, 22)), Rung("before-1", BEFORE, date(2027, 2, 26)))


def test_only_the_opening_is_left_when_no_end_is_stated() -> None:
    slot = Slot("2027", date(2027, 1, 1), None, Precision.NONE)

    assert rungs_of(slot, DEFAULT_LADDER) == (Rung("opening", OPENING, date(2027, 1, 4)),)


def test_asking_starts_at_the_longest_rung_when_no_start_is_stated() -> None:
    slot = Slot("2027", None, date(2027, 5, 31), Precision.DAY)

    assert asks_from(slot, DEFAULT_LADDER) == date(2027, 4, 30)
    assert rungs_of(slot, DEFAULT_LADDER)[0] == Rung("before-30", BEFORE, date(2027, 4, 30))


@given(
    opens=st.none() | st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    length=st.integers(0, 400),
    before=st.lists(st.integers(1, 365), max_size=4),
    after=st.lists(st.integers(1, 60), max_size=3),
    has_due=st.booleans(),
)
def test_first_rung_is_the_earliest_of_all(
    opens: date | None, length: int, before: list[int], after: list[int], has_due: bool
) -> None:
    due = (opens or date(2027, 3, 28)) + timedelta(days=length) if has_due else None
    slot, ladder = Slot("2027", opens, due, Precision.DAY), Ladder(tuple(before), tuple(after))

    assert first_rung_of(slot, ladder) == min((rung.day for rung in rungs_of(slot, ladder)), default=None)
