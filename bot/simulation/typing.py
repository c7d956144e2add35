"""Words that an invented person types: valid for any form, the same for the same seed."""

from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from scheduler.forms import Question, QuestionType

SENTENCES = (
    "Vi har följt planen och ser en förbättring.",
    "Bemanningen har varit ansträngd under sommaren.",
    "Rutinen är känd i arbetslaget men används olika.",
    "Vi tar med oss erfarenheten till nästa plan.",
    "Återkopplingen från anhöriga är övervägande god.",
)


def typed_for(asked: Iterable[Question], *, random: Random, today: date) -> dict[str, str]:
    """An answer to every question that is asked."""
    return {question.key: TYPING[question.type](question, random, today) for question in asked}


def _sentence(question: Question, random: Random, today: date) -> str:
    return random.choice(SENTENCES)


def _option(question: Question, random: Random, today: date) -> str:
    adopting = [option.key for option in question.options if option.adopts]
    return random.choice(adopting or [option.key for option in question.options])


def _options(question: Question, random: Random, today: date) -> str:
    keys = [option.key for option in question.options]
    return ",".join(random.sample(keys, random.randint(1, len(keys))))


def _number(question: Question, random: Random, today: date) -> str:
    low = int(question.minimum or 0)
    return str(random.randint(low, int(question.maximum or low + 100)))


def _step(question: Question, random: Random, today: date) -> str:
    return str(random.randint(1, int(question.maximum or 1)))


def _day(question: Question, random: Random, today: date) -> str:
    return today.isoformat()


def _link(question: Question, random: Random, today: date) -> str:
    return "https://example.invalid/underlag"


TYPING: dict[QuestionType, Callable[[Question, Random, date], str]] = {
    QuestionType.CHOICE: _option,
    QuestionType.CHOICES: _options,
    QuestionType.SCALE: _step,
    QuestionType.NUMBER: _number,
    QuestionType.PERCENT: _number,
    QuestionType.TEXT: _sentence,
    QuestionType.PERSON: _sentence,
    QuestionType.DATE: _day,
    QuestionType.LINK: _link,
}
