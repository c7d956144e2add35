"""The chat behind `POST /api/messages`: odd words, forged and broken cards, strangers and channels."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from bot.demo.playground import CHANNEL_ID
from bot.demo.run import connect_bodies
from cards import phrases, phrases_form
from cards.verbs import Verb
from scheduler.clock import morning_of
from scheduler.lifecycle import State
from scheduler.usecases.outcomes import Reason
from store import schema
from tests.contract.card_schema import parts_of
from tests.factories import MONDAY as TODAY
from tests.running_app import House, PersonalChat, filled
from tests.unit.cards.reading import buttons_of, titles_of, words_of
from tests.web.conftest import Town

WORDS = "Det här skrev jag länge på."
HUGE_NUMBER = "9" * 100
HUGE_TEXT = "å" * 100_000
DEEP: dict[str, Any] = {"a": {"b": [{"c": ["d"]}]}}
ODD_VALUES = [None, 1, -1, 1.5, True, "1", "x", "", "²", HUGE_NUMBER, "9" * 5000, 10**15, [1], DEEP, HUGE_TEXT]
IDS = [f"{type(value).__name__}-{str(value)[:8]}-{len(str(value))}" for value in ODD_VALUES]


@pytest.fixture
async def anna(town: Town) -> PersonalChat:
    """Three units' manager, whose tasks have opened."""
    chat = town.house.chat(town.people[0])
    await chat.installs()
    return chat


def save_data(card: Any) -> dict[str, Any]:
    """What the card's main button sends."""
    return next(dict(data) for _, data in buttons_of(card) if data["verb"] == Verb.SAVE)


def rows_in(engine: Engine) -> tuple[int | None, ...]:
    """How many drafts and submissions there are."""
    with engine.connect() as connection:
        tables = (schema.draft, schema.submission)
        return tuple(connection.scalar(select(func.count()).select_from(table)) for table in tables)


async def test_unknown_words_get_the_help_that_repeats_them(anna: PersonalChat) -> None:
    card = await anna.says("Vad är klockan?")

    assert "”Vad är klockan?”" in words_of(card)
    assert phrases.MY_TASKS in titles_of(card)


async def test_unknown_words_are_shortened_when_they_are_many(anna: PersonalChat) -> None:
    assert len(words_of(await anna.says("bla " * 1000))) < 500


async def test_unknown_verb_gets_the_help(anna: PersonalChat) -> None:
    assert phrases.MY_TASKS in titles_of(await anna.sends({"verb": "form.destroy"}))


@pytest.mark.parametrize("verb", [Verb.FORWARD, Verb.PEOPLE, Verb.BECOME])
async def test_demo_does_not_exist_outside_the_demo(anna: PersonalChat, verb: Verb) -> None:
    card = await anna.sends({"verb": verb, "to": "2028-01-01", "person": "2"})

    assert phrases.DEMO_NEXT not in titles_of(card)
    assert phrases.TO_CALENDAR in titles_of(card)


@pytest.mark.parametrize("text", ["spola fram", "byt person"])
async def test_demo_words_mean_nothing_outside_the_demo(anna: PersonalChat, text: str) -> None:
    assert phrases.not_understood(text) in words_of(await anna.says(text))


async def test_task_that_does_not_exist_is_refused_and_the_words_given_back(anna: PersonalChat, engine: Engine) -> None:
    card = await anna.sends({"verb": Verb.SAVE, "task": 4711, "move": "submit", "q_kommentar": WORDS})

    assert phrases_form.YOUR_WORDS in words_of(card)
    assert WORDS in words_of(card)
    assert rows_in(engine) == (0, 0)


async def test_task_of_another_unit_is_refused_as_if_it_did_not_exist(
    town: Town, anna: PersonalChat, engine: Engine
) -> None:
    farid = town.house.chat(town.people[1])
    theirs = save_data(await farid.presses(await farid.says("uppgifter"), phrases.ANSWER))

    refused = await anna.sends({**theirs, "q_kommentar": WORDS})
    unknown = await anna.sends({**theirs, "task": 4711, "q_kommentar": WORDS})

    assert WORDS in words_of(refused)
    assert refused == unknown
    assert rows_in(engine) == (0, 0)


async def test_task_that_has_not_opened_is_refused(town: Town, anna: PersonalChat, engine: Engine) -> None:
    with town.house.service.store.read() as uow:
        planned = uow.assignments.of_person(town.people[0].id, TODAY, states=[State.PLANNED])

    card = await anna.sends({"verb": Verb.SAVE, "task": planned[0].id, "move": "submit", "q_synpunkter": WORDS})

    assert phrases_form.REASONS[Reason.NOT_OPEN][0] in words_of(card)
    assert WORDS in words_of(card)
    assert rows_in(engine) == (0, 0)


