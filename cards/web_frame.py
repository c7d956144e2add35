"""The frame of every page that one signs in to: without a script, for a keyboard, in light and in dark."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from cards import phrases_council, phrases_web
from cards.pages import environment

STYLES = ("web.css", "council.css")
LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    path: str


OWN_LINKS = (Link(phrases_web.MY_TASKS, "/form"),)
COUNCIL_LINKS = (*OWN_LINKS, Link(phrases_council.DIGESTS, "/council"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who is signed in, where they may go, and the key that every form of theirs has to bring back."""

    name: str
    form_key: str
    links: tuple[Link, ...] = OWN_LINKS


def web_page(template: str, *, title: str, frame: Frame | None = None, **values: object) -> str:
    """`title` alone is what the window is called; without a frame the page is for everyone."""
    whole = phrases_web.page_title(title)
    style = Markup(web_style())
    return (
        environment()
        .get_template(template)
        .render(title=whole, heading=title, frame=frame, style=style, lang=LANGUAGE, web=phrases_web, **values)
    )


def told_page(
    title: str,
    *lines: str,
    links: Iterable[Link] = (),
    words: Iterable[str] = (),
    frame: Frame | None = None,
) -> str:
    """A page that only tells something; `words` are what a person typed and gets back, for nowhere else keeps them."""
    kept = [word for word in words if word.strip()]
    return web_page("web_told.html", title=title, frame=frame, lines=lines, links=tuple(links), words=kept)


@lru_cache(maxsize=1)
def web_policy() -> str:
    """The header under which these pages work: their own style sheet by its hash, and forms to ourselves alone."""
    digest = hashlib.sha256(web_style().encode()).digest()
    known = f"'sha256-{base64.b64encode(digest).decode()}'"
    return f"default-src 'none'; style-src {known}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


@lru_cache(maxsize=1)
def web_style() -> str:
    return "".join(environment().get_template(name).render() for name in STYLES)
