"""Letters as a channel like any other, so that the outbox, its pace, its leases and its hours know no difference."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol

from bot.channel import Address, Card, Channel, SendFailed
from bot.mail.postman import Postman
from scheduler.clock import Clock
from scheduler.ports_sending import BY_MAIL

AT_ONCE = 4
PATIENCE = 40.0
BUSY, BAD_ADDRESS, NO_SERVER, CANNOT = "MailBusy", "BadAddress", "NoMailServer", "NotByMail"


@dataclass(frozen=True, slots=True)
class MailChannel:
    """A postman who blocks, in a few threads of their own: a server that hangs keeps nothing but letters waiting."""

    postman: Postman
    clock: Clock
    patience: float = PATIENCE
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "mail"))

    async def send(self, to: Address, card: Card) -> str:
        """The id is the letter's own, the same each time that the same letter is sent."""
        letter = self._written(to, card)
        await self._carried(letter, to.conversation_id)
        return str(letter["Message-ID"])

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        """What has arrived stays as it is: the same letter is not sent twice, another one goes as an answer to it."""
        letter = self._written(to, card)
        if str(letter["Message-ID"]) == activity_id:
            return
        letter["In-Reply-To"] = letter["References"] = activity_id
        await self._carried(letter, to.conversation_id)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _written(self, to: Address, card: Card) -> EmailMessage:
        sender = self.postman.account.sender
        try:
            return letter_in(card, sender=str(sender), to=to.conversation_id, domain=sender.domain, clock=self.clock)
        except (ValueError, IndexError) as error:  # a line break in an address, say, which would begin a header
            raise SendFailed(BAD_ADDRESS, permanent=True) from error

    async def _carried(self, letter: EmailMessage, to: str) -> None:
        try:
            async with asyncio.timeout(self.patience):
                await self._room.acquire()
        except TimeoutError as error:
            raise SendFailed(BUSY, permanent=False) from error
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self.postman.carry, letter, to)
        finally:
            self._room.release()


def letter_in(card: Card, *, sender: str, to: str, domain: str, clock: Clock) -> EmailMessage:
    """In plain text and as a simple page, the same words in both; what is no header can't become one."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = card["subject"]
    letter["From"], letter["To"] = sender, to
    if letter["To"].defects or len(letter["To"].addresses) != 1:
        raise ValueError("not one address")
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = f"<{card['key']}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content(card["text"], cte="quoted-printable")
    letter.add_alternative(card["html"], subtype="html", cte="quoted-printable")
    return letter


class NoMail:
    """In the place of mail where no server is set: what waits goes on waiting."""

    async def send(self, to: Address, card: Card) -> str:
        raise SendFailed(NO_SERVER, permanent=False)

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        raise SendFailed(NO_SERVER, permanent=False)

    def close(self) -> None:
        """There is nothing to close."""


class Letters(Protocol):
    """What of a channel letters need."""

    async def send(self, to: Address, card: Card) -> str: ...
    async def update(self, to: Address, activity_id: str, *, card: Card) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ByAddress:
    """Each message goes by the channel that its address names."""

    teams: Channel
    mail: Letters

    async def send(self, to: Address, card: Card) -> str:
        return await (self.mail if to.channel_id == BY_MAIL else self.teams).send(to, card)

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        await (self.mail if to.channel_id == BY_MAIL else self.teams).update(to, activity_id, card=card)

    async def delete(self, to: Address, activity_id: str) -> None:
        if to.channel_id == BY_MAIL:  # nobody can take a letter out of somebody's box
            raise SendFailed(CANNOT, permanent=True)
        await self.teams.delete(to, activity_id)

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        return await self.teams.open_personal(
            service_url=service_url, tenant_id=tenant_id, bot_id=bot_id, user_id=user_id
        )

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        return await self.teams.post_in_channel(
            service_url=service_url, tenant_id=tenant_id, bot_id=bot_id, channel_id=channel_id, card=card
        )
