"""What stands beside the questions of a form: the time, the year before, why it is asked, and where else to go."""

from collections.abc import Iterator, Sequence

from cards import phrases_comforts as say
from cards.adaptive import Card, Element, buttons, card, container, heading, open_url, text, unfold
from cards.phrases_wheel import full_day
from cards.words_of_answers import answer_words
from cards.words_of_time import period_words
from scheduler.client_matters import ClientMatters
from scheduler.forms import Question
from scheduler.reasons import LedTo
from scheduler.slots import period_of
from scheduler.usecases.outcomes import FormPage

YEAR_LENGTH = 4


def time_line(page: FormPage) -> Element:
    return text(progress_words(page), size="Small", subtle=True, spacing="Small")


def progress_words(page: FormPage) -> str:
    number, of = page.page.number, page.page.of
    return say.step_and_time(number, of, page.minutes) if of > 1 else say.only_time(page.minutes)


def last_answer(page: FormPage, question: Question, *, most: int) -> Iterator[Element]:
    """The answer of the time before, shortened at a word; nothing where `most` is 0."""
    if most and question.key in page.last_year:
        words = shortened(answer_words(question, page.last_year[question.key]), most)
        then = say.answered_then(when(page.task.slot, page.last_slot), words)
        yield text(then, size="Small", subtle=True, spacing="Small")


def keep_title(page: FormPage) -> str:
    is_a_year = when(page.task.slot, page.last_slot) == say.LAST_YEAR
    return say.KEEP_LAST_YEAR if is_a_year else say.KEEP_LAST_TIME


def why_block(page: FormPage, beside: Sequence[Element] = ()) -> Iterator[Element]:
    """The button, and what it unfolds: the reason, the place in the document, who reads it and what it has led to."""
    yield buttons([unfold(say.WHY, "why"), *beside])
    first, *others = why_lines(page)
    small = [text(line, size="Small", subtle=True, spacing="Small") for line in others]
    yield container([text(first), *small], style="emphasis", name="why", folded=True)


def why_lines(page: FormPage) -> Iterator[str]:
    """The form's own reason first."""
    yield page.form.why
    yield from (say.source(one.document, one.heading) for one in page.why.places)
    if page.why.readers:
        yield say.goes_to(list(page.why.readers))
    yield from (_led_to(page.task.slot, one) for one in page.why.led_to)


def redirect_block(routine: ClientMatters) -> Element:
    """Calm, and with the way to go: what concerns one client is not collected here."""
    words = [text(say.CLIENT_MATTER, bold=True), text(say.report_by(routine_words(routine)), spacing="Small")]
    return container([*words, *_way(routine)], style="accent")


def redirect_card(routine: ClientMatters) -> Card:
    """What the chat answers to whoever names lex Sarah or lex Maria."""
    body = [
        heading(say.CLIENT_MATTER_IN_CHAT),
        text(f"{say.CLIENT_MATTER} {say.report_by(routine_words(routine))}"),
        text(say.NOTHING_COLLECTED, size="Small", subtle=True),
        *_way(routine),
    ]
    return card(body, fallback=say.redirect_fallback(routine_words(routine)))


def routine_words(routine: ClientMatters) -> str:
    return routine.routine or say.LOCAL_ROUTINE


def when(slot: str, last_slot: str) -> str:
    """ "Förra året" for the same part of the year before, else the period itself."""
    now, then = period_of(slot), period_of(last_slot)
    year, before = now[:YEAR_LENGTH], then[:YEAR_LENGTH]
    is_a_year_before = year.isdecimal() and before.isdecimal() and int(year) == int(before) + 1
    if is_a_year_before and now[YEAR_LENGTH:] == then[YEAR_LENGTH:]:
        return say.LAST_YEAR
    return say.last_time(period_words(last_slot))


def shortened(words: str, most: int) -> str:
    """On one line, cut after a whole word."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    whole = line[:most].rpartition(" ")[0] or line[:most]
    return f"{whole} {say.SHORTENED}"


def _led_to(slot: str, one: LedTo) -> str:
    reference = ", ".join(part for part in (one.paragraph, one.case_number) if part)
    day = full_day(one.decided_on)
    return say.led_to(when(slot, one.slot), one.body, day, adopted=one.adopted, reference=reference)


def _way(routine: ClientMatters) -> Iterator[Element]:
    if routine.link:
        yield buttons([open_url(say.OPEN_ROUTINE, routine.link)])
