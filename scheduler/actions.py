"""Actions (åtgärder): who does what by when, because of which deficiency, and the only ways from state to state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.assignments import NEAR_DAYS, Urgency
from scheduler.organisation import Subject
from scheduler.wheel_parts import Provider


class ActionState(StrEnum):
    PROPOSED = "proposed"
    RETURNED = "returned"
    OPEN = "open"
    DONE = "done"
    ESCALATED = "escalated"
    CLOSED = "closed"
    DROPPED = "dropped"


class ActionDeed(StrEnum):
    """What happened to an action; all but the first four are done by a person in the chat."""

    CREATE = "create"
    REVISE = "revise"
    DIFFER = "differ"
    UNMENTION = "unmention"
    PROPOSE = "propose"
    ACCEPT = "accept"
    RETURN = "return"
    NOTE = "note"
    FINISH = "finish"
    DELAY = "delay"
    DROP = "drop"
    HELP = "help"
    REMAIN = "remain"
    ESCALATE = "escalate"
    SETTLE = "settle"
    AGAIN = "again"


ALIVE = (ActionState.PROPOSED, ActionState.RETURNED, ActionState.OPEN, ActionState.DONE, ActionState.ESCALATED)
ENDED = (ActionState.CLOSED, ActionState.DROPPED)
UNDONE = (ActionState.PROPOSED, ActionState.RETURNED, ActionState.OPEN)
"""In which its deadline is still to be met."""

FOLLOWED = (ActionState.OPEN, ActionState.DONE)
"""In which it can be followed up: the deficiency is there, whether or not anybody has called the action done."""

REVISABLE = (ActionState.PROPOSED, ActionState.RETURNED, ActionState.OPEN)
"""In which a revised answer may change it, as long as nobody has begun it."""

TRANSITIONS: dict[tuple[ActionState, ActionDeed], ActionState] = {
    (ActionState.PROPOSED, ActionDeed.ACCEPT): ActionState.OPEN,
    (ActionState.PROPOSED, ActionDeed.RETURN): ActionState.RETURNED,
    (ActionState.PROPOSED, ActionDeed.DROP): ActionState.DROPPED,
    (ActionState.RETURNED, ActionDeed.PROPOSE): ActionState.PROPOSED,
    (ActionState.OPEN, ActionDeed.FINISH): ActionState.DONE,
    (ActionState.OPEN, ActionDeed.DELAY): ActionState.OPEN,
    (ActionState.OPEN, ActionDeed.DROP): ActionState.DROPPED,
    (ActionState.PROPOSED, ActionDeed.REVISE): ActionState.PROPOSED,
    (ActionState.RETURNED, ActionDeed.REVISE): ActionState.PROPOSED,
    (ActionState.OPEN, ActionDeed.REVISE): ActionState.OPEN,
    (ActionState.ESCALATED, ActionDeed.SETTLE): ActionState.CLOSED,
    (ActionState.ESCALATED, ActionDeed.AGAIN): ActionState.OPEN,
    **{(state, ActionDeed.NOTE): state for state in FOLLOWED},
    **{(state, ActionDeed.HELP): ActionState.CLOSED for state in FOLLOWED},
    **{(state, ActionDeed.REMAIN): ActionState.OPEN for state in FOLLOWED},
    **{(state, ActionDeed.ESCALATE): ActionState.ESCALATED for state in FOLLOWED},
    **{(state, ActionDeed.DIFFER): state for state in ALIVE},
    **{(state, ActionDeed.UNMENTION): state for state in ALIVE},
}

WHERE_JUDGED: dict[tuple[ActionState, ActionDeed], ActionState] = {
    (ActionState.OPEN, ActionDeed.DELAY): ActionState.PROPOSED,
    (ActionState.OPEN, ActionDeed.DROP): ActionState.PROPOSED,
    (ActionState.OPEN, ActionDeed.REVISE): ActionState.PROPOSED,
}
"""What has been found reasonable is not changed or given up without being judged again."""


class NoSuchStep(Exception):
    """The deed means nothing in that state; the caller should have looked first."""


def stepped(state: ActionState, deed: ActionDeed, *, judged: bool) -> ActionState:
    """The state after the deed; `NoSuchStep` when the table has no such way."""
    try:
        return (WHERE_JUDGED if judged and (state, deed) in WHERE_JUDGED else TRANSITIONS)[state, deed]
    except KeyError:
        raise NoSuchStep(f"{deed} in state {state}") from None


class Effect(StrEnum):
    """What a follow-up has found: whether the measure helped."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class OriginKind(StrEnum):
    """What an action came from."""

    ANSWER = "answer"
    DEVIATION = "deviation"
    RISK = "risk"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The answer that it came from. `group` is the question that asked for the measure, empty where made by hand.

    `item` counts from 0 within a repeat group.
    """

    kind: OriginKind
    assignment_id: int
    submission_id: int
    activity: str
    group: str = ""
    item: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A role and the place that it is held for: whoever holds it today is meant."""

    role: str
    held_at: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an action says; `named` is whom somebody has written as responsible, `wanted` the effect asked for."""

    deficiency: str
    measure: str
    named: str = ""
    deadline: date | None = None
    follow_up: date | None = None
    wanted: str = ""
    evidence: str = ""

    @property
    def in_words(self) -> str:
        """The deficiency and the measure, as the history keeps them when others take their place."""
        return "\n".join(words for words in (self.deficiency, self.measure) if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`about` tells its deficiency from others without holding a word of it; `round` counts up while it remains.

    `begun` is what the responsible has touched, `version` grows with every deed. `title` is that of the task it came
    from, `area` the name of its area, empty for the administration.
    """

    id: int
    municipality_id: int
    origin: Origin
    subject: Subject
    place: str
    area: str
    provider: Provider
    title: str
    responsible: Post
    says: Particulars
    about: str
    state: ActionState
    made_on: date
    since: date
    round: int = 1
    repeated: bool = False
    begun: bool = False
    version: int = 1
    ended_on: date | None = None

    @property
    def is_remaining(self) -> bool:
        """Whether a follow-up has found the deficiency still there."""
        return self.state is ActionState.ESCALATED or (self.round > 1 and self.state in ALIVE)

    def is_late(self, today: date) -> bool:
        return self.state in UNDONE and self.says.deadline is not None and self.says.deadline < today


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEvent:
    """One line of an action's history, never changed; `words` are what the person wrote, `state` what came of it."""

    deed: ActionDeed
    state: ActionState
    at: datetime
    person_id: int | None
    words: str = ""
    day: date | None = None
    effect: Effect | None = None
    name: str = ""


