"""Where each mark lies on the wheel: one ring for each phase, and in it as many lanes as keep marks apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards.wheel_geometry import HALF_TURN, WHOLE_TURN, degrees, end_of, is_upside_down, middle_of, start_of, text_width
from cards.wheel_marks import NumberedMark, WheelMark
from cards.wheel_rings import Band, RingsBy, bands_of
from scheduler.slots import Precision
from scheduler.wheel_parts import Phase

RIM = 436.0
SMALLEST_CORE = 72.0
RING_HEADING = 17.0
RING_FOOT = 4.0
WIDEST_LANE = 28.0
NARROWER = 0.94
LATE_IN_THE_YEAR = 345.0
FIGURE_HEIGHT = 0.72
WIDEST_UPRIGHT = 2

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large symbols and numbers are in a lane of this thickness."""

    lane: float

    @property
    def symbol(self) -> float:
        return min(self.lane * 0.41, 9.5)

    @property
    def text(self) -> float:
        """Two figures upright reach from the middle of their lane no further than its edges, at any angle."""
        return min(self.lane * 0.71, 15.5)

    @property
    def gap(self) -> float:
        return self.symbol * 0.45


@dataclass(frozen=True, slots=True)
class Placed:
    """Marks that share one drawing: angles of its line, its month, its symbol, its number and its open end."""

    marks: tuple[NumberedMark, ...]
    radius: float
    symbol: float
    label: float
    extent: Extent
    line: Extent | None = None
    month: Extent | None = None
    tail: Extent | None = None

    @property
    def mark(self) -> WheelMark:
        return self.marks[0].mark

    @property
    def turn(self) -> float:
        """What is wider than its lane lies along it; the rest stands upright, for a 6 on its side could be a 9."""
        if len(self.numbers) <= WIDEST_UPRIGHT:
            return 0.0
        return (self.label + (HALF_TURN if is_upside_down(self.label) else 0.0)) % WHOLE_TURN

    @property
    def numbers(self) -> str:
        return numbers_of(self.marks)


@dataclass(frozen=True, slots=True)
class Ring:
    """The part of the wheel that one band takes; `inner` and `outer` are radii, `phase` None where it has none."""

    name: str
    phase: Phase | None
    outer: float
    inner: float
    spots: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    sizes: Sizes
    rings: tuple[Ring, ...]

    @property
    def core(self) -> float:
        return self.rings[-1].inner


def numbers_of(marks: Sequence[NumberedMark]) -> str:
    first, last = marks[0].number, marks[-1].number
    return str(first) if first == last else f"{first}–{last}"


def layout_of(marks: Sequence[NumberedMark], year: int, by: RingsBy = RingsBy.PHASE) -> Layout:
    """The widest lanes with which all rings fit between the rim and the core."""
    bands = bands_of(marks, by)
    sizes = Sizes(WIDEST_LANE)
    while (layout := Layout(sizes, tuple(rings(bands, year, sizes)))).core < SMALLEST_CORE:
        sizes = Sizes(sizes.lane * NARROWER)
    return layout


def rings(bands: Sequence[Band], year: int, sizes: Sizes) -> Iterator[Ring]:
    outer = RIM
    for band in bands:
        ring = ring_of(band, year, sizes, outer)
        yield ring
        outer = ring.inner


def ring_of(band: Band, year: int, sizes: Sizes, outer: float) -> Ring:
    """The thinnest ring in which no two marks of a lane touch."""
    groups = band.groups
    count, lanes = 1, lanes_in(groups, year, sizes, inner_edge(outer, 1, sizes))
    while len(lanes) > count:
        # Further in, marks are wider still: no fewer lanes than these can do.
        count = len(lanes)
        lanes = lanes_in(groups, year, sizes, inner_edge(outer, count, sizes))
    first_lane = outer - RING_HEADING - sizes.lane / 2
    spots = [
        placed(spot.marks, year, first_lane - place * sizes.lane, sizes)
        for place, lane in enumerate(lanes)
        for spot in lane
    ]
    in_order = tuple(sorted(spots, key=lambda spot: spot.marks[0].number))
    return Ring(band.name, band.phase, outer, inner_edge(outer, count, sizes), in_order)


def inner_edge(outer: float, lanes: int, sizes: Sizes) -> float:
    return outer - RING_HEADING - lanes * sizes.lane - RING_FOOT


