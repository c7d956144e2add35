"""Web pages without a script: the annual wheel beside its list, and the page for an address that leads nowhere."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cards import phrases_wheel as phrases
from cards.wheel_marks import NumberedMark, WheelMark, numbered
from cards.wheel_rings import RingsBy, first_numbers
from cards.wheel_spots import in_list, on_wheel
from cards.wheel_symbols import PHASE_STYLES, symbol

STYLE = "page.css"


@dataclass(frozen=True, slots=True)
class Line:
    """One activity in the list, in words."""

    number: int
    title: str
    when: str
    phase: str
    phase_class: str
    status: str
    status_class: str
    sign: Markup
    receiver: str
    name: str
    on_wheel: str


@dataclass(frozen=True, slots=True)
class Month:
    heading: str
    lines: tuple[Line, ...]


def wheel_page(
    svg: str,
    marks: Iterable[WheelMark],
    *,
    title: str,
    year: int,
    subtitle: str = "",
    note: str = "",
    lang: str = "sv",
    by: RingsBy = RingsBy.PHASE,
    offers_rings: bool = False,
) -> str:
    """The wheel inline, and all of it in words; `svg` is inserted as it stands, best a linked `wheel_disc_svg`.

    `by` is how its rings are drawn; with `offers_rings` the page leads to itself with the other rings.
    """
    shown = {"title": title, "subtitle": subtitle, "note": note, "lang": lang}
    rings = tuple((choice.value, phrases.RINGS_BY[choice], choice is by) for choice in RingsBy) if offers_rings else ()
    months = tuple(months_of(numbered(marks, year), by))
    return render("wheel.html", svg=Markup(svg), months=months, rings=rings, **shown)


def not_found_page(*, lang: str = "sv") -> str:
    """The same for an unknown, a revoked and a malformed address."""
    return render("not_found.html", title=phrases.NOT_FOUND_TITLE, lang=lang)


@lru_cache(maxsize=1)
def content_security_policy() -> str:
    """The header under which these pages work: nothing but their own style sheet, known by its hash."""
    digest = hashlib.sha256(style_sheet().encode()).digest()
    known = f"'sha256-{base64.b64encode(digest).decode()}'"
    return f"default-src 'none'; style-src {known}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def style_sheet() -> str:
    return environment().get_template(STYLE).render()


def render(template: str, **values: object) -> str:
    style = Markup(style_sheet())
    return environment().get_template(template).render(style=style, phrases=phrases, **values)


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("cards"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def months_of(entries: Sequence[NumberedMark], by: RingsBy) -> Iterator[Month]:
    firsts = first_numbers(entries, by)
    for _, group in groupby(entries, key=lambda entry: entry.anchor.month):
        of_month = tuple(group)
        yield Month(
            phrases.month_heading(of_month[0].anchor), tuple(line_of(entry, firsts[entry.number]) for entry in of_month)
        )


def line_of(entry: NumberedMark, first: int) -> Line:
    """`first` is the number at which the wheel draws it."""
    mark = entry.mark
    return Line(
        number=entry.number,
        title=mark.title,
        when=phrases.time_in_words(mark, entry.anchor.year),
        phase=phrases.PHASES[mark.phase],
        phase_class=PHASE_STYLES[mark.phase].name,
        status=phrases.status_in_words(mark),
        status_class=mark.status,
        sign=Markup(symbol(mark, 0, 0, 8)),
        receiver=mark.receiver,
        name=in_list(entry.number),
        on_wheel=on_wheel(first),
    )
