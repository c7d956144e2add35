"""Answers in the words of their questions."""

import pytest

from cards.words_of_answers import answer_words, number_words
from scheduler.forms import AnswerValue, Option, Question, QuestionType
from tests.unit.cards.card_examples import OUTCOME, SHARE, question

SCALE = question("s", "Hur troligt?", QuestionType.SCALE, maximum=4, low="Osannolikt", high="Mycket troligt")
SEVERAL = question(
    "k", "Källor?", QuestionType.CHOICES, options=(Option(key="a", title="Enkät"), Option(key="b", title="Tillsyn"))
)
COST = question("c", "Kostnad?", QuestionType.NUMBER, unit="kronor")
DAY = question("d", "När?", QuestionType.DATE)


@pytest.mark.parametrize(
    ("asked", "value", "words"),
    [
        (OUTCOME, "delvis", "Delvis"),
        (OUTCOME, "borttaget", "borttaget"),
        (SEVERAL, ["a", "b"], "Enkät, Tillsyn"),
        (SEVERAL, "a,b", "Enkät, Tillsyn"),
        (SCALE, 1, "1 – Osannolikt"),
        (SCALE, 2, "2"),
        (SHARE, 12.5, "12,5\u00a0%"),
        (COST, 12500, "12\u00a0500\u00a0kronor"),
        (COST, "12 500", "12 500"),
        (DAY, "2027-02-28", "söndag 28 februari 2027"),
        (DAY, "snart", "snart"),
        (question("t", "Text?", QuestionType.TEXT), "Ja", "Ja"),
        (question("v", "Värde", QuestionType.COMPUTED, product=("a", "b")), 12, "12"),
        (question("t", "Text?", QuestionType.TEXT), ["a", "b"], "a, b"),
    ],
)
def test_answer_words_tells_the_value(asked: Question, value: AnswerValue, words: str) -> None:
    assert answer_words(asked, value) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (4000, "4\u00a0000"), (12.5, "12,5"), (3.0, "3"), (-1, "-1")])
def test_number_words_is_swedish(number: float, words: str) -> None:
    assert number_words(number) == words
