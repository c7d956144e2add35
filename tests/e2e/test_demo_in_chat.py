"""The demo's own words: winding the clock and being somebody else, in one chat with one channel beside it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_service
from bot.demo.run import Demo, connect_bodies, demo_app, enter_example_people
from cards import phrases, phrases_digest, phrases_notices
from cards.adaptive import Card
from cards.verbs import Verb
from scheduler.clock import StandingClock, local_day, morning_of
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from store.unit_of_work import SqlStore
from tests.factories import MONDAY
from tests.fake_connector import running_connector
from tests.running_app import AN_HOUR, KARLSTAD, SETTINGS, House, PersonalChat
from tests.unit.cards.reading import field, titles_of, words_of

STORY = "Utförarens verksamhetsberättelse"


@dataclass(frozen=True, slots=True)
class Stage:
    """The demo with its one chat; Anna Lindqvist is the first to sit in it."""

    house: House
    chat: PersonalChat
    people: list[Person]

    @property
    def day(self) -> date:
        return local_day(self.house.clock.now())

    @property
    def posts(self) -> list[Card]:
        sent = zip(self.house.fake.received, self.house.fake.cards, strict=True)
        return [card for request, card in sent if request.path == "/teams/v3/conversations"]

    async def become(self, name: str) -> Card:
        person = next(one for one in self.people if one.name == name)
        chooser = await self.chat.says("byt person")
        return await self.chat.presses(chooser, phrases.DEMO_BECOME, {"person": str(person.id)})

    async def arrived(self) -> list[str]:
        """The words of what came by itself since the last time it was asked."""
        self.house.fake.received.clear()
        await self.house.work()
        return [words_of(card) for card in self.chat.unasked]


@pytest.fixture
async def stage(store: SqlStore) -> AsyncIterator[Stage]:
    clock = StandingClock(morning_of(MONDAY))
    service = build_service(
        SETTINGS, store=store, content=KARLSTAD, calendar_clock=clock, rate=UNPACED, writes_first=False
    )
    people = enter_example_people(store, KARLSTAD.wheel, service.municipality_id)
    demo = Demo(content=KARLSTAD, day=MONDAY, port=3978, playground_port=56150)
    async with running_connector() as fake:
        connect_bodies(store, KARLSTAD.wheel, service.municipality_id, fake.url)
        async with TestClient(TestServer(demo_app(demo, service, clock, people[0]))) as client:
            house = House(service, clock, clock, client, fake)
            house.engine.after_a_reply = AN_HOUR
            await house.has_begun()
            yield Stage(
                house, PersonalChat(house, people[0].name, people[0].entra_object_id or "", "a:personal"), people
            )


async def test_days_message_arrives_when_the_chat_has_been_opened(stage: Stage) -> None:
    before = await stage.arrived()
    (welcome,) = await stage.chat.installs()

    (message,) = await stage.arrived()

    assert before == []
    assert phrases.welcome_tasks(6) in words_of(welcome)
    assert message.startswith(f"Hej Anna\n{phrases.daily_intro(6)}")


async def test_only_the_one_who_sits_there_is_written_to(stage: Stage) -> None:
    await stage.chat.installs()
    (annas,) = await stage.arrived()

    tasks = await stage.become("Farid Rahimi")
    (farids,) = await stage.arrived()

    assert (annas.splitlines()[0], farids.splitlines()[0]) == ("Hej Anna", "Hej Farid")
    assert words_of(tasks).startswith("Dina uppgifter, Farid")
    assert words_of(await stage.chat.says("uppgifter")).startswith("Dina uppgifter, Farid")


async def test_what_comes_meanwhile_waits_for_its_reader(stage: Stage) -> None:
    await stage.chat.installs()
    await stage.arrived()
    await stage.become("Farid Rahimi")
    await stage.arrived()
    await stage.chat.says("spola fram 2027-01-29")
    farids = await stage.arrived()

    await stage.become("Anna Lindqvist")
    annas = await stage.arrived()

    assert [words.splitlines()[0] for words in (*farids, *annas)] == ["Hej Farid", "Hej Anna"]
    assert STORY in annas[0]


async def test_clock_stands_until_it_is_wound_to_the_next_day_on_which_something_happens(stage: Stage) -> None:
    await stage.chat.installs()
    await stage.chat.says("spola fram 14 januari")
    await stage.arrived()

    card = await stage.chat.says("spola fram")

    assert stage.day > date(2027, 1, 14)
    assert stage.house.clock.now() == morning_of(stage.day)
    assert words_of(card).startswith("Nu är det ")
    assert "Anna Lindqvist" in str(card)
    assert len(await stage.arrived()) == 1


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("spola fram 2027-03-15", date(2027, 3, 15)),
        ("Spola fram 15 mars!", date(2027, 3, 15)),
        ("spola  fram till 15 mars 2027", date(2027, 3, 15)),
    ],
)
async def test_clock_is_wound_to_the_day_that_is_meant(stage: Stage, words: str, day: date) -> None:
    await stage.chat.says(words)

    assert stage.day == day


@pytest.mark.parametrize(
    "words",
    [
        "spola fram 2027-01-11",
        "spola fram 2026-12-24",
        "spola fram 11 januari",
        "spola fram 10 januari",
        "spola fram 31 februari",
        "spola fram i morgon kväll",
        "spola fram 2099-01-01",
        "spola fram 9999-12-31",
    ],
)
async def test_clock_stands_when_the_day_has_been_or_is_none_or_is_too_far(stage: Stage, words: str) -> None:
    card = await stage.chat.says(words)

    assert stage.day == MONDAY
    assert phrases_notices.NOT_MOVED_TITLE in words_of(card)


async def test_digest_is_posted_in_the_channel_on_its_day(stage: Stage) -> None:
    await stage.chat.installs()
    await stage.chat.says("spola fram 14 mars")
    await stage.arrived()
    before = len(stage.posts)

    moved = await stage.chat.says("spola fram")
    await stage.arrived()

    assert (stage.day, before) == (date(2027, 3, 15), 0)
    assert "Så gick förra året: verksamhetsberättelser och bokslut" in words_of(moved)
    assert ["Så gick förra året: verksamhetsberättelser och bokslut" in words_of(card) for card in stage.posts] == [
        *[False] * 3,  # the committee's, before each of its meetings
        True,
    ]


async def test_secretary_sees_the_councils_digest_and_a_manager_chooses_among_their_own(stage: Stage) -> None:
    annas = await stage.chat.says("sammanfattning")
    await stage.become("Maria Castillo")

    secretarys = await stage.chat.says("sammanfattning")

    assert phrases_digest.CHOOSE_TITLE in words_of(annas)
    assert "Medarbetarundersökningen hos er" in words_of(annas)
    assert "Så gick förra året" not in words_of(annas)
    assert "Så gick förra året: verksamhetsberättelser och bokslut" in words_of(secretarys)


@pytest.mark.parametrize("person", ["", "4711", "9" * 40, "x", "-1"])
async def test_nobody_else_is_become_when_there_is_no_such_person(stage: Stage, person: str) -> None:
    card = await stage.chat.sends({"verb": Verb.BECOME, "person": person})

    assert phrases.DEMO_PEOPLE_TITLE in words_of(card)
    assert field(card, "person")["value"] == str(stage.people[0].id)


async def test_cards_ask_for_no_width_that_the_playground_lacks(stage: Stage) -> None:
    await stage.chat.installs()
    await stage.arrived()

    cards = [await stage.chat.says("hjälp"), *stage.chat.unasked]

    assert [("msteams" in card, card["type"]) for card in cards] == [(False, "AdaptiveCard")] * 2


async def test_help_knows_the_demos_words(stage: Stage) -> None:
    card = await stage.chat.says("hjälp")

    assert titles_of(card)[-2:] == [phrases.DEMO_NEXT, phrases.DEMO_PEOPLE]
