"""The bot's door with a scripted application behind it: a real adapter, handler and connector."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channel import Address, Inbound, Reply, Turn
from bot.teams.adapter import FrontDoor, TeamsAdapter
from bot.teams.connector import Connector
from bot.teams.handler import TeamsHandler
from bot.teams.inbound import Inspector
from bot.teams.limits import UNLIMITED, Gate, Limits
from bot.teams.outbound import NoToken
from scheduler.clock import StandingClock, morning_of
from tests.factories import MONDAY
from tests.fake_connector import FakeConnector, running_connector

JSON = {"Content-Type": "application/json"}
CARD = {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "Hej", "body": []}
BOT = "28:bot"
ANNA = {"id": "29:anna", "name": "Anna", "aadObjectId": "entra-anna"}


@dataclass
class ScriptedConversation:
    """Remembers the turns it was given and answers each with the same reply."""

    reply: Reply | None = field(default_factory=lambda: Reply(card=CARD))
    turns: list[Turn] = field(default_factory=list)
    error: Exception | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.released.set()

    async def handle(self, turn: Turn) -> Reply | None:
        """Waits as long as it has not been released."""
        self.turns.append(turn)
        await self.released.wait()
        if self.error is not None:
            raise self.error
        return self.reply

    @property
    def events(self) -> list[Inbound]:
        return [turn.event for turn in self.turns]


@dataclass
class Door:
    client: TestClient[web.Request, web.Application]
    fake: FakeConnector
    conversation: ScriptedConversation
    clock: StandingClock

    async def knock(self, activity: Mapping[str, Any] | bytes) -> tuple[int, Any]:
        data = activity if isinstance(activity, bytes) else orjson.dumps(activity)
        async with self.client.post("/api/messages", data=BytesIO(data), headers=JSON) as response:
            body = await response.read()
            return response.status, orjson.loads(body) if body else None

    def activity(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {
            "type": kind,
            "id": "in-1",
            "serviceUrl": self.fake.url,
            "channelId": "msteams",
            "from": ANNA,
            "recipient": {"id": BOT, "name": "Årshjulet"},
            "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": "tenant"},
            "channelData": {"tenant": {"id": "tenant"}},
            **fields,
        }

    def execute(self, action: object) -> dict[str, Any]:
        return self.activity("invoke", name="adaptiveCard/action", value={"action": action}, replyToId="card-1")

    def address(self, conversation: str = "a:anna") -> Address:
        return Address(self.fake.url, conversation, "tenant", "msteams", BOT)


@dataclass
class OneTenant:
    adapter: TeamsAdapter

    def find(self, app_id: str, tenant: str) -> TeamsAdapter | None:
        return self.adapter if tenant == "tenant" else None


@asynccontextmanager
async def open_door(inspector: Inspector, *, limits: Limits = UNLIMITED) -> AsyncIterator[Door]:
    """The bot's route, open to one tenant, with a fake connector behind it."""
    conversation, clock = ScriptedConversation(), StandingClock(morning_of(MONDAY))
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        adapter = TeamsAdapter(Connector(session, NoToken()), TeamsHandler(conversation))
        app = web.Application()
        app.router.add_post("/api/messages", FrontDoor(inspector, OneTenant(adapter), gate=Gate(limits, clock)).process)
        async with TestClient(TestServer(app)) as client:
            yield Door(client, fake, conversation, clock)
