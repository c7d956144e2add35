"""A task on the web: a step of its form, its receipt, or why nothing was stored; and the list of tasks."""

from collections.abc import Iterator
from dataclasses import dataclass

from cards import phrases, phrases_comforts, phrases_form, phrases_review, phrases_web
from cards.form_beside import keep_title, progress_words, routine_words, why_lines
from cards.phrases_people import draft_begun_by
from cards.receipt_card import answers_told
from cards.task_cards import GROUPS, counted, first_name
from cards.task_rows import REMARKS, place_words
from cards.web_fields import asks_for_words, fields_of
from cards.web_frame import Frame, web_page
from cards.words_of_time import day_words, deadline_words, moment_words
from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import State
from scheduler.usecases.desk import Move
from scheduler.usecases.outcomes import FormPage, Notice, Outcome, Reason, Receipt, Refused
from scheduler.usecases.tasks import TaskList

SAVE = "save"
"""Beside the moves: saved, and back to the tasks."""


@dataclass(frozen=True, slots=True)
class Button:
    """`look` is how much it asks to be pressed; the first is what the Enter key presses."""

    move: str
    title: str
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One task in a list."""

    path: str
    title: str
    place: str
    deadline: str
    remark: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[Row, ...]


def outcome_page(outcome: Outcome, frame: Frame) -> str:
    if isinstance(outcome, FormPage):
        return form_page(outcome, frame)
    return receipt_page(outcome, frame) if isinstance(outcome, Receipt) else refused_page(outcome, frame)


def form_page(page: FormPage, frame: Frame) -> str:
    fields = tuple(fields_of(page))
    complained = [one for one in fields if one.complaints]
    return web_page(
        "web_form.html",
        title=_title(page, is_wrong=bool(complained)),
        frame=frame,
        page=page,
        place=place_words(page.task),
        deadline=deadline_words(page.task, page.today),
        path=task_path(page.task.id),
        sent=tuple(_sent(page)),
        fields=fields,
        complained=complained,
        lead=phrases_form.objections(len(complained)),
        notices=tuple(_notices(page)),
        why=tuple(why_lines(page)),
        redirect=_redirect(page),
        step_words=progress_words(page),
        item_words=_item_words(page),
        public=phrases_form.PUBLIC_TEXT if asks_for_words(page) else "",
        buttons=tuple(_buttons(page)),
        form_say=phrases_form,
        comfort=phrases_comforts,
    )


def _title(page: FormPage, *, is_wrong: bool) -> str:
    """What the window is called says where one is, and that something is wrong before anything else."""
    task = f"{page.task.title}, {page.task.place}"
    number = f"{phrases_comforts.step(page.page.number, page.page.of)}: {page.page.step.title}"
    return phrases_web.wrong(f"{number} – {task}") if is_wrong else f"{number} – {task}"


def _sent(page: FormPage) -> Iterator[tuple[str, str | int]]:
    """Where the typed words belong, as a card says it."""
    yield "step", page.form.steps.index(page.page.step)
    yield "item", page.page.item
    yield "version", page.draft_version
    yield "token", page.token


def _notices(page: FormPage) -> Iterator[tuple[str, str]]:
    if page.task.state is State.RETURNED:
        yield "calm", phrases_form.RETURNED
    if page.sent_back is not None:
        name, moment = page.sent_back.judged_by_name, moment_words(page.sent_back.judged_at)
        yield "calm", phrases_review.returned_by(name, moment, page.sent_back.words)
    if page.begun_by:
        yield "calm", draft_begun_by(page.begun_by)
    if page.notice is not None and not (page.begun_by and page.notice is Notice.RESUMED):
        yield page.notice.value, phrases_form.NOTICES[page.notice]


def _redirect(page: FormPage) -> tuple[str, str] | None:
    """The way to go with what concerns one client, and its link where there is one."""
    routine = page.client_matters
    if routine is None:
        return None
    return f"{phrases_comforts.CLIENT_MATTER} {phrases_comforts.report_by(routine_words(routine))}", routine.link or ""


def _item_words(page: FormPage) -> str:
    repeat = page.page.step.repeat
    return phrases_form.item_of(repeat.item, page.page.item + 1, page.page.items) if repeat else ""


def _buttons(page: FormPage) -> Iterator[Button]:
    shown, repeat = page.page, page.page.step.repeat
    if shown.number < shown.of:
        yield Button(Move.NEXT, phrases_form.NEXT, "main")
    else:
        yield Button(Move.SUBMIT, phrases_form.SUBMIT, "main")
    if repeat is not None and shown.items < repeat.at_most:
        yield Button(Move.ANOTHER, phrases_form.another(repeat.item))
    if page.may_keep:
        yield Button(Move.KEEP, keep_title(page))
    if shown.number > 1:
        yield Button(Move.BACK, phrases_form.BACK)
    if repeat is not None and shown.items > repeat.at_least:
        yield Button(Move.REMOVE, phrases_form.REMOVE, "quiet")
    yield Button(SAVE, phrases_web.SAVE_AND_LEAVE, "quiet")


def receipt_page(receipt: Receipt, frame: Frame) -> str:
    sent = receipt.submission
    return web_page(
        "web_receipt.html",
        title=phrases_form.RECEIPT_LEAD,
        frame=frame,
        receipt=receipt,
        place=place_words(receipt.task),
        sent=phrases_form.sent_by(sent.submitted_by_name, moment_words(sent.submitted_at)),
        revision=phrases_form.revision(sent.revision) if sent.revision > 1 else "",
        sent_back=phrases_form.SENT_BACK if receipt.task.state is State.RETURNED else "",
        answers=tuple(answers_told(receipt)),
        rows=tuple(row_of(task, receipt) for task in receipt.remaining),
        left=phrases_form.left_count(len(receipt.remaining)),
        form_say=phrases_form,
    )


def refused_page(refused: Refused, frame: Frame) -> str:
    title, explained = phrases_form.REASONS[refused.reason]
    lines = []
    if refused.answered_at is not None:
        lines.append(phrases_form.answered_by(refused.answered_by, moment_words(refused.answered_at)))
    if refused.reason is Reason.NOT_OPEN and refused.task is not None:
        lines.append(phrases_form.opens(day_words(refused.task.asks_from)))
    words = [(name if refused.task else phrases_web.WORD, text) for name, text in refused.typed.items() if text.strip()]
    return web_page(
        "web_refused.html",
        title=title,
        frame=frame,
        task=refused.task,
        place=place_words(refused.task) if refused.task else "",
        lines=(*lines, explained),
        words=words,
        rows=tuple(row_of(task, refused) for task in refused.remaining),
        form_say=phrases_form,
    )


def tasks_page(tasks: TaskList, frame: Frame, *, saved: str = "") -> str:
    """`saved` names what was just saved to be gone on with another time."""
    name = first_name(frame.name)
    return web_page(
        "web_tasks.html",
        title=phrases.tasks_title(name) if tasks.open else phrases.tasks_empty_title(name),
        frame=frame,
        saved=phrases_web.saved(saved) if saved else "",
        counted=counted(tasks) if tasks.open else phrases.TASKS_EMPTY,
        groups=tuple(_groups(tasks)),
        waiting=tuple(_waiting(tasks)),
        upcoming=tuple(_upcoming(tasks)),
        done=phrases.tasks_done(tasks.done) if tasks.done else "",
        say=phrases,
    )


def _groups(tasks: TaskList) -> Iterator[Group]:
    for urgency, title in GROUPS.items():
        rows = tuple(row_of(task, tasks) for task in tasks.open if task.urgency(tasks.today) is urgency)
        if rows:
            yield Group(title, rows)


def _waiting(tasks: TaskList) -> Iterator[tuple[str, str]]:
    for one in tasks.waiting:
        awaited = [phrases.awaited(other.title, other.answered, other.expected) for other in one.awaited]
        yield f"{one.task.title}, {place_words(one.task)}", phrases.waits_for(awaited)


def _upcoming(tasks: TaskList) -> Iterator[tuple[str, str]]:
    for task in tasks.upcoming:
        yield f"{task.title}, {task.place}", phrases.opens_on(day_words(task.asks_from))


def row_of(task: Assignment, of: TaskList | Receipt | Refused) -> Row:
    return Row(
        path=task_path(task.id),
        title=task.title,
        place=place_words(task),
        deadline=deadline_words(task, of.today),
        remark=REMARKS.get(task.state, ""),
        is_late=task.urgency(of.today) is Urgency.LATE,
    )


def task_path(task_id: int) -> str:
    return f"/form/{task_id}"


def step_path(page: FormPage) -> str:
    """Where the page is found again; steps and items are counted from 1, as people do."""
    step = page.form.steps.index(page.page.step) + 1
    item = f"&item={page.page.item + 1}" if page.page.step.repeat else ""
    return f"{task_path(page.task.id)}?step={step}{item}"
