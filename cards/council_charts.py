"""The pictures of the council's page: lines as SVG, and the risk matrix as a table that is a picture as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from cards import phrases_council as say
from cards.words_of_time import day_words
from scheduler.clock import local_day
from scheduler.digest_sections import RiskMatrix
from scheduler.trends import Point, Trend

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 220, 44, 16, 16, 34
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Line:
    """A trend drawn, and the same in a table."""

    title: str
    picture: Markup
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` from 1 to 3 says how great the product of the two is, for the eye."""

    count: int
    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows from the highest likelihood down, each with its step and its cells by rising consequence."""

    steps: tuple[int, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def line_of(trend: Trend) -> Line:
    title = say.trend(trend.title, is_of_weak=trend.is_of_weak)
    rows = tuple((day_words(local_day(point.at)), say.percent(point.per_cent)) for point in trend.points)
    return Line(title, Markup(_svg(trend.points, title)), rows)


def _svg(points: Sequence[Point], title: str) -> str:
    alt = escape(say.trend_alt(title, points[0].per_cent, points[-1].per_cent))
    return "".join(
        [
            f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{alt}">',
            *_grid(),
            *_drawn(points),
            "</svg>",
        ]
    )


def _grid() -> Iterator[str]:
    for step in GRID:
        y = _y(step)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="axis" x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{step}</text>'


def _drawn(points: Sequence[Point]) -> Iterator[str]:
    places = [(_x(number, len(points)), _y(point.per_cent)) for number, point in enumerate(points)]
    yield f'<polyline class="line" points="{" ".join(f"{x},{y}" for x, y in places)}"/>'
    for number, ((x, y), point) in enumerate(zip(places, points, strict=True)):
        above = y - 10 if y > TOP + 14 else y + 20
        yield f'<circle class="point" cx="{x}" cy="{y}" r="5"/>'
        yield f'<text class="value" x="{x}" y="{above}" text-anchor="middle">{point.per_cent}</text>'
        if number in (0, len(points) - 1):
            anchor = "start" if number == 0 else "end"
            day = local_day(point.at).isoformat()
            yield f'<text class="axis" x="{x}" y="{HEIGHT - 10}" text-anchor="{anchor}">{day}</text>'


def _x(number: int, of: int) -> float:
    room = WIDTH - LEFT - RIGHT - 24
    return round(LEFT + 12 + room * number / max(of - 1, 1), 1)


def _y(per_cent: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * per_cent / 100, 1)


def matrix_of(risks: RiskMatrix) -> Matrix:
    steps = tuple(range(1, risks.scale + 1))
    counts = {(one.likelihood, one.consequence): one.count for one in risks.cells}
    return Matrix(
        steps,
        tuple(
            (likelihood, tuple(_cell(likelihood, consequence, counts, risks.scale) for consequence in steps))
            for likelihood in reversed(steps)
        ),
    )


def _cell(likelihood: int, consequence: int, counts: dict[tuple[int, int], int], scale: int) -> Cell:
    count = counts.get((likelihood, consequence), 0)
    part = likelihood * consequence / scale**2
    level = 3 if part > 0.5 else 2 if part > 0.2 else 1
    return Cell(count, say.cell(likelihood, consequence, count), level)
