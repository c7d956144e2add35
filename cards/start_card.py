"""What a person may start by hand, and a word to one who has started it already."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cards import phrases, phrases_form
from cards import phrases_start as say
from cards.adaptive import Card, Element, buttons, card, container, facts, fitted, heading, text, unfold
from cards.receipt_card import shortened
from cards.task_rows import open_button, place_words
from cards.verbs import ACTIVITY_INPUT, PLACE_INPUT, Verb, button
from scheduler.assignments import Assignment
from scheduler.organisation import Subject
from scheduler.rules_started import TriggerRule
from scheduler.usecases.starting import Startable
from scheduler.wheel import Activity

MOST_SHOWN_AT_ONCE = 6
MOST_NAMED = 4
REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Detail:
    """Whether it says what each is for, how long a title may be, and how many activities and places are listed."""

    reasons: bool
    length: int
    activities: int
    places: int


DETAILS = (
    Detail(reasons=True, length=600, activities=200, places=400),
    Detail(reasons=False, length=120, activities=200, places=400),
    Detail(reasons=False, length=60, activities=100, places=200),
    Detail(reasons=False, length=40, activities=60, places=90),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on the card before, and what has to be said about it."""

    activity: str = ""
    place: str = ""
    note: str = ""


NOTHING_CHOSEN = Choice()


def start_card(offered: Sequence[Startable], choice: Choice = NOTHING_CHOSEN) -> Card:
    """`offered` is all that the person may start, in order."""
    tasks = button(phrases.TO_TASKS, Verb.TASKS, with_inputs=False)
    if not offered:
        body = [heading(say.NOTHING_TITLE, size="Medium"), *_note(choice), text(say.NOTHING_TEXT)]
        return card(body, fallback=say.NOTHING_TITLE, actions=[tasks])
    start = button(say.START, Verb.START, style="positive")
    return fitted(
        card(_body(offered, choice, detail), fallback=say.TITLE, actions=[start, tasks]) for detail in DETAILS
    )


def already_started_card(task: Assignment) -> Card:
    """The same activity was started for the same place today."""
    body = [
        heading(say.ALREADY_TITLE, size="Medium"),
        text(task.title, bold=True),
        text(place_words(task), spacing="None"),
        text(say.ALREADY_TEXT),
    ]
    tasks = button(phrases.TO_TASKS, Verb.TASKS)
    return card(body, fallback=say.ALREADY_TITLE, actions=[open_button(task, title=say.OPEN), tasks])


def chosen_in(offered: Sequence[Startable], activity: str, place: str) -> Startable | Choice:
    """The one that was meant; else the choice with what is lacking. The only place there is need not be named."""
    mine = [one for one in offered if one.activity.key == activity]
    if not mine:
        return Choice(place=place, note=say.NOT_YOURS if activity else say.CHOOSE_ACTIVITY)
    found = [one for one in mine if place_value(one.subject) == place] if place else mine
    if len(found) == 1:
        return found[0]
    names = [place_name(one) for one in mine[:MOST_NAMED]]
    return Choice(activity, note=say.choose_place(mine[0].activity.title, names))


def place_value(subject: Subject) -> str:
    """How the card names the place to itself."""
    return f"{subject.level}:{subject.id}"


def place_name(one: Startable) -> str:
    return one.place or say.WHOLE_ADMINISTRATION


def _body(offered: Sequence[Startable], choice: Choice, detail: Detail) -> Iterator[Element]:
    activities = list({one.activity.key: one.activity for one in offered}.values())
    places = list({place_value(one.subject): place_name(one) for one in offered}.items())
    yield heading(say.TITLE, size="Medium")
    yield text(say.TEXT, spacing="None")
    yield from _note(choice)
    yield from _activities(activities, choice, detail)
    if len(places) > 1:
        shown = [(name, value) for value, name in places[: detail.places]]
        yield _chooser(PLACE_INPUT, say.PLACE_LABEL, shown, choice.place)
        yield from _cut(len(places) - len(shown))


def _note(choice: Choice) -> Iterator[Element]:
    if choice.note:
        yield container([text(choice.note)], style="warning")


def _activities(activities: Sequence[Activity], choice: Choice, detail: Detail) -> Iterator[Element]:
    """A short list says at once what each is for, a long one when it is asked."""
    shown = activities[: detail.activities]
    in_short = len(shown) <= MOST_SHOWN_AT_ONCE and detail.reasons
    titles = [shortened(one.title, detail.length) for one in shown]
    words = (
        [say.choice(title, reason_of(one)) for title, one in zip(titles, shown, strict=True)] if in_short else titles
    )
    options = list(zip(words, (one.key for one in shown), strict=True))
    yield _chooser(ACTIVITY_INPUT, say.ACTIVITY_LABEL, options, shown[0].key if len(shown) == 1 else choice.activity)
    yield from _cut(len(activities) - len(shown))
    if detail.reasons and not in_short:
        yield buttons([unfold(say.SHOW_WHEN, REASONS)])
        yield container([facts(zip(titles, map(reason_of, shown), strict=True))], name=REASONS, folded=True)


def reason_of(activity: Activity) -> str:
    """What makes one start it, else what it is."""
    return activity.rule.when if isinstance(activity.rule, TriggerRule) else activity.summary


def _cut(count: int) -> Iterator[Element]:
    if count:
        yield text(say.cut(count), size="Small", subtle=True, spacing="Small")


def _chooser(name: str, label: str, options: Iterable[tuple[str, str]], value: str) -> Element:
    choices = [{"title": title, "value": key} for title, key in options]
    few = len(choices) <= MOST_SHOWN_AT_ONCE
    look = {"style": "expanded"} if few else {"style": "filtered", "placeholder": phrases_form.CHOOSE}
    chosen = {"value": value} if any(one["value"] == value for one in choices) else {}
    return {"type": "Input.ChoiceSet", "id": name, "label": label, "choices": choices, "wrap": True, **look, **chosen}
