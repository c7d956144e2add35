"""The whole service on a port of this machine, in a thread of its own, beside the browser that looks at its pages."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from aiohttp import web

from bot.app import build_app, build_service
from bot.service import Service
from bot.settings import Settings
from bot.teams.limits import UNLIMITED
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.usecases.signing_in import CHAT_CODE_LASTS, HOME, issue_code
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import MONDAY
from tests.running_app import KARLSTAD, SELDOM

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class WebHouse:
    service: Service
    url: str

    def link_for(self, person: Person, target: str = HOME) -> str:
        """A fresh one, as the chat would make it."""
        now = self.service.system_clock.now()
        with self.service.store.write() as uow:
            code = issue_code(uow, self.service.tokens, person, target=target, lasts=CHAT_CODE_LASTS, now=now)
        return f"{self.url}/open/{code}"

    def people(self) -> list[Person]:
        with self.service.store.read() as uow:
            return list(uow.people.everyone(self.service.municipality_id))


@contextmanager
def running_web_house(file: Path, *, content: Content = KARLSTAD) -> Iterator[WebHouse]:
    """On the morning of Monday 11 January 2027, over the rows of that file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(allow_anonymous=True, public_url=f"http://127.0.0.1:{port}", port=port)
    store = SqlStore(open_engine(f"sqlite:///{file}"))
    calendar = StandingClock(morning_of(MONDAY))
    service = build_service(settings, store=store, content=content, calendar_clock=calendar)
    begun, loop = Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        runner = web.AppRunner(build_app(settings, service, every=SELDOM, limits=UNLIMITED))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        begun.set()
        await done.wait()
        await runner.cleanup()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert begun.wait(PATIENCE)
        yield WebHouse(service, settings.public_url)
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(PATIENCE)
        loop.close()
        store.close()
