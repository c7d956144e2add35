"""The app's two icons in Teams: a year of twelve months around a tick, in colour and as a white outline."""

from collections.abc import Iterator

from cards.wheel_geometry import MONTH_TURN, arc, number, sector
from cards.wheel_symbols import PAPER, PHASE_STYLES
from scheduler.wheel_parts import Phase

ACCENT = PHASE_STYLES[Phase.PLAN].colour
NOW = "#ffc24b"
COLOR_SIZE = 192
OUTLINE_SIZE = 32

# Teams cuts corners off the square, and asks that what is drawn keep within 120 pixels of its middle.
RIM, HUB = 60.0, 40.0
PASSED = 8
GAP = 5.0
QUARTER_TURN = 90.0


def color_icon() -> str:
    """192 pixels square, to its edges in the app's colour: months passed, the month that is, months to come."""
    square = f'<rect x="-96" y="-96" width="192" height="192" fill="{ACCENT}"/>'
    return _svg(COLOR_SIZE, square + "".join(_months()) + _tick(1.0, width=10.0))


def outline_icon() -> str:
    """32 pixels square, white on nothing: the ring in quarters, since twelve months would run together."""
    return _svg(OUTLINE_SIZE, "".join(_quarters()) + _tick(0.29, width=2.4))


def _svg(size: int, drawn: str) -> str:
    half = size / 2
    box = f"{number(-half)} {number(-half)} {size} {size}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{size}" height="{size}">{drawn}</svg>'


def _months() -> Iterator[str]:
    for place in range(12):
        start = MONTH_TURN * place
        shape = sector(HUB, RIM, start + GAP / 2, start + MONTH_TURN - GAP / 2)
        colour = NOW if place == PASSED else PAPER
        opacity = "" if place <= PASSED else ' fill-opacity="0.45"'
        yield f'<path d="{shape}" fill="{colour}"{opacity}/>'


def _quarters() -> Iterator[str]:
    for place in range(4):
        start = QUARTER_TURN * place
        curve = arc(12.9, start + GAP * 1.4, start + QUARTER_TURN - GAP * 1.4)
        yield f'<path d="{curve}" fill="none" stroke="{PAPER}" stroke-width="2.2"/>'


def _tick(scale: float, *, width: float) -> str:
    shape = "".join(
        f"{step}{number(x * scale)} {number(y * scale)}"
        for step, x, y in (("M", -19, 1), ("L", -5, 15), ("L", 20, -13))
    )
    return (
        f'<path d="{shape}" fill="none" stroke="{PAPER}" stroke-width="{number(width)}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )
