"""Who has a part in an action: its responsible, and whom the municipality lets judge, follow up and take over."""

from collections.abc import Iterable
from enum import StrEnum

from scheduler.actions import Action, ActionDeed, ActionState, Post, Posts
from scheduler.organisation import Organisation, RoleHolding, Subject
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level, Provider


class Part(StrEnum):
    """What a person is to an action, by the roles held today; one may be several things."""

    JUDGE = "judge"
    RESPONSIBLE = "responsible"
    FOLLOWER = "follower"
    RECEIVER = "receiver"


def provider_of(organisation: Organisation, subject: Subject) -> Provider:
    """Who runs the place; an area and the administration are nobody's but the municipality's."""
    return organisation.unit_by_id[subject.id].provider if subject.level is Level.UNIT else Provider.NOT_APPLICABLE


def post_for(wheel: Wheel, organisation: Organisation, role: str, subject: Subject) -> Post:
    """The role that persons are entered with, where it is held for that place."""
    return _held(wheel, organisation, wheel.holder_of(role), subject)


def _held(wheel: Wheel, organisation: Organisation, role: str, subject: Subject) -> Post:
    """One that is held for smaller places than the subject is held there itself."""
    level = wheel.role_by_key[role].level if role in wheel.role_by_key else subject.level
    return Post(role, organisation.above(subject, level) or subject)


def posts_of(wheel: Wheel, organisation: Organisation, subject: Subject, role: str, activity: str) -> Posts:
    """For an action at the place, out of an answer to the activity; `role` is the one that persons are entered with."""
    rules, responsible = wheel.actions, _held(wheel, organisation, role, subject)
    follow_up = rules.follow_up_of(activity, provider_of(organisation, subject))
    by = follow_up.by if follow_up else None
    follower = post_for(wheel, organisation, by, subject) if by else responsible
    return Posts(
        responsible=responsible,
        judge=post_for(wheel, organisation, rules.judged_by, subject) if rules.judged_by else None,
        follower=follower,
        receiver=post_for(wheel, organisation, rules.escalated_to, subject) if rules.escalated_to else follower,
    )


def posts_now(wheel: Wheel, organisation: Organisation, action: Action) -> Posts:
    """Of an action as the wheel and the organisation are now."""
    return posts_of(wheel, organisation, action.subject, action.responsible.role, action.origin.activity)


def parts_of(posts: Posts, held: Iterable[RoleHolding]) -> frozenset[Part]:
    """What somebody who holds those roles is to the action."""
    mine = {Post(one.role, one.subject) for one in held}
    return frozenset(part for part in Part if post_of(posts, part) in mine)


FOLLOW_UPS = (ActionDeed.HELP, ActionDeed.REMAIN, ActionDeed.ESCALATE)

DEEDS: dict[tuple[Part, ActionState], tuple[ActionDeed, ...]] = {
    (Part.JUDGE, ActionState.PROPOSED): (ActionDeed.ACCEPT, ActionDeed.RETURN, ActionDeed.DROP),
    (Part.RESPONSIBLE, ActionState.RETURNED): (ActionDeed.PROPOSE,),
    (Part.RESPONSIBLE, ActionState.OPEN): (ActionDeed.FINISH, ActionDeed.NOTE, ActionDeed.DELAY, ActionDeed.DROP),
    (Part.RESPONSIBLE, ActionState.DONE): (ActionDeed.NOTE,),
    (Part.FOLLOWER, ActionState.OPEN): FOLLOW_UPS,
    (Part.FOLLOWER, ActionState.DONE): FOLLOW_UPS,
    (Part.RECEIVER, ActionState.ESCALATED): (ActionDeed.SETTLE, ActionDeed.AGAIN),
}


def deeds_of(action: Action, parts: frozenset[Part]) -> tuple[ActionDeed, ...]:
    """What such a person may do with the action; one's own is not followed up before it is done."""
    itself = Part.FOLLOWER in parts and Part.RESPONSIBLE in parts and action.state is ActionState.OPEN
    active = [part for part in Part if part in parts and not (itself and part is Part.FOLLOWER)]
    return tuple(dict.fromkeys(deed for part in active for deed in DEEDS.get((part, action.state), ())))


def acting_part(deed: ActionDeed, state: ActionState, parts: frozenset[Part]) -> Part | None:
    """As what such a person does that; None where nobody of them may."""
    return next((part for part in Part if part in parts and deed in DEEDS.get((part, state), ())), None)


def post_of(posts: Posts, part: Part) -> Post | None:
    """None where the municipality has nobody for it."""
    return {
        Part.JUDGE: posts.judge,
        Part.RESPONSIBLE: posts.responsible,
        Part.FOLLOWER: posts.follower,
        Part.RECEIVER: posts.receiver,
    }[part]
