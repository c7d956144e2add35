"""PostgreSQL is stopped and started while messages go out and answers come in."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, func, select

from bot.app import build_app
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.dispatching import LEASE
from scheduler.usecases.outcomes import Outcome
from store.schema import submission
from store.unit_of_work import SqlStore
from tests.chaos.street import Street, at, street
from tests.factories import MONDAY, CountedTokens
from tests.fake_connector import Answer
from tests.postgres import Server
from tests.running_app import SETTINGS
from tests.usecases.at_desk import AtDesk, saving_from

PEOPLE = 150
ANSWERING = 40
HEARD_BEFORE = 40
MOMENT = 0.05
TYPED = {"klart_datum": "2027-01-04", "kommentar": "Klart före omstarten"}
Client = TestClient[web.Request, web.Application]


@pytest.fixture
def far(postgres: Server) -> Iterator[Engine]:
    with postgres.upgraded() as engine:
        yield engine


@asynccontextmanager
async def running(life: Street) -> AsyncIterator[Client]:
    """The whole service, which ticks and sends by itself."""
    app = build_app(SETTINGS, life.service, every=timedelta(seconds=0.5))
    async with TestClient(TestServer(app)) as client:
        yield client


async def until_ready(client: Client, *, status: int, says: str) -> None:
    while True:
        async with client.get("/readyz") as response:
            if (response.status, (await response.json())["status"]) == (status, says):
                return
        await asyncio.sleep(MOMENT)


def begun(life: Street, person: Person, tokens: CountedTokens) -> tuple[AtDesk, Saving]:
    """What the person's filled in form sends; sent again it gets the same receipt."""
    desk = AtDesk(life.service.store, person, life.service.content, tokens, life.calendar.now())
    with life.service.store.read() as uow:
        (task,) = uow.assignments.of_person(person.id, MONDAY, states=ANSWERABLE)
    return desk, saving_from(desk.page(task.id), TYPED, Move.SUBMIT)


async def until_answered(desk: AtDesk, saving: Saving, wait: float) -> Outcome:
    """A client sends again for as long as no answer comes."""
    await asyncio.sleep(wait)
    while True:
        try:
            return await asyncio.to_thread(desk.sends, saving)
        except Exception:
            await asyncio.sleep(MOMENT)


def revisions(engine: Engine) -> Counter[int]:
    counted = select(submission.c.assignment_id, func.count().label("times")).group_by(submission.c.assignment_id)
    with engine.connect() as connection:
        return Counter({row.assignment_id: row.times for row in connection.execute(counted)})


@pytest.mark.chaos
async def test_nothing_is_lost_and_nobody_hears_twice_when_the_database_is_restarted(
    far: Engine, postgres: Server
) -> None:
    random, tokens = Random(PEOPLE), CountedTokens()
    async with asyncio.timeout(150), street(SqlStore(far), far, since=at(MONDAY), people=PEOPLE) as life:
        life.fake.meet(Answer(delay=0.05), Answer(delay=0.3), for_ever=True)
        await asyncio.to_thread(life.engine.tick)
        with life.service.store.read() as uow:
            people = list(uow.people.everyone(life.service.municipality_id))[-ANSWERING:]
        filled = [begun(life, person, tokens) for person in people]

        async with running(life) as client:
            while len(life.heard) < HEARD_BEFORE:
                await asyncio.sleep(MOMENT)
            answering = [asyncio.create_task(until_answered(*one, random.uniform(0, 2))) for one in filled]
            await asyncio.to_thread(postgres.stop)
            try:
                await until_ready(client, status=503, says="database")
            finally:
                await asyncio.to_thread(postgres.start)
            await until_ready(client, status=200, says="ok")
            outcomes = await asyncio.gather(*answering)
            life.system.move_to(life.system.now() + LEASE + timedelta(seconds=1))
            while {"pending", "sending", "retry"} & set(await asyncio.to_thread(life.states)):
                await asyncio.sleep(MOMENT)

    unasked = {f"a:{person.id}" for person in people} - set(life.fake.landed)
    assert len(outcomes) == ANSWERING
    assert revisions(far) == Counter({saving.assignment_id: 1 for _, saving in filled})
    assert set(life.fake.landed.values()) == {1}
    assert len(life.fake.landed) + len(unasked) == PEOPLE
