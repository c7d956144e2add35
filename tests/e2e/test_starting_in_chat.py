"""What a person starts in the chat, what they wait for there, and what stays hidden in what the service shows."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.service import SecretTokens
from cards import phrases, phrases_form, phrases_start
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.organisation import Person
from scheduler.rules_started import TriggerRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay, Offset
from scheduler.usecases.feeds import create_feed
from scheduler.usecases.sights import OWN, PICTURE, WHOLE
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, MONDAY, WHEEL, make_activity, make_by, make_content
from tests.running_app import House, PersonalChat, open_house
from tests.unit.cards.reading import field, titles_of, words_of

TRIGGER = TriggerRule(when="En brist har upptäckts", due=Offset(days=10))
OPEN_NOW = DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1))
ANALYSIS = make_activity(key="analys", title="Händelseanalys", rule=TRIGGER)
AREA = make_activity(key="omrade", title="Områdets genomgång", level=Level.AREA, rule=TRIGGER)
RISK = make_activity(key="risk", title="Riskanalys", rule=OPEN_NOW)
WHOLE_RISK = make_activity(key="samlad", title="Samlad bedömning", level=Level.AREA, rule=OPEN_NOW, waits_for=("risk",))
HELD_UP = make_activity(key="fordjupning", title="Fördjupning", optional=True, waits_for=("risk",), rule=TRIGGER)
VISIT = make_activity(key="besok", title="Oanmält besök", rule=OPEN_NOW, hidden=True, performer="kvalitetsstrateg")
TOLD = DigestPlan(key="varen", title="Så gick våren", body="von", rule=DateRule(due=MonthDay(3, 15)))
COUNCIL = replace(WHEEL.bodies[0], secretary="kvalitetsstrateg")
ACTIVITIES = (ANALYSIS, AREA, RISK, WHOLE_RISK, HELD_UP, VISIT)
CONTENT = make_content(
    *shipped_forms(), wheel=replace(WHEEL, activities=ACTIVITIES, bodies=(COUNCIL,), digests=(TOLD,))
)
ALVGARDEN = replace(ANNA, unit="Älvgården")
SARA = replace(
    BJORN,
    area="",
    name="Sara Lo",
    email="sara@karlstad.example",
    entra_object_id="dddddddd-0000-0000-0000-000000000004",
    role="kvalitetsstrateg",
)


@dataclass(frozen=True, slots=True)
class Village:
    """Anna runs two units in Björn's area, and Sara visits them without saying so."""

    house: House
    anna: PersonalChat
    bjorn: PersonalChat
    sara: PersonalChat
    people: tuple[Person, ...]

    def place(self, name: str) -> str:
        with self.house.service.store.read() as uow:
            organisation = uow.people.organisation(self.house.service.municipality_id)
        return f"unit:{next(unit.id for unit in organisation.units if unit.name == name)}"

    def states(self, activity: str) -> list[tuple[str, State]]:
        with self.house.service.store.read() as uow:
            found = uow.assignments.of_activities(self.house.service.municipality_id, [activity])
        return [(one.place, one.state) for one in found]


@pytest.fixture
async def village(store: SqlStore) -> AsyncIterator[Village]:
    async with open_house(store, content=CONTENT) as house:
        await house.has_begun()
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [ANNA, ALVGARDEN, BJORN, SARA])
            people = tuple(uow.people.everyone(house.service.municipality_id))
        await house.work()
        chats = {person.name: house.chat(person) for person in people}
        yield Village(house, chats["Anna Ek"], chats["Björn Ås"], chats["Sara Lo"], people)


async def test_what_is_started_in_the_chat_is_answered_there_at_once(village: Village) -> None:
    anna = village.anna
    chooser = await anna.presses(await anna.says("uppgifter"), phrases.TO_START)

    form = await anna.presses(chooser, phrases_start.START, {"activity": "analys", "place": village.place("Älvgården")})
    receipt = await anna.hands_in(form)

    assert "Händelseanalys\nÄlvgården · avser 11 januari 2027\nSenast torsdag 21 januari 2027" in words_of(form)
    assert phrases_form.RECEIPT_LEAD in words_of(receipt)
    assert village.states("analys") == [("Älvgården", State.SUBMITTED)]


async def test_started_task_waits_in_the_list_when_it_is_left(village: Village) -> None:
    anna = village.anna
    await anna.presses(
        await anna.says("starta"), phrases_start.START, {"activity": "analys", "place": village.place("Solgården")}
    )

    assert "Händelseanalys\nSolgården · avser 11 januari 2027" in words_of(await anna.says("uppgifter"))


async def test_choice_stays_when_no_place_was_named(village: Village) -> None:
    anna = village.anna

    card = await anna.presses(await anna.says("Starta"), phrases_start.START, {"activity": "analys"})

    assert phrases_start.choose_place("Händelseanalys", ["Solgården", "Älvgården"]) in words_of(card)
    assert field(card, "activity")["value"] == "analys"
    assert village.states("analys") == []


async def test_one_who_has_started_it_today_is_led_to_it(village: Village) -> None:
    anna, chosen = village.anna, {"activity": "analys", "place": village.place("Solgården")}
    chooser = await anna.says("starta")
    form = await anna.presses(chooser, phrases_start.START, chosen)

    again = await anna.presses(chooser, phrases_start.START, chosen)

    assert phrases_start.ALREADY_TITLE in words_of(again)
    assert words_of(await anna.presses(again, phrases_start.OPEN)) == words_of(form)
    assert village.states("analys") == [("Solgården", State.OPEN)]


