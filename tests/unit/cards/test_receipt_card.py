"""What was handed in can be read again, and nothing more."""

from dataclasses import replace

from cards.adaptive import Card
from cards.receipt_card import receipt_card
from scheduler.forms import Answers
from scheduler.usecases.outcomes import Receipt
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG
from tests.unit.cards.reading import buttons_of, words_of

RECEIPT = Receipt(
    task=example.STARTED,
    form=example.STORY_FORM,
    submission=example.submission(example.STORY_FORM, example.STORY_ANSWERS),
    today=example.TODAY,
    remaining=(),
)


def told(answers: Answers) -> Card:
    return receipt_card(replace(RECEIPT, submission=example.submission(example.STORY_FORM, answers)))


def test_receipt_card_cannot_be_answered_again() -> None:
    assert buttons_of(receipt_card(RECEIPT)) == [("Till mina uppgifter", {"verb": "tasks.show"})]


def test_receipt_card_opens_what_is_left() -> None:
    card = receipt_card(replace(RECEIPT, remaining=example.TASKS))

    assert "Kvar hos dig: 6 öppna uppgifter." in words_of(card)
    assert [data["task"] for _, data in buttons_of(card)[:-1]] == [1, 2, 3, 4, 5]


def test_receipt_card_leaves_out_what_was_not_answered() -> None:
    words = words_of(told({"utfall": "ja"}))

    assert "Motsvarar resultatet det ni kommit överens om?\nJa" in words
    assert "Vad gör ni åt skillnaden?" not in words


def test_receipt_card_says_so_when_nothing_was_answered() -> None:
    assert "Inga frågor besvarades." in words_of(told({}))


def test_receipt_card_says_that_answers_are_cut_when_they_are() -> None:
    notice = "Svaren är förkortade här. De är sparade i sin helhet."

    assert notice in words_of(LONG["receipt_full_kristianstad.form_risk_vasentlighet"])
    assert notice not in words_of(receipt_card(RECEIPT))
