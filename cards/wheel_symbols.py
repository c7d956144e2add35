"""Status by shape, so that the wheel reads as well in black and white, and the colours of the phases."""

from collections.abc import Callable
from dataclasses import dataclass

from cards.wheel_geometry import WHOLE_TURN, arc_to, number, pair
from cards.wheel_marks import MarkStatus, WheelMark
from scheduler.wheel_parts import Phase

PAPER = "#ffffff"
INK = "#1d2733"
MUTED = "#55606e"
LATE_COLOUR = "#b3201a"


@dataclass(frozen=True, slots=True)
class PhaseStyle:
    """`name` is the CSS class by which a page may recolour the phase."""

    name: str
    colour: str
    tint: str
    band: str


PHASE_STYLES = {
    Phase.PLAN: PhaseStyle("plan", "#1f5688", "#eaf1f8", "#b9d3ea"),
    Phase.DO: PhaseStyle("do", "#256a4b", "#e9f4ee", "#b5dac6"),
    Phase.CHECK: PhaseStyle("check", "#6d3a74", "#f6eef7", "#dcc0e0"),
    Phase.ACT: PhaseStyle("act", "#8f4a12", "#fbf1e7", "#efcfac"),
}

NO_PHASE = PhaseStyle("ink", INK, "#eef1f5", "#dde2e9")


def symbol(mark: WheelMark, x: float, y: float, size: float) -> str:
    """The mark's status around a centre; `size` is the radius of the full circle."""
    drawn = SYMBOLS[mark.status](mark, size)
    return f'<g class="status-{mark.status}" transform="translate({number(x)} {number(y)})">{drawn}</g>'


def planned(mark: WheelMark, size: float) -> str:
    style = PHASE_STYLES[mark.phase]
    return f'<circle class="fill-{style.name}" r="{number(size * 0.5)}" fill="{style.colour}"/>'


def ring(mark: WheelMark, size: float) -> str:
    style = PHASE_STYLES[mark.phase]
    width = size * 0.3
    return (
        f'<circle class="paper line-{style.name}" r="{number(size - width / 2)}" fill="{PAPER}" '
        f'stroke="{style.colour}" stroke-width="{number(width)}"/>'
    )


def pie(mark: WheelMark, size: float) -> str:
    style = PHASE_STYLES[mark.phase]
    share = min(max(mark.done / mark.total, 0.0), 0.999) if mark.total else 0.5
    radius = size * 0.56
    wedge = f"M0 0L{pair(radius, 0)}{arc_to(radius, 0, share * WHOLE_TURN)}Z"
    return ring(mark, size) + f'<path class="fill-{style.name}" d="{wedge}" fill="{style.colour}"/>'


def late(_mark: WheelMark, size: float) -> str:
    top, side, foot = number(-size * 1.1), size * 1.08, number(size * 0.8)
    return (
        f'<path class="fill-late" d="M0 {top}L{number(side)} {foot}L{number(-side)} {foot}Z" fill="{LATE_COLOUR}" '
        f'stroke="{LATE_COLOUR}" stroke-width="{number(size * 0.25)}" stroke-linejoin="round"/>'
        f'<path class="line-paper" d="M0 {number(-size * 0.45)}V{number(size * 0.2)}M0 {number(size * 0.54)}v0.01" '
        f'fill="none" stroke="{PAPER}" stroke-width="{number(size * 0.26)}" stroke-linecap="round"/>'
    )


def done(mark: WheelMark, size: float) -> str:
    style = PHASE_STYLES[mark.phase]
    start = f"M{number(-size * 0.42)} {number(size * 0.04)}"
    down, up = f"l{number(size * 0.3)} {number(size * 0.32)}", f"l{number(size * 0.54)} {number(-size * 0.66)}"
    return (
        f'<circle class="fill-{style.name}" r="{number(size)}" fill="{style.colour}"/>'
        f'<path class="line-paper" d="{start}{down}{up}" fill="none" stroke="{PAPER}" '
        f'stroke-width="{number(size * 0.28)}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


SYMBOLS: dict[MarkStatus, Callable[[WheelMark, float], str]] = {
    MarkStatus.PLANNED: planned,
    MarkStatus.OPEN: ring,
    MarkStatus.PARTLY: pie,
    MarkStatus.LATE: late,
    MarkStatus.DONE: done,
}
