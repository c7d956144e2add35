"""The Playground can't show wide cards and says so under each; the demo asks for none."""

from dataclasses import dataclass

from bot.channel import Address, Card, Channel, Conversation, Reply, Turn


def narrow(card: Card) -> Card:
    return {key: value for key, value in card.items() if key != "msteams"}


@dataclass(frozen=True, slots=True)
class NarrowConversation:
    inner: Conversation

    async def handle(self, turn: Turn) -> Reply | None:
        reply = await self.inner.handle(turn)
        return Reply(card=narrow(reply.card), text=reply.text) if reply and reply.card else reply


@dataclass(frozen=True, slots=True)
class NarrowChannel:
    inner: Channel

    async def send(self, to: Address, card: Card) -> str:
        return await self.inner.send(to, narrow(card))

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        await self.inner.update(to, activity_id, card=narrow(card))

    async def delete(self, to: Address, activity_id: str) -> None:
        await self.inner.delete(to, activity_id)

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        return await self.inner.open_personal(
            service_url=service_url, tenant_id=tenant_id, bot_id=bot_id, user_id=user_id
        )

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        return await self.inner.post_in_channel(
            service_url=service_url, tenant_id=tenant_id, bot_id=bot_id, channel_id=channel_id, card=narrow(card)
        )
