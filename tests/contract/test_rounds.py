"""A round is done once it has ticked, however long its sending takes; one message's fate ends it for nobody."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from structlog.testing import capture_logs

from bot.channel import SendFailed
from scheduler.usecases.dispatching import LEASE
from store.unit_of_work import SqlStore
from tests.chaos.street import Street, at, street
from tests.contract.test_sender import SilentFor
from tests.factories import MONDAY
from tests.fake_connector import refusal

MINUTE = timedelta(minutes=1)
SECRET = "sjukskriven"


@pytest.fixture
async def life(store: SqlStore, engine: Engine) -> AsyncIterator[Street]:
    """Three managers with a message each, written and not yet sent."""
    async with street(store, engine, since=at(MONDAY), people=3) as made:
        made.engine.tick()
        yield made


@dataclass(slots=True)
class Pinged:
    """A ping that remembers when it was asked for."""

    rounds: list[object]

    def soon(self, now: object) -> None:
        self.rounds.append(now)

    async def finish(self) -> None:
        return


async def test_ticks_go_on_while_a_sending_takes_long(life: Street) -> None:
    channel, ping = SilentFor("a:1"), Pinged([])
    life.engine.sender = replace(life.engine.sender, channel=channel)
    life.engine.patience, life.engine.ping = 0.0, ping  # type: ignore[assignment]
    moments = [at(MONDAY) + MINUTE * number for number in range(8)]

    async with asyncio.timeout(20):
        await life.live(*moments)
    under_way = len(life.engine._tasks)
    is_fresh = life.engine.is_fresh
    await channel.all_others.wait()
    channel.timeout.set()
    await life.engine.finish()

    assert (ping.rounds, is_fresh, under_way) == (moments, True, 1)
    assert sorted(channel.reached) == ["a:2", "a:3"]


async def test_sending_that_broke_is_no_round(life: Street) -> None:
    with life.database.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE pace RENAME TO elsewhere")

    with pytest.raises(Exception, match="pace"):
        await life.engine.work()

    assert life.engine.worked_at is None


@dataclass(slots=True)
class Refusing:
    """A store that can't write what became of messages."""

    store: SqlStore
    life: Street

    @contextmanager
    def write(self) -> Iterator[Any]:
        with self.store.write() as uow:
            yield uow
            if self.life.fake.received:
                raise ConnectionError(SECRET)

    def read(self) -> Any:
        return self.store.read()


async def test_round_goes_on_when_no_outcome_can_be_written(life: Street) -> None:
    store: Any = Refusing(life.service.store, life)  # type: ignore[arg-type]
    life.fake.meet(refusal(503), receiver="a:1")
    sender = replace(life.engine.sender, service=replace(life.service, store=store))

    with capture_logs() as logged:
        sent = await sender.send_waiting()

    given_up = sorted(str(entry["message"]) for entry in logged if entry["event"] == "outcome given up")
    assert (sent, given_up) == (0, ["1", "2", "3"])
    assert life.system.now() - at(MONDAY) < LEASE
    assert "ConnectionError" in str(logged)
    assert SECRET not in str(logged)


@dataclass(slots=True)
class Talkative(SilentFor):
    """Fails in a way that nobody foresaw, with somebody's words in it."""

    async def send(self, to: Any, card: Any) -> str:
        raise ValueError(SECRET) from SendFailed(SECRET, permanent=True)


async def test_log_has_the_kind_and_the_place_of_an_error_and_not_its_words(life: Street) -> None:
    sender = replace(life.engine.sender, channel=Talkative("a:1"))

    with capture_logs() as logged:
        await sender.send_waiting()

    broke = [entry for entry in logged if entry["event"] == "sending broke"]
    assert [entry["errors"] for entry in broke] == [["builtins.ValueError", "bot.channel.SendFailed"]] * 3
    assert all(entry["at"][-1].startswith("tests.contract.test_rounds:") for entry in broke)
    assert SECRET not in str(logged)
