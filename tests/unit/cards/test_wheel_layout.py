"""Where marks, numbers and rows lie: nothing covers anything else."""

from datetime import date

import pytest

from cards.wheel_geometry import text_width
from cards.wheel_layout import SMALLEST_CORE, layout_of
from cards.wheel_legend import BOTTOM, legend_of, right_edge
from cards.wheel_marks import WheelMark, numbered
from scheduler.wheel_parts import Phase
from tests.unit.cards.boxes import Box, boxes_in_legend, boxes_on_wheel, touching
from tests.unit.cards.wheel_examples import CHECK, DAY, KARLSTAD, NONE, OPEN, PLAN, crowd, day, same_day

YEARS = {
    "karlstad": KARLSTAD,
    "crowd of 80": crowd(80),
    "crowd of 160": crowd(160),
    "25 on a day": same_day(25),
    "one": KARLSTAD[:1],
}
everywhere = pytest.mark.parametrize("marks", YEARS.values(), ids=YEARS.keys())


def test_touching_finds_boxes_when_one_lies_over_the_other() -> None:
    lying, standing, apart = Box("a", 0, 0, 10, 2), Box("b", 5, 4, 10, 2, turn=90), Box("c", 5, 6, 2, 2, turn=45)

    assert touching([lying, standing]) == [("a", "b")]
    assert touching([lying, apart]) == []


@everywhere
def test_layout_keeps_numbers_and_symbols_apart(marks: tuple[WheelMark, ...]) -> None:
    layout = layout_of(numbered(marks, 2027), 2027)

    assert touching(boxes_on_wheel(layout)) == []


@everywhere
def test_layout_shows_every_number_once(marks: tuple[WheelMark, ...]) -> None:
    entries = numbered(marks, 2027)
    layout = layout_of(entries, 2027)

    shown = [entry.number for ring in layout.rings for spot in ring.spots for entry in spot.marks]
    assert sorted(shown) == [entry.number for entry in entries]


@everywhere
def test_layout_fits_between_rim_and_core(marks: tuple[WheelMark, ...]) -> None:
    layout = layout_of(numbered(marks, 2027), 2027)

    assert [ring.phase for ring in layout.rings] == list(Phase)
    assert layout.core >= SMALLEST_CORE
    assert all(ring.inner < spot.radius < ring.outer for ring in layout.rings for spot in ring.spots)


@everywhere
def test_legend_rows_lie_apart_and_above_the_key(marks: tuple[WheelMark, ...]) -> None:
    setting, rows = legend_of(numbered(marks, 2027))

    assert touching(boxes_in_legend(rows)) == []
    assert max(row.top + row.height for row in rows) <= BOTTOM
    assert max(row.left + row.width for row in rows) <= right_edge(setting)


@everywhere
def test_legend_lines_end_before_the_date(marks: tuple[WheelMark, ...]) -> None:
    setting, rows = legend_of(numbered(marks, 2027))

    widest = max(
        text_width(line, setting.size) + text_width(row.time, setting.size * 0.9) for row in rows for line in row.lines
    )
    assert widest < setting.width


def test_legend_shortens_titles_only_when_the_year_is_overfull() -> None:
    _, rows = legend_of(numbered(KARLSTAD, 2027))
    _, overfull = legend_of(numbered(crowd(160), 2027))

    assert [" ".join(row.lines) for row in rows] == [row.entry.mark.title for row in rows]
    assert any(row.lines[-1].endswith("…") for row in overfull)


def test_numbered_goes_through_the_year_when_marks_come_in_any_order() -> None:
    late = WheelMark("c", "C", None, day(12, 1), DAY, PLAN, OPEN)
    starts = WheelMark("b", "B", day(2, 1), None, NONE, CHECK, OPEN)
    from_last_year = WheelMark("a", "A", date(2026, 10, 1), day(1, 31), DAY, CHECK, OPEN)
    into_next_year = WheelMark("d", "D", day(12, 2), date(2028, 1, 31), DAY, CHECK, OPEN)
    another_year = WheelMark("e", "E", date(2026, 3, 1), date(2026, 3, 31), DAY, CHECK, OPEN)
    undated = WheelMark("f", "F", None, None, NONE, CHECK, OPEN)

    entries = numbered((into_next_year, undated, late, another_year, from_last_year, starts), 2027)

    assert [(entry.number, entry.mark.key, entry.anchor) for entry in entries] == [
        (1, "a", day(1, 31)),
        (2, "b", day(2, 1)),
        (3, "c", day(12, 1)),
        (4, "d", day(12, 2)),
    ]


def test_layout_gathers_marks_when_they_would_look_the_same() -> None:
    layout = layout_of(numbered(KARLSTAD, 2027), 2027)

    shared = [spot.numbers for ring in layout.rings for spot in ring.spots if len(spot.marks) > 1]
    assert shared == ["22–23", "1–3", "10–11"]


@pytest.mark.parametrize(
    ("mark", "line", "month", "has_tail"),
    [
        (WheelMark("a", "A", None, day(4, 1), DAY, PLAN, OPEN), None, None, False),
        (WheelMark("a", "A", day(2, 1), day(4, 1), DAY, PLAN, OPEN), (30.0, 90.5), None, False),
        (WheelMark("a", "A", date(2026, 2, 1), day(4, 1), DAY, PLAN, OPEN), (0.0, 90.5), None, False),
        (WheelMark("a", "A", day(4, 1), None, NONE, PLAN, OPEN), None, None, True),
    ],
    ids=["point", "window", "opened last year", "start only"],
)
def test_layout_draws_line_month_and_tail_as_the_dates_say(
    mark: WheelMark, line: tuple[float, float] | None, month: tuple[float, float] | None, has_tail: bool
) -> None:
    spot = layout_of(numbered([mark], 2027), 2027).rings[0].spots[0]

    assert (spot.line, spot.month, spot.tail is not None) == (line, month, has_tail)


def test_layout_draws_a_band_within_its_month_when_no_day_is_stated() -> None:
    spot = layout_of(numbered([KARLSTAD[12]], 2027), 2027).rings[0].spots[0]

    assert spot.line is None
    assert spot.month is not None
    assert 90.0 < spot.month[0] < spot.symbol < spot.label < spot.month[1] < 120.0


def test_layout_keeps_the_last_day_of_the_year_on_its_side_of_new_year() -> None:
    mark = WheelMark("a", "A", day(12, 1), day(12, 31), DAY, PLAN, OPEN)
    spot = layout_of(numbered([mark], 2027), 2027).rings[0].spots[0]

    assert 330.0 < spot.label < spot.symbol < spot.extent[1] <= 360.0
