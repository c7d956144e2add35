"""An action from an answer to its end in the chat: judged, done, followed up; and one that remains and goes further."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cards import phrases, phrases_form
from cards import phrases_actions as say
from cards.adaptive import Card
from cards.verbs import Verb
from scheduler.action_rules import Route
from scheduler.actions import ActionDeed, ActionState, AskKind
from scheduler.clock import morning_of
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel_parts import Provider
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_activity, make_content, make_wheel
from tests.running_app import House, PersonalChat, open_house
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of
from tests.usecases.with_actions import DAG, JUDGED, PLAN_FORM

PERSONAL_NUMBER = "19811228-9874"
OPEN_NOW = DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))
PLAN = make_activity(key="handlingsplan", title="Handlingsplan", form=PLAN_FORM.key, rule=OPEN_NOW)
NEXT_PLAN = make_activity(key="nasta", title="Nästa års plan", form=PLAN_FORM.key, rule=OPEN_NOW, shows_actions=True)
RULES = replace(JUDGED, routes=(Route(provider=Provider.IN_HOUSE, through="verksamhetsuppdraget"),))
CONTENT = make_content(PLAN_FORM, wheel=make_wheel(PLAN, NEXT_PLAN, actions=RULES))
JUDGE = replace(DAG, entra_object_id="dddddddd-0000-0000-0000-000000000004")
NEIGHBOUR = replace(
    ANNA,
    unit="Älvgården",
    name="Nora By",
    email="nora@karlstad.example",
    entra_object_id="eeeeeeee-0000-0000-0000-000000000005",
)
ITEM = {"q_brist": "Larmet hörs inte", "q_atgard": "Byt larm", "q_ansvarig": "Anna Ek", "q_klart": "2027-02-26"}


@dataclass(frozen=True, slots=True)
class Village:
    """Anna runs the unit, Dag judges and follows up for the administration, Nora runs the unit next door."""

    house: House
    anna: PersonalChat
    dag: PersonalChat
    nora: PersonalChat

    async def answer(self, *items: dict[str, str]) -> Card:
        """Anna hands in the plan."""
        form = await self.anna.presses(await self.anna.says("uppgifter"), phrases.ANSWER)
        for item in items[:-1]:
            form = await self.anna.presses(form, phrases_form.another("Brist"), item)
        return await self.anna.presses(form, phrases_form.SUBMIT, items[-1])

    async def judged(self) -> None:
        await self.answer(ITEM)
        await self.dag.presses(await opened(self.dag), say.BUTTONS[ActionDeed.ACCEPT], {"q_words": "Bra"})

    async def finished(self) -> None:
        await self.judged()
        await self.anna.presses(await opened(self.anna), say.BUTTONS[ActionDeed.FINISH], {"q_words": "Provat i dag"})

    def states(self) -> list[ActionState]:
        with self.house.service.store.read() as uow:
            return [one.state for one in uow.actions.of_municipality(self.house.service.municipality_id)]


async def opened(chat: PersonalChat) -> Card:
    """The first action of the person's list."""
    listed = await chat.says("åtgärder")
    data = next(data for _, data in buttons_of(listed) if data["verb"] == Verb.ACTION)
    return await chat.sends(data)


@pytest.fixture
async def village(store: SqlStore) -> AsyncIterator[Village]:
    async with open_house(store, content=CONTENT) as house:
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [ANNA, JUDGE, NEIGHBOUR])
            people = {one.name: one for one in uow.people.everyone(house.service.municipality_id)}
        anna, dag, nora = (house.chat(people[row.name]) for row in (ANNA, JUDGE, NEIGHBOUR))
        for chat in (anna, dag, nora):
            await chat.installs()
        await house.work()
        yield Village(house, anna, dag, nora)


async def test_receipt_tells_that_the_answer_led_to_an_action(village: Village) -> None:
    receipt = await village.answer(ITEM, {"q_brist": "Liften", "q_atgard": "Laga den"})

    assert say.made_by_answer(2) in words_of(receipt)
    assert {say.ALL_ACTIONS, say.NEW} <= set(titles_of(receipt))


async def test_action_is_judged_done_followed_up_and_closed(village: Village) -> None:
    await village.finished()

    followed = await opened(village.dag)
    closed = await village.dag.presses(
        followed, say.BUTTONS[ActionDeed.HELP], {"q_effect": "yes", "q_words": "Alla hörs"}
    )

    assert say.DONE[ActionDeed.HELP] in words_of(closed)
    assert titles_of(closed) == [say.ALL_ACTIONS]
    assert village.states() == [ActionState.CLOSED]
    assert say.NONE_TITLE in words_of(await village.anna.says("åtgärder"))


async def test_what_remains_goes_further_and_says_through_what(village: Village) -> None:
    await village.finished()

    shown = await village.dag.presses(
        await opened(village.dag), say.BUTTONS[ActionDeed.HELP], {"q_effect": "no", "q_words": "Hörs inte i köket"}
    )

    assert say.handled_through("verksamhetsuppdraget") in words_of(shown)
    assert village.states() == [ActionState.ESCALATED]
    assert "Kvalitetsstrateg tar ställning" in words_of(await village.anna.says("åtgärder"))


