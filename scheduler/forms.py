"""Forms as data: steps of a few questions, with repeat groups, conditions and computed values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field, TypeAdapter

from scheduler.fromfile import FromFile
from scheduler.wheel_parts import Key, Source, Text

FormKey = Annotated[str, Field(pattern=r"^[a-z]+\.[a-z][a-z0-9_]*$", max_length=80)]

AnswerValue: TypeAlias = str | int | float | list[str]
"""As JSON keeps it: text, a number, an ISO date, or the keys of chosen options."""

Answers: TypeAlias = Mapping[str, AnswerValue]
"""By question key; inside a repeat group by `{group}.{index}.{question}`, the first index being 0."""


class QuestionType(StrEnum):
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    NUMBER = "number"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"
    PERSON = "person"
    LINK = "link"
    COMPUTED = "computed"


COUNTED = (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.SCALE)
"""Closed questions, whose answers can be told as shares."""

FREE_TEXT = frozenset({QuestionType.TEXT, QuestionType.PERSON, QuestionType.LINK})
"""Open questions, to which anything may be written."""


class Support(StrEnum):
    """Whether the source document asks for it (`T`) or it only helps the form along (`H`)."""

    TEXT = "T"
    HELPER = "H"


class DecisionPart(StrEnum):
    """Which part of a body's decision a question asks for; a form with a `RESULT` records a decision."""

    RESULT = "result"
    DATE = "date"
    PARAGRAPH = "paragraph"
    CASE_NUMBER = "case_number"
    LED_TO = "led_to"


class RiskPart(StrEnum):
    """Which part of a risk a question asks for; the scales of a risk stand in the same step."""

    LIKELIHOOD = "likelihood"
    CONSEQUENCE = "consequence"
    NAME = "name"


