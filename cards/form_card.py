"""One step of a form, with what was saved or just typed, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass

from cards import phrases, phrases_form, phrases_review, phrases_web
from cards.action_rows import open_actions_block
from cards.adaptive import (
    BLOCKS,
    Card,
    Element,
    Style,
    bar,
    buttons,
    card,
    container,
    fitted,
    heading,
    text,
)
from cards.form_beside import keep_title, last_answer, redirect_block, time_line, why_block
from cards.form_inputs import help_of, input_of
from cards.phrases_people import draft_begun_by
from cards.task_rows import place_words
from cards.verbs import Verb, button
from cards.words_of_answers import answer_words, number_words
from cards.words_of_time import deadline_words, moment_words
from scheduler.answers import Objection
from scheduler.forms import FREE_TEXT, Condition, Question
from scheduler.lifecycle import State
from scheduler.usecases.desk import Move
from scheduler.usecases.outcomes import FormPage, Notice

NOTICE_STYLES: dict[Notice, Style] = {
    Notice.STALE: "warning",
    Notice.INCOMPLETE: "warning",
    Notice.RESUMED: "good",
    Notice.KEPT: "good",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """How much a page shows beside its questions: the folded reason, and how long what is saved or older may be."""

    why: bool
    saved: int
    last: int


DETAILS = (
    Detail(why=True, saved=4000, last=600),
    Detail(why=True, saved=4000, last=200),
    Detail(why=True, saved=1000, last=80),
    Detail(why=True, saved=300, last=80),
    Detail(why=False, saved=300, last=80),
    Detail(why=False, saved=100, last=0),
    Detail(why=False, saved=20, last=0),
)


def form_card(page: FormPage, *, web: bool = False) -> Card:
    """Every word that the person typed is in it, whatever else has to give way for the card to be sent.

    With `web` the same form can be opened as a page.
    """
    fallback = phrases_form.form_fallback(page.task.title, page.task.place)
    return fitted(card(_body(page, detail, web=web), fallback=fallback, actions=_actions(page)) for detail in DETAILS)


def _body(page: FormPage, detail: Detail, *, web: bool) -> Iterator[Element]:
    yield from _head(page)
    yield from _notices(page)
    beside = [button(phrases_web.TO_WEB, Verb.WEB, _place(page))] if web else []
    if detail.why:
        yield from why_block(page, beside)
        yield from open_actions_block(page.actions, page.today)
    elif beside:
        yield buttons(beside)
    yield from _step(page)
    for question in page.asked:
        yield from _field(page, question, detail)


def _head(page: FormPage) -> Iterator[Element]:
    yield heading(page.task.title, size="Medium")
    yield text(place_words(page.task), spacing="None")
    yield text(deadline_words(page.task, page.today), size="Small", subtle=True, spacing="None")
    if page.page.of > 1:
        number, of = page.page.number, page.page.of
        yield bar(number, of, spacing="Medium", blocks=min(of, BLOCKS))
    yield time_line(page)


def _notices(page: FormPage) -> Iterator[Element]:
    if page.task.state is State.RETURNED:
        yield container([text(phrases_form.RETURNED), *_reviewer(page)], style="accent")
    if page.begun_by:
        yield container([text(draft_begun_by(page.begun_by))], style="accent")
    if page.notice is not None and not (page.begun_by and page.notice is Notice.RESUMED):
        yield container([text(phrases_form.NOTICES[page.notice])], style=NOTICE_STYLES[page.notice])
    texts = {question.key: question.text for question in page.page.step.questions}
    named = [texts[one.question] for one in page.objections if one.question in texts]
    if named:
        lead = text(phrases_form.complained(phrases_form.objections(len(named))), bold=True)
        yield container([lead, *(text(name, spacing="Small") for name in named)], style="attention")


def _reviewer(page: FormPage) -> Iterator[Element]:
    if page.sent_back is not None:
        name, moment = page.sent_back.judged_by_name, moment_words(page.sent_back.judged_at)
        yield text(phrases_review.returned_by(name, moment, page.sent_back.words), spacing="Small")


def _step(page: FormPage) -> Iterator[Element]:
    step = page.page.step
    yield {**heading(step.title, size="Medium", spacing="Medium"), "separator": True}
    if step.intro:
        yield text(step.intro, spacing="Small")
    if any(question.type in FREE_TEXT for question in page.asked):
        yield text(phrases_form.PUBLIC_TEXT, size="Small", subtle=True, spacing="Small")
    if step.repeat is not None:
        yield text(phrases_form.item_of(step.repeat.item, page.page.item + 1, page.page.items), bold=True)
    if page.client_matters is not None:
        yield redirect_block(page.client_matters)
    if page.may_keep:
        yield buttons([_move(page, keep_title(page), Move.KEEP)])


def _field(page: FormPage, question: Question, detail: Detail) -> Iterator[Element]:
    if question.when is not None:
        yield text(condition_words(page, question, question.when), size="Small", subtle=True, spacing="Medium")
    spacing = "Small" if question.when is not None else "Medium"
    if question.key in page.comments:
        yield _comment(page.comments[question.key])
    yield {**input_of(question, page.values.get(question.key, "")), "spacing": spacing}
    yield from last_answer(page, question, most=detail.last)
    for objection in page.objections:
        if objection.question == question.key:
            sentence = phrases_form.complained(objection_words(objection))
            yield text(sentence, color="Attention", spacing="Small")
            if objection.where:
                yield text(phrases_form.stands_here(objection.where), size="Small", spacing="Small")
    if help_words := help_of(question):
        yield text(help_words, size="Small", subtle=True, spacing="Small")
    if question.key in page.saved:
        yield _saved(question, page.saved[question.key], most=detail.saved)


def _comment(words: str) -> Element:
    lead = text(phrases_review.ANSWER_COMMENT, bold=True, size="Small")
    return container([lead, text(words, spacing="None")], style="accent", spacing="Medium")


def objection_words(objection: Objection) -> str:
    limit = number_words(objection.limit) if objection.limit is not None else ""
    return phrases_form.COMPLAINTS[objection.complaint].format(limit=limit)


def condition_words(page: FormPage, question: Question, condition: Condition) -> str:
    asked = next((one for one in page.form.questions if one.key == condition.question), question)
    chosen = [answer_words(asked, key) for key in condition.one_of]
    questions = page.page.step.questions
    is_just_above = questions.index(question) > 0 and questions[questions.index(question) - 1].key == asked.key
    return phrases_form.answer_if(chosen, "" if is_just_above else asked.text)


def _saved(question: Question, value: str, *, most: int) -> Element:
    words = answer_words(question, value)
    shown = words if len(words) <= most else f"{words[:most]} {phrases_form.SAVED_CUT}"
    return container([text(phrases_form.SAVED_ALREADY, bold=True, size="Small"), text(shown)], style="emphasis")


def _actions(page: FormPage) -> list[Element]:
    shown, repeat = page.page, page.page.step.repeat
    moves: list[Element] = []
    if shown.number > 1:
        moves.append(_move(page, phrases_form.BACK, Move.BACK))
    if repeat is not None and shown.items < repeat.at_most:
        moves.append(_move(page, phrases_form.another(repeat.item), Move.ANOTHER))
    if shown.number < shown.of:
        moves.append(_move(page, phrases_form.NEXT, Move.NEXT, main=True))
    else:
        moves.append(_move(page, phrases_form.SUBMIT, Move.SUBMIT, main=True))
    if repeat is not None and shown.items > repeat.at_least:
        moves.append(_move(page, phrases_form.REMOVE, Move.REMOVE))
    return [*moves, button(phrases.TO_TASKS, Verb.TASKS, _place(page))]


def _move(page: FormPage, title: str, move: Move, *, main: bool = False) -> Element:
    return button(title, Verb.SAVE, {**_place(page), "move": move.value}, style="positive" if main else None)


def _place(page: FormPage) -> dict[str, str | int]:
    """Where the typed words belong: the task and the draft that the card was drawn from."""
    return {
        "task": page.task.id,
        "step": page.form.steps.index(page.page.step),
        "item": page.page.item,
        "version": page.draft_version,
        "token": page.token,
    }
