"""What a person writes lies where it belongs, in the draft or the answer, and nowhere else: not in any log."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import pytest
import structlog
from sqlalchemy import Engine, select
from structlog.typing import EventDict

from cards import phrases_form
from cards.adaptive import Card
from cards.verbs import INPUT_PREFIX, Verb
from scheduler.loading import shipped_forms
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.moving import move_occurrence
from scheduler.wheel_parts import Level
from store.columns import METADATA
from store.unit_of_work import SqlStore
from tests.factories import ANNA, FORM, NOON, WHEEL, make_activity, make_by, make_content
from tests.running_app import House, PersonalChat, filled, open_house

OPEN_NOW = DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1))
CHECK = make_activity(key="kontroll", rule=OPEN_NOW, form=FORM.key)
DECISION = make_activity(key="plan", rule=OPEN_NOW, level=Level.ADMINISTRATION, decides="von", form="common.beslut")
CONTENT = make_content(*shipped_forms(), FORM, wheel=replace(WHEEL, activities=(CHECK, DECISION)))
SARA = replace(
    ANNA,
    area="",
    unit="",
    name="Sara Lo",
    email="sara@karlstad.example",
    entra_object_id="dddddddd-0000-0000-0000-000000000004",
    role="kvalitetsstrateg",
)
IN_DRAFT, IN_ANSWER, IN_DECISION = ("draft", "answers"), ("submission", "answers"), "decision"
NUMBER = "850709-9805"

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A running service, everything it logs, and two who write words that nobody has written before."""

    house: House
    engine: Engine
    anna: PersonalChat
    sara: PersonalChat
    logged: list[EventDict]
    numbers: Iterator[int] = field(default_factory=count)

    def word(self) -> str:
        return f"ordet{next(self.numbers)}zq"

    def task(self, activity: str) -> int:
        """This year's."""
        with self.house.service.store.read() as uow:
            found = uow.assignments.of_activities(self.house.service.municipality_id, [activity])[0]
        return found.id

    async def opens(self, who: PersonalChat, activity: str) -> Card:
        return await who.sends({"verb": Verb.OPEN.value, "task": self.task(activity)})

    def where(self, word: str) -> set[Place]:
        """Every column of every table that holds the word, and the log if it does."""
        found = {("log", "")} if word in str(self.logged) else set()
        with self.engine.connect() as connection:
            for table in METADATA.sorted_tables:
                for row in connection.execute(select(table)).mappings():
                    found |= {(table.name, name) for name, value in row.items() if word in str(value)}
        return found


@pytest.fixture
async def desk(store: SqlStore, engine: Engine) -> AsyncIterator[Desk]:
    with structlog.testing.capture_logs() as logged:
        async with open_house(store, content=CONTENT) as house:
            await house.has_begun()
            with store.write() as uow:
                uow.people.import_rows(house.service.municipality_id, [ANNA, SARA])
                anna, sara = uow.people.everyone(house.service.municipality_id)
            await house.work()
            yield Desk(house, engine, house.chat(anna), house.chat(sara), logged)


def typed(card: Card, words: Mapping[str, str]) -> dict[str, str]:
    """Something fitting in every field, and those words in the fields where one writes freely."""
    return {**filled(card), **{INPUT_PREFIX + key: word for key, word in words.items()}}


async def test_words_of_an_answer_lie_in_its_draft_and_then_in_the_answer_alone(desk: Desk) -> None:
    words = {key: desk.word() for key in ("orsak", "risk", "atgard")}
    first = {"utfall": "nej", "antal": "3", "orsak": words["orsak"]}

    page = await desk.opens(desk.anna, "kontroll")
    page = await desk.anna.presses(page, phrases_form.NEXT, typed(page, first))
    page = await desk.anna.presses(page, phrases_form.NEXT, typed(page, {"risk": words["risk"]}))
    in_draft = [desk.where(words["orsak"]), desk.where(words["risk"])]
    await desk.anna.presses(page, phrases_form.SUBMIT, typed(page, {"atgard": words["atgard"]}))

    assert in_draft == [{IN_DRAFT}, {IN_DRAFT}]
    assert [desk.where(word) for word in words.values()] == [{IN_ANSWER}] * 3


async def test_words_that_are_refused_or_come_from_an_old_card_lie_nowhere(desk: Desk) -> None:
    refused, stale, reached_for, said = (desk.word() for _ in range(4))
    old = await desk.opens(desk.anna, "kontroll")

    await desk.anna.presses(
        old, phrases_form.NEXT, typed(old, {"utfall": "nej", "antal": "3", "orsak": f"{refused} {NUMBER}"})
    )
    await desk.anna.presses(old, phrases_form.NEXT, typed(old, {"utfall": "ja", "antal": "3", "orsak": ""}))
    await desk.anna.presses(old, phrases_form.NEXT, typed(old, {"utfall": "nej", "antal": "3", "orsak": stale}))
    await desk.sara.presses(old, phrases_form.NEXT, typed(old, {"utfall": "nej", "antal": "3", "orsak": reached_for}))
    await desk.anna.says(said)

    assert [desk.where(word) for word in (refused, NUMBER, stale, reached_for, said)] == [set()] * 5


async def test_words_of_a_decision_lie_in_the_answer_and_the_decision_and_those_of_a_new_draft_in_that(
    desk: Desk,
) -> None:
    paragraph, number, again = desk.word(), desk.word(), desk.word()
    page = await desk.opens(desk.sara, "plan")
    decided = {"resultat": "aterremitterad", "datum": "2027-01-08", "paragraf": paragraph, "diarienummer": number}
    await desk.sara.presses(page, phrases_form.SUBMIT, typed(page, decided))

    page = await desk.opens(desk.sara, "plan")
    await desk.sara.presses(page, phrases_form.SUBMIT, typed(page, {**decided, "datum": "", "paragraf": again}))

    assert desk.where(paragraph) == {IN_ANSWER, (IN_DECISION, "paragraph")}
    assert desk.where(number) == {IN_ANSWER, IN_DRAFT, (IN_DECISION, "case_number")}
    assert desk.where(again) == {IN_DRAFT}


async def test_reason_of_a_move_lies_with_the_move_alone(desk: Desk) -> None:
    reason, town = desk.word(), desk.house.service.municipality_id
    with desk.house.service.store.write() as uow:
        (found,) = uow.assignments.occurrences(town, ["plan"])[:1]
        move_occurrence(
            uow, found, date(2027, 4, 30), because=reason, moved_by="Eva", now=NOON, by=make_by(town, actor="Eva")
        )

    assert desk.where(reason) == {("occurrence_move", "because")}


async def test_what_is_looked_for_would_have_been_found_in_the_logs(desk: Desk) -> None:
    await desk.opens(desk.anna, "kontroll")
    stranger = PersonalChat(desk.house, "Någon", "eeeeeeee-0000-0000-0000-000000000009", "a:99")
    await stranger.says("uppgifter")

    assert ("audit", "deed") in desk.where("opened")
    assert ("log", "") in desk.where(stranger.entra)
