"""Saying in the chat that one is away, who stands in, and that one is back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards import phrases, phrases_form
from cards import phrases_people as say
from cards.adaptive import Card, Element, buttons, card, column, columns, container, heading, text
from cards.verbs import (
    NO_ANSWER,
    SINCE_INPUT,
    STAND_IN_INPUT,
    STAND_IN_TYPED,
    UNTIL_INPUT,
    Verb,
    button,
)
from scheduler.absences import Absence
from scheduler.forms import iso_day
from scheduler.organisation import Person
from scheduler.usecases.absences import Denied, Entered, Obstacle

MOST_CHOICES = 40
LONGEST_NAME = 200
DAYS = {Obstacle.NO_FIRST_DAY, Obstacle.NO_LAST_DAY, Obstacle.ENDS_BEFORE, Obstacle.IS_OVER, Obstacle.TOO_LONG}
AT_FIRST_DAY = {Obstacle.NO_FIRST_DAY, Obstacle.OVERLAPS}
AT_LAST_DAY = DAYS - AT_FIRST_DAY


@dataclass(frozen=True, slots=True)
class Typed:
    """The form's fields as they were sent, to be given back."""

    since: str = ""
    until: str = ""
    chosen: str = ""
    typed: str = ""


NOTHING_TYPED = Typed()


def absence_card(
    choices: Sequence[Person],
    known: Sequence[tuple[Absence, str]],
    typed: Typed = NOTHING_TYPED,
    denied: Denied | None = None,
) -> Card:
    """`known` are the person's absences that are not over, each with its stand-in's name."""
    body = [heading(say.ABSENCE_TITLE, size="Medium"), *_known(known), text(say.ABSENCE_TEXT)]
    save = button(say.SAVE_ABSENCE, Verb.ABSENCE_SAVE, style="positive")
    tasks = button(phrases.TO_TASKS, Verb.TASKS, with_inputs=False)
    return card([*body, *_fields(choices, typed, denied)], fallback=say.ABSENCE_TITLE, actions=[save, tasks])


def absence_entered_card(entered: Entered) -> Card:
    absence, stand_in = entered.absence, entered.stand_in.name if entered.stand_in else ""
    body = [
        heading(say.ENTERED_TITLE, size="Medium"),
        text(say.entered_text(absence.since, absence.until, stand_in)),
        *(container([text(say.stand_in_away(one.since, one.until))], style="warning") for one in entered.stand_in_away),
    ]
    return card(body, fallback=say.ENTERED_TITLE, actions=[_to_absences(), _to_tasks()])


def absence_ended_card(*, has_begun: bool) -> Card:
    """`has_begun` where the person was away already and is back."""
    title = say.BACK_TITLE if has_begun else say.GONE_TITLE
    body = [heading(title, size="Medium"), *([text(say.BACK_TEXT)] if has_begun else ())]
    return card(body, fallback=title, actions=[_to_tasks(), _to_absences()])


def _to_absences() -> Element:
    return button(say.TO_ABSENCE, Verb.ABSENCE)


def _to_tasks() -> Element:
    return button(phrases.TO_TASKS, Verb.TASKS)


def _known(known: Sequence[tuple[Absence, str]]) -> Iterator[Element]:
    if known:
        rows = [_row(absence, stand_in) for absence, stand_in in known]
        yield container([text(say.YOUR_ABSENCES, bold=True), *rows], style="emphasis")


def _row(absence: Absence, stand_in: str) -> Element:
    words = text(say.your_absence(absence.since, absence.until, stand_in))
    ends = button(say.END, Verb.ABSENCE_END, {"absence": absence.id}, with_inputs=False)
    return columns(column([words], middle=True), column([buttons([ends])], width="auto", middle=True))


def _fields(choices: Sequence[Person], typed: Typed, denied: Denied | None) -> Iterator[Element]:
    yield date_input(SINCE_INPUT, say.FIRST_DAY, typed.since)
    yield from _objections(denied, AT_FIRST_DAY)
    yield date_input(UNTIL_INPUT, say.LAST_DAY, typed.until)
    yield from _objections(denied, AT_LAST_DAY)
    if choices:
        yield person_choice(STAND_IN_INPUT, say.STAND_IN_LABEL, choices, typed.chosen, nobody=say.NO_STAND_IN)
    filled = {"value": typed.typed[:LONGEST_NAME]} if typed.typed else {}
    yield {"type": "Input.Text", "id": STAND_IN_TYPED, "label": say.STAND_IN_TYPED, **filled}
    yield from _objections(denied, {Obstacle.NOBODY, Obstacle.SEVERAL, Obstacle.ONESELF})


def person_choice(name: str, label: str, choices: Sequence[Person], chosen: str, *, nobody: str = "") -> Element:
    """Those nearest to hand; typing narrows a long list."""
    options = [{"title": one.name, "value": str(one.id)} for one in choices[:MOST_CHOICES]]
    first = [{"title": nobody, "value": NO_ANSWER}] if nobody else []
    value = {"value": chosen} if chosen in {one["value"] for one in [*first, *options]} else {}
    look = {"style": "filtered", "placeholder": phrases_form.CHOOSE}
    return {
        "type": "Input.ChoiceSet", "id": name, "label": label, "choices": [*first, *options], **look, **value,
    }  # fmt: skip


def date_input(name: str, label: str, value: str) -> Element:
    filled = {"value": value} if iso_day(value) else {}
    return {"type": "Input.Date", "id": name, "label": label, **filled}


def _objections(denied: Denied | None, here: set[Obstacle]) -> Iterator[Element]:
    for one in denied.obstacles if denied else ():
        if one in here:
            words = say.OBSTACLES[one]
            if one is Obstacle.OVERLAPS and denied is not None and denied.other is not None:
                words = say.overlaps(denied.other.since, denied.other.until)
            yield text(words, color="Attention", spacing="Small")