async def test_task_that_is_cancelled_is_refused(town: Town, anna: PersonalChat, engine: Engine) -> None:
    data = save_data(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))
    with town.house.service.store.write() as uow:
        uow.assignments.set_state(data["task"], State.CANCELLED)

    card = await anna.sends({**data, "q_kommentar": WORDS})

    assert phrases_form.REASONS[Reason.CANCELLED][0] in words_of(card)
    assert rows_in(engine) == (0, 0)


async def test_stranger_is_told_how_to_be_entered(town: Town, anna: PersonalChat, engine: Engine) -> None:
    stranger = PersonalChat(town.house, "Okänd Person", "dddddddd-0000-0000-0000-000000000009", "a:stranger")

    said = await stranger.says("uppgifter")
    pressed = await stranger.sends({"verb": Verb.SAVE, "task": 1, "move": "submit", "q_kommentar": WORDS})

    assert said == pressed
    assert phrases.NO_ACCESS_TITLE in words_of(said)
    assert rows_in(engine) == (0, 0)


async def test_person_without_an_entra_id_is_a_stranger(town: Town, anna: PersonalChat) -> None:
    nobody = replace(anna, entra="", conversation="a:nobody")

    assert phrases.NO_ACCESS_TITLE in words_of(await nobody.says("uppgifter"))


async def test_person_is_known_by_their_entra_id_in_any_letters(anna: PersonalChat) -> None:
    loud = replace(anna, entra=anna.entra.upper())

    assert words_of(await loud.says("uppgifter")) == words_of(await anna.says("uppgifter"))


async def test_person_is_welcomed_once_when_many_installs_come_at_once(town: Town) -> None:
    farid = town.house.chat(town.people[1])

    answers = await asyncio.gather(*(farid.installs() for _ in range(8)))

    assert [phrases.WELCOME_TEXT in words_of(card) for cards in answers for card in cards] == [True]


async def test_person_is_not_welcomed_again_when_they_have_spoken_before(town: Town) -> None:
    farid = town.house.chat(town.people[1])
    await farid.says("hej")

    assert await farid.installs() == []


async def test_messages_go_where_the_person_was_last_heard(town: Town, anna: PersonalChat) -> None:
    moved = replace(anna, conversation="a:elsewhere")
    await moved.says("hej")

    await town.house.work()

    assert (len(anna.unasked), len(moved.unasked)) == (0, 1)


async def test_waiting_message_follows_by_itself_when_the_person_is_heard(town: Town) -> None:
    farid = town.house.chat(town.people[1])
    town.house.engine.after_a_reply = 0

    await farid.says("hej")

    async with asyncio.timeout(10):
        while not farid.unasked:
            await asyncio.sleep(0.001)
    assert phrases.hello("Farid") in words_of(farid.unasked[0])


async def test_nothing_is_begun_when_the_service_has_ended(town: Town) -> None:
    engine = town.house.engine
    engine.after_a_reply = 0
    engine.send_soon()

    await engine.finish()
    await asyncio.sleep(0)

    assert engine._tasks == set()


async def test_outbox_is_looked_into_once_for_all_who_are_answered_meanwhile(town: Town) -> None:
    engine = town.house.engine
    engine.after_a_reply = 0
    for _ in range(100):
        engine.send_soon()

    begun = 0
    while engine._timer is not None:
        begun -= len(engine._tasks)
        await asyncio.sleep(0)
        begun += len(engine._tasks)

    assert begun <= 2


CHANNEL = {"id": CHANNEL_ID, "conversationType": "channel", "isGroup": True, "tenantId": "tenant"}
GROUP = {"id": "19:g@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": "tenant"}


@pytest.mark.parametrize("conversation", [CHANNEL, GROUP], ids=["channel", "group"])
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("message", {"text": "uppgifter"}),
        ("message", {"value": {"verb": Verb.OPEN, "task": 1}}),
        ("installationUpdate", {"action": "add"}),
        ("conversationUpdate", {"membersAdded": [{"id": "28:bot"}]}),
    ],
    ids=["words", "button", "install", "member"],
)
async def test_nothing_is_said_where_others_listen(
    town: Town, anna: PersonalChat, conversation: dict[str, Any], kind: str, fields: dict[str, Any]
) -> None:
    posted = len(town.house.fake.received)

    answers = await anna.tells(kind, **fields, conversation=conversation)

    assert (answers, len(town.house.fake.received)) == ([], posted)


async def test_form_is_not_opened_where_others_listen(town: Town, anna: PersonalChat) -> None:
    with town.house.service.store.read() as uow:
        (task, *_) = uow.assignments.of_person(town.people[0].id, TODAY, states=[State.OPEN])

    status, body = await act(town.house, anna, {"verb": Verb.OPEN, "task": task.id}, conversation=CHANNEL)

    assert (status, body["value"]) == (200, "")


async def act(house: House, chat: PersonalChat, data: Any, **fields: Any) -> tuple[int, Any]:
    """The answer to a button with any data at all."""
    verb = str(data.get("verb")) if isinstance(data, dict) else str(Verb.SAVE)
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return await house.knock(chat.activity("invoke", name="adaptiveCard/action", value={"action": action}, **fields))


