"""Getting one card to its receiver: an address made where there is none, anew where it is gone, elsewhere if told."""

import asyncio
from dataclasses import dataclass, replace

import structlog
from yarl import URL

from bot.channel import Address, Card, Channel, SendFailed
from bot.service import Service
from scheduler.outbox import Message
from scheduler.ports_sending import Reference
from scheduler.usecases.recalling import TakenBack

log = structlog.get_logger(__name__)
GONE = 404
WRONG_HOST = "InvalidBotApiHost"
OTHER_HOST = "smba.infra.gcc.teams.microsoft.com"
NO_PERSON = "NoPerson"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A claimed message's card, and where it goes; `user_id` is the person's Entra object id where one is known.

    `back` tells which sent message the card replaces.
    """

    message: Message
    card: Card
    reference: Reference
    user_id: str = ""
    back: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    service: Service
    channel: Channel

    async def deliver(self, prepared: Prepared) -> str:
        """The id of the sent activity; `SendFailed` where the far end has had its last word for now."""
        try:
            return await self._deliver(prepared)
        except SendFailed as failed:
            if failed.code != WRONG_HOST:
                raise
        return await self._deliver(replace(prepared, reference=_at_other_host(prepared.reference)))

    async def _deliver(self, prepared: Prepared) -> str:
        to = prepared.reference
        if prepared.back is not None:
            return await self._take_back(prepared, prepared.back)
        if prepared.message.body is not None:
            if known := prepared.message.activity_id:
                thread = replace(to, conversation_id=f"{to.conversation_id};messageid={known}")
                return await self._put(address_of(thread), prepared)
            return await self.channel.post_in_channel(
                service_url=to.service_url,
                tenant_id=to.tenant_id,
                bot_id=to.bot_id,
                channel_id=to.conversation_id,
                card=prepared.card,
            )
        if not to.conversation_id:
            return await self.channel.send(await self._opened(prepared), prepared.card)
        return await self._send_or_open_anew(prepared)

    async def _take_back(self, prepared: Prepared, back: TakenBack) -> str:
        """What is no longer there is as good as taken back."""
        to = await self._where_it_went(prepared, back)
        try:
            if back.why.deletes:
                await self.channel.delete(to, back.activity_id)
            else:
                await self.channel.update(to, back.activity_id, card=prepared.card)
        except SendFailed as failed:
            if failed.status != GONE:
                raise
        return back.activity_id

    async def _where_it_went(self, prepared: Prepared, back: TakenBack) -> Address:
        to = prepared.reference
        if back.in_channel:
            return address_of(replace(to, conversation_id=f"{to.conversation_id};messageid={back.activity_id}"))
        return address_of(to) if to.conversation_id else await self._opened(prepared)

    async def _send_or_open_anew(self, prepared: Prepared) -> str:
        """A conversation that is gone is opened once more, for a person whose id is known."""
        try:
            return await self._put(address_of(prepared.reference), prepared)
        except SendFailed as failed:
            if failed.status != GONE or not prepared.user_id:
                raise
        return await self.channel.send(await self._opened(prepared), prepared.card)

    async def _put(self, to: Address, prepared: Prepared) -> str:
        """What was sent before, though that was told too late, is updated instead of sent anew."""
        known = prepared.message.activity_id
        if not known:
            return await self.channel.send(to, prepared.card)
        await self.channel.update(to, known, card=prepared.card)
        return known

    async def _opened(self, prepared: Prepared) -> Address:
        to = prepared.reference
        if not prepared.user_id:
            raise SendFailed(NO_PERSON, permanent=True)
        address = await self.channel.open_personal(
            service_url=to.service_url, tenant_id=to.tenant_id, bot_id=to.bot_id, user_id=prepared.user_id
        )
        known = replace(to, conversation_id=address.conversation_id, person_id=prepared.message.person_id, body=None)
        await asyncio.to_thread(self._remember, known)
        log.info("conversation opened", message=prepared.message.id)
        return address

    def _remember(self, reference: Reference) -> None:
        with self.service.store.write() as uow:
            uow.references.remember(reference)


def address_of(reference: Reference) -> Address:
    return Address(
        service_url=reference.service_url,
        conversation_id=reference.conversation_id,
        tenant_id=reference.tenant_id,
        channel_id=reference.channel_id,
        bot_id=reference.bot_id,
    )


def _at_other_host(reference: Reference) -> Reference:
    return replace(reference, service_url=str(URL(reference.service_url).with_host(OTHER_HOST)))
