"""Somebody's question about more time, for the one who rules on it."""

from collections.abc import Iterator

from cards import phrases
from cards import phrases_people as say
from cards.absence_card import date_input
from cards.adaptive import Card, Element, card, container, heading, text
from cards.more_card import done_card, words_input
from cards.phrases_wheel import full_day
from cards.task_rows import place_words
from cards.verbs import ANSWER_INPUT, GRANTED_INPUT, Verb, button
from cards.words_of_time import day_words
from scheduler.more_time import Ruling
from scheduler.usecases.giving_time import NoTime, NotRuled, Ruled, Wish

AT_DAY = {NoTime.NO_DAY, NoTime.NOT_LATER, NoTime.NOT_AHEAD, NoTime.TOO_FAR}


def wish_card(found: Wish, *, day: str = "", answer: str = "", why: tuple[NoTime, ...] = ()) -> Card:
    """The day that was asked for is filled in, unless another was typed."""
    actions = [
        button(say.GRANT, Verb.TIME_RULE, {"wish": found.wish.id, "grants": 1}, style="positive"),
        button(say.REFUSE, Verb.TIME_RULE, {"wish": found.wish.id, "grants": 0}),
        button(phrases.TO_TASKS, Verb.TASKS, with_inputs=False),
    ]
    return card(_body(found, day, answer, why), fallback=say.WISH_TITLE, actions=actions)


def _body(found: Wish, day: str, answer: str, why: tuple[NoTime, ...]) -> Iterator[Element]:
    wish, task = found.wish, found.task
    yield heading(say.WISH_TITLE, size="Medium")
    yield text(task.title, bold=True)
    yield text(place_words(task), spacing="None")
    yield text(say.wish_text(found.asker, full_day(task.due or wish.due), full_day(wish.wanted)))
    yield container([text(wish.because)], style="emphasis")
    yield date_input(GRANTED_INPUT, say.GRANT_DAY, day or wish.wanted.isoformat())
    yield from (text(say.NO_TIME[one], color="Attention", spacing="Small") for one in why if one in AT_DAY)
    yield words_input(ANSWER_INPUT, say.RULING_WORDS, answer)
    yield from (text(say.NO_TIME[one], color="Attention", spacing="Small") for one in why if one not in AT_DAY)
    yield text(say.PUBLIC, size="Small", subtle=True, spacing="Small")


def ruled_card(ruled: Ruled, asker: str) -> Card:
    if ruled.wish.ruling is Ruling.GRANTED:
        day = day_words(ruled.wish.granted or ruled.wish.wanted)
        return done_card(say.GRANTED_TITLE, [say.grant_done(asker, day)], ruled.task)
    return done_card(say.REFUSED_TITLE, [say.refuse_done(asker)], ruled.task)


def ruled_already_card(ruled: Ruled, *, answer: str = "") -> Card:
    """Somebody was first; the words that were typed come back."""
    told = say.granted_already if ruled.wish.ruling is Ruling.GRANTED else say.refused_already
    day = ruled.wish.granted if ruled.wish.ruling is Ruling.GRANTED else ruled.task.due
    words = [
        say.NO_TIME[NoTime.RULED_ALREADY],
        told(day_words(day or ruled.wish.due), ruled.ruler),
        *([say.your_words(answer)] if answer else ()),
    ]
    return done_card(say.WISH_TITLE, words, ruled.task)


def not_ruled_card(refused: NotRuled, *, day: str, answer: str) -> Card:
    if refused.ruled is not None:
        return ruled_already_card(refused.ruled, answer=answer)
    return wish_card(refused.wish, day=day, answer=answer, why=refused.why)


def wish_gone_card() -> Card:
    return done_card(say.WISH_GONE_TITLE, [say.WISH_GONE_TEXT])
