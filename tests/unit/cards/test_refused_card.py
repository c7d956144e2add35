"""A refusal explains itself and gives every word back."""

import pytest

from cards.refused_card import refused_card
from scheduler.usecases.outcomes import Reason, Refused
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG, LONG_TEXT
from tests.unit.cards.reading import titles_of, words_of

TYPED = {"Hur gick det?": "Vi nådde *alla* [mål].\n1. Maten"}


def test_refused_card_tells_who_was_first() -> None:
    refused = Refused(
        reason=Reason.ANSWERED,
        today=example.TODAY,
        typed={},
        task=example.STARTED,
        answered_by="Karin Östlund",
        answered_at=example.SENT_AT,
    )

    assert words_of(refused_card(refused)) == (
        "Den är redan besvarad\n"
        "Utförarens verksamhetsberättelse, Sandbäcken · avser 2026\n"
        "Karin Östlund skickade in svaret fredag 19 februari 2027 kl. 09.14. Inget har skrivits över."
    )


@pytest.mark.parametrize("reason", Reason)
def test_refused_card_gives_the_words_back_whatever_the_reason(reason: Reason) -> None:
    refused = Refused(reason=reason, today=example.TODAY, typed=TYPED, task=example.STARTED)

    assert words_of(refused_card(refused)).endswith("Hur gick det?\nVi nådde *alla* [mål].\n\n1. Maten")


def test_refused_card_hides_bare_keys_when_the_task_is_not_shown() -> None:
    refused = Refused(reason=Reason.NOT_YOURS, today=example.TODAY, typed={"utfall_mal": "Vi nådde alla."})

    assert words_of(refused_card(refused)).endswith("Kopiera det du vill ha kvar:\nVi nådde alla.")


def test_refused_card_gives_way_with_everything_but_the_words_when_full() -> None:
    card = LONG["refused_full"]

    assert words_of(card).count(LONG_TEXT.strip()) == 3
    assert titles_of(card)[-1] == "Till mina uppgifter"
