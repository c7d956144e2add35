"""An answer to judge: whole, in parts that fit, with what has changed and every word that the reviewer typed."""

from dataclasses import replace
from datetime import date

import pytest

from cards import phrases_review as say
from cards.adaptive import LARGEST_CARD, size_of
from cards.review_card import parts_of, review_card
from cards.review_list_card import judged_card, review_list_card
from cards.verbs import COMMENT_PREFIX, Verb
from scheduler.forms import QuestionType
from scheduler.usecases.reviewing import LONGEST_COMMENT
from tests.unit.cards import card_examples as example
from tests.unit.cards import review_examples as review
from tests.unit.cards.reading import buttons_of, inputs_of, titles_of, words_of

LONG = "Å" * 4000
FORM = example.form_of(*(example.question(f"f{n}", f"Fråga {n}?", QuestionType.TEXT) for n in range(12)))
WHOLE = replace(
    review.FIRST,
    form=FORM,
    submission=example.submission(FORM, {f"f{n}": LONG for n in range(12)}),
)


def test_every_question_stands_in_one_part_and_has_room_for_a_comment() -> None:
    parts = parts_of(WHOLE)

    fields = [field["id"] for part in range(len(parts)) for field in inputs_of(review_card(WHOLE, part=part))]

    assert [asked.key for part in parts for asked in part] == [f"f{n}" for n in range(12)]
    assert fields == [*(f"{COMMENT_PREFIX}f{n}" for n in range(12)), "words"]


def test_longest_answers_and_comments_fit_a_card_with_every_typed_word() -> None:
    comments = {f"f{n}": f"{n}{'ö' * (LONGEST_COMMENT - 2)}" for n in range(12)}
    page = replace(WHOLE, comments=comments)

    cards = [review_card(page, part=part) for part in range(len(parts_of(page)))]

    typed = {field["id"]: field.get("value") for card in cards for field in inputs_of(card)}
    assert max(map(size_of, cards)) < LARGEST_CARD
    assert {key: typed[f"{COMMENT_PREFIX}{key}"] for key in comments} == comments


def test_short_answers_share_a_part() -> None:
    assert [len(part) for part in parts_of(review.FIRST)] == [6]


@pytest.mark.parametrize("part", [-1, 0, 99])
def test_part_that_there_is_not_is_the_nearest(part: int) -> None:
    last = len(parts_of(WHOLE)) - 1

    assert review_card(WHOLE, part=part) == review_card(WHOLE, part=min(max(part, 0), last))


def test_verdict_is_offered_on_the_last_part_alone() -> None:
    first, last = titles_of(review_card(WHOLE)), titles_of(review_card(WHOLE, part=99))

    assert first == [say.NEXT, say.TO_LIST]
    assert last == [say.BACK, say.APPROVE, say.RETURN, say.TO_LIST]


def test_every_button_says_which_revision_the_card_was_drawn_from() -> None:
    sent = [data for _, data in buttons_of(review_card(review.REVISED))]

    assert {(data["verb"], data["task"], data["revision"]) for data in sent} == {(Verb.REVIEW_SAVE, review.TASK.id, 2)}


def test_changed_answer_is_marked_with_what_stood_there_and_no_other_is() -> None:
    words = words_of(review_card(review.REVISED))

    assert words.count("● Ändrat.") == 1
    assert "● Ändrat. Förut: Ny rutin för introduktion, klar i september." in words
    assert "● Ändrat." not in words_of(review_card(review.FIRST))


def test_list_that_is_too_long_says_how_many_more_there_are() -> None:
    many = tuple(replace(review.WAITING[0], task=replace(example.NEAR, id=n)) for n in range(60))

    card = review_list_card(many, date(2027, 2, 19))

    shown = sum(data["verb"] == Verb.REVIEW_OPEN for _, data in buttons_of(card))
    assert size_of(card) < LARGEST_CARD
    assert say.more_waiting(60 - shown) in words_of(card)


def test_words_that_were_not_kept_are_given_back_by_what_they_were_about() -> None:
    words = words_of(judged_card(review.BY_ANOTHER))

    assert "Karin Östlund skickade tillbaka svaret" in words
    assert "Hur räknat?" in words
