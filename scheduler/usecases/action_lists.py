"""What a person has to do with actions, what others do with the person's own, and an action made by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.action_fields import BY_HAND, Typed, particulars, read_typed
from scheduler.action_items import about_of
from scheduler.action_posts import posts_now
from scheduler.actions import Action, AskKind, Origin, OriginKind, asks_of
from scheduler.answers import Objection
from scheduler.assignments import Assignment, Urgency
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.lifecycle import ANSWERED
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store, UnitOfWork
from scheduler.ports_actions import AskedAction
from scheduler.usecases.making_actions import keep_new, workshop
from scheduler.usecases.outcomes import Reason
from scheduler.wheel import Wheel


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One of the person's own actions with which somebody else has to do something first; `who` is a role's title."""

    action: Action
    kind: AskKind
    who: str


@dataclass(frozen=True, slots=True)
class ActionList:
    """What is asked of the person, the most pressing first, and what of their own waits for others."""

    today: date
    asked: tuple[AskedAction, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


def action_list(uow: UnitOfWork, wheel: Wheel, person: Person, today: date) -> ActionList:
    asked = sorted(uow.actions.asked_of(person.id, today), key=lambda one: by_urgency(one, today))
    mine = {one.action.id for one in asked}
    waiting = [one for one in uow.actions.answered_for_by(person.id, today) if one.id not in mine]
    if not waiting:
        return ActionList(today, tuple(asked))
    organisation = uow.people.organisation(person.municipality_id).looking_back_from(today)
    elsewhere = (
        Elsewhere(action, ask.kind, wheel.name_of(ask.post.role))
        for action in waiting
        for ask in asks_of(action, posts_now(wheel, organisation, action))[:1]
    )
    return ActionList(today, tuple(asked), tuple(elsewhere))


def by_urgency(asked: AskedAction, today: date) -> tuple[int, date, int]:
    """A sorting key: the late first, then by day, those without one last."""
    order = list(Urgency).index(asked.ask.urgency(today))
    return order, asked.ask.due or date.max, asked.action.id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActionPage:
    """The fields of an action that is made by hand from an answered task, with what was typed and is lacking.

    It `is_unsaved` where it was left with words in it.
    """

    task: Assignment
    values: Mapping[str, str]
    token: str
    objections: tuple[Objection, ...] = ()
    is_unsaved: bool = False


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The task is not this person's, or has no answer to make an action from; what was typed is given back."""

    typed: Mapping[str, str]


def begin_action(
    store: Store, person: Person, task_id: int, *, token: str, now: datetime
) -> NewActionPage | NotAnswered:
    with store.read() as uow:
        found = _answered(uow, person, task_id, local_day(now))
    return NewActionPage(task=found[0], values={}, token=token) if found else NotAnswered({})


def add_action(
    store: Store,
    content: Content,
    person: Person,
    task_id: int,
    typed: Mapping[str, str],
    *,
    token: str,
    now: datetime,
    by: By,
) -> Action | NewActionPage | NotAnswered:
    """The action, the very same where the card was sent twice."""
    with store.write() as uow:
        found = _answered(uow, person, task_id, local_day(now))
        if found is None:
            named = task_id if task_id > 0 else None  # a broken card names none
            uow.audit.append(by.did(Deed.REFUSED, Thing.ASSIGNMENT, named, after=Reason.NOT_YOURS))
            return NotAnswered(typed)
        said = read_typed(BY_HAND, typed, today=local_day(now))
        if said.objections:
            return NewActionPage(task=found[0], values=typed, token=token, objections=said.objections)
        return _added(uow, content, person, *found, said, token=f"{person.id}/{token}", now=now, by=by)


def _answered(uow: UnitOfWork, person: Person, task_id: int, today: date) -> tuple[Assignment, int] | None:
    """The task and the latest answer to it, where it is the person's own."""
    task = uow.assignments.get(task_id)
    standing = uow.answering.standing(task.id, person.id, today) if task else None
    if task is None or standing is None or not standing.is_held or standing.latest is None:
        return None
    return (task, standing.latest.id) if task.state in ANSWERED else None


def _added(
    uow: UnitOfWork,
    content: Content,
    person: Person,
    task: Assignment,
    submission_id: int,
    said: Typed,
    *,
    token: str,
    now: datetime,
    by: By,
) -> Action:
    form = content.form_in(task.activity, task.form, task.form_version)
    decided = any(question.decision for question in form.questions)
    origin = Origin(
        kind=OriginKind.DECISION if decided else OriginKind.ANSWER,
        assignment_id=task.id,
        submission_id=submission_id,
        activity=task.activity,
    )
    says = particulars(said)
    shop = workshop(uow, content.wheel, person, task, now=now, by=by)
    made = keep_new(shop, origin, says, about=about_of(form.key, says.deficiency), role=task.role, token=token)
    again = made or uow.actions.with_token(token)
    if again is None:
        raise LookupError(f"an action with the token {token} was neither made nor found")
    return again
