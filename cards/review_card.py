"""An answer to judge, part by part: every question with its answer, what has changed, and room for a comment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cards import phrases_form
from cards import phrases_review as say
from cards.adaptive import BLOCKS, Card, Element, bar, card, container, fitted, heading, text
from cards.task_rows import place_words
from cards.verbs import COMMENT_PREFIX, WORDS_INPUT, Verb, button
from cards.words_of_answers import answer_words
from cards.words_of_time import moment_words
from scheduler.answers import Objection
from scheduler.forms import Page, Question, QuestionType, applying_on, pages_of
from scheduler.reviews import Verdict, changed_keys
from scheduler.usecases.review_outcomes import WORDS, ReviewPage

MOST_ANSWERS, MOST_LETTERS, LETTERS_APART = 8, 6000, 150
"""In one part; each question takes some letters beside its answer."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How long an answer may be, and what is quoted from before."""

    answer: int
    before: int


DETAILS = (Detail(4000, 1000), Detail(4000, 200), Detail(1500, 200), Detail(600, 100), Detail(200, 50))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its page, with the key that its answer has."""

    page: Page
    question: Question

    @property
    def key(self) -> str:
        return self.page.prefix + self.question.key


def review_card(page: ReviewPage, *, part: int = 0) -> Card:
    """`part` counts from 0; one that there is not is the nearest there is."""
    parts = parts_of(page)
    shown = min(max(part, 0), len(parts) - 1)
    fallback = say.review_fallback(page.task.title, page.task.place)
    actions = _actions(page, shown, len(parts))
    return fitted(card(_body(page, parts, shown, detail), fallback=fallback, actions=actions) for detail in DETAILS)


def parts_of(page: ReviewPage) -> tuple[tuple[Asked, ...], ...]:
    """The questions in parts that fit a card; a form without a question to show has one part with nothing in it."""
    parts: list[list[Asked]] = [[]]
    letters = 0
    for asked in _asked(page):
        weight = LETTERS_APART + len(str(page.submission.answers.get(asked.key, "")))
        if parts[-1] and (len(parts[-1]) == MOST_ANSWERS or letters + weight > MOST_LETTERS):
            parts.append([])
            letters = 0
        parts[-1].append(asked)
        letters += weight
    return tuple(map(tuple, parts))


def _asked(page: ReviewPage) -> Iterator[Asked]:
    answers = page.submission.answers
    for shown in pages_of(page.form, answers):
        applying = {question.key for question in applying_on(shown, answers)}
        for question in shown.step.questions:
            if question.key in applying or shown.prefix + question.key in answers:
                yield Asked(shown, question)


def _body(page: ReviewPage, parts: Sequence[Sequence[Asked]], part: int, detail: Detail) -> Iterator[Element]:
    submission = page.submission
    yield heading(page.task.title, size="Medium")
    yield text(place_words(page.task), spacing="None")
    told = say.handed_in(submission.submitted_by_name, moment_words(submission.submitted_at), submission.revision)
    yield text(told, size="Small", subtle=True, spacing="None")
    if len(parts) > 1:
        yield bar(part + 1, len(parts), spacing="Medium", blocks=min(len(parts), BLOCKS))
        yield text(say.part_of(part + 1, len(parts)), size="Small", subtle=True, spacing="Small")
    yield from _notices(page)
    yield text(say.PUBLIC_TEXT, size="Small", subtle=True, spacing="Small")
    changed = _changed(page)
    before = parts[part - 1][-1].page if part else None
    for asked in parts[part]:
        if asked.page != before:
            yield from _title(asked.page)
        before = asked.page
        yield from _answer(page, asked, changed, detail)
    if part == len(parts) - 1:
        yield from _overall(page)


def _notices(page: ReviewPage) -> Iterator[Element]:
    if page.notice is not None:
        yield container([text(say.NOTICES[page.notice])], style="warning")
    if page.given_back:
        words = [element for item in page.given_back.items() for element in _given_back(*item)]
        yield container([text(say.GIVEN_BACK, bold=True), *words], style="emphasis")
    if page.review is not None:
        lines = [text(say.last_time(page.review.judged_by_name, page.review.words))]
        lines.append(text(say.changed_count(len(_changed(page))), size="Small", spacing="Small"))
        yield container(lines, style="accent")


def _given_back(question: str, words: str) -> Iterator[Element]:
    yield text(say.OVERALL if question == WORDS else question, size="Small", subtle=True)
    yield text(words, spacing="None")


def _changed(page: ReviewPage) -> frozenset[str]:
    """Nothing where the answer is the first one; the number of items is no answer."""
    if page.earlier is None:
        return frozenset()
    shown = {asked.key for asked in _asked(page)}
    return changed_keys(page.form, page.earlier.answers, page.submission.answers) & shown


def _title(page: Page) -> Iterator[Element]:
    item = page.step.repeat
    title = phrases_form.item_number(item.item, page.item + 1) if item else page.step.title
    yield {**heading(title, size="Default", spacing="Large"), "separator": True}


def _answer(page: ReviewPage, asked: Asked, changed: frozenset[str], detail: Detail) -> Iterator[Element]:
    question, key = asked.question, asked.key
    value = page.submission.answers.get(key)
    yield text(question.text, size="Small", subtle=True, spacing="Medium")
    yield text(
        _cut(answer_words(question, value), detail.answer) if value is not None else say.NO_ANSWER, spacing="None"
    )
    if key in changed:
        yield text(say.changed(_before(page, asked, detail)), size="Small", color="Accent", spacing="None")
    if key in page.remarks:
        yield text(_cut(say.remark(page.remarks[key]), detail.before), size="Small", spacing="Small")
    if question.type is not QuestionType.COMPUTED:
        yield _input(f"{COMMENT_PREFIX}{key}", say.COMMENT, page.comments.get(key, ""))
        yield from _complaints(page, key)


def _before(page: ReviewPage, asked: Asked, detail: Detail) -> str:
    """Empty where the question had no answer before, or where its item is one among others that have moved."""
    is_alone = asked.page.step.repeat is None
    value = page.earlier.answers.get(asked.key) if page.earlier and is_alone else None
    return "" if value is None else _cut(answer_words(asked.question, value), detail.before)


def _overall(page: ReviewPage) -> Iterator[Element]:
    yield {**_input(WORDS_INPUT, say.WORDS, page.words), "separator": True, "spacing": "Large"}
    yield from _complaints(page, WORDS)
    yield text(say.WORDS_HELP, size="Small", subtle=True, spacing="Small")


def _complaints(page: ReviewPage, key: str) -> Iterator[Element]:
    for objection in page.objections:
        if objection.question == key:
            yield text(phrases_form.complained(_objection(objection)), color="Attention", spacing="Small")


def _objection(objection: Objection) -> str:
    limit = f"{objection.limit:.0f}" if objection.limit is not None else ""
    return phrases_form.COMPLAINTS[objection.complaint].format(limit=limit)


def _input(name: str, label: str, value: str) -> dict[str, Any]:
    given = {"value": value} if value else {}
    shown = {"type": "Input.Text", "id": name, "label": label, "isMultiline": True}
    return {**shown, "spacing": "Small", **given}


def _actions(page: ReviewPage, part: int, of: int) -> list[Element]:
    here: dict[str, str | int] = {"task": page.task.id, "revision": page.submission.revision, "from": part}
    moves: list[Element] = []
    if part > 0:
        moves.append(button(say.BACK, Verb.REVIEW_SAVE, {**here, "part": part - 1}))
    if part < of - 1:
        moves.append(button(say.NEXT, Verb.REVIEW_SAVE, {**here, "part": part + 1}, style="positive"))
    else:
        approves, returns = ({**here, "part": part, "verdict": one.value} for one in Verdict)
        moves.append(button(say.APPROVE, Verb.REVIEW_SAVE, approves, style="positive"))
        moves.append(button(say.RETURN, Verb.REVIEW_SAVE, returns))
    return [*moves, button(say.TO_LIST, Verb.REVIEW_SAVE, {**here, "part": part, "to": "list"})]


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]} {say.CUT}"
