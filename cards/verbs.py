"""What a button asks for, and how a card's inputs are read back: the contract between cards and the edge."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from cards.adaptive import Element

INPUT_PREFIX = "q_"
COMMENT_PREFIX, WORDS_INPUT = "c_", "words"
PERSON_INPUT = "person"
ACTIVITY_INPUT, PLACE_INPUT = "activity", "place"
SIGHT_INPUT = "sight"
ADDRESS_FIELD = "address"
UNITS_INPUT = "units"
SINCE_INPUT, UNTIL_INPUT, STAND_IN_INPUT, STAND_IN_TYPED = "since", "until", "stand_in", "stand_in_typed"
LATER_INPUT, GIVE_INPUT, GIVE_TYPED = "later", "give_to", "give_typed"
WANTED_INPUT, BECAUSE_INPUT, GRANTED_INPUT, ANSWER_INPUT = "wanted", "because", "granted", "answer"
NO_ANSWER = "-"
"""What an optional choice sends for nothing: a radio button, once pressed, can't be let up."""

Data: TypeAlias = Mapping[str, str | int]


class Verb(StrEnum):
    TASKS = "tasks.show"
    OPEN = "form.open"
    SAVE = "form.save"
    STARTABLE = "start.show"
    START = "start.begin"
    DIGEST = "digest.show"
    DIGESTS = "digest.choose"
    WHEEL = "wheel.show"
    CALENDAR = "calendar.show"
    CALENDAR_RENEW = "calendar.renew"
    CALENDAR_CLOSE = "calendar.close"
    REVIEWS = "review.show"
    REVIEW_OPEN = "review.open"
    REVIEW_SAVE = "review.save"
    HELP = "help.show"
    FORWARD = "demo.forward"
    PEOPLE = "demo.people"
    BECOME = "demo.become"
    WEB = "web.open"
    SHARE = "several.share"
    HAND_IN_SEVERAL = "several.submit"
    CLIENT_MATTER = "client_matter.show"
    ABSENCE = "absence.show"
    ABSENCE_SAVE = "absence.save"
    ABSENCE_END = "absence.end"
    MORE = "task.more"
    SEEN = "task.seen"
    LATER = "task.later"
    GIVE = "task.give"
    TAKE_BACK = "task.take_back"
    TIME_ASK = "time.ask"
    TIME_SHOW = "time.show"
    TIME_RULE = "time.rule"
    ACTIONS = "actions.show"
    ACTION = "actions.open"
    ACTION_DO = "actions.do"
    ACTION_NEW = "actions.new"
    ACTION_ADD = "actions.add"


def button(
    title: str,
    verb: Verb,
    data: Data | None = None,
    *,
    style: Literal["positive", "destructive"] | None = None,
    with_inputs: bool = True,
) -> Element:
    """An Action.Execute with the same thing as Action.Submit for clients that know no better."""
    sent: dict[str, Any] = {"verb": verb.value, **(data or {})}
    shared: dict[str, Any] = {"title": title, "data": sent}
    if style:
        shared["style"] = style
    if not with_inputs:
        shared["associatedInputs"] = "none"
    return {
        "type": "Action.Execute",
        "verb": verb.value,
        **shared,
        "fallback": {"type": "Action.Submit", **shared},
    }


def comments_from(data: Mapping[str, object]) -> dict[str, str]:
    """A reviewer's comments by the keys of the answers that they are about."""
    found = {key.removeprefix(COMMENT_PREFIX): value for key, value in data.items() if key.startswith(COMMENT_PREFIX)}
    return {key: "" if value is None else str(value) for key, value in found.items()}


def typed_from(data: Mapping[str, object]) -> dict[str, str]:
    """The typed texts by plain question key, out of an action's data merged with its inputs."""
    typed = {key.removeprefix(INPUT_PREFIX): value for key, value in data.items() if key.startswith(INPUT_PREFIX)}
    return {key: "" if value in (None, NO_ANSWER) else str(value) for key, value in typed.items()}
