"""The annual wheel as a picture for the wall: months around, one ring for each phase, a numbered list beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from cards import phrases_wheel as phrases
from cards.svg_text import plain
from cards.wheel_face import draw_core, draw_face, draw_hand
from cards.wheel_geometry import number, shortened, text_width, wrapped
from cards.wheel_key import draw_key
from cards.wheel_layout import layout_of
from cards.wheel_legend import LEFT, draw_legend, legend_of, right_edge
from cards.wheel_marks import NumberedMark, WheelMark, numbered
from cards.wheel_rings import RingsBy
from cards.wheel_spots import draw_spots
from cards.wheel_symbols import INK, MUTED, PAPER

HEIGHT = 1000.0
CENTRE = 494.0
DISC_SIDE = 988.0
MARGIN = 40.0
FONTS = "Figtree,'Segoe UI','Helvetica Neue',Arial,sans-serif"
HEADING_SIZES = ((44.0, 1), (36.0, 1), (29.0, 2), (23.0, 3))
HEADING_LEADING = 1.15
SUBTITLE_TOP = 122.0
LARGEST_SUBTITLE = 18.0
SMALLEST_SUBTITLE = 12.0
KEY_TOP = 882.0
NOTE_TOP = 972.0


def wheel_svg(
    marks: Iterable[WheelMark],
    year: int,
    *,
    today: date,
    title: str,
    subtitle: str,
    note: str = "",
    by: RingsBy = RingsBy.PHASE,
) -> str:
    """The wheel with its numbered list; marks without a day in the year are left out."""
    entries = numbered(marks, year)
    setting, rows = legend_of(entries)
    right = right_edge(setting)
    parts = (
        draw_disc(entries, year, today, by),
        draw_heading(title, subtitle, right - LEFT),
        draw_legend(setting, rows),
        draw_key(LEFT, KEY_TOP, right - LEFT),
        draw_note(note),
    )
    return document("".join(parts), entries, year, title=title, width=right + MARGIN, height=HEIGHT)


def wheel_disc_svg(
    marks: Iterable[WheelMark],
    year: int,
    *,
    today: date,
    title: str,
    by: RingsBy = RingsBy.PHASE,
    linked: bool = False,
) -> str:
    """The wheel alone, square, for a page that has the list as text; `linked` to the list's lines."""
    entries = numbered(marks, year)
    disc = draw_disc(entries, year, today, by, linked=linked)
    return document(disc, entries, year, title=title, width=DISC_SIDE, height=DISC_SIDE, linked=linked)


def document(
    body: str,
    entries: Sequence[NumberedMark],
    year: int,
    *,
    title: str,
    width: float,
    height: float,
    linked: bool = False,
) -> str:
    """A picture, or where one can go from it to the list a group of links."""
    role = "group" if linked else "img"
    counts = Counter(entry.mark.status for entry in entries)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'role="{role}" aria-labelledby="wheel-title wheel-description" lang="sv" font-family="{FONTS}">'
        f'<title id="wheel-title">{plain(title)}</title>'
        f'<desc id="wheel-description">{plain(phrases.wheel_described(year, counts))}</desc>'
        f'<rect class="paper" width="{number(width)}" height="{number(height)}" fill="{PAPER}"/>{body}</svg>\n'
    )


def draw_disc(entries: Sequence[NumberedMark], year: int, today: date, by: RingsBy, *, linked: bool = False) -> str:
    layout = layout_of(entries, year, by)
    hand = draw_hand(today, layout.core) if today.year == year else ""
    return (
        f'<g transform="translate({number(CENTRE)} {number(CENTRE)})">'
        f"{draw_face(layout)}{hand}{draw_spots(layout, linked=linked)}{draw_core(year, layout.core)}</g>"
    )


def draw_heading(title: str, subtitle: str, width: float) -> str:
    size, lines = heading_lines(title, width)
    first = SUBTITLE_TOP - 36.0 - (len(lines) - 1) * size * HEADING_LEADING
    drawn = "".join(
        f'<text class="ink" x="{number(LEFT)}" y="{number(first + place * size * HEADING_LEADING)}" '
        f'font-size="{number(size)}" font-weight="700" fill="{INK}">{plain(line)}</text>'
        for place, line in enumerate(lines)
    )
    fitting = width / max(text_width(subtitle, 1.0), 1.0)
    subtitle_size = max(min(LARGEST_SUBTITLE, fitting), SMALLEST_SUBTITLE)
    return drawn + (
        f'<text class="muted" x="{number(LEFT)}" y="{number(SUBTITLE_TOP)}" font-size="{number(subtitle_size)}" '
        f'fill="{MUTED}">{plain(shortened(subtitle, subtitle_size, width))}</text>'
    )


def heading_lines(title: str, width: float) -> tuple[float, tuple[str, ...]]:
    """The title as large as it can be set; the last size shortens what still is too long."""
    for size, most in HEADING_SIZES:
        lines = wrapped(title, size, width)
        if len(lines) <= most and all(text_width(line, size) <= width for line in lines):
            return size, lines
    *kept, last = lines[:most]
    return size, (*kept, shortened(" ".join((last, *lines[most:])), size, width))


def draw_note(note: str) -> str:
    if not note:
        return ""
    return (
        f'<text class="ink" x="{number(LEFT)}" y="{number(NOTE_TOP)}" font-size="15" font-weight="700" '
        f'fill="{INK}">{plain(note)}</text>'
    )
