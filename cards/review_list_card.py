"""What waits to be judged, and what is said once something has been."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import phrases
from cards import phrases_review as say
from cards.adaptive import Card, Element, buttons, card, column, columns, container, fitted, heading, text
from cards.task_rows import place_words
from cards.verbs import Verb, button
from cards.words_of_time import moment_words, near_day_words
from scheduler.clock import local_day
from scheduler.ports_review import ToJudge
from scheduler.usecases.review_outcomes import WORDS, Judged

MOST_LISTED = (20, 12, 6, 2)
MOST_ONWARD = (5, 2, 0)


def review_list_card(waiting: Sequence[ToJudge], today: date) -> Card:
    actions = [button(phrases.TO_TASKS, Verb.TASKS)]
    if not waiting:
        body = [heading(say.NOTHING_TITLE, size="Medium"), text(say.NOTHING_TEXT)]
        return card(body, fallback=say.NOTHING_TITLE, actions=actions)
    fallback = say.list_fallback(len(waiting))
    return fitted(card(_listed(waiting, today, most), fallback=fallback, actions=actions) for most in MOST_LISTED)


def judged_card(judged: Judged) -> Card:
    actions = [button(phrases.TO_TASKS, Verb.TASKS)]
    title = _title(judged)
    return fitted(card(_judged(judged, most), fallback=title, actions=actions) for most in MOST_ONWARD)


def _listed(waiting: Sequence[ToJudge], today: date, most: int) -> Iterator[Element]:
    yield heading(say.waiting(len(waiting)))
    yield from _rows(waiting, today, most)
    if len(waiting) > most:
        yield text(say.more_waiting(len(waiting) - most), subtle=True)


def _rows(waiting: Sequence[ToJudge], today: date, most: int) -> Iterator[Element]:
    for one in waiting[:most]:
        day = near_day_words(local_day(one.submitted_at), today)
        lines = [
            text(one.task.title, bold=True),
            text(place_words(one.task), spacing="None"),
            text(say.listed(one.submitted_by_name, day, one.revision), size="Small", subtle=True, spacing="None"),
        ]
        opening = button(say.REVIEW, Verb.REVIEW_OPEN, {"task": one.task.id})
        yield columns(column(lines), column([buttons([opening])], width="auto", middle=True), spacing="Medium")


def _title(judged: Judged) -> str:
    return say.VERDICTS[judged.review.verdict][0] if judged.is_new else say.ALREADY_TITLE


def _judged(judged: Judged, most: int) -> Iterator[Element]:
    review = judged.review
    yield heading(_title(judged), size="Medium")
    yield text(judged.task.title, bold=True)
    yield text(place_words(judged.task), spacing="None")
    name, moment = review.judged_by_name, moment_words(review.judged_at)
    yield text(
        say.VERDICTS[review.verdict][1]
        if judged.is_new
        else say.ALREADY[review.verdict].format(name=name, moment=moment)
    )
    if judged.given_back:
        yield text(say.GIVEN_BACK, bold=True)
        yield container(_given_back(judged), style="emphasis")
    if not judged.waiting:
        yield text(say.DONE_ALL, subtle=True)
    elif most:
        rows = _rows(judged.waiting, judged.today, most)
        yield container([text(say.WAITS_TITLE, bold=True), *rows], separator=True, spacing="Medium")


def _given_back(judged: Judged) -> Iterator[Element]:
    for question, words in judged.given_back.items():
        yield text(say.OVERALL if question == WORDS else question, size="Small", subtle=True)
        yield text(words, spacing="None")
