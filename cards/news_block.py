"""What is new between people, wherever it is told: the day's message and the list of tasks."""

from collections.abc import Iterator, Sequence

from cards import phrases_people as say
from cards.adaptive import Element, buttons, column, columns, container, text
from cards.phrases_wheel import day_and_month
from cards.task_rows import place_words
from cards.verbs import Verb, button
from cards.words_of_time import day_words
from scheduler.more_time import Ruling
from scheduler.usecases.giving_time import Ruled, Wish
from scheduler.usecases.news import GivenBack, TakenOver

MOST_TOLD = 6


def taken_over_block(taken: TakenOver) -> Element:
    lines = [
        text(say.TAKEN_OVER, bold=True),
        text(say.taken_over(list(taken.former), taken.tasks, taken.late), spacing="Small"),
        *(text(say.drafts_begun(name, count), spacing="None") for name, count in taken.begun),
    ]
    return container(lines, style="accent", spacing="Medium")


def wish_rows(wishes: Sequence[Wish]) -> Iterator[Element]:
    """What the person is to rule on."""
    if wishes:
        rows = [_wish_row(one) for one in wishes[:MOST_TOLD]]
        yield container([text(say.WISHES, bold=True), *rows], separator=True, spacing="Medium")
    if len(wishes) > MOST_TOLD:
        yield text(say.more_wishes(len(wishes) - MOST_TOLD), subtle=True)


def _wish_row(one: Wish) -> Element:
    line = say.wish_line(one.asker, one.task.place, day_and_month(one.wish.wanted))
    opens = button(say.WISH_OPEN, Verb.TIME_SHOW, {"wish": one.wish.id})
    lines = [text(one.task.title, bold=True), text(line, size="Small", spacing="None")]
    return columns(column(lines), column([buttons([opens])], width="auto", middle=True), spacing="Medium")


def ruled_rows(ruled: Sequence[Ruled]) -> Iterator[Element]:
    """What became of the person's own questions."""
    if ruled:
        rows = [element for one in ruled[:MOST_TOLD] for element in _ruled(one)]
        yield container([text(say.NEWS_RULED, bold=True), *rows], separator=True, spacing="Medium")


def _ruled(one: Ruled) -> Iterator[Element]:
    if one.wish.ruling is Ruling.GRANTED:
        yield text(say.granted(one.task.title, day_words(one.wish.granted or one.wish.wanted), one.ruler))
    else:
        yield text(say.refused(one.task.title, day_words(one.task.due or one.wish.due), one.ruler))
    if one.wish.answer:
        yield text(say.quoted_answer(one.wish.answer), subtle=True, spacing="None")


def given_back_rows(given_back: Sequence[GivenBack]) -> Iterator[Element]:
    for one in given_back[:MOST_TOLD]:
        yield text(say.given_back(one.task.title, place_words(one.task), one.receiver))