def lanes_in(groups: Sequence[tuple[NumberedMark, ...]], year: int, sizes: Sizes, inner: float) -> list[list[Placed]]:
    """Marks are widest, in degrees, at the inner edge: lanes that hold there hold further out."""
    return lanes_for(placed(group, year, max(inner, 1.0), sizes) for group in groups)


def lanes_for(spots: Iterable[Placed]) -> list[list[Placed]]:
    lanes: list[list[Placed]] = []
    for spot in sorted(spots, key=lambda spot: (spot.extent[0], -spot.extent[1], spot.marks[0].number)):
        free = next((lane for lane in lanes if lane[-1].extent[1] <= spot.extent[0]), None)
        if free is None:
            lanes.append([spot])
        else:
            free.append(spot)
    return lanes


def placed(marks: tuple[NumberedMark, ...], year: int, radius: float, sizes: Sizes) -> Placed:
    mark = marks[0].mark
    if mark.due is None or mark.due.year != year:
        return from_its_start(marks, year, radius, sizes)
    if mark.precision is Precision.MONTH:
        return over_its_month(marks, mark.due, radius, sizes)
    return at_its_day(marks, mark.due, radius, sizes)


def at_its_day(marks: tuple[NumberedMark, ...], due: date, radius: float, sizes: Sizes) -> Placed:
    """A point on the due day at the end of its window; the number after it, or before it late in the year."""
    half, gap, label = widths(marks, radius, sizes)
    symbol = min(max(middle_of(due), half), WHOLE_TURN - half)
    opened = line_start(marks[0].mark.opens, due.year)
    before, after = symbol - half, symbol + half
    if symbol > LATE_IN_THE_YEAR:
        before, middle = before - gap - label - gap, before - gap - label / 2
        line_end = before
    else:
        after, middle = after + gap + label + gap, after + gap + label / 2
        line_end = symbol
    line = (opened, line_end) if opened is not None and opened < line_end else None
    return Placed(marks, radius, symbol, middle, (line[0] if line else before, after), line=line)


def over_its_month(marks: tuple[NumberedMark, ...], due: date, radius: float, sizes: Sizes) -> Placed:
    """A band over the month with no point on any day; what opens earlier has a line that leads up to it."""
    half, gap, label = widths(marks, radius, sizes)
    margin = degrees(2.0, radius)
    month = start_of(due.replace(day=1)) + margin, end_of(due) - margin
    middle = (month[0] + month[1]) / 2
    content = (half + gap + label + half) / 2
    opened = line_start(marks[0].mark.opens, due.year)
    line = (opened, month[0]) if opened is not None and opened < start_of(due.replace(day=1)) else None
    extent = min(line[0] if line else month[0], middle - content), max(month[1], middle + content) + margin
    return Placed(marks, radius, middle - content + half, middle + content - label / 2, extent, line=line, month=month)


def from_its_start(marks: tuple[NumberedMark, ...], year: int, radius: float, sizes: Sizes) -> Placed:
    """Symbol and number where the mark opens; the line goes on to the new year, or a little way if no end is stated."""
    half, gap, label = widths(marks, radius, sizes)
    head = 2 * half + gap + label + gap
    tail = degrees(22.0, radius)
    start = min(start_of(marks[0].anchor), WHOLE_TURN - head - tail)
    ends_next_year = marks[0].mark.due is not None
    end = WHOLE_TURN if ends_next_year else start + head + tail
    rest = start + head, end
    return Placed(
        marks,
        radius,
        start + half,
        start + 2 * half + gap + label / 2,
        (start, end + (0 if ends_next_year else gap)),
        line=rest if ends_next_year else None,
        tail=None if ends_next_year else rest,
    )


def widths(marks: tuple[NumberedMark, ...], radius: float, sizes: Sizes) -> tuple[float, float, float]:
    """Half a symbol, a gap and the number, in degrees at this radius."""
    label = max(text_width(numbers_of(marks), sizes.text), sizes.text * FIGURE_HEIGHT)
    return degrees(sizes.symbol, radius), degrees(sizes.gap, radius), degrees(label, radius)


def line_start(opens: date | None, year: int) -> float | None:
    if opens is None:
        return None
    return start_of(opens) if opens.year == year else 0.0
