"""An answer that a reviewer sends back, revised by its author and approved: all of it from the cards they receive."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from cards import phrases, phrases_form
from cards import phrases_review as say
from cards.verbs import COMMENT_PREFIX, INPUT_PREFIX, WORDS_INPUT
from scheduler.clock import morning_of
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.reviews import Verdict
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, MONDAY, WHEEL, make_activity, make_content
from tests.running_app import House, PersonalChat, filled, open_house
from tests.unit.cards.reading import field, titles_of, words_of

CHECK = make_activity(rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)), review="verksamhetschef")
CONTENT = make_content(*shipped_forms(), wheel=replace(WHEEL, activities=(CHECK,)))
TUESDAY, WEDNESDAY = date(2027, 1, 12), date(2027, 1, 13)
COMMENTED = {f"{COMMENT_PREFIX}kommentar": "Vem följer upp?", WORDS_INPUT: "Nästan."}


@dataclass(frozen=True, slots=True)
class Village:
    """Anna answers, and Björn judges."""

    house: House
    anna: PersonalChat
    bjorn: PersonalChat

    async def wakes_up(self, day: date) -> None:
        self.house.clock.move_to(morning_of(day))
        await self.house.work()

    def state(self) -> State:
        with self.house.service.store.read() as uow:
            (task,) = uow.assignments.of_municipality(self.house.service.municipality_id, year=MONDAY.year)
        return task.state


@pytest.fixture
async def village(store: SqlStore) -> AsyncIterator[Village]:
    async with open_house(store, content=CONTENT) as house:
        await house.has_begun()
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [ANNA, BJORN])
            people = uow.people.everyone(house.service.municipality_id)
        anna, bjorn = (house.chat(person) for person in people)
        for chat in (anna, bjorn):
            await chat.installs()
        await house.work()
        yield Village(house, anna, bjorn)


async def test_answer_is_sent_back_revised_and_approved(village: Village) -> None:
    anna, bjorn = village.anna, village.bjorn
    await anna.hands_in(await anna.presses(anna.unasked[-1], phrases.ANSWER))
    await village.wakes_up(TUESDAY)
    waiting = await bjorn.presses(bjorn.unasked[-1], say.REVIEW)
    answer = await bjorn.presses(waiting, say.REVIEW)
    sent_back = await bjorn.presses(answer, say.RETURN, COMMENTED)
    await village.wakes_up(WEDNESDAY)
    form = await anna.presses(anna.unasked[-1], phrases.ANSWER_AGAIN)
    await anna.presses(form, phrases_form.SUBMIT, {**filled(form), f"{INPUT_PREFIX}kommentar": "Anna följer upp."})
    revised = await bjorn.presses(await bjorn.says("granska"), say.REVIEW)
    approved = await bjorn.presses(revised, say.APPROVE)

    assert say.waiting(1) in words_of(bjorn.unasked[-1])
    assert say.VERDICTS[Verdict.RETURNED][0] in words_of(sent_back)
    assert "”Nästan.”" in words_of(form)
    assert "Vem följer upp?" in words_of(form)
    assert "● Ändrat. Förut: Vi följer planen, sade Åsa." in words_of(revised)
    assert say.VERDICTS[Verdict.APPROVED][0] in words_of(approved)
    assert village.state() is State.APPROVED
    assert say.approved("Verksamhetschef", "Egenkontroll, Solgården") in words_of(await anna.says("uppgifter"))


async def test_personal_number_in_a_comment_is_given_back_and_nothing_is_judged(village: Village) -> None:
    anna, bjorn = village.anna, village.bjorn
    await anna.hands_in(await anna.presses(anna.unasked[-1], phrases.ANSWER))
    answer = await bjorn.presses(await bjorn.says("granska"), say.REVIEW)

    refused = await bjorn.presses(answer, say.RETURN, {f"{COMMENT_PREFIX}kommentar": "Se 121212-1212"})

    assert field(refused, f"{COMMENT_PREFIX}kommentar")["value"] == "Se 121212-1212"
    assert say.RETURN in titles_of(refused)
    assert village.state() is State.SUBMITTED


async def test_words_typed_before_going_to_the_list_are_there_again(village: Village) -> None:
    anna, bjorn = village.anna, village.bjorn
    await anna.hands_in(await anna.presses(anna.unasked[-1], phrases.ANSWER))
    answer = await bjorn.presses(await bjorn.says("granska"), say.REVIEW)
    listed = await bjorn.presses(answer, say.TO_LIST, COMMENTED)

    again = await bjorn.presses(listed, say.REVIEW)

    assert [field(again, name).get("value") for name in COMMENTED] == list(COMMENTED.values())


async def test_whoever_has_nothing_to_judge_is_told_so(village: Village) -> None:
    assert say.NOTHING_TITLE in words_of(await village.anna.says("granska"))
