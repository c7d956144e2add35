"""Four processes that send and are killed again and again: none is lost, and only what was in flight comes twice.

A claim is left to a dead process until its lease has run out. The clock that tells that is moved only when all are
dead, so that no claim of a living one can run out, however slow the machine is.
"""

import asyncio
import multiprocessing
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from random import Random

import pytest
from aiohttp import web
from sqlalchemy import Engine, func, select

from scheduler.usecases.dispatching import LEASE
from scheduler.usecases.ticking import tick
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.chaos.worker import MORNING, NUMBER, work
from tests.factories import ANNA, make_content, make_reference, make_town
from tests.fake_connector import Answer, FakeConnector, Received, running_connector

MESSAGES = 2000
WORKERS = 4
ROUNDS, SINGLE_KILLS = 4, 5
KILLS = ROUNDS * (SINGLE_KILLS + WORKERS)
BETWEEN_KILLS = (20, 60)
SEED = 20270111
SLOW = [Answer(delay=delay) for delay in (0.0, 0.05, 0.2)]
DEADLINE = 300.0

PROCESSES = multiprocessing.get_context("forkserver")  # a start takes milliseconds where imports would take seconds
PROCESSES.set_forkserver_preload(["tests.chaos.worker"])


@dataclass(slots=True)
class Worker:
    """One process from its start to its end; `unmarked` are those it reached without saying so in the database."""

    process: BaseProcess
    reached: list[int] = field(default_factory=list)
    sent_at_kill: frozenset[int] | None = None

    @property
    def unmarked(self) -> frozenset[int]:
        return frozenset() if self.sent_at_kill is None else frozenset(self.reached) - self.sent_at_kill


@dataclass(slots=True)
class Crew:
    engine: Engine
    municipality_id: int
    passed: c_double = field(default_factory=lambda: PROCESSES.RawValue("d", 0.0))
    workers: list[Worker] = field(default_factory=list)
    alive: list[int] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self) -> None:
        url, number = self.engine.url.render_as_string(hide_password=False), len(self.workers)
        process = PROCESSES.Process(target=work, args=(number, url, self.municipality_id, self.passed), daemon=True)
        process.start()
        self.workers.append(Worker(process))
        self.alive.append(number)

    def kill(self, number: int) -> None:
        worker = self.workers[number]
        worker.process.kill()
        worker.process.join()
        assert worker.process.exitcode == -signal.SIGKILL
        self.alive.remove(number)
        worker.sent_at_kill = sent(self.engine)

    def kill_one(self, random: Random) -> None:
        self.kill(random.choice(self.alive))
        self.start()

    def kill_all(self) -> None:
        """After that all that they held may be claimed again."""
        for number in tuple(self.alive):
            self.kill(number)
        self.passed.value += (LEASE + timedelta(seconds=1)).total_seconds()
        for _ in range(WORKERS):
            self.start()

    def note(self, received: Received, request: web.Request) -> None:
        """The connector calls it for each request."""
        self.workers[int(request.headers[NUMBER])].reached.append(int(received.receiver.removeprefix("a:")))
        self.heard.set()

    async def until_heard(self, more: int) -> None:
        """Until so many more requests have come from all of them together."""
        wanted = self.requests + more
        while self.requests < wanted:
            assert all(self.workers[number].process.is_alive() for number in self.alive)
            self.heard.clear()
            await self.heard.wait()

    @property
    def requests(self) -> int:
        return sum(len(worker.reached) for worker in self.workers)


@contextmanager
def at_work(crew: Crew) -> Iterator[None]:
    """None of its processes outlives the block."""
    try:
        for _ in range(WORKERS):
            crew.start()
        yield
    finally:
        for number in crew.alive:
            crew.workers[number].process.kill()
            crew.workers[number].process.join()


def fill(store: SqlStore, fake: FakeConnector) -> int:
    """A message for each of as many managers, written by the tick itself; the municipality's id."""
    rows = [
        replace(ANNA, name=f"Chef {one}", email=f"{one}@x.example", unit=f"Enhet {one}", entra_object_id=f"entra-{one}")
        for one in range(MESSAGES)
    ]
    town = make_town(store, rows=rows)
    with store.write() as uow:
        for person in town.people:
            known = make_reference(town.id, person_id=person.id)
            uow.references.remember(replace(known, service_url=fake.url, conversation_id=f"a:{person.id}"))
    tick(store, make_content(), town.id, MORNING)
    return town.id


def sent(engine: Engine) -> frozenset[int]:
    with engine.connect() as connection:
        return frozenset(connection.scalars(select(outbox.c.person_id).where(outbox.c.state == "sent")))


def most_attempts(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.max(outbox.c.attempts))) or 0


def times_reached(fake: FakeConnector) -> dict[int, int]:
    return {int(receiver.removeprefix("a:")): times for receiver, times in fake.landed.items()}


async def kill_again_and_again(crew: Crew) -> None:
    random = Random(SEED)
    for _ in range(ROUNDS):
        for _ in range(SINGLE_KILLS):
            await crew.until_heard(random.randint(*BETWEEN_KILLS))
            await asyncio.to_thread(crew.kill_one, random)
        await asyncio.to_thread(crew.kill_all)


@pytest.mark.chaos
async def test_none_is_lost_and_only_what_was_in_flight_comes_twice(store: SqlStore, engine: Engine) -> None:
    async with running_connector() as fake:
        crew = Crew(engine, await asyncio.to_thread(fill, store, fake))
        fake.meet(*SLOW, for_ever=True)
        fake.heard = crew.note

        async with asyncio.timeout(DEADLINE):
            with at_work(crew):
                await kill_again_and_again(crew)
                while len(await asyncio.to_thread(sent, engine)) < MESSAGES:
                    await asyncio.sleep(0.2)

    killed = [worker for worker in crew.workers if worker.sent_at_kill is not None]
    in_flight = Counter(person for worker in killed for person in worker.unmarked)
    reached = times_reached(fake)
    assert (len(killed), len(reached)) == (KILLS, MESSAGES)
    assert {person: times for person, times in reached.items() if times > 1 + in_flight[person]} == {}
    assert (in_flight.total() > 0, most_attempts(engine) > 1) == (True, True)
