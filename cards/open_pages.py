"""The way in: a page with one button, and what is said where a link or a session is over."""

from collections.abc import Iterable, Iterator

from cards import phrases_web as say
from cards.web_frame import Frame, Link, told_page, web_page

ASK_PATH = "/open"


def open_page() -> str:
    """The same whatever the code is, for it is not looked at before the button is pressed."""
    return web_page("web_open.html", title=say.OPEN_TITLE)


def gone_page(*, by_mail: bool) -> str:
    """The same for a code that is used, over or made up."""
    return told_page(say.GONE_TITLE, say.GONE_TEXT, say.FROM_TEAMS, links=_ways_in(by_mail=by_mail))


def ask_page(*, by_mail: bool) -> str:
    if not by_mail:
        return told_page(say.NO_MAIL_TITLE, say.FROM_TEAMS)
    return web_page("web_ask.html", title=say.ASK_TITLE)


def asked_page() -> str:
    """The same whoever has the address, and where nobody has."""
    return told_page(say.ASKED_TITLE, say.ASKED_TEXT)


def signed_out_page(*, by_mail: bool) -> str:
    return told_page(say.SIGNED_OUT_TITLE, say.SIGNED_OUT_TEXT, say.FROM_TEAMS, links=_ways_in(by_mail=by_mail))


def not_signed_in_page(words: Iterable[str] = (), *, by_mail: bool) -> str:
    lines = (say.NOT_SIGNED_IN_TEXT, say.FROM_TEAMS)
    return told_page(say.NOT_SIGNED_IN_TITLE, *lines, links=_ways_in(by_mail=by_mail), words=words)


def foreign_page(words: Iterable[str] = (), *, frame: Frame | None = None) -> str:
    """For what was sent from elsewhere, or from a page of a session before this one."""
    lines = (say.FOREIGN_TEXT, say.FOREIGN_ADVICE)
    return told_page(say.FOREIGN_TITLE, *lines, links=(Link(say.MY_TASKS, "/form"),), words=words, frame=frame)


def too_large_page() -> str:
    return told_page(say.TOO_LARGE_TITLE, say.TOO_LARGE_TEXT)


def busy_page() -> str:
    return told_page(say.BUSY_TITLE, say.BUSY_TEXT)


def away_page() -> str:
    return told_page(say.AWAY_TITLE, say.AWAY_TEXT)


def _ways_in(*, by_mail: bool) -> Iterator[Link]:
    if by_mail:
        yield Link(say.BY_MAIL_LINK, ASK_PATH)
