"""What Teams asks of a card, asked of every card we make, with ordinary words and with the longest."""

from collections import Counter
from typing import Any

import pytest

from cards.adaptive import LARGEST_CARD, Card, card, size_of
from cards.verbs import Verb
from scheduler.loading import shipped_forms
from tests.contract.card_schema import faults_in, parts_of
from tests.unit.cards.golden_cards import GOLDEN
from tests.unit.cards.long_cards import LONG

CARDS = {**GOLDEN, **LONG}
EVERY_CARD = pytest.mark.parametrize("shown", list(CARDS.values()), ids=list(CARDS))
CHART = {"type": "Chart.HorizontalBar.Stacked", "title": "Svar", "fallback": {"type": "TextBlock", "text": "Ja 1"}}
CLIENT_SIDE = {"isRequired", "regex", "errorMessage", "maxLength"}


def inputs_of(shown: Card) -> list[dict[str, Any]]:
    return [part for part in parts_of(shown) if str(part.get("type")).startswith("Input.")]


def test_every_step_of_every_form_is_among_the_cards() -> None:
    steps = {f"form_full_{form.key}_{number + 1}" for form in shipped_forms() for number in range(len(form.steps))}

    assert steps - CARDS.keys() == set()


@EVERY_CARD
def test_card_follows_the_schema(shown: Card) -> None:
    assert faults_in(shown) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"type": "Nope"},
        {"type": "TextBlock"},
        {"type": "TextBlock", "text": "Hej", "colour": "Good"},
        {"type": "ProgressBar", "value": 50},
        {"type": "Chart.Donut", "title": "Svar", "data": [{"legend": "Ja", "value": 1, "color": "good"}]},
        {**CHART, "data": [{"title": "Gick det bra?", "data": []}]},
        {**CHART, "data": [{"title": "Gick det bra?", "data": [{"legend": "Ja", "value": 1, "color": "pink"}]}]},
        {"type": "Input.ChoiceSet", "id": "q_a", "style": "pretty", "choices": []},
    ],
)
def test_schema_finds_a_planted_fault(planted: dict[str, Any]) -> None:
    assert faults_in(card([planted], fallback="Hej")) != []


@EVERY_CARD
def test_card_is_small_enough(shown: Card) -> None:
    assert size_of(shown) < LARGEST_CARD


@EVERY_CARD
def test_card_says_what_it_is(shown: Card) -> None:
    assert (shown["version"], shown["lang"], shown["msteams"]) == ("1.5", "sv", {"width": "Full"})
    assert shown["fallbackText"].strip()


@EVERY_CARD
def test_card_names_every_input_once_and_labels_it(shown: Card) -> None:
    inputs = inputs_of(shown)

    assert [one for one in inputs if not (one.get("id") and one.get("label"))] == []
    assert [name for name, count in Counter(one["id"] for one in inputs).items() if count > 1] == []


@EVERY_CARD
def test_card_leaves_the_checking_of_answers_to_the_server(shown: Card) -> None:
    assert [one for one in inputs_of(shown) if CLIENT_SIDE & one.keys()] == []


@EVERY_CARD
def test_card_prefills_only_choices_that_there_are(shown: Card) -> None:
    for chooser in (one for one in inputs_of(shown) if one["type"] == "Input.ChoiceSet"):
        offered = {choice["value"] for choice in chooser["choices"]}
        assert {key for key in chooser.get("value", "").split(",") if key} <= offered


@EVERY_CARD
def test_card_buttons_send_the_same_either_way(shown: Card) -> None:
    for action in (part for part in parts_of(shown) if part.get("type") == "Action.Execute"):
        assert action["verb"] == action["data"]["verb"] == Verb(action["verb"]).value
        assert action["fallback"]["type"] == "Action.Submit"
        assert action["fallback"]["data"] == action["data"]


@EVERY_CARD
def test_card_submits_only_as_a_fallback(shown: Card) -> None:
    count = Counter(part.get("type") for part in parts_of(shown))

    assert count["Action.Submit"] == count["Action.Execute"]


@EVERY_CARD
def test_card_unfolds_only_what_it_has(shown: Card) -> None:
    names = {part["id"] for part in parts_of(shown) if part.get("type") == "Container" and "id" in part}
    toggled = {name for part in parts_of(shown) for name in part.get("targetElements", [])}

    assert toggled == names


@EVERY_CARD
def test_card_gives_what_is_beyond_the_schema_a_fallback(shown: Card) -> None:
    for bar in (part for part in parts_of(shown) if part.get("type") == "ProgressBar"):
        assert bar["fallback"]["type"] == "TextBlock"
    for drawn in (part for part in parts_of(shown) if str(part.get("type")).startswith("Chart.")):
        assert drawn["fallback"]["items"] != []


@EVERY_CARD
def test_card_shows_at_most_six_buttons_in_its_row(shown: Card) -> None:
    in_the_row = [action for action in shown["actions"] if action.get("mode") != "secondary"]

    assert len(in_the_row) <= 6


@EVERY_CARD
def test_card_does_not_shout(shown: Card) -> None:
    assert [part["text"] for part in parts_of(shown) if "!" in part.get("text", "")] == []
