"""Takes what waits in the outbox, reads again what is true, and sends it or lets it be."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.channel import Address, Card, Channel, SendFailed
from bot.service import Service
from cards.digest_card import digest_card
from cards.task_cards import daily_card
from scheduler.days import is_working_hour
from scheduler.digests import Digest
from scheduler.outbox import Message
from scheduler.ports import Reference, UnitOfWork
from scheduler.usecases.dispatching import LEASE, Daily, content_of, retry_after

log = structlog.get_logger(__name__)
BATCH = 50
NOT_DRAWN = "not_drawn"
UNREACHABLE = (403, 404)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A claimed message's card, and where it goes."""

    message: Message
    card: Card
    reference: Reference


@dataclass(frozen=True, slots=True)
class Sender:
    """One of any number of workers; each claims rows that no other holds."""

    service: Service
    channel: Channel

    async def send_waiting(self) -> int:
        """Send all that may go now, and say how much went; outside working hours everything waits."""
        total = 0
        while is_working_hour(self.service.calendar_clock.now()):
            prepared = await asyncio.to_thread(self._claim_and_prepare)
            if prepared is None:
                break
            total += sum(await asyncio.gather(*(self._send(one) for one in prepared)))
        return total

    def _claim_and_prepare(self) -> list[Prepared] | None:
        """None when nothing waits; an empty list when all that waited had nothing left to say."""
        messages = self._claim()
        if not messages:
            return None
        with self.service.store.write() as uow:
            prepared = [self._prepare(uow, message) for message in messages]
        return [one for one in prepared if one is not None]

    def _claim(self) -> Sequence[Message]:
        now = self.service.system_clock.now()
        with self.service.store.write() as uow:
            return uow.outbox.claim(
                calendar=self.service.calendar_clock.now(), now=now, lease_until=now + LEASE, limit=BATCH
            )

    def _prepare(self, uow: UnitOfWork, message: Message) -> Prepared | None:
        try:
            return self._render(uow, message)
        except Exception:
            # One message that can't be drawn must not hold up all the others, now or when its lease has run out.
            log.exception("message set aside", message=message.id)
            uow.outbox.fail(message, code=NOT_DRAWN)
            return None

    def _render(self, uow: UnitOfWork, message: Message) -> Prepared | None:
        said = content_of(uow, self.service.content, message, self.service.calendar_clock.now())
        reference = _reference(uow, message)
        if said is None or reference is None:
            uow.outbox.cancel(message)
            uow.reminders.release(message.id)
            return None
        return Prepared(message, _card(said, _name(uow, message)), reference)

    async def _send(self, prepared: Prepared) -> bool:
        # Between two short transactions, never inside one: do not move the sending into either.
        try:
            activity_id = await self._deliver(prepared)
        except SendFailed as failed:
            await asyncio.to_thread(self._note_failure, prepared.message, failed)
            return False
        await asyncio.to_thread(self._note_sent, prepared.message, activity_id)
        return True

    async def _deliver(self, prepared: Prepared) -> str:
        to = prepared.reference
        if prepared.message.body is None:
            return await self.channel.send(_address(to), prepared.card)
        return await self.channel.post_in_channel(
            service_url=to.service_url,
            tenant_id=to.tenant_id,
            bot_id=to.bot_id,
            channel_id=to.conversation_id,
            card=prepared.card,
        )

    def _note_sent(self, message: Message, activity_id: str) -> None:
        with self.service.store.write() as uow:
            uow.outbox.mark_sent(message, at=self.service.calendar_clock.now(), activity_id=activity_id)

    def _note_failure(self, message: Message, failed: SendFailed) -> None:
        log.warning("message not sent", message=message.id, code=failed.code, permanent=failed.permanent)
        asked = timedelta(seconds=failed.retry_after) if failed.retry_after else None
        with self.service.store.write() as uow:
            if failed.permanent:
                uow.outbox.fail(message, code=failed.code)
                uow.reminders.release(message.id)
                if failed.status in UNREACHABLE and message.person_id is not None:
                    uow.references.forget_person(message.person_id)
            else:
                until = self.service.system_clock.now() + retry_after(message.attempts, asked)
                uow.outbox.postpone(message, until=until, code=failed.code)


def _reference(uow: UnitOfWork, message: Message) -> Reference | None:
    if message.person_id is not None:
        return uow.references.of_person(message.person_id)
    return uow.references.of_body(message.municipality_id, message.body or "")


def _name(uow: UnitOfWork, message: Message) -> str:
    if message.person_id is None:
        return ""
    person = uow.people.person(message.municipality_id, message.person_id)
    return person.name if person else ""


def _card(said: Daily | Digest, name: str) -> Card:
    return daily_card(said, name) if isinstance(said, Daily) else digest_card(said, preview=False)


def _address(reference: Reference) -> Address:
    return Address(
        service_url=reference.service_url,
        conversation_id=reference.conversation_id,
        tenant_id=reference.tenant_id,
        channel_id=reference.channel_id,
        bot_id=reference.bot_id,
    )
