"""What the shape of a wheel's `[actions]` cannot show: names that refer to nothing, and times that say nothing."""

from collections.abc import Iterator

from scheduler.action_rules import FollowUp
from scheduler.faults import Fault, Problem, known
from scheduler.forms import ActionPart, Form, QuestionType
from scheduler.wheel import Wheel

DAYS = (ActionPart.DEADLINE, ActionPart.FOLLOW_UP)


def faults_in_actions(wheel: Wheel, file: str) -> Iterator[Fault]:
    """Roles, activities and documents that there are not, and a follow-up both after months and within a year."""
    rules, roles = wheel.actions, wheel.role_by_key
    yield from known(file, "actions.judged_by", rules.judged_by, roles)
    yield from known(file, "actions.escalated_to", rules.escalated_to, roles)
    for source in rules.source:
        yield from known(file, "actions.source", source.document, wheel.document_by_key)
    for number, one in enumerate(rules.follow_ups, start=1):
        yield from _faults_in_follow_up(wheel, one, file, f"actions.follow_ups.{number}")


def _faults_in_follow_up(wheel: Wheel, one: FollowUp, file: str, at: str) -> Iterator[Fault]:
    yield from known(file, f"{at}.by", one.by, wheel.role_by_key)
    for activity in one.activities:
        yield from known(file, f"{at}.activities", activity, wheel.activity_by_key)
    for source in one.source:
        yield from known(file, f"{at}.source", source.document, wheel.document_by_key)
    if one.months is not None and one.within is not None:
        yield Fault(file, at, Problem.ONLY_ONE, "months, within")


def faults_in_marks(form: Form, file: str) -> Iterator[Fault]:
    """Questions about an action that none can come of, and days that are asked for in words."""
    marked = [question for question in form.questions if question.action is not None]
    if marked and all(question.action is not ActionPart.MEASURE for question in marked):
        expected = f'action = "{ActionPart.MEASURE}"'
        yield Fault(file, f"steps.questions.{marked[0].key}.action", Problem.MISSING, expected)
    for question in marked:
        if question.action in DAYS and question.type is not QuestionType.DATE:
            at = f"steps.questions.{question.key}.type"
            yield Fault(file, at, Problem.NOT_ONE_OF, QuestionType.DATE, question.type)
