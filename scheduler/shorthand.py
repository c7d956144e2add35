"""What a form's file says in short, written out: answers that have a name, and reasons to be asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from scheduler.faults import Fault, Problem, known
from scheduler.forms import Condition, Form, Option, Question, QuestionType, Step, Support

AnswerSets: TypeAlias = Mapping[str, tuple[Option, ...]]
"""The options that a name stands for."""

REASON_SUFFIX = "_skal"


def written_out(form: Form, sets: AnswerSets) -> Form:
    """The form with every option and every question standing in its place; one that is in full stays as it is."""
    return replace(form, steps=tuple(_step(step, sets) for step in form.steps))


def _step(step: Step, sets: AnswerSets) -> Step:
    return replace(step, questions=tuple(_questions(step.questions, sets)))


def _questions(questions: Iterable[Question], sets: AnswerSets) -> Iterator[Question]:
    for question in questions:
        yield replace(question, options=options_of(question, sets), answers=None, reason=None)
        if question.reason is not None:
            yield Question(
                key=f"{question.key}{REASON_SUFFIX}",
                text=question.reason.text,
                type=QuestionType.TEXT,
                support=Support.HELPER,
                required=question.reason.required,
                when=Condition(question=question.key, one_of=question.reason.one_of),
                asked_in=question.asked_in,
                afresh=question.afresh,
            )


def options_of(question: Question, sets: AnswerSets) -> tuple[Option, ...]:
    return question.options or sets.get(question.answers or "", ())


def faults_in_shorthand(form: Form, file: str, sets: AnswerSets) -> Iterator[Fault]:
    """Names of answers that there are not, and reasons for an option that cannot be chosen."""
    for question in form.questions:
        at = f"steps.questions.{question.key}"
        yield from known(file, f"{at}.answers", question.answers, sets)
        if question.answers is not None and question.options:
            yield Fault(file, at, Problem.ONLY_ONE, "options, answers")
        options = [option.key for option in options_of(question, sets)]
        for key in question.reason.one_of if question.reason else ():
            yield from known(file, f"{at}.reason.one_of", key, options)
