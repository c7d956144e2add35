"""What people do with an action: judge it, carry it out, follow it up; nothing typed is lost, nothing is done twice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.action_fields import (
    DAY,
    EFFECT,
    FURTHER,
    NEEDS,
    WAY,
    WITH_EVIDENCE,
    WORDS,
    Typed,
    as_fields,
    particulars,
    read_typed,
)
from scheduler.action_posts import FOLLOW_UPS, Part, acting_part, deeds_of, parts_of, post_of, posts_now, provider_of
from scheduler.action_rules import ActionRules, Escalates
from scheduler.actions import (
    ENDED,
    Action,
    ActionDeed,
    ActionEvent,
    ActionState,
    Effect,
    Posts,
    asks_of,
    stepped,
)
from scheduler.answers import Objection
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.organisation import Organisation, Person
from scheduler.ports import Store, UnitOfWork
from scheduler.usecases.outcomes import Reason
from scheduler.wheel import Wheel

BEGINS = (ActionDeed.FINISH, ActionDeed.NOTE, ActionDeed.DELAY, ActionDeed.DROP)
"""What the responsible does is a beginning: from then on a revised answer does not change the action's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a card sent; `version` is that of the action from which it was drawn."""

    action_id: int
    version: int
    deed: ActionDeed
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """An action as one person sees it: what may be done with it, what has happened, what was typed and is lacking.

    `receiver` and `responsible` are roles by their titles, `holders` those who hold the latter today. `through` is what
    handles a deficiency that was there before or is still there. What remains goes further at once where it
    `takes_further`, or where one chooses so.
    `done` is what this very attempt did; `is_stale` where the card was drawn before somebody else did something,
    `is_unsaved` where it was left with words that nobody has said what they are for.
    """

    action: Action
    parts: frozenset[Part]
    deeds: tuple[ActionDeed, ...]
    history: tuple[ActionEvent, ...]
    today: date
    receiver: str = ""
    responsible: str = ""
    holders: tuple[str, ...] = ()
    through: str = ""
    may_choose: bool = False
    takes_further: bool = False
    needs_evidence: bool = False
    values: Mapping[str, str]
    objections: tuple[Objection, ...] = ()
    done: ActionDeed | None = None
    is_stale: bool = False
    is_unsaved: bool = False


@dataclass(frozen=True, slots=True)
class NoAction:
    """It is not this person's, or does not exist; what was typed is given back."""

    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counter:
    """An action in one person's hands, with all that is needed to do something with it."""

    uow: UnitOfWork
    wheel: Wheel
    organisation: Organisation
    person: Person
    now: datetime
    action: Action
    posts: Posts
    parts: frozenset[Part]

    @property
    def rules(self) -> ActionRules:
        return self.wheel.actions

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def deeds(self) -> tuple[ActionDeed, ...]:
        return deeds_of(self.action, self.parts)


def show_action(
    store: Store, wheel: Wheel, person: Person, action_id: int, *, now: datetime, by: By
) -> ActionPage | NoAction:
    with store.write() as uow:
        found = _counter(uow, wheel, person, action_id, now, lock=False)
        if found is None:
            _refused(uow, action_id, by)
            return NoAction({})
        return _page(found, {})


def act(store: Store, wheel: Wheel, person: Person, doing: Doing, *, now: datetime, by: By) -> ActionPage | NoAction:
    """Do it once: a card that was drawn before the last deed does nothing, unless it only repeats that very deed."""
    with store.write() as uow:
        found = _counter(uow, wheel, person, doing.action_id, now, lock=True)
        if found is None:
            _refused(uow, doing.action_id, by)
            return NoAction(doing.typed)
        return _act(found, doing, by)


def _counter(
    uow: UnitOfWork, wheel: Wheel, person: Person, action_id: int, now: datetime, *, lock: bool
) -> Counter | None:
    """None where the person has no part in it today, nor stands in for one; a stranger can't tell whether it exists."""
    action = uow.actions.get(action_id, lock=lock)
    if action is None or action.municipality_id != person.municipality_id:
        return None
    today = local_day(now)
    organisation = uow.people.organisation(person.municipality_id).looking_back_from(today)
    posts = posts_now(wheel, organisation, action)
    parts = parts_of(posts, (*uow.people.roles_of(person.id, today), *uow.absences.roles_for(person.id, today)))
    return Counter(uow, wheel, organisation, person, now, action, posts, parts) if parts else None


def _refused(uow: UnitOfWork, action_id: int, by: By) -> None:
    named = action_id if action_id > 0 else None  # a broken card names none
    uow.audit.append(by.did(Deed.REFUSED, Thing.ACTION, named, after=Reason.NOT_YOURS))


