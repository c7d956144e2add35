"""People over time as the chat shows it: away, given away, put off, more time; strangers get nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from cards import phrases, phrases_form
from cards import phrases_people as say
from cards.adaptive import Card
from scheduler.loading import shipped_forms
from scheduler.organisation import Person
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, MONDAY, WHEEL, make_activity, make_content
from tests.running_app import House, PersonalChat, open_house
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of

CONTROL = make_activity(rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)), receiver="verksamhetschef")
CONTENT = make_content(*shipped_forms(), wheel=replace(WHEEL, activities=(CONTROL,)))
EVA = replace(
    ANNA,
    area="Hemtjänst",
    unit="Norra",
    name="Eva Ny",
    email="eva@karlstad.example",
    entra_object_id="eeeeeeee-0000-0000-0000-000000000005",
)


@dataclass(frozen=True, slots=True)
class Village:
    """Anna runs Solgården in Björn's area, Eva a unit in another."""

    house: House
    anna: PersonalChat
    bjorn: PersonalChat
    eva: PersonalChat
    people: dict[str, Person]


@pytest.fixture
async def village(store: SqlStore) -> AsyncIterator[Village]:
    async with open_house(store, content=CONTENT) as house:
        await house.has_begun()
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [ANNA, BJORN, EVA])
            people = {person.name: person for person in uow.people.everyone(house.service.municipality_id)}
        await house.work()
        chats = {name: house.chat(person) for name, person in people.items()}
        yield Village(house, chats["Anna Ek"], chats["Björn Ås"], chats["Eva Ny"], people)


def data_of(card: Card, title: str) -> dict[str, Any]:
    return next(data for named, data in buttons_of(card) if named == title)


async def more(chat: PersonalChat) -> Card:
    return await chat.presses(await chat.says("uppgifter"), say.MORE)


async def test_one_says_that_one_is_away_and_the_stand_in_gets_the_tasks(village: Village) -> None:
    form = await village.anna.says("frånvaro")
    chosen = {"since": MONDAY.isoformat(), "until": "2027-01-15", "stand_in": str(village.people["Björn Ås"].id)}

    done = await village.anna.presses(form, say.SAVE_ABSENCE, chosen)

    assert say.ENTERED_TITLE in words_of(done)
    assert "Du ersätter Anna Ek" in words_of(await village.bjorn.says("uppgifter"))
    assert "Du är inlagd som borta till och med 15 januari 2027." in words_of(await village.anna.says("uppgifter"))


async def test_stand_in_answers_and_the_receipt_says_for_whom(village: Village) -> None:
    form = await village.anna.says("frånvaro")
    chosen = {"since": MONDAY.isoformat(), "until": "2027-01-15", "stand_in_typed": "björn ås"}
    await village.anna.presses(form, say.SAVE_ABSENCE, chosen)

    task = await village.bjorn.presses(await village.bjorn.says("uppgifter"), phrases.ANSWER)
    receipt = await village.bjorn.hands_in(task)

    assert phrases_form.RECEIPT_LEAD in words_of(receipt)
    assert "Svaret gäller för Anna Ek." in words_of(receipt)


async def test_wrong_absence_gives_back_what_was_typed(village: Village) -> None:
    form = await village.anna.says("frånvaro")

    card = await village.anna.presses(
        form, say.SAVE_ABSENCE, {"since": "2027-01-20", "until": "2027-01-18", "stand_in_typed": "Ingen Alls"}
    )

    assert [field(card, name)["value"] for name in ("since", "until", "stand_in_typed")] == [
        "2027-01-20",
        "2027-01-18",
        "Ingen Alls",
    ]
    assert "Sista dagen ligger före den första." in words_of(card)
    assert "Jag hittar ingen med det namnet" in words_of(card)


async def test_one_is_back_early(village: Village) -> None:
    form = await village.anna.says("frånvaro")
    await village.anna.presses(form, say.SAVE_ABSENCE, {"since": MONDAY.isoformat(), "until": "2027-01-15"})

    back = await village.anna.presses(await village.anna.says("frånvaro"), say.END)

    assert say.BACK_TITLE in words_of(back)
    assert say.YOUR_ABSENCES not in words_of(await village.anna.says("frånvaro"))


async def test_absence_of_another_is_not_ended(village: Village) -> None:
    form = await village.anna.says("frånvaro")
    await village.anna.presses(form, say.SAVE_ABSENCE, {"since": MONDAY.isoformat(), "until": "2027-01-15"})
    known = await village.anna.says("frånvaro")

    await village.eva.sends(data_of(known, say.END))

    assert say.YOUR_ABSENCES in words_of(await village.anna.says("frånvaro"))


