"""What has been sent is written down in groups, each on the disk before the next goes on, and none lost for another."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from structlog.testing import capture_logs

from bot.marking import Marks
from bot.sender import TELLS_FOR
from bot.service import SecretTokens, Service
from scheduler.clock import StandingClock
from scheduler.outbox import Message, MessageKind, NewMessage
from scheduler.usecases.dispatching import LEASE
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, make_content, make_reference, make_town

MANY = 20
BUSY = timedelta(seconds=15)


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

    await asyncio.gather(*(marks.add(message, f"a-{message.id}", until=NOON) for message in held))

    assert written(engine) == [f"a-{message.id}" for message in held]
    assert len(commits) <= 2


async def test_mark_is_on_the_disk_when_its_wait_is_over(marks: Marks, held: list[Message], engine: Engine) -> None:
    first, *others = held
    later = asyncio.gather(*(marks.add(message, "later", until=NOON) for message in others))

    await marks.add(first, "first", until=NOON)

    assert written(engine)[0] == "first"
    await later


async def test_one_that_cannot_be_written_leaves_the_others_marked(
    marks: Marks, held: list[Message], engine: Engine
) -> None:
    first, *others = held
    unwritable: str = {}  # type: ignore[assignment]

    results = await asyncio.gather(
        marks.add(first, unwritable, until=NOON),
        *(marks.add(message, "a", until=NOON) for message in others),
        return_exceptions=True,
    )

    assert isinstance(results[0], Exception)
    assert results[1:] == [None] * len(others)
    assert written(engine) == [None, *("a" for _ in others)]


@dataclass(slots=True)
class Locked:
    """A store that somebody else holds for ever: every try to write takes its time, and fails."""

    system: StandingClock
    tries: int = 0
    at_once: int = 0
    most_at_once: int = 0

    @contextmanager
    def write(self) -> Iterator[Any]:
        self.tries += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.system.move_to(self.system.now() + BUSY)
        try:
            raise ConnectionError("Anna svarade: sjukskriven")
        finally:
            self.at_once -= 1
        yield


async def test_group_is_given_up_before_the_claim_ends_however_long_each_try_takes(
    marks: Marks, held: list[Message]
) -> None:
    system = StandingClock(NOON)
    locked: Any = Locked(system)

    async def pause(seconds: float) -> None:
        system.move_to(system.now() + timedelta(seconds=seconds))

    waiting = Marks(replace(marks.service, store=locked, system_clock=system), pause)

    with capture_logs() as logged:
        results = await asyncio.gather(
            *(waiting.add(message, "a", until=NOON + TELLS_FOR) for message in held), return_exceptions=True
        )

    assert {type(result) for result in results} == {ConnectionError}
    assert (system.now() < NOON + LEASE, locked.most_at_once) == (True, 1)
    assert [entry["errors"] for entry in logged] == [["builtins.ConnectionError"]] * locked.tries
    assert "sjukskriven" not in str(logged)