class AskKind(StrEnum):
    """What somebody is asked to do with an action."""

    JUDGE = "judge"
    CARRY_OUT = "carry_out"
    REVISE = "revise"
    FOLLOW_UP = "follow_up"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """`opens` and `due` are inclusive days; it is told on the day it opens only where it `tells_at_once`."""

    kind: AskKind
    post: Post
    opens: date
    due: date | None = None
    tells_at_once: bool = False

    def urgency(self, today: date) -> Urgency:
        if self.due is None or (self.due - today).days > NEAR_DAYS:
            return Urgency.OPEN
        return Urgency.LATE if self.due < today else Urgency.NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Who has a part in an action; whoever follows up keeps what nobody is named to take over."""

    responsible: Post
    judge: Post | None
    follower: Post
    receiver: Post


def asks_of(action: Action, posts: Posts) -> tuple[Ask, ...]:
    """What is asked of whom as the action stands; of one that has ended nothing, of one post one thing."""
    return tuple(_asks_of(action, posts))


def _asks_of(action: Action, posts: Posts) -> Iterator[Ask]:
    said, since = action.says, action.since
    if action.state is ActionState.PROPOSED and posts.judge is not None:
        yield Ask(kind=AskKind.JUDGE, post=posts.judge, opens=since, tells_at_once=True)
    if action.state is ActionState.RETURNED:
        yield Ask(kind=AskKind.REVISE, post=posts.responsible, opens=since, due=said.deadline, tells_at_once=True)
    if action.state is ActionState.OPEN:
        news = since > action.made_on
        yield Ask(
            kind=AskKind.CARRY_OUT,
            post=posts.responsible,
            opens=since,
            due=said.deadline or said.follow_up,
            tells_at_once=news,
        )
        if posts.follower != posts.responsible and said.follow_up is not None:
            yield Ask(kind=AskKind.FOLLOW_UP, post=posts.follower, opens=since, due=said.follow_up)
    if action.state is ActionState.DONE:
        elsewhere = posts.follower != posts.responsible and said.follow_up is None
        yield Ask(kind=AskKind.FOLLOW_UP, post=posts.follower, opens=since, due=said.follow_up, tells_at_once=elsewhere)
    if action.state is ActionState.ESCALATED:
        told = posts.receiver != posts.follower
        yield Ask(kind=AskKind.SETTLE, post=posts.receiver, opens=since, tells_at_once=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCount:
    """How many of an area's actions are open, of those how many late; done and not yet followed up; closed; remaining.

    Open are all that wait to be judged, revised or carried out. An empty `area` is the administration.
    """

    area: str
    open: int
    late: int
    done: int
    closed: int
    remaining: int


@dataclass(frozen=True, slots=True)
class ActionSummary:
    """The actions of a period by area, in order of name, and all of them, the earliest deadline first."""

    areas: tuple[AreaCount, ...]
    listed: tuple[Action, ...]


def summed(actions: Iterable[Action], today: date) -> ActionSummary:
    listed = tuple(sorted(actions, key=lambda one: (one.says.deadline or date.max, one.place, one.id)))
    areas = sorted({one.area for one in listed})
    return ActionSummary(tuple(_counted(area, listed, today) for area in areas), listed)


def _counted(area: str, listed: Iterable[Action], today: date) -> AreaCount:
    here = [one for one in listed if one.area == area]
    return AreaCount(
        area=area,
        open=sum(one.state in UNDONE for one in here),
        late=sum(one.is_late(today) for one in here),
        done=sum(one.state is ActionState.DONE for one in here),
        closed=sum(one.state is ActionState.CLOSED for one in here),
        remaining=sum(one.is_remaining for one in here),
    )
