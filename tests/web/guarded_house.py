"""The real chat on real rows behind the real door: tokens from an issuer, replies to a connector, both made by hand."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, event, select

from bot.app import build_service
from bot.chat.conversation import Chat
from bot.chat.register import EntraRegister
from bot.teams.adapter import FrontDoor, TeamsAdapter
from bot.teams.connector import Connector
from bot.teams.handler import TeamsHandler
from bot.teams.inbound import TokenInspector
from bot.teams.keys import SigningKeys
from bot.teams.limits import UNLIMITED, Gate
from scheduler.clock import StandingClock, morning_of
from store.columns import METADATA
from store.unit_of_work import SqlStore
from tests.factories import MONDAY
from tests.fake_connector import running_connector
from tests.fake_issuer import APP, NOON, FakeIssuer, running_issuer, token
from tests.running_app import JSON, KARLSTAD, SETTINGS, TENANT, House, PersonalChat

HOST = "127.0.0.1"
"""The one host that replies may go to; the connector listens on it, and by another name as well."""


@dataclass(slots=True)
class CountedTokens:
    """The bot's own tokens, and how often one was asked for."""

    asked: int = 0

    async def token(self) -> str:
        self.asked += 1
        return "the bot's own"


class CountingThreads(ThreadPoolExecutor):
    """Threads that count what they are given to do."""

    given = 0

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        return super().submit(*args, **kwargs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded(House):
    """A house whose people come with a good token."""

    issuer: FakeIssuer
    rows: Engine
    bot_tokens: CountedTokens = field(default_factory=CountedTokens)

    @property
    def anna(self) -> PersonalChat:
        """Anna Lindqvist, who runs three units."""
        with self.service.store.read() as uow:
            return self.chat(next(iter(uow.people.everyone(self.service.municipality_id))))

    def bearer(self, **claims: Any) -> str:
        return f"Bearer {token(**{'serviceurl': self.fake.url, **claims})}"

    async def knock(self, activity: Mapping[str, Any]) -> tuple[int, Any]:
        headers = {**JSON, "Authorization": self.bearer()}
        async with self.client.post("/api/messages", data=orjson.dumps(activity), headers=headers) as response:
            body = await response.read()
            return response.status, orjson.loads(body) if body else None

    def traces(self) -> tuple[Any, ...]:
        """Everything by which one could see that a request had been believed."""
        with self.rows.connect() as connection:
            rows = {table.name: connection.execute(select(table)).all() for table in METADATA.sorted_tables}
        return rows, len(self.fake.received), self.bot_tokens.asked

    @contextmanager
    def counted_work(self) -> Iterator[list[str]]:
        """What is asked of threads and of the database within the block."""
        work: list[str] = []
        threads = CountingThreads(max_workers=1)
        asyncio.get_running_loop().set_default_executor(threads)

        def connected(*_: object) -> None:
            work.append("database")

        event.listen(self.rows, "checkout", connected)
        yield work
        event.remove(self.rows, "checkout", connected)
        work += ["thread"] * threads.given


@dataclass(frozen=True, slots=True)
class OneMunicipality:
    """The one that both the app and the tenant belong to."""

    adapter: TeamsAdapter

    def find(self, app_id: str, tenant: str) -> TeamsAdapter | None:
        return self.adapter if (app_id, tenant) == (APP, TENANT) else None


@asynccontextmanager
async def open_guarded(store: SqlStore, rows: Engine) -> AsyncIterator[Guarded]:
    """At noon on Monday 11 January 2027, the first day ticked and nobody heard from."""
    clock, system = StandingClock(morning_of(MONDAY)), StandingClock(NOON)
    service = build_service(SETTINGS, store=store, content=KARLSTAD, calendar_clock=clock, system_clock=system)
    chat = Chat(service=service, register=EntraRegister(store, service.municipality_id))
    bot_tokens = CountedTokens()
    async with running_connector() as fake, running_issuer() as issuer, aiohttp.ClientSession() as session:
        keys = SigningKeys(session, f"{issuer.url}/config", clock=system)
        inspector = TokenInspector(keys, app_ids={APP}, hosts=(HOST, "smba.trafficmanager.net"), clock=system)
        adapter = TeamsAdapter(Connector(session, bot_tokens), TeamsHandler(chat))
        door = FrontDoor(inspector, OneMunicipality(adapter), gate=Gate(UNLIMITED, system))
        app = web.Application()
        app.router.add_post("/api/messages", door.process)
        async with TestClient(TestServer(app)) as client:
            yield Guarded(service, clock, system, client, fake, issuer=issuer, rows=rows, bot_tokens=bot_tokens)