VERBS_WITH_DATA = (Verb.TASKS, Verb.OPEN, Verb.SAVE, Verb.DIGEST)
NAMES = ("task", "step", "item", "version", "token", "move", "part", "q_kommentar")


@pytest.mark.parametrize("value", ODD_VALUES, ids=IDS)
async def test_broken_data_never_breaks_the_turn(town: Town, anna: PersonalChat, value: object) -> None:
    whole = save_data(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))

    answers = [
        await act(town.house, anna, {**whole, "verb": verb, name: value}) for verb in VERBS_WITH_DATA for name in NAMES
    ]

    assert {(status, body["statusCode"]) for status, body in answers} == {(200, 200)}


async def test_missing_data_never_breaks_the_turn(town: Town, anna: PersonalChat) -> None:
    whole = save_data(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))
    lacking = [{key: value for key, value in whole.items() if key != name} for name in NAMES]

    answers = [await act(town.house, anna, {**data, "verb": verb}) for data in lacking for verb in VERBS_WITH_DATA]

    assert {(status, body["statusCode"]) for status, body in answers} == {(200, 200)}


@pytest.mark.parametrize("name", ["key", "cut_off", "part"])
async def test_broken_data_never_breaks_a_turn_in_the_channel(town: Town, anna: PersonalChat, name: str) -> None:
    await publish_digest(town)

    answers = [await act(town.house, anna, {**DIGEST, name: value}, conversation=CHANNEL) for value in ODD_VALUES]

    assert {(status, body["statusCode"]) for status, body in answers} == {(200, 200)}


CUT_OFF = morning_of(date(2027, 3, 15)).isoformat()
DIGEST = {"verb": Verb.DIGEST, "key": "kvalitetsrad_arets_borjan", "cut_off": CUT_OFF, "part": 0}


async def publish_digest(town: Town) -> None:
    connect_bodies(town.house.service.store, town.house.service.content.wheel, 1, town.house.fake.url)
    town.house.clock.move_to(morning_of(date(2027, 3, 15)))
    await town.house.work()


async def test_digest_turns_its_pages_where_others_listen(town: Town, anna: PersonalChat) -> None:
    before = await act(town.house, anna, DIGEST, conversation=CHANNEL)
    await publish_digest(town)

    status, body = await act(town.house, anna, DIGEST, conversation=CHANNEL)

    assert (before[0], before[1]["value"]) == (200, "")
    assert (status, body["value"]["body"][0]["text"]) == (200, "Så gick förra året: verksamhetsberättelser och bokslut")


async def test_digest_stays_unread_in_a_channel_that_is_not_the_bodys(town: Town, anna: PersonalChat) -> None:
    await publish_digest(town)

    _, body = await act(town.house, anna, DIGEST, conversation={**CHANNEL, "id": "19:other@thread.tacv2"})

    assert body["value"] == ""


async def test_answer_is_taken_when_its_token_was_used_for_another_task(
    town: Town, anna: PersonalChat, engine: Engine
) -> None:
    town.house.clock.move_to(morning_of(date(2027, 3, 15)))
    await town.house.work()
    tasks = [data for _, data in buttons_of(await anna.says("uppgifter")) if data["verb"] == Verb.OPEN]
    groups = [form for form in [await anna.sends(data) for data in tasks] if is_focus_group(form)]

    receipts = [
        await anna.sends({**save_data(form), "token": "same", "q_datum": "2027-03-01", "q_synpunkter": WORDS})
        for form in groups[:2]
    ]

    assert len(receipts) == 2
    assert [phrases_form.RECEIPT_LEAD in words_of(card) for card in receipts] == [True, True]
    assert rows_in(engine) == (0, 2)


def is_focus_group(form: Any) -> bool:
    return {"q_datum", "q_synpunkter"} <= {part.get("id") for part in parts_of(form)}


async def test_answer_is_stored_once_when_teams_delivers_it_again(
    town: Town, anna: PersonalChat, engine: Engine
) -> None:
    form = await anna.fills_in(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))
    data = {**next(data for title, data in buttons_of(form) if title == phrases_form.SUBMIT), **filled(form)}

    receipts = await asyncio.gather(*(anna.sends(data) for _ in range(4)))

    assert [receipt == receipts[0] for receipt in receipts] == [True] * 4
    assert phrases_form.RECEIPT_LEAD in words_of(receipts[0])
    assert rows_in(engine) == (0, 1)


async def test_words_are_not_stored_anywhere_when_they_hold_a_personal_number(
    anna: PersonalChat, engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    form = await anna.presses(await anna.says("uppgifter"), phrases.ANSWER)
    texts = [part["id"] for part in parts_of(form) if part.get("type") == "Input.Text"]

    card = await anna.presses(form, phrases_form.NEXT, {texts[-1]: "Kund 19121212-1212 föll."})

    assert "Kund 19121212-1212 föll." in str([part.get("value") for part in parts_of(card)])
    assert rows_in(engine) == (0, 0)
    assert "1212" not in "".join(capfd.readouterr())
