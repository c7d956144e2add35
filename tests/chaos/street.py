"""A street of managers with a task each, the whole engine beside it, and a connector that tells when it was called."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import Engine as Database
from sqlalchemy import select

from bot.engine import Engine
from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from cards.phrases import daily_catch_up
from scheduler.clock import STOCKHOLM, StandingClock, local_day
from scheduler.loading import shipped_forms
from scheduler.pacing import UNPACED
from scheduler.wheel import Activity
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, make_content, make_reference, make_wheel
from tests.fake_connector import FakeConnector, Received, running_connector
from tests.unit.cards.reading import words_of

MOMENT = 0.02


def at(day: date, hour: int = 9) -> datetime:
    """That hour in Stockholm."""
    return datetime.combine(day, time(hour), STOCKHOLM)


@dataclass(slots=True)
class Street:
    """`heard` has the day, by the calendar, and the instant, by the system clock, of all that reached the connector."""

    service: Service
    engine: Engine
    fake: FakeConnector
    database: Database
    calendar: StandingClock
    system: StandingClock
    heard: list[tuple[date, datetime, str]] = field(default_factory=list)

    def note(self, received: Received, request: web.Request) -> None:
        self.heard.append((local_day(self.calendar.now()), self.system.now(), received.receiver))

    async def pause(self, seconds: float) -> None:
        """The clock stands until what is on its way has arrived."""
        await asyncio.sleep(MOMENT)
        self.system.move_to(self.system.now() + timedelta(seconds=seconds))

    async def live(self, *moments: datetime) -> None:
        """Tick and send at each of them, by both clocks."""
        for moment in moments:
            self.calendar.move_to(moment)
            self.system.move_to(max(moment, self.system.now()))
            await self.engine.work()

    @property
    def days(self) -> list[tuple[date, str]]:
        """Which day who was reached, each time."""
        return sorted((day, receiver) for day, _, receiver in self.heard)

    @property
    def catch_ups(self) -> list[bool]:
        """For each card, in order, whether it says that it catches up."""
        return [daily_catch_up(1) in words_of(card) for card in self.fake.cards]

    def states(self) -> list[str]:
        with self.database.connect() as connection:
            return sorted(str(state) for state in connection.scalars(select(outbox.c.state)))


@asynccontextmanager
async def street(
    store: SqlStore,
    database: Database,
    *,
    since: datetime,
    people: int = 5,
    activities: Sequence[Activity] = (ACTIVITY,),
    timeout: float = 15,
    **changes: Any,
) -> AsyncIterator[Street]:
    """`changes` are the service's."""
    rows = [
        replace(ANNA, name=f"Chef {one}", email=f"{one}@x.example", unit=f"Enhet {one}", entra_object_id=None)
        for one in range(1, people + 1)
    ]
    with store.write() as uow:
        town = uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=date(since.year, 1, 1))
        uow.people.import_rows(town.id, rows)
        living_there = tuple(uow.people.everyone(town.id))
    calendar, system = StandingClock(since), StandingClock(since)
    service = Service(
        store=store,
        content=make_content(*shipped_forms(), wheel=make_wheel(*activities)),
        municipality_id=town.id,
        calendar_clock=calendar,
        system_clock=system,
        tokens=SecretTokens(),
        public_url="https://arshjul.example",
        **{"rate": UNPACED, **changes},
    )
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        connector = Connector(session, NoToken(), timeout=aiohttp.ClientTimeout(total=timeout))
        with store.write() as uow:
            for person in living_there:
                known = make_reference(town.id, person_id=person.id)
                uow.references.remember(replace(known, service_url=fake.url, conversation_id=f"a:{person.id}"))
        sender = Sender(service, connector)
        made = Street(service, Engine(service, sender), fake, database, calendar, system)
        made.engine.sender = replace(sender, pause=made.pause)
        fake.heard = made.note
        yield made