@pytest.mark.parametrize("activity", ["analys", "risk", "okänd"])
async def test_card_of_another_starts_nothing(village: Village, activity: str) -> None:
    chooser = await village.anna.says("starta")
    place = village.place("Solgården")

    card = await village.bjorn.presses(chooser, phrases_start.START, {"activity": activity, "place": place})

    assert phrases_start.NOT_YOURS in words_of(card)
    assert village.states("analys") == []


@pytest.mark.parametrize("value", [None, 1, True, "", "x", "unit:9999", "9" * 5000, [1], {"a": "b"}, "å" * 100_000])
async def test_broken_choice_starts_nothing(village: Village, value: object) -> None:
    chooser = await village.anna.says("starta")
    whole = {"verb": "start.begin", "activity": "analys", "place": village.place("Solgården")}

    cards = [await village.anna.sends({**whole, name: value}) for name in ("activity", "place")]

    assert [set(titles_of(card)) for card in cards] == [set(titles_of(chooser))] * 2
    assert village.states("analys") == []


async def test_one_with_nothing_to_start_is_told_so(village: Village) -> None:
    tasks, card = await village.sara.says("uppgifter"), await village.sara.says("starta")

    assert phrases.TO_START not in titles_of(tasks)
    assert words_of(card) == f"{phrases_start.NOTHING_TITLE}\n{phrases_start.NOTHING_TEXT}"


async def test_what_must_wait_for_others_is_begun_and_listed_with_what_it_waits_for(village: Village) -> None:
    anna = village.anna
    with village.house.service.store.write() as uow:
        for task in uow.assignments.of_activities(village.house.service.municipality_id, ["risk"]):
            uow.assignments.set_state(task.id, State.STARTED)
    due_after = {"activity": "fordjupning", "place": village.place("Solgården")}
    village.house.clock.move_to(village.house.clock.now().replace(month=4))

    card = await anna.presses(await anna.says("starta"), phrases_start.START, due_after)

    assert "Väntar på andra\nFördjupning\nSolgården" in words_of(card)
    assert "Väntar på: Riskanalys (0 av 1 klara)" in words_of(card)


async def test_waiting_task_says_how_far_the_others_have_come(village: Village) -> None:
    before = words_of(await village.bjorn.says("uppgifter"))
    form = await village.anna.presses(await village.anna.says("uppgifter"), phrases.ANSWER)
    await village.anna.hands_in(form)

    after = words_of(await village.bjorn.says("uppgifter"))

    line = "Väntar på andra\nSamlad bedömning\nÄldreomsorg · avser 2027\nVäntar på: Riskanalys ({} av 2 klara)"
    assert line.format(0) in before
    assert line.format(1) in after


def address(village: Village, person: str, scope: str) -> str:
    service = village.house.service
    owner = next(one for one in village.people if one.name == person)
    with service.store.write() as uow:
        new = create_feed(uow, SecretTokens(), owner, scope=scope, name="", today=MONDAY, by=make_by())
    return f"/wheel/{new.token}" if scope == PICTURE else f"/calendar/{new.token}.ics"


async def shows_visit(village: Village, path: str) -> bool:
    async with village.house.client.get(path) as response:
        assert response.status == 200
        page = await response.text()
    assert "Riskanalys" in page or "besök" in page
    return "Oanmält besök" in page


def carry_out_visits(village: Village) -> None:
    with village.house.service.store.write() as uow:
        for visit in uow.assignments.of_activities(village.house.service.municipality_id, ["besok"]):
            uow.assignments.set_state(visit.id, State.SUBMITTED)


@pytest.mark.parametrize(
    ("person", "scope", "before"),
    [
        ("Anna Ek", "unit:Solgården", False),
        ("Anna Ek", "area:Äldreomsorg", False),
        ("Anna Ek", WHOLE, False),
        ("Sara Lo", WHOLE, False),
        ("Sara Lo", OWN, True),
    ],
)
async def test_visit_is_in_the_calendars_once_it_is_carried_out(
    village: Village, person: str, scope: str, before: bool
) -> None:
    path = address(village, person, scope)
    seen = [await shows_visit(village, path)]
    carry_out_visits(village)

    assert [*seen, await shows_visit(village, path)] == [before, True]


async def test_visit_is_on_no_page_or_card_of_the_wheel_until_it_is_carried_out(village: Village) -> None:
    with village.house.service.store.write() as uow:
        none = replace(
            SARA, name="Olle Dal", email="olle@karlstad.example", role="registrator", entra_object_id="e" * 36
        )
        uow.people.import_rows(village.house.service.municipality_id, [ANNA, ALVGARDEN, BJORN, SARA, none])
        olle = next(one for one in uow.people.everyone(village.house.service.municipality_id) if one.name == "Olle Dal")
    chat = village.house.chat(olle)
    village = replace(village, people=(*village.people, olle))
    path = address(village, "Olle Dal", PICTURE)

    before = await shows_visit(village, path), "besök" in str(await chat.says("årshjul"))
    saras = "besök" in str(await village.sara.says("årshjul"))
    carry_out_visits(village)

    assert (before, saras) == ((False, False), False)
    assert (await shows_visit(village, path), "besök" in str(await chat.says("årshjul"))) == (True, True)
    assert "besök" in str(await village.sara.says("årshjul"))


async def test_digest_is_silent_about_the_visit_until_it_is_carried_out(village: Village) -> None:
    sara = village.sara
    before = words_of(await sara.says("sammanfattning"))
    await sara.hands_in(await sara.presses(await sara.says("uppgifter"), phrases.ANSWER))

    after = words_of(await sara.says("sammanfattning"))

    assert "Oanmält besök" not in before
    assert "Riskanalys\n0 av 2 har svarat · avser 2027" in before
    assert "Oanmält besök\n1 av 1 har svarat · avser 2027" in after
    assert "Älvgården" not in after.partition("Oanmält besök")[2].partition("Riskanalys")[0]
