"""Actions out of answers: made at handing in, changed by a revised answer, and never lost by one."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.action_items import ActionItem, items_in, matched
from scheduler.action_posts import posts_now, posts_of, provider_of
from scheduler.actions import (
    ALIVE,
    REVISABLE,
    Action,
    ActionDeed,
    ActionEvent,
    ActionState,
    Origin,
    Particulars,
    asks_of,
    stepped,
)
from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.days import add_months
from scheduler.forms import Form
from scheduler.organisation import Organisation, Person
from scheduler.ports import UnitOfWork
from scheduler.ports_actions import NewAction
from scheduler.ports_answering import Submission
from scheduler.wheel import Wheel

ROUNDS_REMEMBERED = 2
"""A deficiency that was there in one of so many rounds before is a repeated one."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that making and changing the actions of one answer needs at hand."""

    uow: UnitOfWork
    wheel: Wheel
    organisation: Organisation
    person: Person
    task: Assignment
    now: datetime
    by: By

    @property
    def today(self) -> date:
        return local_day(self.now)

    def note(self, deed: Deed, action_id: int, after: str = "") -> None:
        self.uow.audit.append(self.by.did(deed, Thing.ACTION, action_id, role=self.task.role, after=after))


def workshop(uow: UnitOfWork, wheel: Wheel, person: Person, task: Assignment, *, now: datetime, by: By) -> Workshop:
    organisation = uow.people.organisation(task.municipality_id).looking_back_from(local_day(now))
    return Workshop(uow, wheel, organisation, person, task, now, by)


def actions_from(
    uow: UnitOfWork,
    wheel: Wheel,
    person: Person,
    task: Assignment,
    form: Form,
    submission: Submission,
    *,
    now: datetime,
    by: By,
) -> None:
    """What the answer holds becomes actions; those that an earlier answer made follow it as far as nobody began."""
    items = items_in(form, submission.answers)
    known = uow.actions.of_assignment(task.id) if submission.revision > 1 else ()
    if not items and not known:
        return
    shop = workshop(uow, wheel, person, task, now=now, by=by)
    meant = matched(items, known)
    repeated = uow.actions.known_abouts(task.id, rounds=ROUNDS_REMEMBERED) if items else frozenset()
    for item, action in meant.pairs:
        if action is None:
            _make(shop, item, submission, is_repeated=item.about in repeated)
        else:
            _follow(shop, item, action)
    for action in meant.unnamed:
        _say_unnamed(shop, action)


def _make(shop: Workshop, item: ActionItem, submission: Submission, *, is_repeated: bool) -> None:
    origin = Origin(
        kind=item.kind,
        assignment_id=shop.task.id,
        submission_id=submission.id,
        activity=shop.task.activity,
        group=item.group,
        item=item.item,
    )
    keep_new(
        shop,
        origin,
        item.says,
        about=item.about,
        role=shop.task.role,
        token=f"{submission.id}/{item.group}/{item.item}",
        is_repeated=is_repeated,
    )


def keep_new(
    shop: Workshop, origin: Origin, says: Particulars, *, about: str, role: str, token: str, is_repeated: bool = False
) -> Action | None:
    """None where the token is there already."""
    task, rules = shop.task, shop.wheel.actions
    posts = posts_of(shop.wheel, shop.organisation, task.subject, role, task.activity)
    new = NewAction(
        municipality_id=task.municipality_id,
        origin=origin,
        subject=task.subject,
        responsible=posts.responsible,
        says=dated(shop, says),
        about=about,
        state=ActionState.PROPOSED if rules.judged_by else ActionState.OPEN,
        made_on=shop.today,
        made_at=shop.now,
        made_by=shop.person.id,
        token=token,
        repeated=is_repeated,
    )
    action_id = shop.uow.actions.add(new)
    action = shop.uow.actions.get(action_id) if action_id is not None else None
    if action is not None:
        shop.uow.actions.ask(action, asks_of(action, posts))
        shop.note(Deed.CREATED, action.id)
    return action


def dated(shop: Workshop, says: Particulars) -> Particulars:
    """With the days that the municipality gives where the answer gives none, or one that is too late for it."""
    rules, activity = shop.wheel.actions, shop.task.activity
    follow_up = rules.follow_up_of(activity, provider_of(shop.organisation, shop.task.subject))
    last = follow_up.last_day(shop.today) if follow_up else None
    due = add_months(shop.today, rules.due_months) if rules.due_months else None
    return replace(says, deadline=says.deadline or due, follow_up=_earliest(says.follow_up, last))


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _follow(shop: Workshop, item: ActionItem, action: Action) -> None:
    """What nobody has begun says what the answer says now; what somebody has keeps its words and is told of the new."""
    says = replace(dated(shop, item.says), evidence=action.says.evidence)
    if says == action.says or action.state not in ALIVE:
        return
    if action.begun or action.state not in REVISABLE:
        if says.in_words != action.says.in_words:
            _happened(shop, action, ActionDeed.DIFFER, says.in_words)
        return
    revised = replace(action, says=says, about=item.about, origin=replace(action.origin, item=item.item))
    _happened(shop, revised, ActionDeed.REVISE, action.says.in_words)


def _say_unnamed(shop: Workshop, action: Action) -> None:
    """Once for each time that it went out of the answer."""
    if shop.uow.actions.history(action.id)[-1].deed is not ActionDeed.UNMENTION:
        _happened(shop, action, ActionDeed.UNMENTION, "")


def _happened(shop: Workshop, action: Action, deed: ActionDeed, words: str) -> None:
    state = stepped(action.state, deed, judged=shop.wheel.actions.judged_by is not None)
    since = shop.today if state is not action.state else action.since
    changed = replace(action, state=state, since=since, version=action.version + 1)
    event = ActionEvent(deed=deed, state=state, at=shop.now, person_id=shop.person.id, words=words)
    shop.uow.actions.change(changed, event, asks_of(changed, posts_now(shop.wheel, shop.organisation, changed)))
    shop.note(Deed.CHANGED, action.id, after=deed)


def reseat(uow: UnitOfWork, wheel: Wheel, organisation: Organisation, municipality_id: int) -> int:
    """Ask those whom the wheel and the organisation name now; how many actions were asked of others before."""
    asked, moved = uow.actions.asks(municipality_id), 0
    for action in uow.actions.alive(municipality_id):
        posts = posts_now(wheel, organisation, action)
        asks = asks_of(action, posts)
        if sorted(asks, key=lambda one: one.kind) != list(asked.get(action.id, ())):
            uow.actions.ask(replace(action, responsible=posts.responsible), asks)
            moved += 1
    return moved
