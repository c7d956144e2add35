"""An action as a row with its button, wherever actions are listed: the list, the day's message, a form that plans."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import phrases
from cards import phrases_actions as say
from cards.adaptive import Color, Element, buttons, column, columns, container, heading, text, unfold
from cards.verbs import Verb, button
from cards.words_of_time import day_words, distance_words
from scheduler.actions import Action, AskKind
from scheduler.assignments import Urgency
from scheduler.ports_actions import AskedAction
from scheduler.usecases.action_lists import Elsewhere

LONGEST_MEASURE = 120
MOST_LISTED = 12
OPEN_ACTIONS = "open_actions"
COLORS: dict[Urgency, Color | None] = {Urgency.LATE: "Attention", Urgency.NEAR: None, Urgency.OPEN: None}
GROUPS = {Urgency.LATE: phrases.LATE, Urgency.NEAR: phrases.NEAR, Urgency.OPEN: phrases.OPEN}


def action_block(actions: Sequence[AskedAction], today: date, *, most: int) -> Element:
    """The actions of a day's message; how many there are is said, whatever is shown of them."""
    rows = [action_row(one, today) for one in actions[:most]]
    title = heading(say.TITLE, size="Default")
    count = text(say.daily_intro(len(actions)), spacing="None")
    left = [text(say.more(len(actions) - most), subtle=True)] if len(actions) > most else []
    more = [buttons([button(say.ALL_ACTIONS, Verb.ACTIONS)])] if left else []
    return container([title, count, *rows, *left, *more], separator=True, spacing="Medium")


def action_row(asked: AskedAction, today: date) -> Element:
    action, ask = asked.action, asked.ask
    color = COLORS[ask.urgency(today)]
    lines = [
        *_head(action),
        text(when_words(asked, today), size="Small", color=color, subtle=color is None, spacing="None"),
        *_remarks(action),
    ]
    opened = button(say.OPEN_BUTTONS[ask.kind], Verb.ACTION, {"action": action.id})
    return columns(column(lines), column([buttons([opened])], width="auto", middle=True), spacing="Medium")


def elsewhere_row(one: Elsewhere) -> Element:
    awaited = say.AWAITED[one.kind].format(who=one.who)
    lines = [*_head(one.action), text(awaited, size="Small", subtle=True, spacing="None"), *_remarks(one.action)]
    opened = button(say.SHOW, Verb.ACTION, {"action": one.action.id})
    return columns(column(lines), column([buttons([opened])], width="auto", middle=True), spacing="Medium")


def _head(action: Action) -> Iterator[Element]:
    yield text(shortened(action.says.measure, LONGEST_MEASURE), bold=True)
    yield text(say.place_and_origin(action.place, action.title), spacing="None")


def _remarks(action: Action) -> Iterator[Element]:
    if action.round > 1:
        yield text(say.remains(action.round), size="Small", color="Attention", spacing="None")
    elif action.repeated:
        yield text(say.REPEATED, size="Small", color="Attention", spacing="None")


def when_words(asked: AskedAction, today: date) -> str:
    """What is asked, and by when where there is a day."""
    ask = asked.ask
    if ask.due is None:
        return say.ASKED[ask.kind]
    told = (day_words(ask.due), distance_words(ask.due, today))
    if ask.kind is AskKind.CARRY_OUT:
        return phrases.due_by(*told)
    return f"{say.ASKED[ask.kind]} {(say.follow_up_by if ask.kind is AskKind.FOLLOW_UP else phrases.due_by)(*told)}"


def shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def open_actions_block(actions: Sequence[Action], today: date) -> Iterator[Element]:
    """What is still to be done, folded, beside the questions of a form that plans."""
    if not actions:
        return
    yield text(say.open_actions(len(actions)), bold=True, spacing="Medium")
    yield buttons([unfold(say.SHOW_OPEN, OPEN_ACTIONS)])
    rows = [element for action in actions[:MOST_LISTED] for element in _planned(action, today)]
    left = [text(say.more(len(actions) - MOST_LISTED), subtle=True)] if len(actions) > MOST_LISTED else []
    yield container([*rows, *left], style="emphasis", name=OPEN_ACTIONS, folded=True)


def _planned(action: Action, today: date) -> Iterator[Element]:
    due = action.says.deadline
    when = phrases.due_by(day_words(due), distance_words(due, today)) if due else say.STATES[action.state]
    yield text(shortened(action.says.measure, LONGEST_MEASURE), bold=True)
    yield text(say.place_and_origin(action.place, when), size="Small", spacing="None")
    yield from _remarks(action)
