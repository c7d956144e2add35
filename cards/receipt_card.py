"""What was handed in, by whom and when; it can be read again but not answered again."""

from collections.abc import Iterator
from dataclasses import dataclass

from cards import phrases, phrases_actions, phrases_form
from cards.adaptive import Card, Element, buttons, card, container, fitted, heading, text, unfold
from cards.beside_block import news_block
from cards.form_beside import redirect_block
from cards.phrases_people import on_behalf_of
from cards.several_card import offer_block
from cards.task_rows import onward, place_words
from cards.verbs import Verb, button
from cards.words_of_answers import answer_words
from cards.words_of_time import moment_words
from scheduler.forms import Page, pages_of
from scheduler.lifecycle import ANSWERED, State
from scheduler.usecases.outcomes import Receipt


@dataclass(frozen=True, slots=True)
class Detail:
    """How long each answer may be, how many are shown, and how many of the remaining tasks."""

    length: int
    answers: int
    remaining: int


DETAILS = (
    Detail(4000, 400, 5),
    Detail(4000, 400, 3),
    Detail(600, 400, 3),
    Detail(200, 100, 3),
    Detail(100, 60, 3),
    Detail(80, 15, 1),
    Detail(40, 5, 0),
)


def receipt_card(receipt: Receipt) -> Card:
    fallback = phrases_form.receipt_fallback(receipt.task.title, receipt.task.place)
    tasks = button(phrases.TO_TASKS, Verb.TASKS)
    new = button(phrases_actions.NEW, Verb.ACTION_NEW, {"task": receipt.task.id})
    actions = [tasks, *([new] if receipt.task.state in ANSWERED else [])]
    return fitted(card(_body(receipt, detail), fallback=fallback, actions=actions) for detail in DETAILS)


def _body(receipt: Receipt, detail: Detail) -> Iterator[Element]:
    submission = receipt.submission
    yield heading(phrases_form.RECEIPT_LEAD)
    if receipt.task.state is State.RETURNED:
        yield text(phrases_form.SENT_BACK)
    yield text(receipt.task.title, bold=True)
    yield text(place_words(receipt.task), spacing="None")
    moment = moment_words(submission.submitted_at)
    yield text(phrases_form.sent_by(submission.submitted_by_name, moment), size="Small", subtle=True, spacing="Small")
    if receipt.on_behalf_of:
        yield text(on_behalf_of(receipt.on_behalf_of), size="Small", subtle=True, spacing="None")
    if submission.revision > 1:
        yield text(phrases_form.revision(submission.revision), size="Small", subtle=True, spacing="None")
    if receipt.news:
        yield news_block(receipt.news[:1])
    if receipt.client_matters is not None:
        yield redirect_block(receipt.client_matters)
    if receipt.actions:
        yield text(phrases_actions.made_by_answer(receipt.actions))
        yield buttons([button(phrases_actions.ALL_ACTIONS, Verb.ACTIONS)])
    yield buttons([unfold(phrases_form.SHOW_ANSWERS, "answers")])
    yield container(_answers(receipt, detail), style="emphasis", name="answers", folded=True)
    yield from offer_block(receipt)
    yield from _left(receipt, detail)


@dataclass(frozen=True, slots=True)
class PartTold:
    """A page's answers in words, each with its question; `item` is empty outside repeat groups."""

    item: str
    answers: tuple[tuple[str, str], ...]


def answers_told(receipt: Receipt) -> Iterator[PartTold]:
    """The whole of what was handed in, page by page; pages without an answer are left away."""
    answers = receipt.submission.answers
    for page in pages_of(receipt.form, answers):
        repeat = page.step.repeat
        item = phrases_form.item_number(repeat.item, page.item + 1) if repeat else ""
        asked = (one for one in page.step.questions if page.prefix + one.key in answers)
        told = tuple((one.text, answer_words(one, answers[page.prefix + one.key])) for one in asked)
        if told:
            yield PartTold(item, told)


def _answers(receipt: Receipt, detail: Detail) -> Iterator[Element]:
    pages = pages_of(receipt.form, receipt.submission.answers)
    told = [element for page in pages for element in _page(receipt, page, detail)]
    if not told:
        yield text(phrases_form.NO_ANSWERS)
    yield from told[: 2 * detail.answers]
    if len(told) > 2 * detail.answers or detail.length < DETAILS[0].length:
        yield text(phrases_form.ANSWERS_CUT, size="Small", subtle=True)


def _page(receipt: Receipt, page: Page, detail: Detail) -> Iterator[Element]:
    answers = receipt.submission.answers
    if page.step.repeat is not None:
        yield text(phrases_form.item_number(page.step.repeat.item, page.item + 1), bold=True, spacing="Large")
    for question in page.step.questions:
        if page.prefix + question.key in answers:
            words = answer_words(question, answers[page.prefix + question.key])
            yield text(question.text, size="Small", subtle=True, spacing="Medium")
            yield text(shortened(words, detail.length), spacing="None")


def shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _left(receipt: Receipt, detail: Detail) -> Iterator[Element]:
    if not receipt.remaining:
        yield text(phrases_form.LEFT_NONE)
        return
    rows = onward(receipt.remaining, receipt.today, most=detail.remaining)
    count = text(phrases_form.left_count(len(receipt.remaining)), size="Small", subtle=True, spacing="None")
    title = text(phrases_form.LEFT_TITLE, bold=True)
    yield container([title, count, *rows], separator=True, spacing="Medium")
