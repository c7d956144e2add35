"""What a body is told: how much was answered, by whom not yet, and how the answers fall; frozen when sent."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from scheduler.digest_sections import (
    USUAL_SECTIONS,
    ActionCounts,
    Comparison,
    Deadline,
    DecisionWaiting,
    EarlierCount,
    EarlierShares,
    OptionShare,
    Pattern,
    Quote,
    RiskMatrix,
    Section,
)


@dataclass(frozen=True, slots=True)
class AreaCount:
    """Answered out of expected in one area; `area` is None for what the administration itself answers."""

    area: str | None
    answered: int
    expected: int


@dataclass(frozen=True, slots=True)
class QuestionShares:
    """One closed question; `unanswered` are expected answers that are not in, kept apart from every option.

    `hidden` says that too few have answered for any option to be shown; `several` that more than one could be chosen.
    """

    question: str
    options: tuple[OptionShare, ...]
    unanswered: int
    key: str = ""
    hidden: bool = False
    several: bool = False
    earlier: tuple[EarlierShares, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every option's figure may be known."""
        return not self.hidden and all(option.count is not None for option in self.options)


@dataclass(frozen=True, slots=True)
class Missing:
    """An assignment that is not answered; `due` may lie ahead. What waits for somebody who is away is not late."""

    title: str
    place: str
    due: date | None
    is_late: bool
    is_away: bool = False
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class ActivityDigest:
    """One activity within the digest; `expected` counts what was to be answered by the cut-off or already was.

    Where the missing are not named, `late` is how many of them have passed their day.
    """

    activity: str
    title: str
    slot: str
    answered: int
    expected: int
    areas: tuple[AreaCount, ...]
    questions: tuple[QuestionShares, ...]
    missing: tuple[Missing, ...]
    earlier: tuple[EarlierCount, ...] = ()
    late: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """`revisions` are the ids of the submissions it counted, so that every figure can be followed for ever.

    `body` is the key of the body or role that is told. `scope` are the places it is about, all of them where empty;
    `few` is how many must stand behind a figure for it to be shown. It names places unless it is `open`.
    """

    key: str
    title: str
    body: str
    body_name: str
    period: str
    cut_off: datetime
    activities: tuple[ActivityDigest, ...]
    revisions: tuple[int, ...]
    example: bool
    sections: tuple[Section, ...] = USUAL_SECTIONS
    few: int = 0
    scope: tuple[str, ...] = ()
    audience: str = ""
    open: bool = False
    next_meeting: date | None = None
    patterns: tuple[Pattern, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    risks: RiskMatrix | None = None
    actions: tuple[ActionCounts, ...] = ()
    decisions: tuple[DecisionWaiting, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def answered(self) -> int:
        return sum(activity.answered for activity in self.activities)

    @property
    def expected(self) -> int:
        return sum(activity.expected for activity in self.activities)


DIGEST = TypeAdapter(Digest)


def frozen(digest: Digest) -> str:
    """The digest as JSON text, to be kept."""
    return DIGEST.dump_json(digest).decode()


def thawed(text: str) -> Digest:
    """A digest that `frozen` made."""
    return DIGEST.validate_json(text)
