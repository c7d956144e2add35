"""Handing in: a revision that is never overwritten, its countable answers, and a body's decision if it holds one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from scheduler.answers import completed
from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.forms import COUNTED, Answers, AnswerValue, DecisionPart, Form, Question, iso_day
from scheduler.lifecycle import Event, State, advance
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.ports_answering import Decision, NewSubmission, RiskAnswer, Standing, Submission
from scheduler.risks import risks_in
from scheduler.usecases.beside import redirect_for, texts_in
from scheduler.usecases.making_actions import actions_from
from scheduler.usecases.outcomes import Receipt
from scheduler.usecases.starting import lead_on

DECIDED = {State.APPROVED: Deed.APPROVED, State.RETURNED: Deed.RETURNED}


def hand_in(
    uow: UnitOfWork, content: Content, person: Person, task: Assignment, form: Form, answers: Answers,
    *, standing: Standing, token: str, now: datetime, by: By,
) -> Receipt:  # fmt: skip
    """Store the next revision and move the task on; `RevisionTaken` when somebody else was faster."""
    latest, whole = standing.latest, completed(form, answers)
    submission = uow.answering.submit(
        NewSubmission(
            assignment_id=task.id,
            revision=latest.revision + 1 if latest else 1,
            token=token,
            form=form.key,
            form_version=form.version,
            answers=whole,
            closed=tuple(closed_answers(form, whole)),
            submitted_by=person.id,
            role=task.role,
            submitted_at=now,
            risks=tuple(RiskAnswer(one.item, one.likelihood, one.consequence) for one in risks_in(form, whole)),
        )
    )
    state = _state_after(uow, content, task, form, submission)
    uow.assignments.set_state(task.id, state)
    deeds = [Deed.SUBMITTED, *([DECIDED[state]] if state in DECIDED else [])]
    told = str(submission.revision)
    uow.audit.append(*(by.did(deed, Thing.ASSIGNMENT, task.id, role=task.role, after=told) for deed in deeds))
    if standing.draft is not None:
        uow.answering.drop_draft(task.id)
    done = replace(task, state=state, form_version=form.version)
    actions_from(uow, content.wheel, person, done, form, submission, now=now, by=by)
    lead_on(uow, content.wheel, done, whole, now)
    return receipt_of(content, done, submission, local_day(now))


def receipt_of(content: Content, task: Assignment, submission: Submission, today: date) -> Receipt:
    """What remains is not in it yet: it is looked up once the answer lies on the disk."""
    return Receipt(
        task=task,
        form=content.form_in(task.activity, submission.form, submission.form_version),
        submission=submission,
        today=today,
        remaining=(),
        client_matters=redirect_for(content.wheel, texts_in(submission.answers)),
    )


def closed_answers(form: Form, answers: Answers) -> Iterator[tuple[str, str]]:
    """What can be counted, a repeat group's questions under their plain key."""
    types = {question.key: question.type for question in form.questions}
    for key, value in answers.items():
        question = key.rpartition(".")[2]
        if types.get(question) in COUNTED:
            chosen = value if isinstance(value, list) else [value]
            yield from ((question, str(one)) for one in chosen)


def _state_after(uow: UnitOfWork, content: Content, task: Assignment, form: Form, submission: Submission) -> State:
    submitted = advance(task.state, Event.SUBMIT)
    decision = decision_in(content, task, form, submission)
    if decision is None:
        return submitted
    uow.answering.decide(decision)
    return advance(submitted, Event.APPROVE if decision.adopted else Event.RETURN)


def decision_in(content: Content, task: Assignment, form: Form, submission: Submission) -> Decision | None:
    """The body's decision that the answer holds; None where the activity or its form knows of none."""
    parts = {question.decision: question for question in form.questions if question.decision is not None}
    activity = content.wheel.activity_by_key.get(task.activity)
    result = parts.get(DecisionPart.RESULT)
    if result is None or activity is None or activity.decides is None:
        return None
    return Decision(
        assignment_id=task.id,
        revision=submission.revision,
        body=activity.decides,
        adopted=any(option.adopts for option in result.options if option.key == submission.answers.get(result.key)),
        decided_on=iso_day(_given(parts.get(DecisionPart.DATE), submission.answers))
        or local_day(submission.submitted_at),
        paragraph=str(_given(parts.get(DecisionPart.PARAGRAPH), submission.answers) or ""),
        case_number=str(_given(parts.get(DecisionPart.CASE_NUMBER), submission.answers) or ""),
    )


def _given(question: Question | None, answers: Answers) -> AnswerValue | None:
    return answers.get(question.key) if question else None
