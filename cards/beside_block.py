"""What a person hears beside their own tasks, as parts of the list and of the day's message."""

from collections.abc import Iterator
from datetime import date

from cards import phrases_review as say
from cards.adaptive import Element, buttons, column, columns, container, text
from cards.phrases_wheel import full_day
from cards.verbs import Verb, button
from cards.words_of_time import day_words, deadline_words
from scheduler.upshots import Upshot
from scheduler.usecases.hearing import Beside

MOST_NEWS, MOST_ANSWERS = 5, 3
LONGEST_WORDS = 600


def beside_blocks(beside: Beside, today: date, *, most: int) -> Iterator[Element]:
    """`most` is how many late answers are named."""
    if beside.warned:
        yield _warned(beside, most)
    if beside.to_judge:
        yield to_judge_row(beside.to_judge)
    if beside.late:
        yield _late(beside, today, most)
    if beside.news:
        yield news_block(beside.news[:MOST_NEWS])


def beside_fallback(beside: Beside) -> str:
    """For a client too old for the card, where there is nothing else in it."""
    if beside.to_judge:
        return say.list_fallback(beside.to_judge)
    return say.late_fallback(len(beside.late)) if beside.late else say.NEWS_FALLBACK


def to_judge_row(count: int) -> Element:
    opening = column([buttons([button(say.REVIEW, Verb.REVIEWS)])], width="auto", middle=True)
    row = columns(column([text(say.waiting(count), bold=True)], middle=True), opening)
    return container([row], separator=True, spacing="Medium")


def news_block(news: tuple[Upshot, ...]) -> Element:
    told = [element for one in news for element in _news(one)]
    return container([text(say.NEWS_TITLE, bold=True), *told], separator=True, spacing="Medium")


def _news(news: Upshot) -> Iterator[Element]:
    is_own = [one.id for one in news.answers] == [news.task.id]
    named = say.answer_named(news.task.title, news.task.place) if is_own else news.task.title
    lead = say.approved(news.said_by, named) if is_own else say.decided(news.said_by, named, adopted=news.adopted)
    yield text(lead)
    on = say.particulars(full_day(news.on), news.paragraph, news.case_number)
    yield text(on, size="Small", subtle=True, spacing="None")
    if not is_own:
        answers = [say.answer_named(one.title, one.place) for one in news.answers[:MOST_ANSWERS]]
        built = say.built_on(answers, len(news.answers) - len(answers))
        yield text(built, size="Small", subtle=True, spacing="None")
    if news.led_to:
        words = news.led_to if len(news.led_to) <= LONGEST_WORDS else f"{news.led_to[:LONGEST_WORDS]} {say.CUT}"
        yield text((say.REVIEWER_SAYS if is_own else say.LED_TO).format(words=words), spacing="Small")


def _late(beside: Beside, today: date, most: int) -> Element:
    lines = [
        text(say.late(one.title, one.place, deadline_words(one, today)), size="Small", spacing="Small")
        for one in beside.late[:most]
    ]
    if len(beside.late) > most:
        lines.append(text(say.and_more(len(beside.late) - most), size="Small", subtle=True, spacing="Small"))
    lead = [text(say.LATE_TITLE, bold=True), text(say.LATE_TEXT, size="Small", subtle=True, spacing="None")]
    return container([*lead, *lines], separator=True, spacing="Medium")


def _warned(beside: Beside, most: int) -> Element:
    names = [
        text(say.answer_named(one.title, one.place), size="Small", spacing="Small") for one in beside.warned[:most]
    ]
    if len(beside.warned) > most:
        names.append(text(say.and_more(len(beside.warned) - most), size="Small", subtle=True, spacing="Small"))
    told = say.warned(day_words(beside.warned_on) if beside.warned_on else "", beside.told_to)
    return container([text(say.WARNED_TITLE, bold=True), text(told, spacing="None"), *names], style="warning")
