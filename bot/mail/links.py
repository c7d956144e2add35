"""A new link for one who has no Teams and asks for it; what becomes of that, nobody can tell from the answer."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.channel import Address, Card, SendFailed
from bot.delivery import address_of
from bot.failing import log_broken
from bot.installation import Installation
from bot.mail.channel import Letters
from bot.mail.letters import letter_with_link
from bot.service import Service
from scheduler.clock import local_day
from scheduler.usecases.mailing import mail_address, may_have_a_link

MOST_ASKING = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """Looks into the rows once whoever asked has got their page, which therefore comes as soon for everyone."""

    installation: Installation
    mail: Letters
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def send_soon(self, email: str) -> None:
        """Call it on the loop's thread."""
        if len(self._under_way) >= MOST_ASKING:
            log.warning("link not sent", code="crowded")
            return
        task = asyncio.ensure_future(self._send(email))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _send(self, email: str) -> None:
        """One letter from each municipality that the person belongs to."""
        for line in self.installation.lines:
            try:
                written = await asyncio.to_thread(_written, line.service, email)
                if written is not None:
                    await self.mail.send(*written)
            except SendFailed as failed:
                log.warning("link not sent", code=failed.code, permanent=failed.permanent)
            except Exception as error:
                log_broken("link not sent", error)


def _written(service: Service, email: str) -> tuple[Address, Card] | None:
    now, today = service.system_clock.now(), local_day(service.calendar_clock.now())
    with service.store.write() as uow:
        person = uow.people.by_email(service.municipality_id, email)
        if person is None or not may_have_a_link(uow, person, now=now, today=today):
            return None
        return address_of(mail_address(person)), letter_with_link(uow, service, person)
