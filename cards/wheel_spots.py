"""The marks themselves: line, month band, open end, symbol and number."""

from cards import phrases_wheel as phrases
from cards.svg_text import plain, quoted
from cards.wheel_geometry import arc, degrees, number, pair, point, start_of
from cards.wheel_layout import FIGURE_HEIGHT, Layout, Placed, Sizes
from cards.wheel_symbols import INK, PAPER, PHASE_STYLES, symbol

HALO_WIDTH = 0.28


def draw_spots(layout: Layout, *, linked: bool = False) -> str:
    """Linked ones in the order of their numbers, so that one goes through the year from link to link."""
    spots = [spot for ring in layout.rings for spot in ring.spots]
    if not linked:
        return "".join(draw_spot(spot, layout.sizes) for spot in spots)
    in_order = sorted(spots, key=lambda spot: spot.marks[0].number)
    return "".join(linked_spot(spot, layout.sizes) for spot in in_order)


def linked_spot(spot: Placed, sizes: Sizes) -> str:
    """The way to the line of the list, which is named so and leads back."""
    first = spot.marks[0].number
    return (
        f'<a class="to-line" id="{on_wheel(first)}" href="#{in_list(first)}" aria-label="{quoted(described(spot))}">'
        f"{draw_spot(spot, sizes)}</a>"
    )


def on_wheel(number: int) -> str:
    """The id of a mark on a page."""
    return f"hjul-{number}"


def in_list(number: int) -> str:
    """The id of a mark's line on a page."""
    return f"rad-{number}"


def described(spot: Placed) -> str:
    return "\n".join(phrases.mark_described(entry.number, entry.mark, entry.anchor.year) for entry in spot.marks)


def draw_spot(spot: Placed, sizes: Sizes) -> str:
    x, y = point(spot.radius, spot.symbol)
    parts = (draw_month(spot, sizes), draw_line(spot, sizes), draw_tail(spot, sizes))
    return (
        f'<g class="mark"><title>{plain(described(spot))}</title>{"".join(parts)}'
        f"{symbol(spot.mark, x, y, sizes.symbol)}{draw_number(spot, sizes)}</g>"
    )


def draw_month(spot: Placed, sizes: Sizes) -> str:
    if spot.month is None:
        return ""
    style = PHASE_STYLES[spot.mark.phase]
    thickness = sizes.lane * 0.84
    start, end = spot.month
    rounding = min(degrees(thickness / 2, spot.radius), (end - start) / 2 - 0.01)
    return (
        f'<path class="band-{style.name}" d="{arc(spot.radius, start + rounding, end - rounding)}" fill="none" '
        f'stroke="{style.band}" stroke-width="{number(thickness)}" stroke-linecap="round"/>'
    )


def draw_line(spot: Placed, sizes: Sizes) -> str:
    if spot.line is None:
        return ""
    style = PHASE_STYLES[spot.mark.phase]
    return (
        f'<path class="line-{style.name}" d="{opening_tick(spot, sizes)}{arc(spot.radius, *spot.line)}" fill="none" '
        f'stroke="{style.colour}" stroke-width="{number(sizes.lane * 0.1)}"/>'
    )


def opening_tick(spot: Placed, sizes: Sizes) -> str:
    """A short bar where the window opens; none where it opened last year or the symbol stands there already."""
    opens, anchor = spot.mark.opens, spot.marks[0].anchor
    if opens is None or opens.year != anchor.year or opens == anchor:
        return ""
    half, angle = sizes.lane * 0.22, start_of(opens)
    return f"M{pair(spot.radius - half, angle)}L{pair(spot.radius + half, angle)}"


def draw_tail(spot: Placed, sizes: Sizes) -> str:
    if spot.tail is None:
        return ""
    style = PHASE_STYLES[spot.mark.phase]
    return (
        f'<path class="line-{style.name}" d="{arc(spot.radius, *spot.tail)}" fill="none" stroke="{style.colour}" '
        f'stroke-width="{number(sizes.lane * 0.1)}" stroke-dasharray="{number(sizes.lane * 0.12)} '
        f'{number(sizes.lane * 0.13)}"/>'
    )


def draw_number(spot: Placed, sizes: Sizes) -> str:
    x, y = point(spot.radius, spot.label)
    place = f"translate({number(x)} {number(y)}) rotate({number(spot.turn)})"
    size, drop = number(sizes.text), number(sizes.text * FIGURE_HEIGHT / 2)
    # White around the figures keeps lines off them; on a month's band there are no lines.
    classes, halo = ("number ink", "") if spot.month else ("number ink halo", halo_of(sizes))
    return (
        f'<text class="{classes}" transform="{place}" y="{drop}" font-size="{size}" font-weight="700" '
        f'text-anchor="middle" fill="{INK}"{halo}>{spot.numbers}</text>'
    )


def halo_of(sizes: Sizes) -> str:
    width = number(sizes.text * HALO_WIDTH)
    return f' stroke="{PAPER}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"'
