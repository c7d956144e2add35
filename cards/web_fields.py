"""A question as a field of a page: its control, and all that is said around it by the ids that tie it together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cards import phrases_form, phrases_review
from cards.form_beside import when
from cards.form_card import condition_words, objection_words
from cards.form_inputs import help_of
from cards.verbs import INPUT_PREFIX, NO_ANSWER
from cards.words_of_answers import answer_words, scale_options
from scheduler.forms import FREE_TEXT, Question, QuestionType, iso_day
from scheduler.usecases.outcomes import FormPage

MOST_SHOWN_AT_ONCE = 12
FEWEST_ROWS, MOST_ROWS, LINE = 6, 24, 65
DECIMAL, WEB = "decimal", "url"


class Control(StrEnum):
    """How it is answered."""

    AREA = "area"
    LINE = "line"
    DATE = "date"
    RADIOS = "radios"
    BOXES = "boxes"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: str
    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choosable:
    """Like a form's option, but its key may stand for no answer."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Something to read beside a question: what is saved already, say, or what was answered last year."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`id` is where a link in the list of objections leads: the input, or the first of its choices."""

    name: str
    id: str
    control: Control
    label: str
    remark: str
    value: str
    mode: str
    rows: int
    choices: tuple[Choice, ...]
    condition: str
    help: str
    complaints: tuple[str, ...]
    beside: tuple[Beside, ...]

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says after the label, in the order in which they stand."""
        said = (("villkor", self.condition), ("hjalp", self.help), ("fel", self.complaints))
        return " ".join(f"{self.name}-{part}" for part, words in said if words)


def fields_of(page: FormPage) -> Iterator[Field]:
    return (field_of(page, question) for question in page.asked)


def field_of(page: FormPage, question: Question) -> Field:
    value = page.values.get(question.key, "")
    control = _control(question, value)
    name = INPUT_PREFIX + question.key
    choices = tuple(_choices(question, value, name)) if control in CHOSEN else ()
    return Field(
        name=name,
        id=choices[0].id if choices and control is not Control.LIST else f"{name}-falt",
        control=control,
        label=_label(question),
        remark="" if question.required else phrases_form.OPTIONAL,
        value=value.replace(".", ",") if question.type in NUMBERS else value,
        mode=MODES.get(question.type, ""),
        rows=min(max(FEWEST_ROWS, len(value) // LINE + value.count("\n") + 2), MOST_ROWS),
        choices=choices,
        condition=condition_words(page, question, question.when) if question.when else "",
        help=help_of(question),
        complaints=tuple(objection_words(one) for one in page.objections if one.question == question.key),
        beside=tuple(_beside(page, question)),
    )


def _beside(page: FormPage, question: Question) -> Iterator[Beside]:
    """One line for each thing that may stand beside a question."""
    if question.key in page.comments:
        yield Beside(title=phrases_review.ANSWER_COMMENT, text=page.comments[question.key])
    if question.key in page.last_year:
        then = when(page.task.slot, page.last_slot)
        yield Beside(title=then, text=answer_words(question, page.last_year[question.key]))
    if question.key in page.saved:
        yield Beside(title=phrases_form.SAVED_ALREADY, text=answer_words(question, page.saved[question.key]))


def asks_for_words(page: FormPage) -> bool:
    return any(question.type in FREE_TEXT for question in page.asked)


def _label(question: Question) -> str:
    unit = phrases_form.PERCENT if question.type is QuestionType.PERCENT else question.unit
    return phrases_form.with_unit(question.text, unit) if unit else question.text


def _control(question: Question, value: str) -> Control:
    """A browser shows no day but a real one: whatever else was typed comes back in a plain line."""
    if question.type in (QuestionType.CHOICE, QuestionType.SCALE):
        return Control.RADIOS if len(_options(question)) <= MOST_SHOWN_AT_ONCE else Control.LIST
    if question.type is QuestionType.DATE:
        return Control.DATE if not value or iso_day(value) else Control.LINE
    return CONTROLS[question.type]


def _choices(question: Question, value: str, name: str) -> Iterator[Choice]:
    chosen = value.split(",") if question.type is QuestionType.CHOICES else [value]
    for number, option in enumerate(_options(question), start=1):
        is_nothing = option.key == NO_ANSWER and not value
        yield Choice(
            id=f"{name}-{number}",
            value=option.key,
            title=option.title,
            is_chosen=option.key in chosen or is_nothing,
        )


def _options(question: Question) -> Sequence[Choosable]:
    """With nothing among them where it need not be answered: a radio button can't be let up."""
    known = scale_options(question) if question.type is QuestionType.SCALE else question.options
    options = [Choosable(option.key, option.title) for option in known]
    may_be_left = not question.required or question.when is not None
    if question.type is QuestionType.CHOICES or not may_be_left:
        return options
    return (*options, Choosable(NO_ANSWER, phrases_form.NO_ANSWER))


NUMBERS = (QuestionType.NUMBER, QuestionType.PERCENT)
CHOSEN = (Control.RADIOS, Control.BOXES, Control.LIST)
CONTROLS: Mapping[QuestionType, Control] = {
    QuestionType.CHOICES: Control.BOXES,
    QuestionType.NUMBER: Control.LINE,
    QuestionType.PERCENT: Control.LINE,
    QuestionType.TEXT: Control.AREA,
    QuestionType.PERSON: Control.LINE,
    QuestionType.LINK: Control.LINE,
}
MODES: Mapping[QuestionType, str] = {
    QuestionType.NUMBER: DECIMAL,
    QuestionType.PERCENT: DECIMAL,
    QuestionType.LINK: WEB,
}
