"""Typed words turned into answers: what Teams and browsers send is text, and only a hint."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import prod

from scheduler.forms import (
    Answers,
    AnswerValue,
    Form,
    Page,
    Question,
    QuestionType,
    applying_on,
    asked_on,
    pages_of,
)
from scheduler.guard import covered_passage

LONGEST_TEXT = 4000
WEB_ADDRESS = ("https://", "http://")


class Complaint(StrEnum):
    """Why an answer can't be taken as it is; the sentence is a phrase of `cards/`."""

    REQUIRED = "required"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DATE = "not_a_date"
    NOT_YET = "not_yet"
    PASSED = "passed"
    NOT_AN_OPTION = "not_an_option"
    NOT_A_LINK = "not_a_link"
    TOO_LONG = "too_long"
    PERSONAL_NUMBER = "personal_number"


@dataclass(frozen=True, slots=True)
class Objection:
    """One complaint about one question; `limit` is the smallest, largest or longest that would do.

    `where` are the words around what must not be there, with it covered.
    """

    question: str
    complaint: Complaint
    limit: float | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """`answers` are those that can be kept, by plain question key; `objections` in the order of the questions."""

    answers: Mapping[str, AnswerValue]
    objections: tuple[Objection, ...]

    @property
    def must_not_be_stored(self) -> bool:
        return any(objection.complaint is Complaint.PERSONAL_NUMBER for objection in self.objections)

    @property
    def unreadable(self) -> frozenset[str]:
        """The questions to which something was typed that is no answer."""
        return frozenset(one.question for one in self.objections if one.complaint is not Complaint.REQUIRED)


class Unfit(Exception):
    """The typed text is no answer to the question."""

    def __init__(self, complaint: Complaint, limit: float | None = None, where: str = "") -> None:
        super().__init__(complaint)
        self.complaint, self.limit, self.where = complaint, limit, where


def check_page(page: Page, typed: Mapping[str, str], earlier: Answers, *, today: date = date.max) -> Checked:
    """What was typed on one page; `earlier` are the answers of the other pages, for conditions."""
    answers: dict[str, AnswerValue] = {}
    objections: list[Objection] = []
    for question in asked_on(page, earlier):
        try:
            value = read(question, typed.get(question.key, ""))
        except Unfit as unfit:
            objections.append(Objection(question.key, unfit.complaint, unfit.limit, unfit.where))
            continue
        if question.past and isinstance(value, str) and value > today.isoformat():
            objections.append(Objection(question.key, Complaint.NOT_YET))
            continue
        if value is not None:
            answers[question.key] = value
    merged = {**earlier, **{page.prefix + key: value for key, value in answers.items()}}
    complained = {objection.question for objection in objections}
    missing = [key for key in _missing(page, merged) if key not in complained]
    objections += [Objection(key, Complaint.REQUIRED) for key in missing]
    order = [question.key for question in page.step.questions]
    return Checked(answers, tuple(sorted(objections, key=lambda objection: order.index(objection.question))))


def incomplete_pages(form: Form, answers: Answers) -> Iterator[tuple[Page, tuple[Objection, ...]]]:
    """The pages that still lack a required answer, each with what it lacks."""
    for page in pages_of(form, answers):
        missing = tuple(Objection(key, Complaint.REQUIRED) for key in _missing(page, answers))
        if missing:
            yield page, missing


def completed(form: Form, answers: Answers) -> dict[str, AnswerValue]:
    """The answers as they are handed in: asked ones alone, with the computed values added."""
    kept: dict[str, AnswerValue] = {}
    for page in pages_of(form, answers):
        keys = (page.prefix + question.key for question in applying_on(page, answers))
        kept.update({key: answers[key] for key in keys if key in answers})
        kept.update(_computed(page, answers))
        if page.step.repeat is not None:
            kept[f"{page.step.repeat.key}.items"] = page.items
    return kept


def _computed(page: Page, answers: Answers) -> Iterator[tuple[str, AnswerValue]]:
    for question in page.step.questions:
        factors = [answers.get(page.prefix + factor) for factor in question.product]
        numbers = [factor for factor in factors if isinstance(factor, int | float)]
        if question.type is QuestionType.COMPUTED and len(numbers) == len(factors):
            yield page.prefix + question.key, prod(numbers)


def _missing(page: Page, answers: Answers) -> Iterator[str]:
    for question in applying_on(page, answers):
        if question.required and page.prefix + question.key not in answers:
            yield question.key


def read(question: Question, typed: str) -> AnswerValue | None:
    """One typed text as the question's kind of value; None when nothing was typed; `Unfit` when it can't be."""
    text = typed.strip()
    return READERS[question.type](question, text) if text else None


def _refuse_personal_number(text: str) -> None:
    if where := covered_passage(text):
        raise Unfit(Complaint.PERSONAL_NUMBER, where=where)


def _text(question: Question, text: str) -> str:
    _refuse_personal_number(text)
    if len(text) > LONGEST_TEXT:
        raise Unfit(Complaint.TOO_LONG, LONGEST_TEXT)
    return text


def _link(question: Question, text: str) -> str:
    if not text.lower().startswith(WEB_ADDRESS):
        raise Unfit(Complaint.NOT_A_LINK)
    return _text(question, text)


def _number(question: Question, text: str) -> float:
    _refuse_personal_number(text)
    plain = text.replace("\u00a0", "").replace(" ", "").replace(",", ".").removesuffix("%")
    if "_" in plain:  # which Python would pass over
        raise Unfit(Complaint.NOT_A_NUMBER)
    try:
        number = float(plain)
    except ValueError:
        raise Unfit(Complaint.NOT_A_NUMBER) from None
    if number != number or number in (float("inf"), float("-inf")):
        raise Unfit(Complaint.NOT_A_NUMBER)
    if question.minimum is not None and number < question.minimum:
        raise Unfit(Complaint.TOO_SMALL, question.minimum)
    if question.maximum is not None and number > question.maximum:
        raise Unfit(Complaint.TOO_LARGE, question.maximum)
    return int(number) if number.is_integer() else number


def _percent(question: Question, text: str) -> float:
    return _number(replace(question, minimum=question.minimum or 0, maximum=question.maximum or 100), text)


def _scale(question: Question, text: str) -> float:
    number = _number(replace(question, minimum=1), text)
    if not isinstance(number, int):
        raise Unfit(Complaint.NOT_AN_OPTION)
    return number


def _day(question: Question, text: str) -> str:
    try:
        return date.fromisoformat(text.partition("T")[0]).isoformat()
    except ValueError:
        raise Unfit(Complaint.NOT_A_DATE) from None


def _choice(question: Question, text: str) -> str:
    if text not in {option.key for option in question.options}:
        raise Unfit(Complaint.NOT_AN_OPTION)
    return text


def _choices(question: Question, text: str) -> list[str]:
    chosen = {part.strip() for part in text.split(",") if part.strip()}
    known = [option.key for option in question.options]
    if not chosen <= set(known):
        raise Unfit(Complaint.NOT_AN_OPTION)
    return [key for key in known if key in chosen]


READERS: dict[QuestionType, Callable[[Question, str], AnswerValue]] = {
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.SCALE: _scale,
    QuestionType.NUMBER: _number,
    QuestionType.PERCENT: _percent,
    QuestionType.TEXT: _text,
    QuestionType.DATE: _day,
    QuestionType.PERSON: _text,
    QuestionType.LINK: _link,
}
