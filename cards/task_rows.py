"""A task as a row with its button, wherever tasks are listed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cards import phrases
from cards import phrases_people as say
from cards.adaptive import Color, Element, buttons, column, columns, container, text
from cards.phrases_wheel import day_and_month
from cards.verbs import Verb, button
from cards.words_of_time import day_words, deadline_words, period_words
from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import State
from scheduler.usecases.news import NO_REMARK, Remark
from scheduler.usecases.opening import Waiting

COLORS: dict[Urgency, Color | None] = {Urgency.LATE: "Attention", Urgency.NEAR: None, Urgency.OPEN: None}
BUTTONS = {State.STARTED: phrases.CONTINUE, State.RETURNED: phrases.ANSWER_AGAIN}
NOTHING_REMARKED: Mapping[int, Remark] = {}
REMARKS = {State.STARTED: phrases.STARTED, State.RETURNED: phrases.RETURNED}


def open_button(task: Assignment, *, title: str | None = None) -> Element:
    return button(title or BUTTONS.get(task.state, phrases.ANSWER), Verb.OPEN, {"task": task.id})


def task_row(task: Assignment, today: date, remark: Remark | None = None) -> Element:
    """With a remark, be it an empty one, also what else one may do than answer."""
    color = COLORS[task.urgency(today)]
    lines = [
        text(task.title, bold=True),
        text(place_words(task), spacing="None"),
        text(deadline_words(task, today), size="Small", color=color, subtle=color is None, spacing="None"),
    ]
    known = remark or NO_REMARK
    if words := remark_words(task, known):
        lines.append(text(words, size="Small", subtle=True, spacing="None"))
    ways = [open_button(task), *(_aside(task, known) if remark is not None else ())]
    return columns(column(lines), column([buttons(ways)], width="auto", middle=True), spacing="Medium")


def remark_words(task: Assignment, remark: Remark) -> str:
    """How far it has come, and how it stands between people."""
    begun = say.begun_by(remark.begun_by) if remark.begun_by else ""
    parts = (
        begun if begun and task.state is State.STARTED else REMARKS.get(task.state, ""),
        begun if begun and task.state is not State.STARTED else "",
        say.for_one_away(remark.stands_in_for) if remark.stands_in_for else "",
        say.given_by(remark.given_by) if remark.given_by else "",
        say.given_to(remark.given_to) if remark.given_to else "",
        say.put_off_until(day_and_month(remark.put_off_until)) if remark.put_off_until else "",
        say.asked_for(day_and_month(remark.asked_for)) if remark.asked_for else "",
    )
    return " · ".join(filter(None, parts))


def _aside(task: Assignment, remark: Remark) -> Iterator[Element]:
    """Behind three dots, so that answering stays the one thing to do."""
    if not remark.has_seen and task.state is State.OPEN:
        yield secondary(button(say.SEEN, Verb.SEEN, {"task": task.id}))
    yield secondary(button(say.MORE, Verb.MORE, {"task": task.id}))


def secondary(action: Element) -> Element:
    """Behind three dots."""
    return {**action, "mode": "secondary"}


def place_words(task: Assignment) -> str:
    return phrases.place_and_period(task.place, period_words(task.slot))


def upcoming_line(task: Assignment) -> Element:
    opens = phrases.opens_on(day_words(task.asks_from))
    return text(f"{task.title}, {task.place}. {opens}.", size="Small", subtle=True, spacing="Small")


def grouped_rows(
    tasks: Sequence[Assignment],
    today: date,
    *,
    titles: dict[Urgency, str],
    most: int,
    remarks: Mapping[int, Remark] = NOTHING_REMARKED,
) -> Iterator[Element]:
    """The first `most` tasks under a heading for each urgency; how many more there are is left to the caller."""
    for urgency, title in titles.items():
        group = [task for task in tasks[:most] if task.urgency(today) is urgency]
        if group:
            rows = [task_row(task, today, remarks.get(task.id, NO_REMARK)) for task in group]
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
