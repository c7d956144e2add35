"""Getting a card to its receiver: opened first, opened anew, at another host, paced, and past those who are slow."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.channel import Address, Card, SendFailed
from bot.delivery import OTHER_HOST
from bot.sender import AT_ONCE, Sender
from bot.service import SecretTokens, Service
from scheduler.clock import StandingClock, morning_of
from scheduler.pacing import UNPACED
from scheduler.usecases.ticking import tick
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_content, make_reference, make_town, make_wheel

MORNING = morning_of(MONDAY)
MANY = 120
HALF_AN_HOUR = 1800
ENTRA = "aaaaaaaa-0000-0000-0000-{:012}"


@dataclass(slots=True)
class FakeChannel:
    """Hand-made: it remembers what it was asked for, and refuses or waits as it is told, by conversation."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    refuses: dict[str, list[SendFailed]] = field(default_factory=dict)
    waits: dict[str, asyncio.Event] = field(default_factory=dict)

    async def send(self, to: Address, card: Card) -> str:
        self.sent.append((to.service_url, to.conversation_id))
        if to.conversation_id in self.waits:
            await self.waits[to.conversation_id].wait()
        if self.refuses.get(to.conversation_id):
            raise self.refuses[to.conversation_id].pop(0)
        return f"activity-{len(self.sent)}"

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        self.opened.append(user_id)
        if self.refuses.get(user_id):
            raise self.refuses[user_id].pop(0)
        return Address(service_url, f"opened:{user_id}", tenant_id, "msteams", bot_id)

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        raise AssertionError("nothing is updated here")

    async def delete(self, to: Address, activity_id: str) -> None:
        raise AssertionError("nothing is deleted here")

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        raise AssertionError("no body is written to here")


@dataclass(slots=True)
class House:
    service: Service
    channel: FakeChannel
    engine: Engine
    system: StandingClock
    paused: list[float] = field(default_factory=list)

    def sender(self, **changes: object) -> Sender:
        return Sender(replace(self.service, **changes), self.channel, self.pause)  # type: ignore[arg-type]

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.system.move_to(self.system.now() + timedelta(seconds=seconds))

    def connect(self, *people: int) -> None:
        with self.service.store.write() as uow:
            for person_id in people:
                reference = make_reference(self.service.municipality_id, person_id=person_id)
                uow.references.remember(replace(reference, conversation_id=f"a:{person_id}"))

    def states(self) -> dict[int | None, tuple[str, str | None]]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(outbox.c.person_id, outbox.c.state, outbox.c.code))
            return {person_id: (str(state), code) for person_id, state, code in rows}

    def unreachable(self) -> list[tuple[int, str]]:
        with self.service.store.read() as uow:
            return [(one.person_id, one.code) for one in uow.references.unreachable(self.service.municipality_id)]


Build = Callable[[int], House]


@pytest.fixture
def build(store: SqlStore, engine: Engine) -> Build:
    def houses(people: int) -> House:
        rows = [
            replace(ANNA, name=f"Person {one}", email=f"{one}@x.example", unit=f"Enhet {one}",
                    entra_object_id=ENTRA.format(one))
            for one in range(1, people + 1)
        ]  # fmt: skip
        town = make_town(store, rows=rows)
        system = StandingClock(MORNING)
        service = Service(
            store=store, content=make_content(wheel=make_wheel()), municipality_id=town.id,
            calendar_clock=StandingClock(MORNING), system_clock=system, tokens=SecretTokens(),
            public_url="https://arshjul.example", rate=UNPACED,
        )  # fmt: skip
        tick(store, service.content, town.id, MORNING)
        return House(service, FakeChannel(), engine, system)

    return houses


async def test_person_never_heard_from_is_written_to_first_at_the_address_of_the_others(build: Build) -> None:
    house = build(2)
    house.connect(1)

    sent = await house.sender().send_waiting()

    assert (sent, house.channel.opened) == (2, [ENTRA.format(2)])
    with house.service.store.read() as uow:
        known = uow.references.of_person(2)
    assert known is not None
    assert (known.conversation_id, known.person_id) == (f"opened:{ENTRA.format(2)}", 2)


async def test_nobody_is_written_to_first_where_that_is_not_wanted(build: Build) -> None:
    house = build(2)
    house.connect(1)

    sent = await house.sender(writes_first=False).send_waiting()

    assert (sent, house.channel.opened, house.states()[2]) == (1, [], ("pending", None))