async def test_task_is_given_and_taken_back(village: Village) -> None:
    given = await village.anna.presses(await more(village.anna), say.GIVE_SAVE, {"give_typed": "eva@karlstad.example"})
    hers = words_of(await village.eva.says("uppgifter"))

    taken = await village.anna.presses(await more(village.anna), say.TAKE_BACK)

    assert say.GIVE_TITLE in words_of(given)
    assert "Överlämnad av Anna Ek" in hers
    assert say.TAKEN_TITLE in words_of(taken)
    assert "Anna Ek" not in words_of(await village.eva.says("uppgifter"))


async def test_task_is_put_off_and_seen(village: Village) -> None:
    off = await village.anna.presses(await more(village.anna), say.LATER_SAVE, {"later": "2027-02-15"})
    late = await village.anna.presses(await more(village.anna), say.LATER_SAVE, {"later": "2027-02-28"})
    seen = await village.anna.presses(await village.anna.says("uppgifter"), say.SEEN)
    listed = await village.anna.says("uppgifter")

    assert "Jag påminner dig måndag 15 februari 2027." in words_of(off)
    assert "Välj en dag före uppgiftens sista dag." in words_of(late)
    assert field(late, "later")["value"] == "2027-02-28"
    assert say.SEEN_TITLE in words_of(seen)
    assert "Påminnelse 15 februari" in words_of(listed)
    assert say.SEEN not in titles_of(listed)


async def test_more_time_is_asked_for_granted_and_heard_of_once(village: Village) -> None:
    wish = {"wanted": "2027-03-31", "because": "Vi byter system."}
    asked = await village.anna.presses(await more(village.anna), say.TIME_SAVE, wish)
    shown = await village.bjorn.presses(await village.bjorn.says("uppgifter"), say.WISH_OPEN)

    granted = await village.bjorn.presses(shown, say.GRANT, {"granted": "2027-03-24", "answer": "Räcker det?"})
    first, second = await village.anna.says("uppgifter"), await village.anna.says("uppgifter")

    assert "Frågan har gått till Björn Ås." in words_of(asked)
    assert "Vi byter system." in words_of(shown)
    assert say.GRANTED_TITLE in words_of(granted)
    assert "Egenkontroll: du har fått tid till onsdag 24 mars 2027, säger Björn Ås." in words_of(first)
    assert "Senast onsdag 24 mars 2027" in words_of(second)
    assert say.NEWS_RULED not in words_of(second)


async def test_personal_number_in_a_reason_is_kept_nowhere(village: Village) -> None:
    wish = {"wanted": "2027-03-31", "because": "Gäller 19121212-1212."}

    card = await village.anna.presses(await more(village.anna), say.TIME_SAVE, wish)

    assert say.NO_TIME[next(one for one in say.NO_TIME if one == "has_number")] in words_of(card)
    assert field(card, "because")["value"] == "Gäller 19121212-1212."
    assert say.WISH_OPEN not in titles_of(await village.bjorn.says("uppgifter"))


@pytest.mark.parametrize("title", [say.LATER_SAVE, say.GIVE_SAVE, say.TIME_SAVE, say.SEEN])
async def test_card_of_another_does_nothing(village: Village, title: str) -> None:
    theirs = await more(village.anna)
    typed = {"later": "2027-02-15", "give_typed": "Eva Ny", "wanted": "2027-03-31", "because": "Skäl"}

    card = await village.eva.sends({**data_of(theirs, title), **typed})

    assert words_of(card) == f"{say.NOT_REACHED_TITLE}\n{say.NOT_REACHED_TEXT}"
    assert words_of(await village.anna.presses(await village.anna.says("uppgifter"), say.MORE)) == words_of(theirs)


async def test_wish_of_another_area_is_neither_read_nor_ruled_on(village: Village) -> None:
    wish = {"wanted": "2027-03-31", "because": "Vi byter system."}
    await village.anna.presses(await more(village.anna), say.TIME_SAVE, wish)
    shown = await village.bjorn.presses(await village.bjorn.says("uppgifter"), say.WISH_OPEN)

    tried = [
        await chat.sends({**data, "granted": "2027-03-31"})
        for chat in (village.eva, village.anna)
        for data in ({"verb": "time.show", "wish": 1}, data_of(shown, say.GRANT))
    ]

    assert {words_of(card) for card in tried} == {f"{say.WISH_GONE_TITLE}\n{say.WISH_GONE_TEXT}"}
    assert say.GRANT in titles_of(shown)
