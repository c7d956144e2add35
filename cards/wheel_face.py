"""The wheel without its marks: months, rings, the year in the middle and the hand that shows today."""

import math
from collections.abc import Iterator
from datetime import date

from cards import phrases_wheel as phrases
from cards.svg_text import plain
from cards.wheel_geometry import MONTH_TURN, degrees, middle_of, number, pair, reading_arc, sector, text_width
from cards.wheel_layout import RIM, RING_HEADING, Layout, Ring
from cards.wheel_symbols import INK, NO_PHASE, PAPER, PHASE_STYLES

MONTH_BAND = 34.0
MONTH_SIZE = 18.0
HEADING_SIZE = 11.5
HEADING_SPACING = 1.6
QUARTERS, QUARTER_SPAN = (45.0, 135.0, 225.0, 315.0), 80.0
HALVES, HALF_SPAN = (0.0, 180.0), 166.0
TODAY_SIZE = 14.0
TODAY_RADIUS = RIM + MONTH_BAND + 10.0


def draw_face(layout: Layout) -> str:
    drawn_rings = (draw_ring(ring) for ring in layout.rings)
    return "".join((*month_band(), *drawn_rings, *spokes(layout.core), *headings(layout)))


def month_band() -> Iterator[str]:
    for place, name in enumerate(phrases.MONTHS):
        start = MONTH_TURN * place
        middle = start + MONTH_TURN / 2
        shape = sector(RIM + 2, RIM + MONTH_BAND, start, start + MONTH_TURN)
        curve = reading_arc(RIM + MONTH_BAND / 2 + 1, middle, MONTH_TURN, MONTH_SIZE)
        yield (
            f'<path class="band" d="{shape}" fill="#eef1f5" stroke="{PAPER}" stroke-width="2"/>'
            f'<path id="month-{place + 1}" d="{curve}" fill="none"/>'
            f'<text class="ink" font-size="{number(MONTH_SIZE)}" font-weight="700" text-anchor="middle" fill="{INK}">'
            f'<textPath href="#month-{place + 1}" startOffset="50%">{name}</textPath></text>'
        )


def draw_ring(ring: Ring) -> str:
    style = PHASE_STYLES[ring.phase] if ring.phase else NO_PHASE
    middle = (ring.outer + ring.inner) / 2
    width = ring.outer - ring.inner - 3
    return (
        f'<circle class="tint-{style.name}" r="{number(middle)}" fill="none" stroke="{style.tint}" '
        f'stroke-width="{number(width)}"/>'
    )


def spokes(core: float) -> Iterator[str]:
    lines = "".join(f"M{pair(core, MONTH_TURN * place)}L{pair(RIM, MONTH_TURN * place)}" for place in range(12))
    yield f'<path class="line-paper" d="{lines}" fill="none" stroke="{PAPER}" stroke-width="2"/>'


def headings(layout: Layout) -> Iterator[str]:
    """Each ring's name at its outer edge, once in every quarter, or twice where it is long."""
    for number_of_ring, ring in enumerate(layout.rings, start=1):
        style = PHASE_STYLES[ring.phase] if ring.phase else NO_PHASE
        radius = ring.outer - RING_HEADING / 2 - 1
        name, middles, span = heading_of(ring.name.upper(), radius)
        for place, middle in enumerate(middles, start=1):
            curve = reading_arc(radius, middle, span, HEADING_SIZE)
            yield (
                f'<path id="ring-{number_of_ring}-{place}" d="{curve}" fill="none"/>'
                f'<text class="fill-{style.name}" font-size="{number(HEADING_SIZE)}" font-weight="700" '
                f'letter-spacing="{number(HEADING_SPACING)}" text-anchor="middle" fill="{style.colour}">'
                f'<textPath href="#ring-{number_of_ring}-{place}" startOffset="50%">{plain(name)}</textPath></text>'
            )


def heading_of(name: str, radius: float) -> tuple[str, tuple[float, ...], float]:
    """What of the name there is room for, and the middles and the width of the arcs that it is written on."""
    if heading_width(name) <= math.radians(QUARTER_SPAN) * radius:
        return name, QUARTERS, QUARTER_SPAN
    while heading_width(name) > math.radians(HALF_SPAN) * radius:
        name = f"{name.removesuffix('…')[:-1].rstrip()}…"
    return name, HALVES, HALF_SPAN


def heading_width(name: str) -> float:
    return text_width(name, HEADING_SIZE) + HEADING_SPACING * len(name)


def draw_hand(today: date, core: float) -> str:
    """A line over all rings, a pointer outside the months, which stay readable, and the day written beside it."""
    angle = middle_of(today)
    label = phrases.today_on_wheel(today)
    outside = RIM + MONTH_BAND
    pointer = f"M{pair(outside - 1, angle)}L{pair(outside + 11, angle - 0.9)}L{pair(outside + 11, angle + 0.9)}Z"
    # Written from the pointer onwards, so that neither covers the other.
    middle = angle + degrees(text_width(label, TODAY_SIZE) / 2 + 13.0, TODAY_RADIUS)
    curve = reading_arc(TODAY_RADIUS, middle, 40.0, TODAY_SIZE)
    return (
        f'<g class="today"><path class="line-ink" d="M{pair(core, angle)}L{pair(RIM, angle)}" '
        f'fill="none" stroke="{INK}" stroke-width="2"/>'
        f'<path class="fill-ink" d="{pointer}" fill="{INK}"/>'
        f'<path id="today" d="{curve}" fill="none"/>'
        f'<text class="ink" font-size="{number(TODAY_SIZE)}" font-weight="700" text-anchor="middle" fill="{INK}">'
        f'<textPath href="#today" startOffset="50%">{label}</textPath></text></g>'
    )


def draw_core(year: int, core: float) -> str:
    size = min(core * 0.62, 84.0)
    return (
        f'<circle class="paper" r="{number(core - 1.5)}" fill="{PAPER}"/>'
        f'<text class="ink" y="{number(size * 0.34)}" font-size="{number(size)}" font-weight="700" '
        f'text-anchor="middle" fill="{INK}">{year}</text>'
    )
