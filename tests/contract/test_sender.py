"""From the outbox to a Bot Connector over real HTTP: what is sent, what waits, and what is let be."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Engine, select

from bot.channel import Address, Card, SendFailed
from bot.sender import NOT_DRAWN, Sender
from bot.service import SecretTokens, Service
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from scheduler.audit import Deed
from scheduler.clock import StandingClock, morning_of
from scheduler.lifecycle import State
from scheduler.outbox import MessageKind, NewMessage, digest_key
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.dispatching import LEASE
from scheduler.usecases.ticking import tick
from scheduler.wheel import DigestPlan
from store.engine import open_engine
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_content, make_reference, make_town, make_wheel
from tests.fake_connector import FakeConnector, running_connector

MORNING = morning_of(MONDAY)
BERIT, CARIN = "Berit Al", "Carin Ek"
ANNA_ID, BERIT_ID, CARIN_ID = 1, 2, 3
ROWS = [
    replace(ANNA, name=name, email=f"{number}@karlstad.example", unit=f"Enhet {number}", entra_object_id=None)
    for number, name in enumerate((ANNA.name, BERIT, CARIN))
]
PLAN = DigestPlan(key="rad", title="Läget", body="von", rule=DateRule(due=MonthDay(1, 11)))
CONTENT = make_content(wheel=make_wheel(digests=(PLAN,)))
NOWHERE = "http://127.0.0.1:9/teams/"


@dataclass(slots=True)
class PostOffice:
    """Three managers with a task each, whose opening is today; the two clocks move apart from each other."""

    service: Service
    sender: Sender
    fake: FakeConnector
    engine: Engine
    calendar: StandingClock
    system: StandingClock

    def tick(self) -> None:
        service = self.service
        tick(service.store, service.content, service.municipality_id, self.calendar.now())

    def connect(self, *people: int, url: str = "") -> None:
        """What the bot learns when it hears from them."""
        for person_id in people:
            reference = make_reference(self.service.municipality_id, person_id=person_id)
            known = replace(reference, service_url=url or self.fake.url, conversation_id=f"a:{person_id}")
            with self.service.store.write() as uow:
                uow.references.remember(known)

    def connect_body(self) -> None:
        reference = make_reference(self.service.municipality_id, body="von")
        with self.service.store.write() as uow:
            uow.references.remember(replace(reference, service_url=self.fake.url, conversation_id="19:von"))

    def answer(self, assignment_id: int) -> None:
        with self.service.store.write() as uow:
            uow.assignments.set_state(assignment_id, State.SUBMITTED)

    def wait(self, **span: float) -> None:
        """By the system clock; the calendar stands."""
        self.system.move_to(self.system.now() + timedelta(**span))

    @property
    def states(self) -> dict[int | None, tuple[str, str | None]]:
        """State and code by person; None is the body."""
        chosen = select(outbox.c.person_id, outbox.c.state, outbox.c.code).order_by(outbox.c.id)
        with self.engine.connect() as connection:
            return {person_id: (str(state), code) for person_id, state, code in connection.execute(chosen)}

    @property
    def receivers(self) -> list[str]:
        return sorted(str(request.body["conversation"]["id"]) for request in self.fake.received)


def make_service(store: SqlStore, calendar: StandingClock, system: StandingClock) -> Service:
    town = make_town(store, rows=ROWS)
    return Service(
        store=store,
        content=CONTENT,
        municipality_id=town.id,
        calendar_clock=calendar,
        system_clock=system,
        tokens=SecretTokens(),
        public_url="https://arshjul.example",
    )


@pytest.fixture
async def post(store: SqlStore, engine: Engine) -> AsyncIterator[PostOffice]:
    calendar, system = StandingClock(MORNING), StandingClock(MORNING)
    service = make_service(store, calendar, system)
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        sender = Sender(service, Connector(session, NoToken()))
        yield PostOffice(service, sender, fake, engine, calendar, system)


async def test_each_is_sent_once_when_all_goes_well(post: PostOffice) -> None:
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()

    sent = [await post.sender.send_waiting() for _ in range(2)]

    assert sent == [3, 0]
    assert post.receivers == ["a:1", "a:2", "a:3"]
    assert post.states == {1: ("sent", None), 2: ("sent", None), 3: ("sent", None), None: ("pending", None)}


async def test_activity_id_and_moment_are_kept_when_sent(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()

    await post.sender.send_waiting()

    with post.engine.connect() as connection:
        kept = select(outbox.c.activity_id, outbox.c.sent_at, outbox.c.sent_on).where(outbox.c.person_id == ANNA_ID)
        assert tuple(connection.execute(kept).one()) == ("activity-1", MORNING, MONDAY)


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (403, "MessageWritesBlocked", "failed"),
        (404, "ConversationNotFound", "failed"),
        (500, "ServiceError", "failed"),
        (429, "Throttled", "retry"),
        (503, "ServiceUnavailable", "retry"),
    ],
)
async def test_failure_is_noted_with_its_code(post: PostOffice, status: int, code: str, state: str) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(status, code=code)

    sent = await post.sender.send_waiting()

    assert (sent, post.states[ANNA_ID]) == (0, (state, code))


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_message_is_never_tried_again_when_it_failed_for_good(post: PostOffice, status: int) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(status)
    await post.sender.send_waiting()

    post.wait(days=30)

    assert (await post.sender.send_waiting(), len(post.fake.received)) == (0, 1)


async def test_message_is_tried_again_when_the_connection_was_lost(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.drop_next()
    await post.sender.send_waiting()
    before = post.states[ANNA_ID]

    post.wait(seconds=10)
    await post.sender.send_waiting()

    assert (before, post.states[ANNA_ID]) == (("retry", "ConnectionFailed"), ("sent", "ConnectionFailed"))


async def test_retry_waits_by_the_system_clock_when_the_calendar_stands(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(429, headers={"Retry-After": "30"})
    await post.sender.send_waiting()

    post.wait(seconds=29)
    early = await post.sender.send_waiting()
    post.wait(seconds=1)
    in_time = await post.sender.send_waiting()

    assert (early, in_time, post.states[ANNA_ID][0]) == (0, 1, "sent")


async def test_retry_waits_when_only_the_calendar_has_moved(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(429, headers={"Retry-After": "30"})
    await post.sender.send_waiting()

    post.calendar.move_to(morning_of(date(2027, 1, 12)))

    assert (await post.sender.send_waiting(), post.states[ANNA_ID][0]) == (0, "retry")


async def test_message_arrives_in_the_end_when_the_far_end_was_down_for_a_day(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()

    for _ in range(24):
        post.fake.answer_next(503, code="ServiceUnavailable")
        await post.sender.send_waiting()
        post.wait(hours=1)

    assert (await post.sender.send_waiting(), post.states[ANNA_ID][0]) == (1, "sent")


async def test_person_hears_when_back_after_having_blocked_the_bot(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(403, code="MessageWritesBlocked")
    await post.sender.send_waiting()
    post.calendar.move_to(morning_of(date(2027, 1, 12)))
    post.tick()

    while_blocked = await post.sender.send_waiting()
    post.connect(ANNA_ID)

    assert (while_blocked, await post.sender.send_waiting()) == (0, 1)


async def test_others_are_sent_when_one_cannot_be_reached(post: PostOffice) -> None:
    post.connect(ANNA_ID, url=NOWHERE)
    post.connect(BERIT_ID, CARIN_ID)
    post.tick()

    sent = await post.sender.send_waiting()

    assert (sent, post.receivers) == (2, ["a:2", "a:3"])
    assert post.states[ANNA_ID] == ("retry", "ConnectionFailed")


@dataclass(slots=True)
class SilentFor:
    """A channel on which one conversation never answers until it times out; the others do at once."""

    conversation: str
    reached: list[str] = field(default_factory=list)
    all_others: asyncio.Event = field(default_factory=asyncio.Event)
    timeout: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, to: Address, card: Card) -> str:
        if to.conversation_id == self.conversation:
            await self.timeout.wait()
            raise SendFailed("Timeout", permanent=False)
        self.reached.append(to.conversation_id)
        if len(self.reached) == len(ROWS) - 1:
            self.all_others.set()
        return "activity"

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        raise NotImplementedError

    async def delete(self, to: Address, activity_id: str) -> None:
        raise NotImplementedError

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        raise NotImplementedError

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        raise NotImplementedError


async def test_others_are_sent_at_once_when_one_never_answers(post: PostOffice) -> None:
    channel = SilentFor("a:1")
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()

    sending = asyncio.create_task(Sender(post.service, channel).send_waiting())
    async with asyncio.timeout(5):
        await channel.all_others.wait()
    channel.timeout.set()

    assert await sending == 2
    assert post.states[ANNA_ID] == ("retry", "Timeout")


async def test_message_is_cancelled_when_all_was_answered_meanwhile(post: PostOffice) -> None:
    post.connect(ANNA_ID, BERIT_ID)
    post.tick()
    post.answer(1)

    sent = await post.sender.send_waiting()

    assert (sent, post.receivers) == (1, ["a:2"])
    assert post.states[ANNA_ID] == ("cancelled", None)


async def test_retry_is_cancelled_when_all_was_answered_before_it_came(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.fake.answer_next(429)
    await post.sender.send_waiting()
    post.answer(1)
    post.wait(minutes=1)

    sent = await post.sender.send_waiting()

    assert (sent, len(post.fake.received), post.states[ANNA_ID][0]) == (0, 1, "cancelled")


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime.fromisoformat("2027-01-11T07:59:59+01:00"), 0),
        (datetime.fromisoformat("2027-01-11T08:00:00+01:00"), 1),
        (datetime.fromisoformat("2027-01-11T16:59:59+01:00"), 1),
        (datetime.fromisoformat("2027-01-11T17:00:00+01:00"), 0),
    ],
)
async def test_message_waits_outside_working_hours(
    store: SqlStore, engine: Engine, moment: datetime, sent: int
) -> None:
    calendar = StandingClock(datetime.fromisoformat("2027-01-11T07:00:00+01:00"))
    service = make_service(store, calendar, StandingClock(MORNING))
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        sender = Sender(service, Connector(session, NoToken()))
        post = PostOffice(service, sender, fake, engine, calendar, StandingClock(MORNING))
        post.connect(ANNA_ID)
        post.tick()
        calendar.move_to(moment)

        assert await sender.send_waiting() == sent


async def test_message_waits_over_the_weekend(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.calendar.move_to(datetime.fromisoformat("2027-01-15T18:00:00+01:00"))
    post.tick()
    days = [date(2027, 1, day) for day in (16, 17, 18)]

    sent = []
    for day in days:
        post.calendar.move_to(morning_of(day))
        sent.append(await post.sender.send_waiting())

    assert sent == [0, 0, 1]


async def test_each_is_sent_once_when_two_senders_work_at_once(post: PostOffice, engine: Engine) -> None:
    other = SqlStore(open_engine(str(engine.url)))
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()

    sent = await asyncio.gather(
        post.sender.send_waiting(),
        Sender(replace(post.service, store=other), post.sender.channel).send_waiting(),
    )
    other.close()

    assert (sum(sent), post.receivers) == (3, ["a:1", "a:2", "a:3"])


async def test_message_stays_until_the_person_appears_when_nobody_knows_where(post: PostOffice) -> None:
    post.tick()
    before = await post.sender.send_waiting(), post.states[ANNA_ID]

    post.connect(ANNA_ID)
    after = await post.sender.send_waiting(), post.states[ANNA_ID]

    assert (before, after) == ((0, ("pending", None)), (1, ("sent", None)))


async def test_message_is_sent_again_when_its_sender_died(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()
    post.sender._claim(room=50)

    post.wait(seconds=LEASE.total_seconds())
    early = await post.sender.send_waiting()
    post.wait(seconds=1)
    late = await post.sender.send_waiting()

    assert (early, late, post.states[ANNA_ID][0]) == (0, 1, "sent")


async def test_digest_starts_a_thread_in_the_bodys_channel(post: PostOffice) -> None:
    post.connect_body()
    post.tick()

    await post.sender.send_waiting()

    (request,) = post.fake.received
    sent: dict[str, Any] = {name: request.body[name] for name in ("isGroup", "channelData")}
    assert request.path == "/teams/v3/conversations"
    assert sent == {"isGroup": True, "channelData": {"channel": {"id": "19:von"}, "tenant": {"id": "tenant"}}}
    assert post.states[None] == ("sent", None)


async def test_digest_says_what_it_said_when_it_is_tried_again(post: PostOffice) -> None:
    post.connect_body()
    post.tick()
    post.fake.answer_next(429)
    await post.sender.send_waiting()
    post.answer(1)
    post.wait(minutes=1)

    await post.sender.send_waiting()

    first, second = post.fake.cards
    assert first == second


async def test_others_are_sent_when_one_cannot_be_drawn(post: PostOffice) -> None:
    broken = replace(CONTENT, wheel=make_wheel(digests=(replace(PLAN, body="okand"),)))
    service = replace(post.service, content=broken)
    unknown = NewMessage(
        municipality_id=service.municipality_id,
        kind=MessageKind.DIGEST,
        dedupe_key=digest_key(service.municipality_id, PLAN.key, MONDAY),
        day=MONDAY,
        due_at=MORNING,
        body="okand",
    )
    reference = replace(make_reference(service.municipality_id, body="okand"), service_url=post.fake.url)
    with service.store.write() as uow:
        uow.references.remember(reference)
        uow.outbox.add(unknown)
    post.connect(ANNA_ID)
    post.tick()

    sent = await Sender(service, post.sender.channel).send_waiting()

    assert (sent, post.receivers) == (1, ["a:1"])
    assert _state_of(post.engine, "okand") == ["failed", NOT_DRAWN]


async def test_row_that_cannot_be_read_sets_aside_its_own_message_alone(post: PostOffice) -> None:
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()
    with post.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE assignment SET level = 'okand' WHERE id = 2")

    sent = await post.sender.send_waiting()

    assert (sent, sorted(post.receivers)) == (2, ["a:1", "a:3"])
    with post.engine.connect() as connection:
        (code,) = connection.scalars(select(outbox.c.code).where(outbox.c.state == "failed"))
    assert code == NOT_DRAWN


async def test_database_that_refuses_one_card_sets_aside_that_message_alone(post: PostOffice) -> None:
    digest = NewMessage(
        municipality_id=post.service.municipality_id,
        kind=MessageKind.DIGEST,
        dedupe_key=digest_key(post.service.municipality_id, PLAN.key, MONDAY),
        day=MONDAY,
        due_at=MORNING,
        body="von",
    )
    with post.service.store.write() as uow:
        uow.outbox.add(digest)
    post.connect_body()
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()
    with post.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE digest RENAME TO elsewhere")

    sent = await post.sender.send_waiting()

    assert (sent, post.receivers) == (3, ["a:1", "a:2", "a:3"])
    assert post.states == {None: ("failed", NOT_DRAWN), 1: ("sent", None), 2: ("sent", None), 3: ("sent", None)}


async def test_database_that_refuses_the_briefing_sets_aside_what_needs_it(post: PostOffice) -> None:
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()
    with post.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE role_holding RENAME TO elsewhere")

    sent = await post.sender.send_waiting()

    assert (sent, post.receivers) == (0, [])
    assert [post.states[one] for one in (ANNA_ID, BERIT_ID, CARIN_ID)] == [("failed", NOT_DRAWN)] * 3


async def test_what_cannot_be_drawn_gives_its_rungs_back_and_is_noted_in_the_log(post: PostOffice) -> None:
    post.connect(ANNA_ID, BERIT_ID, CARIN_ID)
    post.tick()
    with post.service.store.read() as uow:
        told = uow.reminders.covered([1, 2, 3])
    with post.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE assignment SET level = 'okand' WHERE id = 2")

    await post.sender.send_waiting()

    with post.service.store.read() as uow:
        kept = uow.reminders.covered([1, 2, 3])
        noted = [entry for entry in uow.audit.of_task(2) if entry.deed is Deed.UNDELIVERED]
    assert {assignment_id for assignment_id, _ in told} == {1, 2, 3}
    assert kept == {key: rungs for key, rungs in told.items() if key[0] != 2}
    assert [(entry.thing_id, entry.person_id, entry.after) for entry in noted] == [(2, BERIT_ID, NOT_DRAWN)]


def _state_of(engine: Engine, body: str) -> Sequence[str]:
    with engine.connect() as connection:
        row = connection.execute(select(outbox.c.state, outbox.c.code).where(outbox.c.body == body)).one()
    return [str(part) for part in row]
