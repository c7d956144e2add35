"""The dead man's switch against a real server: one request after a completed round, never in the way of the work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ping import AT_MOST_EVERY, Ping
from tests.factories import NOON

PATIENCE = 10


@dataclass(slots=True)
class Watchman:
    """Counts who comes by, and answers as told; while `holds` it answers nobody."""

    url: str = ""
    status: int = 200
    holds: bool = False
    came: list[tuple[str, str]] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        self.came.append((request.method, request.path))
        self.told.set()
        try:
            if self.holds:
                await asyncio.Event().wait()
        finally:
            self.gone.set()
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})

    async def hears(self, pings: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.came) < pings:
                self.told.clear()
                await self.told.wait()


@asynccontextmanager
async def standing_watchman() -> AsyncIterator[Watchman]:
    watchman = Watchman()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", watchman.handle)
    async with TestServer(app, handler_cancellation=True) as server:
        watchman.url = str(server.make_url("/a-secret"))
        yield watchman


@pytest.fixture
async def watchman() -> AsyncIterator[Watchman]:
    async with standing_watchman() as watchman:
        yield watchman


@pytest.fixture
async def ping(watchman: Watchman) -> AsyncIterator[Ping]:
    async with aiohttp.ClientSession() as session:
        ping = Ping(session, watchman.url)
        yield ping
        await ping.finish()


async def settled(ping: Ping) -> None:
    """Until the request that is under way has ended by itself."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*ping._under_way)


async def test_watchman_hears_of_a_completed_round(watchman: Watchman, ping: Ping) -> None:
    ping.soon(NOON)
    await watchman.hears(1)

    assert watchman.came == [("GET", "/a-secret")]


async def test_watchman_hears_at_most_every_few_minutes(watchman: Watchman, ping: Ping) -> None:
    for seconds in (0, 60, AT_MOST_EVERY.total_seconds() - 1, AT_MOST_EVERY.total_seconds()):
        ping.soon(NOON + timedelta(seconds=seconds))
        await settled(ping)

    assert len(watchman.came) == 2


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_work_goes_on_when_the_watchman_refuses(watchman: Watchman, ping: Ping, status: int) -> None:
    watchman.status = status
    ping.soon(NOON)
    await settled(ping)

    ping.soon(NOON + AT_MOST_EVERY)
    await settled(ping)

    assert watchman.came == [("GET", "/a-secret")] * 2


async def test_work_goes_on_when_nobody_listens(ping: Ping) -> None:
    ping.url = "http://127.0.0.1:9/a-secret"

    ping.soon(NOON)

    await settled(ping)


async def test_silent_watchman_is_left_after_a_while(watchman: Watchman, ping: Ping) -> None:
    watchman.holds = True
    ping.timeout = aiohttp.ClientTimeout(total=0.05)

    ping.soon(NOON)
    await settled(ping)

    assert len(watchman.came) == 1


async def test_one_request_at_a_time_is_under_way(watchman: Watchman, ping: Ping) -> None:
    watchman.holds = True

    for minutes in (0, 10, 20):
        ping.soon(NOON + timedelta(minutes=minutes))
        await watchman.hears(1)

    assert len(watchman.came) == 1


async def test_nothing_waits_for_the_watchman_when_the_work_ends(watchman: Watchman, ping: Ping) -> None:
    watchman.holds = True
    ping.soon(NOON)
    await watchman.hears(1)

    async with asyncio.timeout(PATIENCE):
        await ping.finish()
        await watchman.gone.wait()

    assert ping._under_way == set()


async def test_address_is_never_logged(watchman: Watchman, ping: Ping, capsys: pytest.CaptureFixture[str]) -> None:
    watchman.status = 500
    ping.soon(NOON)
    await settled(ping)
    ping.url = "http://127.0.0.1:9/a-secret"
    ping.soon(NOON + AT_MOST_EVERY)
    await settled(ping)

    said = capsys.readouterr()

    everything = said.out + said.err
    assert ["ping refused" in everything, "ping not sent" in everything, "a-secret" in everything] == [
        True,
        True,
        False,
    ]
