"""In the chat itself: one answer for three units, last year's answer kept, and a single client's matter turned away."""

import pytest
from sqlalchemy import Engine, select

from cards import phrases_comforts as say
from cards import phrases_form
from cards.adaptive import Card
from cards.verbs import Verb
from store import schema
from tests.running_app import PersonalChat
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of
from tests.web.conftest import Town

ODD = ["", "x", "1,x,-2", "9" * 400, ",".join(map(str, range(500))), "²"]


@pytest.fixture
async def anna(town: Town) -> PersonalChat:
    """Three units' manager, whose tasks have opened."""
    chat = town.house.chat(town.people[0])
    await chat.installs()
    return chat


async def filled_for_several(anna: PersonalChat) -> tuple[Card, str]:
    """One of her tasks handed in and filled in for the other units too, and which those are."""
    tasks = await anna.says("uppgifter")
    opening = [data for _, data in buttons_of(tasks) if data["verb"] == Verb.OPEN]
    for data in opening:
        receipt = await anna.hands_in(await anna.sends(data))
        if say.SEVERAL_FILL not in titles_of(receipt):
            continue
        units = ",".join(choice["value"] for choice in field(receipt, "units")["choices"])
        filled = await anna.presses(receipt, say.SEVERAL_FILL, {"units": units})
        if say.SEVERAL_SUBMIT in titles_of(filled):  # no risk is judged for another unit
            return filled, units
    raise AssertionError("none of the tasks is there for other units too")


def answers_in(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(schema.submission.c.id)).all())


async def test_one_answer_is_given_to_the_other_units_and_handed_in(engine: Engine, anna: PersonalChat) -> None:
    filled, units = await filled_for_several(anna)
    before = answers_in(engine)

    chosen = field(filled, "units")["value"]
    sent = await anna.presses(filled, say.SEVERAL_SUBMIT, {"units": chosen})
    again = await anna.presses(filled, say.SEVERAL_SUBMIT, {"units": chosen})

    assert sorted(chosen.split(",")) == sorted(units.split(","))
    assert words_of(sent).startswith(say.SEVERAL_SENT)
    assert words_of(again).startswith(say.SEVERAL_SENT)
    assert answers_in(engine) == before + len(units.split(","))


@pytest.mark.parametrize("verb", [Verb.SHARE, Verb.HAND_IN_SEVERAL])
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
async def test_forged_choice_of_units_stores_nothing(engine: Engine, anna: PersonalChat, verb: Verb, odd: str) -> None:
    card = await anna.sends({"verb": verb, "task": odd, "units": odd, "shown": odd, "token": odd})

    assert phrases_form.REASONS["not_yours"][0] in words_of(card)  # type: ignore[index]
    assert answers_in(engine) == 0


@pytest.mark.parametrize(
    "words", ["lex Sarah", "lex maria", "Lex Sarah!", "Jag vill göra en lex Sarah om natten i hus B"]
)
async def test_single_clients_matter_is_turned_away_and_not_kept(
    engine: Engine, anna: PersonalChat, words: str
) -> None:
    card = await anna.says(words)

    assert say.CLIENT_MATTER_IN_CHAT in words_of(card)
    assert "hus B" not in words_of(card)
