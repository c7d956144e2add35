"""The wheel on paper without colours: statuses differ by shape, and everything keeps apart from what it lies on."""

import struct
import zlib
from itertools import combinations

import pytest

from cards.png import png_of
from cards.wheel_marks import MarkStatus, WheelMark
from cards.wheel_symbols import INK, LATE_COLOUR, MUTED, NO_PHASE, PAPER, PHASE_STYLES, symbol
from scheduler.wheel_parts import Phase
from tests.unit.cards.test_pages import contrast
from tests.unit.cards.wheel_examples import DAY, TODAY

SIDE = 64
DIFFERENT = 0.05
"""The least share of a symbol's square that is dark in the one and light in the other."""


def printed(status: MarkStatus, phase: Phase) -> list[bool]:
    """For each point of the symbol as it is printed whether it is dark."""
    mark = WheelMark("a", "A", None, TODAY, DAY, phase, status, 3, 8)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" fill="{PAPER}"/>'
    )
    return [level < 128 for level in grey(png_of(f"{picture}{symbol(mark, 10, 10, 8)}</svg>", width=SIDE))]


def grey(png: bytes) -> list[float]:
    """The brightness of every point of a picture of eight bits a channel."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    depth = {2: 3, 6: 4}[kind]
    data, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    raw, above, found = zlib.decompress(data), bytearray(width * depth), list[float]()
    for row in range(height):
        start = row * (width * depth + 1)
        above = unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width * depth]), above, depth)
        points = (above[at : at + 3] for at in range(0, len(above), depth))
        found += [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in points]
    return found


def unfiltered(kind: int, line: bytearray, above: bytearray, depth: int) -> bytearray:
    """A line of points as they were before they were packed, by the PNG standard."""
    for at in range(len(line)):
        left = line[at - depth] if at >= depth else 0
        corner = above[at - depth] if at >= depth else 0
        nearest = nearest_to(left + above[at] - corner, left, above[at], corner)
        line[at] = (line[at] + (0, left, above[at], (left + above[at]) // 2, nearest)[kind]) % 256
    return line


def nearest_to(guess: int, *bytes_beside: int) -> int:
    return min(bytes_beside, key=lambda byte: abs(guess - byte))


@pytest.mark.parametrize("phase", Phase)
def test_statuses_differ_when_printed_without_colour(phase: Phase) -> None:
    shapes = {status: printed(status, phase) for status in MarkStatus}

    alike = {
        (one, other): share
        for one, other in combinations(MarkStatus, 2)
        if (share := sum(map(bool.__ne__, shapes[one], shapes[other])) / SIDE**2) < DIFFERENT
    }
    assert alike == {}


@pytest.mark.parametrize("style", [*PHASE_STYLES.values(), NO_PHASE], ids=lambda style: style.name)
def test_everything_drawn_keeps_apart_from_its_ground_in_grey(style: object) -> None:
    grounds = [PAPER, style.tint]  # type: ignore[attr-defined]

    faint = [
        (drawn, ground)
        for drawn in (INK, MUTED, LATE_COLOUR, style.colour)  # type: ignore[attr-defined]
        for ground in grounds
        if contrast(drawn, ground) < 4.5
    ]
    assert faint == []
