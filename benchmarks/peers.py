"""What the bots from the shelf are given alike: a conversation, a port, as many turns at a time as the program."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.children import Child, Order, child, is_installed, timed
from benchmarks.town_in_use import BOT, conversation_of
from bot.sender import AT_ONCE

BOTBUILDER, AGENTS = "botbuilder", "Agents SDK"
PEERS = {
    BOTBUILDER: ("botbuilder.integration.aiohttp", "benchmarks.peer_botbuilder"),
    AGENTS: ("microsoft_agents.hosting.aiohttp", "benchmarks.peer_agents"),
}
"""By name: what must be installed, and the module that runs it."""

CONVERSATION = {
    "channelId": "msteams",
    "conversation": {"id": conversation_of(1)},
    "bot": {"id": BOT},
    "user": {"id": "29:somebody"},
}


def peers(stack: ExitStack, activity: Path) -> Iterator[tuple[str, Child]]:
    """Those that are installed, each in its process; `activity` holds what they send."""
    for name, (library, module) in PEERS.items():
        if is_installed(library):
            yield name, stack.enter_context(child(module, str(activity)))


async def at_once(count: int, turn: Callable[[], Awaitable[object]]) -> dict[str, float]:
    turns = iter(range(count))

    async def worker(turns: Iterator[int]) -> None:
        for _ in turns:
            await turn()

    async def work() -> None:
        await asyncio.gather(*(worker(turns) for _ in range(AT_ONCE)))

    return await timed(work)


async def cpu_of() -> float:
    """Seconds that this process has spent on the processor."""
    return time.process_time()


@asynccontextmanager
async def listening(messages: Handler) -> AsyncIterator[Order]:
    """Serves `POST /api/messages` on a free port, which the order tells."""
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    async with serving(app) as port:
        yield port


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[Order]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()

    async def port() -> int:
        return int(runner.addresses[0][1])

    yield port
    await runner.cleanup()
