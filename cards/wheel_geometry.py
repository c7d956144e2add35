"""Angles, arcs and letter widths for the annual wheel; angles are degrees clockwise from 1 January at the top."""

import calendar
import math
from datetime import date

WHOLE_TURN = 360.0
HALF_TURN = 180.0
MONTH_TURN = 30.0
LOWER_HALF = (90.0, 270.0)

LETTER_WIDTHS = {
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÅÄÖ%@—", 0.70),
    **dict.fromkeys("mwMW", 0.90),
    **dict.fromkeys("bdghnopquåäö0234567890–", 0.60),
    **dict.fromkeys("tfr-1()/", 0.42),
    **dict.fromkeys("iljI.,:;'|![]· ", 0.27),
}
OTHER_LETTER_WIDTH = 0.55


def start_of(day: date) -> float:
    """The angle at which the day begins: every month takes a twelfth of the turn, whatever its length."""
    length = calendar.monthrange(day.year, day.month)[1]
    return MONTH_TURN * (day.month - 1) + MONTH_TURN * (day.day - 1) / length


def end_of(day: date) -> float:
    length = calendar.monthrange(day.year, day.month)[1]
    return MONTH_TURN * (day.month - 1) + MONTH_TURN * day.day / length


def middle_of(day: date) -> float:
    return (start_of(day) + end_of(day)) / 2


def number(value: float) -> str:
    """A coordinate with two decimals, never "-0.00", so that the bytes stay the same."""
    return f"{round(value, 2) + 0.0:g}"


def point(radius: float, angle: float) -> tuple[float, float]:
    turn = math.radians(angle)
    return radius * math.sin(turn), -radius * math.cos(turn)


def pair(radius: float, angle: float) -> str:
    x, y = point(radius, angle)
    return f"{number(x)} {number(y)}"


def arc_to(radius: float, start: float, end: float) -> str:
    """The path command that draws from `start` to `end`, backwards if `end` is the smaller."""
    large = int(abs(end - start) > HALF_TURN)
    clockwise = int(end > start)
    return f"A{number(radius)} {number(radius)} 0 {large} {clockwise} {pair(radius, end)}"


def arc(radius: float, start: float, end: float) -> str:
    return f"M{pair(radius, start)}{arc_to(radius, start, end)}"


def sector(inner: float, outer: float, start: float, end: float) -> str:
    """A closed piece of a ring."""
    return f"{arc(outer, start, end)}L{pair(inner, end)}{arc_to(inner, end, start)}Z"


def is_upside_down(angle: float) -> bool:
    low, high = LOWER_HALF
    return low < angle % WHOLE_TURN < high


def reading_arc(radius: float, middle: float, span: float, size: float) -> str:
    """An arc for text of this size to follow, turned in the lower half so that nobody reads upside down."""
    half = span / 2
    if is_upside_down(middle):
        return arc(radius + size * 0.36, middle + half, middle - half)
    return arc(radius - size * 0.36, middle - half, middle + half)


def degrees(length: float, radius: float) -> float:
    """How many degrees a length covers along a circle."""
    return math.degrees(length / radius)


def text_width(text: str, size: float) -> float:
    """A generous estimate: other fonts than ours may be drawn wherever the SVG is opened."""
    return size * sum(LETTER_WIDTHS.get(letter, OTHER_LETTER_WIDTH) for letter in text)


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """The text in lines of at most this width; a single longer word keeps a line of its own."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)


def shortened(text: str, size: float, width: float) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if text_width(text, size) <= width:
        return text
    while len(text) > 1 and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
