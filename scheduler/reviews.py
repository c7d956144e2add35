"""Who judges an answer, and what became of it: approved, or sent back with comments at its questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.assignments import Assignment
from scheduler.forms import Answers, Form
from scheduler.items import earlier_prefixes, key_before
from scheduler.lifecycle import State
from scheduler.organisation import Organisation, Subject
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Level, ReviewBy


class Verdict(StrEnum):
    """What a reviewer makes of one revision."""

    APPROVED = "approved"
    RETURNED = "returned"


STATE_AFTER = {Verdict.APPROVED: State.APPROVED, Verdict.RETURNED: State.RETURNED}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The role that judges, as persons are entered with it; `name` is what people call whoever speaks through it."""

    role: str
    level: Level
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One verdict on one revision; `comments` stand under the keys that its answers have, repeated ones too."""

    assignment_id: int
    revision: int
    verdict: Verdict
    judged_by: int
    role: str
    judged_at: datetime
    words: str
    comments: Mapping[str, str]
    judged_by_name: str = ""


def reviewer_of(wheel: Wheel, activity: str) -> Reviewer | None:
    """None where an answer is final once it is handed in: nobody is named, or a body's decision is the judgement."""
    found = wheel.activity_by_key.get(activity)
    if found is None or found.decides is not None:
        return None
    named = found.review or (wheel.local.review if wheel.local else ReviewBy.NOBODY)
    if named != ReviewBy.RECEIVER:
        return None if named == ReviewBy.NOBODY else _speaking_for(wheel, named)
    received = (_speaking_for(wheel, key) for key in _receivers(found))
    return next((one for one in received if one is not None), None)


def reviewed_activities(wheel: Wheel) -> Mapping[str, Reviewer]:
    """Those whose answers somebody judges, and who."""
    found = ((one.key, reviewer_of(wheel, one.key)) for one in wheel.activities)
    return {key: reviewer for key, reviewer in found if reviewer is not None}


def reviewing_place(organisation: Organisation, reviewer: Reviewer, subject: Subject) -> Subject | None:
    """The place for which the role is held that judges what the subject answers; None where it lies below that."""
    return organisation.above(subject, reviewer.level)


def is_done(wheel: Wheel, task: Assignment) -> bool:
    """Whether what waits for the task may go on: approved, or handed in where nobody judges it."""
    if task.state is State.SUBMITTED:
        return reviewer_of(wheel, task.activity) is None
    return task.state is State.APPROVED


def changed_keys(form: Form, before: Answers, now: Answers) -> frozenset[str]:
    """The keys of the answers that are new or another than before; an item that only moved has not changed."""
    origins = earlier_prefixes(form, before, now)
    return frozenset(key for key, value in now.items() if before.get(key_before(key, origins) or "") != value)


def comments_now(form: Form, before: Answers, now: Answers, comments: Mapping[str, str]) -> dict[str, str]:
    """The comments on the earlier answers under the keys that the same questions have now."""
    origins = earlier_prefixes(form, before, now)
    keys = (page_key for page_key in _keys(form, now))
    placed = ((key, key_before(key, origins)) for key in keys)
    return {key: comments[earlier] for key, earlier in placed if earlier is not None and earlier in comments}


def _keys(form: Form, answers: Answers) -> Iterator[str]:
    for step in form.steps:
        for prefix in step.prefixes_in(answers):
            yield from (prefix + question.key for question in step.questions)


def _receivers(activity: Activity) -> Iterator[str]:
    """Those through whose hands it goes, in order."""
    yield from activity.via
    if activity.receiver is not None:
        yield activity.receiver


def _speaking_for(wheel: Wheel, key: str) -> Reviewer | None:
    """A role's own holders, or a body's secretary; None where nobody speaks for the body."""
    body = wheel.body_by_key.get(key)
    role = wheel.holder_of(body.secretary or "" if body else key)
    found = wheel.role_by_key.get(role)
    return Reviewer(role, found.level, wheel.name_of(key)) if found else None