async def test_returned_action_comes_back_with_the_judges_words(village: Village) -> None:
    await village.answer(ITEM)

    await village.dag.presses(
        await opened(village.dag), say.BUTTONS[ActionDeed.RETURN], {"q_words": "Det är för lång tid utan larm"}
    )
    shown = await opened(village.anna)
    again = await village.anna.presses(
        shown,
        say.BUTTONS[ActionDeed.PROPOSE],
        {"q_deficiency": "Larmet hörs inte", "q_measure": "Byt larm nu", "q_deadline": "2027-01-15"},
    )

    assert "Det är för lång tid utan larm" in words_of(shown)
    assert field(shown, "q_measure")["value"] == "Byt larm"
    assert say.DONE[ActionDeed.PROPOSE] in words_of(again)
    assert village.states() == [ActionState.PROPOSED]


async def test_responsible_is_reminded_in_the_days_one_message(village: Village) -> None:
    await village.judged()
    village.house.clock.move_to(morning_of(MONDAY.replace(month=2, day=12)))
    before = len(village.anna.unasked)

    await village.house.work()

    (message,) = village.anna.unasked[before:]
    assert "Byt larm" in words_of(message)
    data = next(data for title, data in buttons_of(message) if title == say.OPEN_BUTTONS[AskKind.CARRY_OUT])
    assert say.BUTTONS[ActionDeed.FINISH] in titles_of(await village.anna.sends(data))


async def test_neighbour_sees_nothing_of_it(village: Village) -> None:
    await village.judged()
    data = next(data for _, data in buttons_of(await village.anna.says("åtgärder")) if data["verb"] == Verb.ACTION)

    shown = await village.nora.sends(data)
    done = await village.nora.sends(
        {"verb": Verb.ACTION_DO, "action": data["action"], "version": 2, "deed": "finish", "q_words": "Mina ord"}
    )

    assert say.NOT_YOURS_TITLE in words_of(shown)
    assert "Byt larm" not in words_of(shown)
    assert "Mina ord" in words_of(done)
    assert village.states() == [ActionState.OPEN]
    assert say.NONE_TITLE in words_of(await village.nora.says("åtgärder"))


async def test_words_are_not_left_behind_without_a_word(village: Village) -> None:
    await village.judged()
    card = await opened(village.anna)

    kept = await village.anna.presses(card, say.ALL_ACTIONS, {"q_words": "Kvittot ligger i pärmen"})
    left = await village.anna.presses(kept, say.LEAVE)

    assert (field(kept, "q_words")["value"], say.UNSAVED in words_of(kept)) == ("Kvittot ligger i pärmen", True)
    assert say.counted(1, 0) in words_of(left)


async def test_action_is_made_by_hand_from_the_receipt(village: Village) -> None:
    receipt = await village.answer({"q_brist": "Inga brister"})
    typed = {"q_deficiency": "Dörren kärvar", "q_measure": "Olja", "q_deadline": "2027-02-01"}

    page = await village.anna.presses(receipt, say.NEW)
    lacking = await village.anna.presses(page, say.SAVE_NEW, {**typed, "q_measure": ""})
    kept = await village.anna.presses(lacking, say.ALL_ACTIONS, typed)
    made = await village.anna.presses(kept, say.SAVE_NEW, typed)

    assert field(lacking, "q_deficiency")["value"] == "Dörren kärvar"
    assert (field(kept, "q_measure")["value"], say.UNSAVED in words_of(kept)) == ("Olja", True)
    assert say.MADE in words_of(made)
    assert village.states() == [ActionState.PROPOSED]


async def test_form_that_plans_lists_what_is_open(village: Village) -> None:
    await village.judged()
    tasks = await village.anna.says("uppgifter")

    form = await village.anna.presses(tasks, phrases.ANSWER)

    assert say.open_actions(1) in words_of(form)
    assert "Byt larm" in words_of(form)


async def test_personal_number_is_nowhere_in_the_database(village: Village, tmp_path: Path) -> None:
    await village.judged()
    number = PERSONAL_NUMBER.replace("-", "")

    refused = await village.anna.presses(
        await opened(village.anna), say.BUTTONS[ActionDeed.FINISH], {"q_words": f"Kund {PERSONAL_NUMBER}"}
    )
    await village.anna.presses(refused, say.BUTTONS[ActionDeed.FINISH], {"q_words": "Kunden är nöjd"})

    assert field(refused, "q_words")["value"] == f"Kund {PERSONAL_NUMBER}"
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("arshjul.sqlite3*"))
    assert "Kunden är nöjd".encode() in stored
    assert (PERSONAL_NUMBER.encode() in stored, number.encode() in stored) == (False, False)


@pytest.mark.parametrize(
    "data",
    [
        {"verb": Verb.ACTION},
        {"verb": Verb.ACTION, "action": "x"},
        {"verb": Verb.ACTION_DO, "action": 1, "deed": "explode", "q_words": "Mina ord"},
        {"verb": Verb.ACTION_DO, "action": -1, "deed": "finish"},
        {"verb": Verb.ACTION_NEW, "task": 99},
        {"verb": Verb.ACTION_ADD, "task": "x", "q_words": "Mina ord"},
        {"verb": Verb.ACTIONS, "part": "x"},
        {"verb": Verb.ACTIONS, "part": 99, "action": 1, "q_words": "Mina ord"},
    ],
)
async def test_broken_card_is_answered_kindly(village: Village, data: dict[str, str | int]) -> None:
    await village.judged()

    for chat in (village.anna, village.nora):
        assert words_of(await chat.sends(data))
    assert village.states() == [ActionState.OPEN]
