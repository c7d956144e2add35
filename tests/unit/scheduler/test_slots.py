"""Days of the year, offsets, turns and the names of slots."""

from datetime import date

import pytest

from scheduler.slots import (
    MonthDay,
    NoSuchDay,
    Offset,
    Precision,
    Slot,
    Turn,
    TurnBy,
    month_day,
    opens_before,
    period_of,
    root_of,
)


@pytest.mark.parametrize(
    ("offset", "day", "expected"),
    [
        (Offset(months=3), date(2026, 11, 30), date(2027, 2, 28)),
        (Offset(months=6), date(2027, 8, 31), date(2028, 2, 29)),
        (Offset(months=6), date(2026, 8, 31), date(2027, 2, 28)),
        (Offset(months=-1), date(2027, 3, 31), date(2027, 2, 28)),
        (Offset(months=-12), date(2028, 2, 29), date(2027, 2, 28)),
        (Offset(weeks=-4), date(2027, 1, 15), date(2026, 12, 18)),
        (Offset(days=10), date(2027, 12, 27), date(2028, 1, 6)),
        (Offset(), date(2027, 12, 27), date(2027, 12, 27)),
    ],
)
def test_offset_is_counted_from_the_day_and_clamped_to_the_end_of_the_month(
    offset: Offset, day: date, expected: date
) -> None:
    assert offset.after(day) == expected


@pytest.mark.parametrize(
    ("offset", "years"),
    [
        (Offset(months=11), 0),
        (Offset(months=12), 1),
        (Offset(months=-25), 2),
        (Offset(weeks=52), 0),
        (Offset(weeks=-53), 1),
        (Offset(days=730), 2),
    ],
)
def test_offset_knows_how_many_whole_years_it_spans(offset: Offset, years: int) -> None:
    assert offset.whole_years == years


@pytest.mark.parametrize(
    ("text", "expected"),
    [("02-28", MonthDay(2, 28)), ("02-last", MonthDay(2, None)), ("12-31", MonthDay(12, 31)), (7, 7)],
)
def test_day_of_year_is_read_from_text(text: object, expected: object) -> None:
    assert month_day(text) == expected


@pytest.mark.parametrize("text", ["04-31", "2027-04-30", "last-04", ""])
def test_day_that_no_year_has_is_refused_with_its_own_words(text: str) -> None:
    with pytest.raises(NoSuchDay) as refused:
        month_day(text)

    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        (None, None),
        (MonthDay(1, 15), date(2027, 1, 15)),
        (MonthDay(1, 16), date(2026, 1, 16)),
        (MonthDay(2, None), date(2026, 2, 28)),
        (MonthDay(1, 1), date(2027, 1, 1)),
    ],
)
def test_opening_is_the_latest_such_day_until_the_deadline(opens: MonthDay | None, expected: date | None) -> None:
    assert opens_before(date(2027, 1, 15), opens) == expected


def test_turn_concerns_every_nth_place() -> None:
    turn = Turn(TurnBy.AREA, 1, 3)

    assert [place for place in range(8) if turn.concerns(place)] == [1, 4, 7]


def test_last_day_is_the_deadline_or_else_the_opening() -> None:
    due = Slot("2027", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY)
    endless = Slot("2027", date(2027, 1, 1), None, Precision.NONE)

    assert (due.last_day, endless.last_day) == (date(2027, 2, 28), date(2027, 1, 1))


def test_slot_without_any_day_is_no_slot() -> None:
    with pytest.raises(ValueError, match="2027: a slot has a start or a deadline"):
        _ = Slot("2027", None, None, Precision.NONE).last_day


@pytest.mark.parametrize(
    ("slot", "period", "root"),
    [
        ("2027", "2027", "2027"),
        ("2026-11-30@Solgården", "2026-11-30", "2026-11-30@Solgården"),
        ("2027>unit:4", "2027", "2027"),
        ("2026-11-30@Solgården>unit:4>area:2", "2026-11-30", "2026-11-30@Solgården"),
        ("2027–2029", "2027–2029", "2027–2029"),
    ],
)
def test_name_of_a_slot_is_read_as_its_period_and_as_what_its_chain_began_with(
    slot: str, period: str, root: str
) -> None:
    assert (period_of(slot), root_of(slot)) == (period, root)
