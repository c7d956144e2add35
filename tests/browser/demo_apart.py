"""The demo in two programs: the service, which may be ended and begun again, and the chat, which stays open.

`python -m tests.browser.demo_apart service|chat FOLDER PORT CHAT_PORT`; the database lies in the folder.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

from bot.app import build_service
from bot.demo.playground import running
from bot.demo.run import (
    Demo,
    connect_bodies,
    demo_app,
    enter_example_people,
    interruptible,
    playground_of,
    settings_of,
)
from bot.logging import log_as_json
from bot.service import Service
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import example_of, load_shipped
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from store.opening import open_store
from store.unit_of_work import SqlStore
from tests.factories import MONDAY

Program: TypeAlias = Callable[[SqlStore, Demo, Path], Coroutine[None, None, None]]

FILE = "demo.sqlite3"


async def serve(store: SqlStore, demo: Demo, folder: Path) -> None:
    """The example people are entered where they are not yet there."""
    clock = StandingClock(morning_of(demo.day))
    service = build_service(
        settings_of(demo), store=store, content=demo.content, calendar_clock=clock, rate=UNPACED, writes_first=False
    )
    people = _people(service) or enter_example_people(store, demo.wheel, service.municipality_id)
    connect_bodies(store, demo.wheel, service.municipality_id, playground_of(demo, people).connector)
    runner = web.AppRunner(demo_app(demo, service, clock, people[0]))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", demo.port).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def chat(store: SqlStore, demo: Demo, folder: Path) -> None:
    """For the people whom the service has entered."""
    people = _people(build_service(settings_of(demo), store=store, content=demo.content))
    async with running(playground_of(demo, people), folder):
        await asyncio.Event().wait()


PROGRAMS: Mapping[str, Program] = {"service": serve, "chat": chat}


async def until_interrupted(program: Program, store: SqlStore, demo: Demo, folder: Path) -> None:
    with interruptible():
        await program(store, demo, folder)


def run(program: str, folder: Path, port: int, chat_port: int) -> None:
    log_as_json()
    content = load_shipped("karlstad", local=example_of("karlstad"))
    demo = Demo(content=content, day=MONDAY, port=port, playground_port=chat_port)
    store = open_store(f"sqlite:///{folder / FILE}")
    asyncio.run(until_interrupted(PROGRAMS[program], store, demo, folder))
    store.close()


def _people(service: Service) -> list[Person]:
    with service.store.read() as uow:
        return list(uow.people.everyone(service.municipality_id))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
