"""A task as a row with its button, wherever tasks are listed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cards import phrases
from cards.adaptive import Color, Element, buttons, column, columns, container, text
from cards.verbs import Verb, button
from cards.words_of_time import day_words, deadline_words, period_words
from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import State
from scheduler.usecases.opening import Waiting

COLORS: dict[Urgency, Color | None] = {Urgency.LATE: "Attention", Urgency.NEAR: None, Urgency.OPEN: None}
BUTTONS = {State.STARTED: phrases.CONTINUE, State.RETURNED: phrases.ANSWER_AGAIN}
REMARKS = {State.STARTED: phrases.STARTED, State.RETURNED: phrases.RETURNED}


def open_button(task: Assignment, *, title: str | None = None) -> Element:
    return button(title or BUTTONS.get(task.state, phrases.ANSWER), Verb.OPEN, {"task": task.id})


def task_row(task: Assignment, today: date) -> Element:
    color = COLORS[task.urgency(today)]
    lines = [
        text(task.title, bold=True),
        text(place_words(task), spacing="None"),
        text(deadline_words(task, today), size="Small", color=color, subtle=color is None, spacing="None"),
    ]
    if remark := REMARKS.get(task.state):
        lines.append(text(remark, size="Small", subtle=True, spacing="None"))
    return columns(column(lines), column([buttons([open_button(task)])], width="auto", middle=True), spacing="Medium")


def place_words(task: Assignment) -> str:
    return phrases.place_and_period(task.place, period_words(task.slot))


def upcoming_line(task: Assignment) -> Element:
    opens = phrases.opens_on(day_words(task.asks_from))
    return text(f"{task.title}, {task.place}. {opens}.", size="Small", subtle=True, spacing="Small")


def grouped_rows(
    tasks: Sequence[Assignment], today: date, *, titles: dict[Urgency, str], most: int
) -> Iterator[Element]:
    """The first `most` tasks under a heading for each urgency; how many more there are is left to the caller."""
    for urgency, title in titles.items():
        group = [task for task in tasks[:most] if task.urgency(today) is urgency]
        if group:
            rows = [task_row(task, today) for task in group]
            yield container([_group_heading(title, urgency), *rows], separator=True, spacing="Medium")


def _group_heading(title: str, urgency: Urgency) -> Element:
    return {**text(title, bold=True, size="Default", color=COLORS[urgency]), "style": "heading"}


def onward(remaining: Iterable[Assignment], today: date, *, most: int) -> list[Element]:
    """Rows for what is left to do, the most pressing first."""
    return [task_row(task, today) for task in list(remaining)[:most]]


def waiting_rows(waiting: Sequence[Waiting], *, most: int) -> Iterator[Element]:
    """What others hold up, and whom: nothing here can be answered yet."""
    if waiting:
        rows = [element for one in waiting[:most] for element in _waiting_row(one)]
        yield container([text(phrases.WAITING, bold=True), *rows], separator=True, spacing="Medium")
    if len(waiting) > most:
        yield text(phrases.more_waiting(len(waiting) - most), subtle=True)


def _waiting_row(waiting: Waiting) -> Iterator[Element]:
    awaited = [phrases.awaited(one.title, one.answered, one.expected) for one in waiting.awaited]
    yield text(waiting.task.title, bold=True)
    yield text(place_words(waiting.task), spacing="None")
    yield text(phrases.waits_for(awaited), size="Small", subtle=True, spacing="None")
