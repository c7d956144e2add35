"""What one may do with a task beside answering it: put it off, give it away, ask for more time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards import phrases
from cards import phrases_people as say
from cards.absence_card import LONGEST_NAME, date_input, person_choice
from cards.adaptive import Card, Element, buttons, card, container, heading, text, unfold
from cards.task_rows import open_button, place_words, remark_words
from cards.verbs import (
    BECAUSE_INPUT,
    GIVE_INPUT,
    GIVE_TYPED,
    LATER_INPUT,
    WANTED_INPUT,
    Verb,
    button,
)
from cards.words_of_time import deadline_words
from scheduler.assignments import Assignment
from scheduler.organisation import Person
from scheduler.usecases.giving_time import LONGEST_REASON
from scheduler.usecases.news import Remark
from scheduler.usecases.tasks import TaskAlone

LATER, GIVE, TIME = "later_part", "give_part", "time_part"


@dataclass(frozen=True, slots=True)
class MoreTyped:
    """The card's fields as they were sent, to be given back."""

    later: str = ""
    chosen: str = ""
    typed: str = ""
    wanted: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What stands in the way of one of the parts, which is unfolded then."""

    part: str
    words: tuple[str, ...]


NOTHING_TYPED = MoreTyped()


def more_card(
    alone: TaskAlone,
    choices: Sequence[Person],
    typed: MoreTyped = NOTHING_TYPED,
    complaint: Complaint | None = None,
) -> Card:
    """`choices` are the persons who lie nearest to hand."""
    body = [*_head(alone), *_parts(alone, choices, typed, complaint)]
    actions = [open_button(alone.task), button(phrases.TO_TASKS, Verb.TASKS, with_inputs=False)]
    return card(body, fallback=say.MORE_TITLE, actions=[{**actions[0], "associatedInputs": "none"}, actions[1]])


def _head(alone: TaskAlone) -> Iterator[Element]:
    yield heading(alone.task.title, size="Medium")
    yield text(place_words(alone.task), spacing="None")
    yield text(deadline_words(alone.task, alone.today), size="Small", subtle=True, spacing="None")
    if words := remark_words(alone.task, alone.remark):
        yield text(words, size="Small", subtle=True, spacing="None")
    yield text(say.HAS_SEEN if alone.remark.has_seen else say.MORE_TITLE, spacing="Medium")


def _parts(
    alone: TaskAlone, choices: Sequence[Person], typed: MoreTyped, complaint: Complaint | None
) -> Iterator[Element]:
    task = alone.task
    if not alone.remark.has_seen:
        yield buttons([button(say.SEEN, Verb.SEEN, {"task": task.id}, with_inputs=False)])
    later = [date_input(LATER_INPUT, say.LATER_DAY, typed.later)]
    yield from _part(LATER, say.LATER, later, button(say.LATER_SAVE, Verb.LATER, {"task": task.id}), complaint)
    if alone.may_give and not alone.remark.given_to:
        yield from _part(
            GIVE, say.GIVE, _people(choices, typed), button(say.GIVE_SAVE, Verb.GIVE, {"task": task.id}), complaint
        )
    yield from _given(alone.task, alone.remark, may_give=alone.may_give)
    if task.due is not None and alone.remark.asked_for is None:
        ask = button(say.TIME_SAVE, Verb.TIME_ASK, {"task": task.id})
        yield from _part(TIME, say.TIME, _time(typed), ask, complaint)


def _given(task: Assignment, remark: Remark, *, may_give: bool) -> Iterator[Element]:
    if (remark.given_to and may_give) or remark.given_by:
        title = say.TAKE_BACK if remark.given_to else say.HAND_BACK
        yield buttons([button(title, Verb.TAKE_BACK, {"task": task.id}, with_inputs=False)])


def _part(
    name: str, title: str, fields: Sequence[Element], save: Element, complaint: Complaint | None
) -> Iterator[Element]:
    """A button that unfolds its fields; what stands in the way is told beneath them."""
    mine = complaint.words if complaint is not None and complaint.part == name else ()
    objections = [text(words, color="Attention", spacing="Small") for words in mine]
    yield buttons([unfold(title, name)])
    yield container([*fields, *objections, buttons([save])], style="emphasis", name=name, folded=not mine)


def _people(choices: Sequence[Person], typed: MoreTyped) -> list[Element]:
    filled = {"value": typed.typed[:LONGEST_NAME]} if typed.typed else {}
    named: Element = {"type": "Input.Text", "id": GIVE_TYPED, "label": say.GIVE_TYPED, **filled}
    chosen = [person_choice(GIVE_INPUT, say.GIVE_TO, choices, typed.chosen)] if choices else []
    return [*chosen, named]


def _time(typed: MoreTyped) -> list[Element]:
    return [
        date_input(WANTED_INPUT, say.TIME_DAY, typed.wanted),
        words_input(BECAUSE_INPUT, say.TIME_WHY, typed.because),
        text(say.PUBLIC, size="Small", subtle=True, spacing="Small"),
    ]


def words_input(name: str, label: str, value: str) -> Element:
    """Twice as long as is taken: whoever wrote too much gets all of it back."""
    filled = {"value": value[: 2 * LONGEST_REASON]} if value else {}
    return {"type": "Input.Text", "id": name, "label": label, "isMultiline": True, **filled}


def done_card(title: str, words: Sequence[str], task: Assignment | None = None) -> Card:
    """It is done: what that means, and the way back."""
    about = [text(task.title, bold=True), text(place_words(task), spacing="None")] if task else []
    body = [heading(title, size="Medium"), *about, *(text(one) for one in words)]
    return card(body, fallback=title, actions=[button(phrases.TO_TASKS, Verb.TASKS)])