async def test_person_without_the_app_is_listed_with_the_reason_and_not_tried_again(build: Build) -> None:
    house = build(2)
    house.connect(1)
    house.channel.refuses[ENTRA.format(2)] = [SendFailed("BotNotInstalled", permanent=True, status=403)]

    sent = [await house.sender().send_waiting() for _ in range(2)]

    assert (sent, house.unreachable()) == ([1, 0], [(2, "BotNotInstalled")])
    assert house.states()[2] == ("failed", "BotNotInstalled")
    assert house.channel.opened == [ENTRA.format(2)]


async def test_conversation_that_is_gone_is_opened_once_more(build: Build) -> None:
    house = build(1)
    house.connect(1)
    house.channel.refuses["a:1"] = [SendFailed("ConversationNotFound", permanent=True, status=404)]

    sent = await house.sender().send_waiting()

    assert (sent, house.states()[1], house.unreachable()) == (1, ("sent", None), [])
    assert [where for _, where in house.channel.sent] == ["a:1", f"opened:{ENTRA.format(1)}"]


async def test_conversation_that_is_gone_twice_is_given_up(build: Build) -> None:
    house = build(1)
    house.connect(1)
    gone = [SendFailed("ConversationNotFound", permanent=True, status=404) for _ in range(2)]
    house.channel.refuses = {"a:1": gone[:1], f"opened:{ENTRA.format(1)}": gone[1:]}

    sent = await house.sender().send_waiting()

    assert (sent, len(house.channel.sent), house.unreachable()) == (0, 2, [(1, "ConversationNotFound")])


async def test_wrong_host_is_answered_once_at_the_other_one(build: Build) -> None:
    house = build(1)
    house.connect(1)
    house.channel.refuses["a:1"] = [SendFailed("InvalidBotApiHost", permanent=True, status=403)]

    sent = await house.sender().send_waiting()

    assert sent == 1
    assert [url for url, _ in house.channel.sent] == ["https://smba.example/emea/", f"https://{OTHER_HOST}/emea/"]


async def test_throttled_tenant_is_left_to_the_round_in_which_it_may_be_asked_again(build: Build) -> None:
    house = build(30)
    house.connect(*range(1, 31))
    house.channel.refuses["a:1"] = [SendFailed("Throttled", permanent=False, status=429, retry_after=HALF_AN_HOUR)]

    before = await house.sender(rate=5.0).send_waiting()
    took = house.system.now() - MORNING
    too_early = await house.sender(rate=5.0).send_waiting()
    await house.pause(HALF_AN_HOUR)
    after = await house.sender(rate=5.0).send_waiting()

    assert (before + after, too_early, house.states()[1][0]) == (30, 0, "sent")
    assert [where for _, where in house.channel.sent].count("a:1") == 2
    assert (0 < before < after, took < timedelta(minutes=1)) == (True, True)


async def test_no_more_than_the_rate_goes_in_any_second(build: Build) -> None:
    house = build(MANY)
    house.connect(*range(1, MANY + 1))

    sent = await house.sender(rate=20.0).send_waiting()

    assert sent == MANY
    assert house.system.now() - MORNING == pytest.approx(timedelta(seconds=(MANY - 8) / 20), abs=timedelta(seconds=1))
    assert sum(house.paused) > 4


async def test_receiver_that_does_not_answer_holds_up_nobody_else(build: Build) -> None:
    house = build(MANY)
    house.connect(*range(1, MANY + 1))
    answers = asyncio.Event()
    house.channel.waits["a:1"] = answers

    sending = asyncio.ensure_future(house.sender().send_waiting())
    async with asyncio.timeout(20):
        while len(house.channel.sent) < MANY:
            await asyncio.sleep(0)
    waiting = house.states()[1][0]
    answers.set()

    assert (waiting, await sending, MANY > AT_ONCE) == ("sending", MANY, True)


async def test_message_too_large_is_set_aside_and_the_person_is_not_given_up(build: Build) -> None:
    house = build(2)
    house.connect(1, 2)
    house.channel.refuses["a:1"] = [SendFailed("MessageSizeTooBig", permanent=True, status=413)]

    sent = await house.sender().send_waiting()

    assert (sent, house.states()[1], house.unreachable()) == (1, ("failed", "MessageSizeTooBig"), [])
