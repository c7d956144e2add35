"""The heartbeat as a part of an administrator's daily card: how the sending goes, and what awaits somebody's hand."""

from collections.abc import Iterator
from datetime import date

from cards import phrases_pulse as say
from cards.adaptive import Element, container, facts, heading, text
from cards.phrases_doctor import what_to_do
from cards.words_of_time import day_words, near_day_words
from scheduler.pulse import Pulse

MOST_NAMED = 5


def pulse_block(pulse: Pulse, today: date, *, most: int = MOST_NAMED) -> Element:
    """`most` is how many people are named, of those who can't be reached and of those without an Entra id."""
    return container(_told(pulse, today, most), separator=True, spacing="Medium")


def bad_news(pulse: Pulse) -> str:
    """Empty where there is none."""
    return say.bad_news(pulse.counts.failed, len(pulse.unreachable) + len(pulse.nameless))


def _told(pulse: Pulse, today: date, most: int) -> Iterator[Element]:
    yield heading(say.TITLE, size="Default")
    if bad := bad_news(pulse):
        yield text(bad, color="Attention", bold=True, spacing="None")
    yield from _sending(pulse, near_day_words(pulse.since, today))
    if pulse.older:
        yield text(say.older(pulse.older), size="Small", subtle=True)
    yield text(say.today(pulse.today), size="Small", subtle=True)
    if pulse.unreachable or pulse.nameless:
        yield from _unreachable(pulse, today, most)
    if pulse.undecided:
        yield from _undecided(pulse)


def _sending(pulse: Pulse, since: str) -> Iterator[Element]:
    """One line where all went; else the numbers, and what becomes of those that did not go."""
    counts = pulse.counts
    if not counts.failed and not counts.waiting:
        yield text(say.all_went(counts.sent, since), spacing="None")
        return
    yield text(say.since(since), size="Small", subtle=True)
    numbers = (counts.planned, counts.sent, counts.failed, counts.waiting)
    yield facts((title, str(number)) for title, number in zip(say.COUNTS, numbers, strict=True))
    if counts.failed:
        yield text(say.WHAT_BECOMES_OF_FAILED, size="Small", spacing="Small")
    if counts.waiting:
        yield text(say.WHAT_BECOMES_OF_WAITING, size="Small", spacing="Small")


def _unreachable(pulse: Pulse, today: date, most: int) -> Iterator[Element]:
    yield text(say.UNREACHABLE, bold=True)
    for one in pulse.unreachable[:most]:
        told = say.refused(one.name, near_day_words(one.since, today), what_to_do(one.code))
        yield text(told, size="Small", spacing="Small")
    if len(pulse.unreachable) > most:
        yield text(say.and_more(len(pulse.unreachable) - most), size="Small", subtle=True, spacing="Small")
    if pulse.nameless:
        more = max(len(pulse.nameless) - most, 0)
        yield text(say.nameless(pulse.nameless[:most], more), size="Small", spacing="Small")


def _undecided(pulse: Pulse) -> Iterator[Element]:
    yield text(say.TO_DECIDE, bold=True)
    for todo in pulse.ending[:MOST_NAMED]:
        ends = day_words(date.fromisoformat(todo.detail))
        yield text(say.ending(todo.title, ends), size="Small", spacing="Small")
    yield text(say.undecided(pulse.undecided, pulse.wheel), size="Small", spacing="Small")
