"""The last step sent twice at the same moment through the front door, as Teams does and as two devices do."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from cards import phrases, phrases_form
from cards.adaptive import Card
from scheduler.usecases.outcomes import Reason
from store.schema import submission
from tests.running_app import PersonalChat, filled
from tests.unit.cards.reading import buttons_of, words_of
from tests.web.conftest import Town


@pytest.fixture
async def anna(town: Town) -> PersonalChat:
    chat = town.house.chat(town.people[0])
    await chat.installs()
    return chat


async def last_step(anna: PersonalChat) -> dict[str, Any]:
    """What the button that hands in sends."""
    form = await anna.fills_in(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))
    data = next(data for title, data in buttons_of(form) if title == phrases_form.SUBMIT)
    return {**data, **filled(form)}


def invoke(chat: PersonalChat, data: dict[str, Any], activity_id: str) -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": data["verb"], "data": data}
    return {**chat.activity("invoke", name="adaptiveCard/action", value={"action": action}), "id": activity_id}


async def both(anna: PersonalChat, first: dict[str, Any], second: dict[str, Any]) -> list[tuple[int, Card]]:
    """The status and the card that each is answered with."""
    knocks = (anna.house.knock(invoke(anna, data, name)) for name, data in (("once", first), ("again", second)))
    return [(status, body["value"]) for status, body in await asyncio.gather(*knocks)]


def submissions(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(submission)).scalar_one()


async def test_both_get_the_same_receipt_when_the_ids_differ_and_the_token_does_not(
    anna: PersonalChat, engine: Engine
) -> None:
    data = await last_step(anna)

    (first, receipt), (second, same) = await both(anna, data, data)

    assert (first, second, receipt) == (200, 200, same)
    assert phrases_form.RECEIPT_LEAD in words_of(receipt)
    assert submissions(engine) == 1


async def test_one_is_told_who_answered_and_keeps_the_words_when_the_tokens_differ(
    anna: PersonalChat, engine: Engine
) -> None:
    data = await last_step(anna)
    (key, *_) = [name for name, text in data.items() if text == filled_text(data)]
    mine, other = ({**data, "token": word, key: word} for word in ("Mina ord.", "Andra ord."))

    answers = await both(anna, mine, other)

    told = [words_of(card) for _, card in answers]
    late = next(index for index, words in enumerate(told) if phrases_form.RECEIPT_LEAD not in words)
    assert [status for status, _ in answers] == [200, 200]
    assert phrases_form.RECEIPT_LEAD in told[1 - late]
    assert phrases_form.REASONS[Reason.ANSWERED][0] in told[late]
    assert anna.name in told[late]
    assert ("Mina ord.", "Andra ord.")[late] in told[late]
    assert submissions(engine) == 1


def filled_text(data: dict[str, Any]) -> str:
    """The text that was written in the first field for text."""
    return next(str(text) for name, text in data.items() if name.startswith("q_") and " " in str(text))
