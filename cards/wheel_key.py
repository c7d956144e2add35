"""The key under the list: what each shape on the wheel means."""

from collections.abc import Callable
from datetime import date

from cards import phrases_wheel as phrases
from cards.svg_text import plain
from cards.wheel_geometry import number, text_width
from cards.wheel_marks import MarkStatus, WheelMark
from cards.wheel_symbols import MUTED, PHASE_STYLES, symbol
from scheduler.slots import Precision
from scheduler.wheel_parts import Phase

Draw = Callable[[float, float], str]

SIZE = 13.0
SYMBOL = 6.5
ROW = 24.0
AFTER_TEXT = 16.0
BEFORE_TEXT = 6.0
SHAPE_WIDTH = 30.0
EXAMPLE_DAY = date(2000, 1, 1)


def draw_key(left: float, top: float, width: float) -> str:
    """The key in as many rows as the width asks for."""
    parts: list[str] = []
    x, y = left, top
    for draw, shape_width, text in KEY:
        item = shape_width + BEFORE_TEXT + text_width(text, SIZE)
        if x + item > left + width:
            x, y = left, y + ROW
        parts.append(draw(x, y - SIZE * 0.34) + caption(x + shape_width + BEFORE_TEXT, y, text))
        x += item + AFTER_TEXT
    return f'<g class="key" font-size="{number(SIZE)}">{"".join(parts)}</g>'


def status_example(status: MarkStatus) -> Draw:
    share = (3, 8) if status is MarkStatus.PARTLY else (0, 0)
    mark = WheelMark("", "", EXAMPLE_DAY, EXAMPLE_DAY, Precision.DAY, Phase.PLAN, status, *share)
    return lambda left, middle: symbol(mark, left + SYMBOL, middle, SYMBOL)


def window(left: float, middle: float) -> str:
    tick = f"M{number(left)} {number(middle - 4)}v8M{number(left)} {number(middle)}h{number(SHAPE_WIDTH - 4)}"
    return line(tick, 'stroke-width="2.4"')


def month(left: float, middle: float) -> str:
    band = f"M{number(left + 6)} {number(middle)}h{number(SHAPE_WIDTH - 14)}"
    return (
        f'<path class="band-plan" d="{band}" fill="none" stroke="{PHASE_STYLES[Phase.PLAN].band}" '
        f'stroke-width="13" stroke-linecap="round"/>'
    )


def open_end(left: float, middle: float) -> str:
    dashes = f"M{number(left)} {number(middle)}h{number(SHAPE_WIDTH - 2)}"
    return line(dashes, 'stroke-width="2.4" stroke-dasharray="3 3"')


def line(path: str, width: str) -> str:
    return f'<path class="line-muted" d="{path}" fill="none" stroke="{MUTED}" {width}/>'


def caption(x: float, y: float, text: str) -> str:
    return f'<text class="muted" x="{number(x)}" y="{number(y)}" fill="{MUTED}">{plain(text)}</text>'


KEY: tuple[tuple[Draw, float, str], ...] = (
    *((status_example(status), 2 * SYMBOL, phrases.STATUSES[status]) for status in MarkStatus),
    (window, SHAPE_WIDTH, phrases.KEY_WINDOW),
    (month, SHAPE_WIDTH, phrases.KEY_MONTH),
    (open_end, SHAPE_WIDTH, phrases.KEY_NO_END),
)
