"""The numbered list beside the wheel, set as large as its room allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards import phrases_wheel as phrases
from cards.svg_text import plain
from cards.wheel_geometry import number, shortened, text_width, wrapped
from cards.wheel_marks import NumberedMark
from cards.wheel_symbols import INK, MUTED, symbol

LEFT = 1018.0
TOP = 164.0
BOTTOM = 850.0
BETWEEN_COLUMNS = 32.0
LEADING = 1.22
ROW_GAP = 0.5


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the list; `lines` is how many a title may take before it is shortened."""

    size: float
    columns: int
    width: float
    lines: int


@dataclass(frozen=True, slots=True)
class Row:
    """A set entry; `top` and `left` are the corner of its box, `width` and `height` its extent."""

    entry: NumberedMark
    lines: tuple[str, ...]
    time: str
    left: float
    top: float
    width: float
    height: float


SETTINGS = (
    *(Setting(size, 1, 432.0, 3) for size in (17.5, 16.5, 15.5, 14.5)),
    *(Setting(size, 2, 370.0, 3) for size in (16.5, 15.5, 14.5, 13.5)),
    *(Setting(size, 3, 350.0, 2) for size in (14.5, 13.5, 12.5)),
)
LAST_SETTING = Setting(13.0, 3, 350.0, 1)


def legend_of(entries: Sequence[NumberedMark]) -> tuple[Setting, tuple[Row, ...]]:
    """The first setting that holds every entry; beyond all of them, as many columns as it takes."""
    for setting in SETTINGS:
        rows = tuple(set_in_columns(entries, setting))
        if column_of(rows, setting) < setting.columns:
            return setting, rows
    rows = tuple(set_in_columns(entries, LAST_SETTING))
    columns = max(LAST_SETTING.columns, column_of(rows, LAST_SETTING) + 1)
    return Setting(LAST_SETTING.size, columns, LAST_SETTING.width, LAST_SETTING.lines), rows


def right_edge(setting: Setting) -> float:
    return LEFT + setting.columns * setting.width + (setting.columns - 1) * BETWEEN_COLUMNS


def column_of(rows: Sequence[Row], setting: Setting) -> int:
    """The column, from 0, that the last row stands in."""
    return round((rows[-1].left - LEFT) / (setting.width + BETWEEN_COLUMNS)) if rows else 0


def set_in_columns(entries: Sequence[NumberedMark], setting: Setting) -> Iterator[Row]:
    left, top = LEFT, TOP
    for entry in entries:
        time = phrases.time_and_progress(entry.mark, entry.anchor.year)
        lines = title_lines(entry.mark.title, setting, text_width(time, setting.size * 0.9))
        height = len(lines) * setting.size * LEADING + setting.size * ROW_GAP
        if top + height > BOTTOM:
            left, top = left + setting.width + BETWEEN_COLUMNS, TOP
        yield Row(entry, lines, time, left, top, setting.width, height)
        top += height


def title_lines(title: str, setting: Setting, time_width: float) -> tuple[str, ...]:
    width = setting.width - title_indent(setting) - time_width - setting.size
    lines = wrapped(title, setting.size, width)
    kept, rest = lines[: setting.lines - 1], " ".join(lines[setting.lines - 1 :])
    return (*kept, shortened(rest, setting.size, width)) if rest else kept


def title_indent(setting: Setting) -> float:
    return setting.size * 3.6


def draw_legend(setting: Setting, rows: Sequence[Row]) -> str:
    drawn = "".join(draw_row(row, setting) for row in rows)
    return f'<g class="legend" font-size="{number(setting.size)}">{drawn}</g>'


def draw_row(row: Row, setting: Setting) -> str:
    base = row.top + setting.size
    title_left = row.left + title_indent(setting)
    spans = "".join(
        f'<tspan x="{number(title_left)}" y="{number(base + place * setting.size * LEADING)}">{plain(line)}</tspan>'
        for place, line in enumerate(row.lines)
    )
    sign = symbol(row.entry.mark, row.left + setting.size * 2.45, base - setting.size * 0.34, setting.size * 0.5)
    return (
        f'<g class="row"><text class="number ink" x="{number(row.left + setting.size * 1.45)}" y="{number(base)}" '
        f'font-weight="700" text-anchor="end" fill="{INK}">{row.entry.number}</text>{sign}'
        f'<text class="ink" fill="{INK}">{spans}</text>'
        f'<text class="muted" x="{number(row.left + row.width)}" y="{number(base)}" text-anchor="end" '
        f'font-size="{number(setting.size * 0.9)}" fill="{MUTED}">{plain(row.time)}</text></g>'
    )