class ActionPart(StrEnum):
    """Which part of an action a question asks for; an answer to a `MEASURE` makes one.

    A deficiency, a deviation and a risk are the same part, told apart by what the form is about.
    """

    DEFICIENCY = "deficiency"
    DEVIATION = "deviation"
    RISK = "risk"
    MEASURE = "measure"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    FOLLOW_UP = "follow_up"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(FromFile):
    """`adopts` marks the option by which a body adopts; every other outcome sends the matter back.

    `weak` marks what somebody should look at, `not_applicable` what is no answer for better or worse.
    """

    key: Key
    title: Text
    adopts: bool = False
    weak: bool = False
    not_applicable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(FromFile):
    """Asked, and required, only when an earlier question was answered with one of these option keys."""

    question: Key
    one_of: Annotated[tuple[Key, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(FromFile):
    """What is asked in words when one of these options is chosen, directly after the question itself."""

    text: Text
    one_of: Annotated[tuple[Key, ...], Field(min_length=1)]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(FromFile):
    """`minimum` and `maximum` are inclusive; a scale runs from 1 to `maximum`; `product` names computed factors.

    `past` is for a day on which something has happened: it may not lie ahead. What is to be judged `afresh`, such as a
    risk, is never answered with the words of the year before. `asked_in` names the activities whose
    tasks ask it; without, all do that have the form. `answers` and `reason` are a file's short forms.

    The steps of a scale up to `weak_to` are weak. What is typed is shown to others only where it is `quotable`.
    """

    key: Key
    text: Text
    type: QuestionType
    support: Support
    required: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    answers: Key | None = None
    reason: Reason | None = None
    asked_in: tuple[Key, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    low: str = ""
    high: str = ""
    when: Condition | None = None
    product: tuple[Key, ...] = ()
    decision: DecisionPart | None = None
    action: ActionPart | None = None
    past: bool = False
    weak_to: Annotated[int, Field(ge=1)] | None = None
    risk: RiskPart | None = None
    quotable: bool = False
    afresh: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat(FromFile):
    """The step is answered once for each item, from `at_least` to `at_most` of them."""

    key: Key
    item: Text
    at_least: Annotated[int, Field(ge=1)] = 1
    at_most: Annotated[int, Field(ge=1, le=40)] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(FromFile):
    """What one card shows; `asked_in` is for all its questions."""

    title: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    intro: str = ""
    repeat: Repeat | None = None
    asked_in: tuple[Key, ...] = ()

    def prefixes_in(self, answers: "Answers") -> tuple[str, ...]:
        """What leads the keys of its answers, once for each item; nothing outside a repeat group."""
        if self.repeat is None:
            return ("",)
        return tuple(f"{self.repeat.key}.{item}." for item in range(items_of(self, answers)))

    def for_activity(self, activity: str) -> tuple[Question, ...]:
        """The questions that the activity's tasks ask."""
        if self.asked_in and activity not in self.asked_in:
            return ()
        return tuple(one for one in self.questions if not one.asked_in or activity in one.asked_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(FromFile):
    """A versioned form; an answer is for ever shown with the version it answered.

    One about deviations may tempt to write of a single client's matter: `client_matters` points out where that belongs.
    """

    key: FormKey
    title: Text
    version: Annotated[int, Field(ge=1)]
    why: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    source: tuple[Source, ...] = ()
    client_matters: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    def for_activity(self, activity: str) -> "Form":
        """The form as the activity's tasks ask it; the whole of it where that would leave nothing to ask."""
        narrowed = ((step, step.for_activity(activity)) for step in self.steps)
        steps = tuple(replace(step, questions=questions) for step, questions in narrowed if questions)
        return replace(self, steps=steps) if steps else self


@dataclass(frozen=True, slots=True)
class Page:
    """A step as it is shown: `item` counts from 0 inside a repeat group, `prefix` leads its answers' keys."""

    number: int
    of: int
    step: Step
    item: int = 0
    items: int = 1

    @property
    def prefix(self) -> str:
        return f"{self.step.repeat.key}.{self.item}." if self.step.repeat else ""


def asked_in(form: Form) -> set[str]:
    """The activities that a step or a question of the form is for alone."""
    of_steps = {key for step in form.steps for key in step.asked_in}
    return of_steps | {key for question in form.questions for key in question.asked_in}


def pages_of(form: Form, answers: Answers) -> tuple[Page, ...]:
    """The steps laid out, a repeat group once for each item that has an answer and at least as often as asked for.

    A step of which earlier answers have ruled out every question is left away.
    """
    counted = ((step, items_of(step, answers)) for step in form.steps)
    laid = [Page(0, 0, step, item, items) for step, items in counted for item in range(items)]
    shown = [page for page in laid if any(True for _ in asked_on(page, answers))]
    return tuple(replace(page, number=index + 1, of=len(shown)) for index, page in enumerate(shown))


def items_of(step: Step, answers: Answers) -> int:
    if step.repeat is None:
        return 1
    counter = answers.get(f"{step.repeat.key}.items")
    told = counter if isinstance(counter, int) else 0
    return min(max(told, step.repeat.at_least), step.repeat.at_most)


def answers_on(page: Page, answers: Answers) -> dict[str, AnswerValue]:
    """The page's own answers by plain question key."""
    return {
        question.key: answers[page.prefix + question.key]
        for question in page.step.questions
        if page.prefix + question.key in answers
    }


def asked_on(page: Page, answers: Answers) -> Iterator[Question]:
    """The questions to show: one whose condition an earlier page has already ruled out is left away."""
    here = {question.key for question in page.step.questions}
    shown: set[str] = set()
    for question in page.step.questions:
        if question.type is QuestionType.COMPUTED:
            continue
        when = question.when
        if when is None or when.question in shown or (when.question not in here and holds(when, answers, page.prefix)):
            shown.add(question.key)
            yield question


def applying_on(page: Page, answers: Answers) -> Iterator[Question]:
    """Those of the shown questions whose condition holds, and the condition of the question that it looks at."""
    here = {question.key for question in page.step.questions}
    applying: set[str] = set()
    for question in asked_on(page, answers):
        when = question.when
        if when is None or (
            holds(when, answers, page.prefix) and (when.question not in here or when.question in applying)
        ):
            applying.add(question.key)
            yield question


def holds(condition: Condition, answers: Answers, prefix: str = "") -> bool:
    """Whether the condition's question, on the same item or outside all groups, has one of the named answers."""
    answer = answers.get(prefix + condition.question, answers.get(condition.question))
    chosen = answer if isinstance(answer, list) else [answer]
    return any(str(one) in condition.one_of for one in chosen if one is not None)


def as_text(value: AnswerValue) -> str:
    """The text that a field shows and sends back for a saved answer."""
    return ",".join(value) if isinstance(value, list) else str(value)


def iso_day(value: AnswerValue | None) -> date | None:
    """An answer's ISO date, or None for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


FORM = TypeAdapter(Form)


def frozen_form(form: Form) -> str:
    """The whole form as JSON text, to be kept."""
    return FORM.dump_json(form).decode()


def thawed_form(text: str) -> Form:
    """A form that `frozen_form` made."""
    return FORM.validate_json(text)
