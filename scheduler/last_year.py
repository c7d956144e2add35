"""What the same place answered the time before: shown beside the question, kept by hand, and counted when it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.answers import Unfit, read
from scheduler.forms import Answers, AnswerValue, Form, Page, Question, QuestionType, as_text, asked_on, holds

KEPT = frozenset(
    {QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.SCALE, QuestionType.TEXT, QuestionType.PERSON}
)
"""What may be true another year as well; a number, a day and a link to evidence are of their year."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """How many answers could have been left as the year before, and how many were."""

    unchanged: int
    comparable: int


def still_fitting(form: Form, earlier: Form, answers: Answers) -> dict[str, AnswerValue]:
    """The earlier answers that can stand beside this form's questions: same key, same kind, and an answer today too.

    Never those to what is to be asked afresh, to a body's decision or inside a repeat group, whose items are others.
    """
    before = {question.key: question for question in _comparable(earlier)}
    return {
        question.key: answers[question.key]
        for question in _comparable(form)
        if question.key in answers
        and question.key in before
        and _is_same_kind(question, before[question.key])
        and _fits(question, answers[question.key])
    }


def with_kept(page: Page, given: Answers, earlier: Mapping[str, AnswerValue], others: Answers) -> Answers:
    """The page's answers with its empty questions filled from the year before, where they apply and may be kept."""
    filled = dict(given)
    for question in asked_on(page, others):
        applies = question.when is None or holds(question.when, {**others, **filled})
        if question.key not in filled and question.key in earlier and question.type in KEPT and applies:
            filled[question.key] = earlier[question.key]
    return filled


def may_keep(question: Question) -> bool:
    return question.type in KEPT


def reuse_in(form: Form, earlier: Mapping[str, AnswerValue], answers: Answers) -> Reuse:
    """Of the whole answer, as it is handed in."""
    kept = {question.key for question in form.questions if question.type in KEPT}
    compared = [key for key in earlier if key in kept and key in answers]
    return Reuse(sum(earlier[key] == answers[key] for key in compared), len(compared))


def _comparable(form: Form) -> Iterator[Question]:
    for step in form.steps:
        if step.repeat is None:
            yield from (one for one in step.questions if not one.afresh and one.decision is None)


def _is_same_kind(question: Question, before: Question) -> bool:
    return (question.type, question.unit) == (before.type, before.unit) and (
        question.type is not QuestionType.SCALE or question.maximum == before.maximum
    )


def _fits(question: Question, value: AnswerValue) -> bool:
    if question.type is QuestionType.COMPUTED:
        return False
    try:
        return read(question, as_text(value)) == value
    except Unfit:
        return False
