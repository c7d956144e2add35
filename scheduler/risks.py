"""The risks that an answer tells of: two scales each, and the name that it goes by."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.forms import Answers, Form, Question, QuestionType, RiskPart, pages_of


@dataclass(frozen=True, slots=True)
class Risk:
    """`item` is its place among the answer's risks, from 0; `name` is empty unless the form lets it be shown."""

    item: int
    likelihood: int
    consequence: int
    name: str


def risks_in(form: Form, answers: Answers) -> Iterator[Risk]:
    """Those of which both scales were answered, in the order of the form."""
    item = 0
    for page in pages_of(form, answers):
        parts = {question.risk: question for question in page.step.questions if question.risk is not None}
        given = {part: answers.get(page.prefix + question.key) for part, question in parts.items()}
        likelihood, consequence = given.get(RiskPart.LIKELIHOOD), given.get(RiskPart.CONSEQUENCE)
        if isinstance(likelihood, int) and isinstance(consequence, int):
            named = parts.get(RiskPart.NAME)
            name = str(given.get(RiskPart.NAME) or "") if named is not None and named.quotable else ""
            yield Risk(item, likelihood, consequence, name)
            item += 1


def scale_of(form: Form) -> int:
    """The highest step of the form's likelihood and consequence; 0 where it asks for no risks."""
    return max((int(question.maximum or 0) for question in form.questions if _is_axis(question)), default=0)


def _is_axis(question: Question) -> bool:
    return question.type is QuestionType.SCALE and question.risk in (RiskPart.LIKELIHOOD, RiskPart.CONSEQUENCE)
