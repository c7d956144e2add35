"""A process of its own that sends what waits, until it is killed or the tests end: the real sender alone."""

import asyncio
import os
from ctypes import c_double
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp

from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from scheduler.clock import StandingClock, morning_of
from scheduler.pacing import UNPACED
from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, make_content

NUMBER = "X-Worker"
MORNING = morning_of(MONDAY)
MOMENT = 0.05


@dataclass(frozen=True, slots=True)
class SharedClock:
    """One for all processes; it stands until the test moves it by so many seconds."""

    passed: c_double

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.passed.value)


def work(number: int, url: str, municipality_id: int, passed: c_double) -> None:
    """The connector is told the number with every request."""
    service = Service(
        store=SqlStore(open_engine(url, durability=Durability.NORMAL)),  # a kill is no power cut
        content=make_content(),
        municipality_id=municipality_id,
        calendar_clock=StandingClock(MORNING),
        system_clock=SharedClock(passed),
        tokens=SecretTokens(),
        public_url="https://arshjul.example",
        rate=UNPACED,
    )
    asyncio.run(_send(service, {NUMBER: str(number)}))


async def _send(service: Service, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession(headers=headers) as session:
        sender = Sender(service, Connector(session, NoToken()))
        parent = os.getppid()
        while os.getppid() == parent:
            await sender.send_waiting()
            await asyncio.sleep(MOMENT)
