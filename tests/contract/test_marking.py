"""What has been sent is written down in groups, each on the disk before the next goes on, and none lost for another."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from bot.marking import Marks
from bot.service import SecretTokens, Service
from scheduler.clock import StandingClock
from scheduler.outbox import Message, MessageKind, NewMessage
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, make_content, make_reference, make_town

MANY = 20


@pytest.fixture
def marks(store: SqlStore) -> Marks:
    clock = StandingClock(NOON)
    service = Service(
        store=store,
        content=make_content(),
        municipality_id=make_town(store).id,
        calendar_clock=clock,
        system_clock=clock,
        tokens=SecretTokens(),
        public_url="",
    )
    return Marks(service)


@pytest.fixture
def held(marks: Marks, store: SqlStore) -> list[Message]:
    new = NewMessage(municipality_id=1, kind=MessageKind.DAILY, dedupe_key="", day=MONDAY, due_at=NOON, person_id=1)
    with store.write() as uow:
        uow.references.remember(make_reference(1, person_id=1))
        for number in range(MANY):
            uow.outbox.add(replace(new, dedupe_key=str(number)))
        return list(uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON, limit=MANY))


def written(engine: Engine) -> list[str | None]:
    with engine.connect() as connection:
        return list(connection.scalars(select(outbox.c.activity_id).order_by(outbox.c.id)))


async def test_what_comes_while_one_is_written_shares_the_next_commit(
    marks: Marks, held: list[Message], engine: Engine
) -> None:
    commits = list[object]()
    event.listen(engine, "commit", commits.append)

    await asyncio.gather(*(marks.add(message, f"a-{message.id}") for message in held))

    assert written(engine) == [f"a-{message.id}" for message in held]
    assert len(commits) <= 2


async def test_mark_is_on_the_disk_when_its_wait_is_over(marks: Marks, held: list[Message], engine: Engine) -> None:
    first, *others = held
    later = asyncio.gather(*(marks.add(message, "later") for message in others))

    await marks.add(first, "first")

    assert written(engine)[0] == "first"
    await later


async def test_one_that_cannot_be_written_leaves_the_others_marked(
    marks: Marks, held: list[Message], engine: Engine
) -> None:
    first, *others = held
    unwritable: str = {}  # type: ignore[assignment]

    results = await asyncio.gather(
        marks.add(first, unwritable), *(marks.add(message, "a") for message in others), return_exceptions=True
    )

    assert isinstance(results[0], Exception)
    assert results[1:] == [None] * len(others)
    assert written(engine) == [None, *("a" for _ in others)]
