"""Nothing was stored: why, what to do, and every typed word given back."""

from collections.abc import Iterator

from cards import phrases, phrases_form
from cards.adaptive import Card, Element, card, container, fitted, heading, text
from cards.task_rows import onward, place_words
from cards.verbs import Verb, button
from cards.words_of_time import day_words, moment_words
from scheduler.usecases.outcomes import Reason, Refused

MOST_ONWARD = (3, 0)


def refused_card(refused: Refused) -> Card:
    fallback = phrases_form.refused_fallback(phrases_form.REASONS[refused.reason][0])
    tasks = button(phrases.TO_TASKS, Verb.TASKS)
    return fitted(card(_body(refused, onward_rows=most), fallback=fallback, actions=[tasks]) for most in MOST_ONWARD)


def _body(refused: Refused, *, onward_rows: int) -> Iterator[Element]:
    title, explained = phrases_form.REASONS[refused.reason]
    yield heading(title, size="Medium")
    if refused.task is not None:
        yield text(f"{refused.task.title}, {place_words(refused.task)}", spacing="None")
    yield text(" ".join([*_particulars(refused), explained]))
    if refused.typed:
        yield text(phrases_form.YOUR_WORDS, bold=True)
        yield container(_given_back(refused), style="emphasis")
    rows = onward(refused.remaining, refused.today, most=onward_rows)
    if rows:
        yield container([text(phrases_form.LEFT_TITLE, bold=True), *rows], separator=True, spacing="Medium")


def _particulars(refused: Refused) -> Iterator[str]:
    if refused.answered_at is not None:
        yield phrases_form.answered_by(refused.answered_by, moment_words(refused.answered_at))
    if refused.reason is Reason.NOT_OPEN and refused.task is not None:
        yield phrases_form.opens(day_words(refused.task.asks_from))


def _given_back(refused: Refused) -> Iterator[Element]:
    for question, words in refused.typed.items():
        # Without a task there is no form either, and the words stand under the questions' bare keys.
        if refused.task is not None:
            yield text(question, size="Small", subtle=True)
        yield text(words, spacing="None" if refused.task is not None else None)
