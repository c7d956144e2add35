"""What may have been sent already: told late, or to a database that is away; and rows that only others understand."""

from collections.abc import AsyncIterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.delivery import Delivery, Prepared
from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports import UnitOfWork
from scheduler.usecases.dispatching import LEASE
from store.unit_of_work import SqlStore
from tests.chaos.street import Street, at, street
from tests.factories import MONDAY, make_reference
from tests.fake_connector import LOST, refusal


@pytest.fixture
async def life(store: SqlStore, engine: Engine) -> AsyncIterator[Street]:
    """Three managers with a message each, written and not yet sent."""
    async with street(store, engine, since=at(MONDAY), people=3) as made:
        made.engine.tick()
        yield made


def claim(life: Street) -> list[Any]:
    """Another sender's claim, which then runs out."""
    now = life.system.now()
    with life.service.store.write() as uow:
        return list(uow.outbox.claim(calendar=now, now=now, lease_until=now + LEASE, limit=50))


async def test_card_is_updated_when_it_was_sent_by_one_who_could_tell_too_late(life: Street) -> None:
    late = claim(life)
    await life.pause(LEASE.total_seconds() + 1)
    life.fake.meet(refusal(503), refusal(503), refusal(503))
    await life.engine.sender.send_waiting()
    with life.service.store.write() as uow:
        told = [uow.outbox.mark_sent(message, at=at(MONDAY), activity_id=f"late-{message.id}") for message in late]
    life.fake.received.clear()
    await life.pause(60)

    sent = await life.engine.sender.send_waiting()

    assert (told, sent, life.states()) == ([False] * 3, 3, ["sent"] * 3)
    assert sorted(life.fake.calls) == [
        ("PUT", f"/teams/v3/conversations/a%3A{number}/activities/late-{number}") for number in (1, 2, 3)
    ]


async def test_thread_is_updated_when_it_was_begun_by_one_who_could_tell_too_late(life: Street) -> None:
    with life.service.store.write() as uow:
        known = make_reference(life.service.municipality_id, body="von")
        uow.references.remember(replace(known, service_url=life.fake.url, conversation_id="19:von"))
    message = replace(claim(life)[0], person_id=None, body="von", activity_id="177")
    prepared = Prepared(message, {}, replace(known, service_url=life.fake.url, conversation_id="19:von"))

    activity_id = await Delivery(life.service, life.engine.sender.channel).deliver(prepared)

    assert activity_id == "177"
    assert life.fake.calls == [("PUT", "/teams/v3/conversations/19%3Avon%3Bmessageid%3D177/activities/177")]


async def test_what_is_sent_stays_sent_when_another_tells_of_it_late(life: Street) -> None:
    late = claim(life)
    await life.pause(LEASE.total_seconds() + 1)
    await life.engine.sender.send_waiting()

    with life.service.store.write() as uow:
        told = [uow.outbox.mark_sent(message, at=at(MONDAY), activity_id="late") for message in late]

    assert (told, life.states()) == ([False] * 3, ["sent"] * 3)
    with life.database.connect() as connection:
        assert set(connection.scalars(text("SELECT activity_id FROM outbox"))) == {
            "activity-1", "activity-2", "activity-3",
        }  # fmt: skip


@dataclass(slots=True)
class AwayFor:
    """A store that fails the first times that somebody wants to write after a message was sent."""

    store: SqlStore
    life: Street
    times: int

    @contextmanager
    def write(self) -> Any:
        if self.life.fake.received and self.times:
            self.times -= 1
            raise ConnectionError("the database is away")
        with self.store.write() as uow:
            yield uow

    def read(self) -> Any:
        return self.store.read()

    def close(self) -> None:
        self.store.close()


async def test_nobody_hears_twice_when_the_database_is_away_just_after_the_sending(life: Street) -> None:
    store: Any = AwayFor(life.service.store, life, times=20)  # type: ignore[arg-type]
    sender = replace(life.engine.sender, service=replace(life.service, store=store))

    sent = await sender.send_waiting()
    await life.pause(LEASE.total_seconds() + 1)

    assert (sent, await sender.send_waiting(), store.times) == (3, 0, 0)
    assert (len(life.fake.received), life.states()) == (3, ["sent"] * 3)


async def test_lost_answer_leaves_the_message_to_be_tried_again(life: Street) -> None:
    life.fake.meet(LOST, receiver="a:1")

    sent = await life.engine.sender.send_waiting()

    assert (sent, life.states()) == (2, ["retry", "sent", "sent"])


async def test_kind_that_only_a_newer_program_knows_is_left_to_it_and_holds_up_nobody(life: Street) -> None:
    with life.service.store.write() as uow:
        add_for_the_first(uow, life)
    with life.database.begin() as connection:
        connection.execute(text("UPDATE outbox SET kind = 'unheard_of' WHERE dedupe_key = 'new'"))

    sent = await life.engine.sender.send_waiting()

    assert (sent, life.states()) == (3, ["pending", "sent", "sent", "sent"])
    with life.service.store.read() as uow:
        counts = uow.outbox.counts(life.service.municipality_id)
    assert counts == {("catch_up", "sent"): 3, ("unheard_of", "pending"): 1}


def add_for_the_first(uow: UnitOfWork, life: Street) -> None:
    """The oldest of all that wait, and therefore the first to be claimed."""
    new = NewMessage(
        municipality_id=life.service.municipality_id,
        kind=MessageKind.ESCALATION,
        dedupe_key="new",
        day=MONDAY,
        due_at=at(MONDAY, 1),
        person_id=1,
    )
    uow.outbox.add(new)
