"""The same answer for several own units: what is offered, how each stands, and what is sent."""

from dataclasses import replace

import pytest

from cards import phrases_comforts as say
from cards.receipt_card import receipt_card
from cards.several_card import MOST_OFFERED, several_card
from scheduler.usecases.several import Fit, Unit
from tests.unit.cards import several_examples as example
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of


def test_receipt_offers_the_other_units_and_chooses_none() -> None:
    card = receipt_card(example.RECEIPT)
    boxes = field(card, "units")

    assert [choice["title"] for choice in boxes["choices"]] == ["Björkbacken", "Ekhöjden", "Lindgården"]
    assert "value" not in boxes
    assert (say.SEVERAL_FILL, {"verb": "several.share", "task": 2}) in buttons_of(card)


def test_receipt_offers_nothing_when_there_is_no_such_unit() -> None:
    assert say.SEVERAL_FILL not in titles_of(receipt_card(replace(example.RECEIPT, alike=())))


def test_receipt_offers_no_more_boxes_than_one_can_look_through() -> None:
    many = tuple(replace(example.EKEN, id=number) for number in range(30))
    card = receipt_card(replace(example.RECEIPT, alike=many))

    assert len(field(card, "units")["choices"]) == MOST_OFFERED
    assert "… och 10 till." in words_of(card)


def test_card_sends_the_units_that_it_showed_and_chooses_those_that_are_ready() -> None:
    card = several_card(example.FILLED)
    sent = {"verb": "several.submit", "task": 2, "shown": "20,21,22", "token": "tok3n-tok3n-tok3n-tok3n"}

    assert (say.SEVERAL_SUBMIT, sent) in buttons_of(card)
    assert field(card, "units")["value"] == "20,21"
    assert titles_of(card).count(say.SEVERAL_OPEN) == 3


def test_card_hands_nothing_in_when_every_unit_lacks_something() -> None:
    assert say.SEVERAL_SUBMIT not in titles_of(several_card(example.LACKING))


def test_card_says_that_nothing_was_handed_in_and_how_each_stands() -> None:
    words = words_of(several_card(example.REFUSED))

    assert words.startswith("Inget är inskickat\n")
    assert "En enhet är inte din längre." in words
    assert "Redan besvarad av Karin Östlund." in words


@pytest.mark.parametrize("fit", Fit)
def test_card_has_words_for_every_way_that_it_can_stand(fit: Fit) -> None:
    words = words_of(several_card(example.several(Unit(example.EKEN, fit, "Karin Östlund"))))

    assert say.FITS[fit].format(name="Karin Östlund") in words
