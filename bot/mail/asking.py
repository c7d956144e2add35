"""`/open`: a new link for one who has no Teams; the answer is the same, and as quick, whoever asks."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from bot.channel import Address, Card, SendFailed
from bot.delivery import address_of
from bot.failing import log_broken
from bot.installation import Installation
from bot.mail.channel import Letters
from bot.mail.letters import letter_with_link
from bot.service import Service
from bot.teams.limits import Busy
from bot.web.entrance import busy_response
from bot.web.keys import GATE, INSTALLATION
from bot.web.posted import Foreign, TooLarge, posted
from bot.web.visitor import html
from cards.open_pages import ask_page, asked_page, foreign_page, too_large_page
from scheduler.clock import local_day
from scheduler.usecases.mailing import mail_address, may_have_a_link

LONGEST_EMAIL = 254
MOST_ASKING = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """Answers those who ask for a link, after they have got their page."""

    installation: Installation
    mail: Letters
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def send_soon(self, email: str) -> None:
        if len(self._under_way) >= MOST_ASKING:
            log.warning("link not sent", code="crowded")
            return
        task = asyncio.ensure_future(self._send(email))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _send(self, email: str) -> None:
        try:
            for to, letter in await asyncio.to_thread(self._letters, email):
                await self.mail.send(to, letter)
                log.info("link sent")
        except SendFailed as failed:
            log.warning("link not sent", code=failed.code, permanent=failed.permanent)
        except Exception as error:
            log_broken("link not sent", error)

    def _letters(self, email: str) -> list[tuple[Address, Card]]:
        return [one for line in self.installation.lines for one in _letters_of(line.service, email)]


def _letters_of(service: Service, email: str) -> Iterator[tuple[Address, Card]]:
    """None, or one: a person may belong to several municipalities."""
    now, today = service.system_clock.now(), local_day(service.calendar_clock.now())
    with service.store.write() as uow:
        person = uow.people.by_email(service.municipality_id, email)
        if person is not None and may_have_a_link(uow, person, now=now, today=today):
            yield address_of(mail_address(person)), letter_with_link(uow, service, person)


LINK_DESK = web.AppKey("link_desk", LinkDesk)


async def look(request: web.Request) -> web.Response:
    return html(ask_page(by_mail=request.app[INSTALLATION].default.writes_mail))


async def ask(request: web.Request) -> web.Response:
    default = request.app[INSTALLATION].default
    try:
        with request.app[GATE].turn_of(request.remote or ""):
            data = (await posted(request, default.public_url)).data
    except Busy as busy:
        return busy_response(busy)
    except Foreign:
        return html(foreign_page(), status=403)
    except TooLarge:
        return html(too_large_page(), status=413)
    if not default.writes_mail:
        return html(ask_page(by_mail=False))
    email = data.get("email", "").strip().lower()
    if email and len(email) <= LONGEST_EMAIL:
        request.app[LINK_DESK].send_soon(email)
    return html(asked_page())
