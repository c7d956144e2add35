"""A year in Karlstad through the whole service: what people are sent, what they press, and what the council is told.

Everything a person does is taken from the cards they have received; nothing is looked up behind their backs.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.demo.run import connect_bodies, enter_example_people
from cards import phrases_form
from cards.adaptive import Card
from cards.verbs import Verb
from scheduler.clock import morning_of
from scheduler.days import each_day, is_working_day
from scheduler.lifecycle import ANSWERED
from scheduler.organisation import Person
from store.engine import Durability
from store.opening import open_store
from tests.factories import MONDAY
from tests.running_app import KARLSTAD, House, PersonalChat, open_house
from tests.unit.cards.reading import buttons_of, words_of

NEW_YEARS_EVE = date(2027, 12, 31)
BEFORE_A_MEETING = "Månaden och året hittills"
SILENT = "Farid Rahimi"


@dataclass(slots=True)
class Year:
    """What happened, as the people and the council saw it."""

    messages: list[tuple[str, date]] = field(default_factory=list)
    opened: list[tuple[str, int, date]] = field(default_factory=list)
    receipts: dict[int, date] = field(default_factory=dict)
    refusals: list[Card] = field(default_factory=list)
    posts: list[tuple[date, str]] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)


def tasks_in(card: Card) -> list[dict[str, Any]]:
    return [data for _, data in buttons_of(card) if data["verb"] == Verb.OPEN]


async def live(house: House, people: list[Person]) -> Year:
    """Every day of the year from Monday 11 January: all read what they got and answer it, but for the silent one."""
    year = Year()
    chats = [house.chat(person) for person in people]
    for chat in chats:
        await chat.installs()
    for day in each_day(MONDAY, NEW_YEARS_EVE):
        house.clock.move_to(morning_of(day))
        house.fake.received.clear()
        await house.work()
        year.posts += [(day, str(card["body"][0]["text"])) for card in posted(house)]
        for chat in chats:
            for card in chat.unasked:
                year.messages.append((chat.name, day))
                await read(chat, card, day, year)
    with house.service.store.read() as uow:
        year.counts = dict(uow.outbox.counts(house.service.municipality_id))
        of_year = uow.assignments.of_municipality(house.service.municipality_id, year=2027)
    year.unanswered = sorted({task.place for task in of_year if task.state not in ANSWERED})
    return year


def posted(house: House) -> Iterator[Card]:
    """The threads started in a channel."""
    for request, card in zip(house.fake.received, house.fake.cards, strict=True):
        if request.path == "/teams/v3/conversations":
            yield card


async def read(chat: PersonalChat, card: Card, day: date, year: Year) -> None:
    for data in tasks_in(card):
        year.opened.append((chat.name, data["task"], day))
        if chat.name == SILENT:
            continue
        answer = await chat.sends(data)
        if phrases_form.RECEIPT_LEAD in words_of(answer):
            year.refusals.append(answer)
            continue
        receipt = await chat.hands_in(answer)
        assert phrases_form.RECEIPT_LEAD in words_of(receipt), words_of(receipt)
        year.receipts[data["task"]] = day


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return asyncio.run(year_in(tmp_path_factory.mktemp("year") / "arshjul.sqlite3"))


async def year_in(file: Path) -> Year:
    store = open_store(f"sqlite:///{file}", durability=Durability.NORMAL)
    async with open_house(store) as house:
        await house.has_begun()
        people = enter_example_people(store, KARLSTAD.wheel, house.service.municipality_id)
        connect_bodies(store, KARLSTAD.wheel, house.service.municipality_id, house.fake.url)
        lived = await live(house, people)
    store.close()
    return lived


def test_everyone_is_written_to_at_most_once_a_day_and_only_on_working_days(year: Year) -> None:
    assert max(Counter(year.messages).values()) == 1
    assert [day for _, day in year.messages if not is_working_day(day)] == []


def test_nobody_is_asked_about_what_is_answered(year: Year) -> None:
    late = [(task, day) for _, task, day in year.opened if year.receipts.get(task, NEW_YEARS_EVE) < day]

    asked = {task for name, task, _ in year.opened if name != SILENT}
    assert late == []
    assert year.refusals == []
    assert set(year.receipts) == asked


def test_everything_is_answered_but_what_the_silent_one_was_asked(year: Year) -> None:
    assert year.unanswered == ["Tallbackens vårdboende"]


def test_the_silent_one_is_reminded_and_then_let_be(year: Year) -> None:
    asked = Counter(task for name, task, _ in year.opened if name == SILENT)

    assert asked
    assert 1 < max(asked.values()) <= 9  # the ladder's eight rungs, and the warning that it will be told on


def test_the_committee_is_told_before_its_meetings(year: Year) -> None:
    days = [day for day, title in year.posts if title == BEFORE_A_MEETING]

    assert days == sorted(set(days))
    assert len(days) == len(year.posts) - 4 > 0


def test_the_council_is_told_on_its_four_days(year: Year) -> None:
    assert [post for post in year.posts if post[1] != BEFORE_A_MEETING] == [
        (date(2027, 3, 15), "Så gick förra året: verksamhetsberättelser och bokslut"),
        (date(2027, 4, 12), "Det egenkontrollen visade: enheternas egna slutsatser"),
        (date(2027, 6, 15), "Halvårsläget inför sommaren"),
        (date(2027, 12, 15), "Hela året i en sammanfattning"),
    ]


def test_nothing_was_left_lying_or_lost(year: Year) -> None:
    states = {state for (_, state), count in year.counts.items() if count}

    assert states == {"sent"}
    assert sum(year.counts.values()) == len(year.messages) + len(year.posts)