def _act(at: Counter, doing: Doing, by: By) -> ActionPage:
    deed = _meant(at, doing)
    needs = WITH_EVIDENCE if deed is ActionDeed.FINISH and at.rules.needs_evidence else NEEDS[deed]
    typed = read_typed(needs, doing.typed, today=at.today)
    if doing.version != at.action.version:
        if _is_repeated(at, deed, typed):
            return _page(at, {}, done=deed)
        return replace(_page(at, doing.typed), is_stale=True)
    if deed not in at.deeds:
        return replace(_page(at, doing.typed), is_stale=True)
    if typed.objections:
        return replace(_page(at, doing.typed), objections=typed.objections)
    changed = _changed(at, deed, typed)
    event = ActionEvent(
        deed=deed,
        state=changed.state,
        at=at.now,
        person_id=at.person.id,
        words=at.action.says.in_words if deed is ActionDeed.PROPOSE else typed.text(WORDS),
        day=typed.day(DAY),
        effect=Effect(typed.text(EFFECT)) if typed.text(EFFECT) else None,
    )
    at.uow.actions.change(changed, event, asks_of(changed, at.posts))
    role = _role(at, deed)
    at.uow.audit.append(by.did(Deed.CHANGED, Thing.ACTION, changed.id, role=role, before=at.action.state, after=deed))
    return _page(replace(at, action=changed), {}, done=deed)


def _role(at: Counter, deed: ActionDeed) -> str:
    part = acting_part(deed, at.action.state, at.parts)
    post = post_of(at.posts, part) if part else None
    return post.role if post else ""


def _meant(at: Counter, doing: Doing) -> ActionDeed:
    """A follow-up means by its answers what it leads to: the end, another round, or whoever takes over."""
    if doing.deed not in FOLLOW_UPS:
        return doing.deed
    if doing.typed.get(EFFECT) not in (Effect.PARTLY, Effect.NO):
        return ActionDeed.HELP
    further = at.rules.escalates is Escalates.WHEN_ASKED and doing.typed.get(WAY) == FURTHER
    return ActionDeed.ESCALATE if further or at.rules.escalates is Escalates.AT_ONCE else ActionDeed.REMAIN


def _is_repeated(at: Counter, deed: ActionDeed, typed: Typed) -> bool:
    """Whether the last thing that happened is what this card asks for: the channel has told it twice."""
    last = at.uow.actions.history(at.action.id)[-1]
    says_the_same = last.words == typed.text(WORDS)
    if deed is ActionDeed.PROPOSE:
        says_the_same = particulars(typed, at.action.says) == at.action.says
    return (last.deed, last.person_id) == (deed, at.person.id) and says_the_same


def _changed(at: Counter, deed: ActionDeed, typed: Typed) -> Action:
    action = at.action
    state = stepped(action.state, deed, judged=at.rules.judged_by is not None)
    again = deed in (ActionDeed.REMAIN, ActionDeed.AGAIN)
    says = particulars(typed, action.says) if deed is ActionDeed.PROPOSE else action.says
    if deed in (ActionDeed.NOTE, ActionDeed.FINISH):
        says = replace(says, evidence="\n".join(filter(None, (says.evidence, typed.text(WORDS)))))
    if deed is ActionDeed.DELAY or again:
        says = replace(says, deadline=typed.day(DAY))
    return replace(
        action,
        says=replace(says, follow_up=_followed_up_next(at, typed) if again else says.follow_up),
        state=state,
        since=at.today if state is not action.state or again else action.since,
        round=action.round + again,
        begun=action.begun or deed in BEGINS,
        version=action.version + 1,
        ended_on=at.today if state in ENDED else None,
    )


def _followed_up_next(at: Counter, typed: Typed) -> date | None:
    """In the next round: as long after as the municipality says, or with the new deadline where a day was stated."""
    provider = provider_of(at.organisation, at.action.subject)
    rule = at.rules.follow_up_of(at.action.origin.activity, provider)
    last = rule.last_day(at.today) if rule else None
    return last or (typed.day(DAY) if at.action.says.follow_up else None)


def _page(at: Counter, values: Mapping[str, str], *, done: ActionDeed | None = None) -> ActionPage:
    provider = provider_of(at.organisation, at.action.subject)
    proposed = as_fields(at.action.says) if at.action.state is ActionState.RETURNED else {}
    handled = at.action.is_remaining or at.action.repeated
    return ActionPage(
        action=at.action,
        parts=at.parts,
        deeds=at.deeds,
        history=tuple(at.uow.actions.history(at.action.id)),
        today=at.today,
        receiver=at.wheel.name_of(at.posts.receiver.role),
        responsible=at.wheel.name_of(at.posts.responsible.role),
        holders=tuple(at.uow.actions.holders(at.action.municipality_id, at.posts.responsible, at.today)),
        through=at.rules.route_of(provider) if handled else "",
        may_choose=at.rules.escalates is Escalates.WHEN_ASKED,
        takes_further=at.rules.escalates is Escalates.AT_ONCE,
        needs_evidence=at.rules.needs_evidence,
        values={**proposed, **values},
        done=done,
    )
