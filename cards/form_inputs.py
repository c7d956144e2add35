"""A question as an input; nothing is required by the client, so that one can always go back or on."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from cards import phrases_form
from cards.adaptive import Element
from cards.verbs import INPUT_PREFIX, NO_ANSWER
from cards.words_of_answers import number_words, scale_options
from scheduler.forms import Option, Question, QuestionType, iso_day

MOST_SHOWN_AT_ONCE = 6
MOST_BOXES_AT_ONCE = 10

Filled: TypeAlias = dict[str, Any]


def input_of(question: Question, value: str) -> Element:
    """The input with its label, holding the text that was saved or typed."""
    filled = BUILDERS[question.type](question, value)
    return {**filled, "id": INPUT_PREFIX + question.key, "label": label_of(question)}


def label_of(question: Question) -> str:
    unit = phrases_form.PERCENT if question.type is QuestionType.PERCENT else question.unit
    label = phrases_form.with_unit(question.text, unit) if unit else question.text
    return label if question.required else phrases_form.optional(label)


def help_of(question: Question) -> str:
    """What stands under the field: its help, and the limits of a number."""
    return " ".join(part for part in (question.help, _limits(question)) if part)


def _limits(question: Question) -> str:
    if question.type not in (QuestionType.NUMBER, QuestionType.PERCENT):
        return ""
    smallest, largest = question.minimum, question.maximum
    if smallest is not None and largest is not None:
        return phrases_form.between(number_words(smallest), number_words(largest))
    if smallest is not None:
        return phrases_form.at_least(number_words(smallest))
    return phrases_form.at_most(number_words(largest)) if largest is not None else ""


def _choice(question: Question, value: str) -> Filled:
    few = len(question.options) <= MOST_SHOWN_AT_ONCE
    look: Filled = {"style": "expanded"} if few else {"style": "filtered", "placeholder": phrases_form.CHOOSE}
    return _choice_set(question.options, value, **look, **_with_nothing(question, question.options))


def _choices(question: Question, value: str) -> Filled:
    few = len(question.options) <= MOST_BOXES_AT_ONCE
    look: Filled = {"style": "expanded"} if few else {"style": "compact", "placeholder": phrases_form.CHOOSE}
    return _choice_set(question.options, value, isMultiSelect=True, **look)


def _scale(question: Question, value: str) -> Filled:
    options = scale_options(question)
    few = len(options) <= MOST_SHOWN_AT_ONCE
    look: Filled = {"style": "expanded"} if few else {"style": "compact", "placeholder": phrases_form.CHOOSE}
    return _choice_set(options, value, **look, **_with_nothing(question, options))


def _choice_set(options: Sequence[Option], value: str, **more: Any) -> Filled:
    chosen = {"value": value} if value else {}
    return {"type": "Input.ChoiceSet", "choices": _titled(options), "wrap": True, **chosen, **more}


def _with_nothing(question: Question, options: Sequence[Option]) -> Filled:
    if question.required and question.when is None:
        return {}
    return {"choices": [*_titled(options), {"title": phrases_form.NO_ANSWER, "value": NO_ANSWER}]}


def _titled(options: Sequence[Option]) -> list[Filled]:
    return [{"title": option.title, "value": option.key} for option in options]


def _number(question: Question, value: str) -> Filled:
    return {**_line(question, value.replace(".", ",")), "placeholder": phrases_form.NUMBER_PLACEHOLDER}


def _text(question: Question, value: str) -> Filled:
    return {**_line(question, value), "isMultiline": True}


def _person(question: Question, value: str) -> Filled:
    return {**_line(question, value), "placeholder": phrases_form.PERSON_PLACEHOLDER}


def _link(question: Question, value: str) -> Filled:
    return {**_line(question, value), "style": "url", "placeholder": phrases_form.LINK_PLACEHOLDER}


def _line(question: Question, value: str) -> Filled:
    return {"type": "Input.Text", "value": value} if value else {"type": "Input.Text"}


def _date(question: Question, value: str) -> Filled:
    return {"type": "Input.Date", "value": value} if iso_day(value) else {"type": "Input.Date"}


BUILDERS: dict[QuestionType, Callable[[Question, str], Filled]] = {
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.SCALE: _scale,
    QuestionType.NUMBER: _number,
    QuestionType.PERCENT: _number,
    QuestionType.TEXT: _text,
    QuestionType.DATE: _date,
    QuestionType.PERSON: _person,
    QuestionType.LINK: _link,
}
