"""One answer for several units: which tasks it may be given to, and what of it."""

from collections.abc import Iterable

from scheduler.assignments import Assignment
from scheduler.forms import Answers, AnswerValue, Form, Question, QuestionType
from scheduler.lifecycle import State
from scheduler.wheel_parts import Level


def alike(task: Assignment, others: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """The same task of other units that nobody has begun to answer."""
    return tuple(one for one in others if one.state is State.OPEN and is_same_for_another_unit(task, one))


def is_same_for_another_unit(task: Assignment, other: Assignment) -> bool:
    same = (task.municipality_id, task.activity, task.slot, task.form)
    return (
        same == (other.municipality_id, other.activity, other.slot, other.form)
        and task.subject.level is other.subject.level is Level.UNIT
        and task.subject != other.subject
    )


def shared(form: Form, answers: Answers) -> dict[str, AnswerValue]:
    """What goes for the others as well: all but what is to be judged afresh, which each unit does for itself."""
    keys = {question.key for question in form.questions if _is_shared(question)}
    groups = {step.repeat.key for step in form.steps if step.repeat and any(one.key in keys for one in step.questions)}
    counters = {f"{group}.items" for group in groups}
    return {key: value for key, value in answers.items() if key in counters or key.rpartition(".")[2] in keys}


def _is_shared(question: Question) -> bool:
    return not question.afresh and question.decision is None and question.type is not QuestionType.COMPUTED
