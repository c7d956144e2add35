"""An answer in the words of its question."""

from collections.abc import Callable

from cards import phrases_form
from cards.words_of_time import day_words
from scheduler.forms import AnswerValue, Option, Question, QuestionType, iso_day

NO_BREAK_SPACE = "\u00a0"


def answer_words(question: Question, value: AnswerValue) -> str:
    """The value as kept, or as the text that a field sends, told with titles, units and whole dates."""
    return TELLERS.get(question.type, _as_written)(question, value)


def number_words(number: float) -> str:
    """ "12 500,5": a decimal comma, thousands apart."""
    whole, _, decimals = f"{number:,}".partition(".")
    grouped = whole.replace(",", NO_BREAK_SPACE)
    return f"{grouped},{decimals}" if decimals.strip("0") else grouped


def scale_options(question: Question) -> tuple[Option, ...]:
    """Its steps as options, the first and last with their words."""
    last = int(question.maximum or 0)
    ends = {1: question.low, last: question.high}
    steps = range(1, last + 1)
    return tuple(Option(key=str(n), title=phrases_form.scale_step(n, ends.get(n, ""))) for n in steps)


def _as_written(question: Question, value: AnswerValue) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _chosen(question: Question, value: AnswerValue) -> str:
    options = scale_options(question) if question.type is QuestionType.SCALE else question.options
    titles = {option.key: option.title for option in options}
    keys = value if isinstance(value, list) else str(value).split(",")
    return ", ".join(titles.get(key, key) for key in keys)


def _counted(question: Question, value: AnswerValue) -> str:
    if not isinstance(value, int | float):
        return _as_written(question, value)
    unit = "%" if question.type is QuestionType.PERCENT else question.unit
    return f"{number_words(value)}{NO_BREAK_SPACE}{unit}" if unit else number_words(value)


def _dated(question: Question, value: AnswerValue) -> str:
    day = iso_day(value)
    return day_words(day) if day else _as_written(question, value)


TELLERS: dict[QuestionType, Callable[[Question, AnswerValue], str]] = {
    QuestionType.CHOICE: _chosen,
    QuestionType.CHOICES: _chosen,
    QuestionType.SCALE: _chosen,
    QuestionType.NUMBER: _counted,
    QuestionType.PERCENT: _counted,
    QuestionType.COMPUTED: _counted,
    QuestionType.DATE: _dated,
}
