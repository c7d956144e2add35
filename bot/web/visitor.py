"""Who is signed in: the cookie says which session, the rows whose it is now, and every form brings back its key.

async def page(request: web.Request, visitor: Visitor) -> web.Response: ...

router.add_get("/council/{body}", for_signed_in(page))
router.add_post("/council/{body}", posted_by_signed_in(act))  # act(request, visitor, data)
"""

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import structlog
from aiohttp import web

from bot.failing import told
from bot.installation import Installation, NotServed
from bot.service import Service
from bot.web.headers import PERSONAL
from bot.web.keys import INSTALLATION
from bot.web.posted import Foreign, TooLarge, posted
from cards.open_pages import away_page, foreign_page, not_signed_in_page, too_large_page
from cards.verbs import INPUT_PREFIX
from cards.web_frame import COUNCIL_LINKS, OWN_LINKS, Frame, web_policy
from scheduler.audit import By
from scheduler.clock import local_day
from scheduler.organisation import Person
from scheduler.ports_web import WebSession
from scheduler.usecases.councils import bodies_of
from scheduler.usecases.signing_in import prolonged, signed_in_with

COOKIE = "arshjul"
LOCKED = "__Host-"
"""Before its name a browser keeps the cookie to this very host, and to https."""
FORM_KEY = "form_key"

log = structlog.get_logger(__name__)


class NotSignedIn(Exception):
    """There is no session, or it is over."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person with a session, and the service of their municipality; `token` is the session's own and never shown.

    `reads_digests` is true of those who speak for a body.
    """

    service: Service
    person: Person
    session: WebSession
    token: str
    reads_digests: bool

    @property
    def now(self) -> datetime:
        """By the calendar clock."""
        return self.service.calendar_clock.now()

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def by(self) -> By:
        """As the audit log is told of this request."""
        at, name = self.service.system_clock.now(), request_name()
        return By(municipality_id=self.person.municipality_id, at=at, request=name, person_id=self.person.id)

    @property
    def form_key(self) -> str:
        """Known to this browser's own pages alone: another site can have the form sent, but can't read the key."""
        return hmac.digest(self.token.encode(), b"form", "sha256").hex()

    @property
    def frame(self) -> Frame:
        links = COUNCIL_LINKS if self.reads_digests else OWN_LINKS
        return Frame(name=self.person.name, form_key=self.form_key, links=links)


PageOf: TypeAlias = Callable[[web.Request, Visitor], Awaitable[web.StreamResponse]]
ActOf: TypeAlias = Callable[[web.Request, Visitor, Mapping[str, str]], Awaitable[web.StreamResponse]]
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def for_signed_in(page: PageOf) -> Handler:
    """The page for whoever is signed in; everyone else is told how to come in."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await page(request, await signed_in(request))
        except NotSignedIn:
            return not_signed_in(request)
        except NotServed:
            return html(away_page(), status=503)

    return answer


def posted_by_signed_in(act: ActOf) -> Handler:
    """What a form of ours sent; whatever stands in the way, the words that were typed are given back."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            data = (await posted(request, request.app[INSTALLATION].default.public_url)).data
        except Foreign:
            log.warning("form refused", reason="foreign")
            return html(foreign_page(), status=403)
        except TooLarge:
            return html(too_large_page(), status=413)
        try:
            visitor = await signed_in(request)
        except NotSignedIn:
            return not_signed_in(request, typed_words(data))
        except NotServed:
            return html(away_page(), status=503)
        if not hmac.compare_digest(data.get(FORM_KEY, "").encode(), visitor.form_key.encode()):
            log.warning("form refused", reason="key", person=visitor.person.id)
            return html(foreign_page(typed_words(data), frame=visitor.frame), status=403)
        return await act(request, visitor, data)

    return answer


async def signed_in(request: web.Request) -> Visitor:
    """`NotSignedIn` where nobody is; `NotServed` where the person's municipality can't be served now."""
    token = request.cookies.get(cookie_name(request), "")
    if not token:
        raise NotSignedIn
    return await asyncio.to_thread(_visitor, request.app[INSTALLATION], token)


def _visitor(installation: Installation, token: str) -> Visitor:
    default = installation.default
    now, today = default.system_clock.now(), local_day(default.calendar_clock.now())
    with default.store.read() as uow:
        found = signed_in_with(uow, token, now=now, today=today)
    if found is None:
        raise NotSignedIn
    until = prolonged(found.session, now)
    if until is not None:
        _prolong(default, found.session, until)
    service = installation.serving(found.session.municipality_id)
    with service.store.read() as uow:
        bodies = bodies_of(uow, service.content.wheel, found.person, service.calendar_clock.now())
    return Visitor(service, found.person, found.session, token, reads_digests=bool(bodies))


def _prolong(service: Service, session: WebSession, until: datetime) -> None:
    """A database that can't be written to must not keep anyone from reading."""
    try:
        with service.store.write() as uow:
            uow.access.prolong(session.id, until)
    except Exception as error:
        log.warning("session not prolonged", **told(error))


def not_signed_in(request: web.Request, words: Iterable[str] = ()) -> web.Response:
    page = not_signed_in_page(words, by_mail=request.app[INSTALLATION].default.writes_mail)
    return html(page, status=403)


def typed_words(data: Mapping[str, str]) -> list[str]:
    return [value for name, value in data.items() if name.startswith(INPUT_PREFIX)]


def html(text: str, *, status: int = 200) -> web.Response:
    headers = {**PERSONAL, "Content-Security-Policy": web_policy()}
    return web.Response(text=text, status=status, headers=headers, content_type="text/html")


def see_other(path: str) -> web.Response:
    """To be asked for with GET, so that coming back or reloading sends nothing again."""
    return web.Response(status=303, headers={**PERSONAL, "Location": path})


def request_name() -> str:
    """What the audit log calls one request of the web's."""
    return f"web:{secrets.token_hex(8)}"


def is_https(request: web.Request) -> bool:
    return request.app[INSTALLATION].default.public_url.startswith("https://")


def cookie_name(request: web.Request) -> str:
    return f"{LOCKED}{COOKIE}" if is_https(request) else COOKIE


def give_cookie(request: web.Request, response: web.Response, token: str) -> None:
    """Lax, not Strict: whoever follows a link from Teams or a letter shall find the session that they have.

    It goes with the browser, and no later than its session.
    """
    response.set_cookie(cookie_name(request), token, path="/", httponly=True, secure=is_https(request), samesite="Lax")


def take_cookie(request: web.Request, response: web.Response) -> None:
    response.del_cookie(cookie_name(request), path="/", httponly=True, secure=is_https(request), samesite="Lax")
