"""The demo: a fresh database, example people, the bot, and the Playground beside it."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.app import Extras, build_app, build_service
from bot.chat.words import DEMO_WORDS
from bot.demo.answers import DemoAnswers
from bot.demo.playground import BOT_ID, CHANNEL_ID, TENANT, Playground, running
from bot.demo.stage import Stage
from bot.demo.width import NarrowChannel, NarrowConversation
from bot.service import Service
from bot.settings import Settings
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import Content, example_people
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from scheduler.people_file import read_people
from scheduler.ports import Store
from scheduler.ports_sending import Reference
from scheduler.wheel import Wheel
from store.opening import open_store

EVERY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What to show, and where."""

    content: Content
    day: date
    port: int
    playground_port: int

    @property
    def wheel(self) -> Wheel:
        return self.content.wheel

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


async def run_demo(demo: Demo, ready: Callable[[Playground], None]) -> None:
    """Run until interrupted; `ready` is called when both sides answer. Everything started is ended."""
    with TemporaryDirectory(prefix="arshjul-") as name:
        folder = Path(name)
        store = open_store(f"sqlite:///{folder / 'demo.sqlite3'}")
        clock = StandingClock(morning_of(demo.day))
        service = build_service(
            settings_of(demo), store=store, content=demo.content, calendar_clock=clock, rate=UNPACED, writes_first=False
        )
        people = enter_example_people(store, demo.wheel, service.municipality_id)
        playground = playground_of(demo, people)
        connect_bodies(store, demo.wheel, service.municipality_id, playground.connector)
        with interruptible():
            runner = web.AppRunner(demo_app(demo, service, clock, people[0]))
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", demo.port).start()
                async with running(playground, folder):
                    ready(playground)
                    await asyncio.Event().wait()
            finally:
                await runner.cleanup()
                store.close()


def demo_app(demo: Demo, service: Service, clock: StandingClock, first: Person) -> web.Application:
    """The whole service, with the demo's words and with whoever's turn it is as the one who writes."""
    stage = Stage(service.store, service.municipality_id, first.id)
    extras = Extras(
        answers=DemoAnswers(clock, stage).table(),
        words=DEMO_WORDS,
        register=lambda _: stage,
        conversation=NarrowConversation,
        channel=NarrowChannel,
    )
    return build_app(settings_of(demo), service, extras=extras, every=EVERY)


def enter_example_people(store: Store, wheel: Wheel, municipality_id: int) -> list[Person]:
    """The wheel's example people, in the order of their file."""
    file = example_people(wheel.key)
    rows = read_people(file.read_text(encoding="utf-8"), file=file.name, wheel=wheel)
    with store.write() as uow:
        uow.people.import_rows(municipality_id, rows)
        return list(uow.people.everyone(municipality_id))


def connect_bodies(store: Store, wheel: Wheel, municipality_id: int, service_url: str) -> None:
    """Every body that gets a digest reads it in the Playground's one channel."""
    with store.write() as uow:
        for body in dict.fromkeys(plan.body for plan in wheel.digests if plan.body):
            uow.references.remember(
                Reference(
                    municipality_id=municipality_id,
                    body=body,
                    service_url=service_url,
                    conversation_id=CHANNEL_ID,
                    tenant_id=TENANT,
                    channel_id="msteams",
                    bot_id=BOT_ID,
                )
            )


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C and a polite kill end the block, also while it still starts; what it opened is closed on the way out."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no handlers on the loop; there Ctrl-C ends the run as an exception, which cleans up as well.
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, task.cancel if task else loop.stop)
    with suppress(asyncio.CancelledError):
        yield


def settings_of(demo: Demo) -> Settings:
    return Settings(
        allow_anonymous=True, host="127.0.0.1", port=demo.port, public_url=demo.address, wheel=demo.wheel.key
    )


def playground_of(demo: Demo, people: list[Person]) -> Playground:
    dated = [plan.body for plan in demo.wheel.digests if plan.body and plan.rule.lack(demo.wheel) is None]
    council = demo.wheel.name_of(dated[-1]) if dated else demo.wheel.municipality
    return Playground(
        port=demo.playground_port,
        bot_port=demo.port,
        writer=people[0],
        others=people[1:],
        team=demo.wheel.administration,
        channel=council,
    )
