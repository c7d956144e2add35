"""The channel as a port: what comes in, what goes out, and how sending fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

Card: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: enough to keep in a row and use years later."""

    service_url: str
    conversation_id: str
    tenant_id: str
    channel_id: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class Sender:
    id: str
    name: str
    entra_object_id: str | None


@dataclass(frozen=True, slots=True)
class TextMessage:
    """What a person wrote, without the mention of the bot."""

    text: str


@dataclass(frozen=True, slots=True)
class CardAction:
    """A pressed button: the action's own data merged with the card's inputs. A hint from the client, never a proof."""

    verb: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was installed, or met a person; one install may be told more than once."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that asks for no answer."""


Inbound: TypeAlias = TextMessage | CardAction | Joined | Ignored


@dataclass(frozen=True, slots=True)
class Turn:
    address: Address
    sender: Sender
    event: Inbound
    reply_to_id: str | None
    activity_id: str | None
    is_personal: bool
    team_channel_id: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    card: Card | None = None
    text: str | None = None


class Conversation(Protocol):
    """The application, as the channel sees it."""

    async def handle(self, turn: Turn) -> Reply | None:
        """None where there is nothing to say."""


class Channel(Protocol):
    """Sending without being asked. Every method raises `SendFailed` and nothing else."""

    async def send(self, to: Address, card: Card) -> str:
        """The new activity's id; empty where the channel accepted the card without naming it."""

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None: ...
    async def delete(self, to: Address, activity_id: str) -> None: ...

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        """The same conversation each time it is asked for; `user_id` is the channel's id or the Entra object id."""

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        """Starts a thread in a team's channel; the id is that of its first activity."""


class SendFailed(Exception):
    """The channel did not take the message; `retry_after` is in seconds, `status` 0 where no answer came."""

    def __init__(self, code: str, *, permanent: bool, retry_after: float | None = None, status: int = 0) -> None:
        super().__init__(f"{status} {code}" if status else code)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after
        self.status = status
