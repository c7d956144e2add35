"""What a digest can tell beside how much was answered: one frozen value for each kind of section.

A count of None is one that too few stand behind to be shown.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    """What a plan asks its digest to tell, in the order in which it is shown."""

    ANSWERED = "answered"
    QUESTIONS = "questions"
    CHANGE = "change"
    PATTERNS = "patterns"
    COMPARISON = "comparison"
    RISKS = "risks"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    DEADLINES = "deadlines"
    QUOTES = "quotes"


USUAL_SECTIONS = (Section.ANSWERED, Section.QUESTIONS)
"""What a plan that names none gets."""


class Standing(StrEnum):
    """What one answer says of a place; not answered is not the same as not applicable."""

    WEAK = "weak"
    FINE = "fine"
    NOT_APPLICABLE = "not_applicable"
    NOT_ANSWERED = "not_answered"


class Against(StrEnum):
    """What a figure is held against: the same period a year ago, or the period just before."""

    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How many of the counted answers chose one option; `title` is a scale's step where there is none.

    What is not applicable stands apart from what was answered, and both from what nobody has answered.
    """

    title: str
    count: int | None
    key: str = ""
    weak: bool = False
    not_applicable: bool = False


@dataclass(frozen=True, slots=True)
class EarlierShares:
    """The same question then, its options in the order of now."""

    against: Against
    slot: str
    options: tuple[OptionShare, ...]
    unanswered: int


@dataclass(frozen=True, slots=True)
class EarlierCount:
    """How much of the same activity was answered then, and by which submissions."""

    against: Against
    slot: str
    answered: int
    expected: int
    revisions: tuple[int, ...] = ()


class PatternKind(StrEnum):
    """The same weak area in several units, or in the same units two years running."""

    UNITS = "units"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One closed question that was answered with a weak option; `places` are named only to those who may know them."""

    kind: PatternKind
    activity: str
    title: str
    slot: str
    key: str
    question: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much of what one unit answered is weak, beside the median of the units of its kind, all in per cent."""

    unit_id: int
    place: str
    area: str | None
    kind: str
    of: int
    share: int
    median: int


@dataclass(frozen=True, slots=True)
class RiskCell:
    likelihood: int
    consequence: int
    count: int


@dataclass(frozen=True, slots=True)
class TopRisk:
    """One of the greatest; `name` is what was typed, where the form lets it be shown, `place` where one may know it."""

    likelihood: int
    consequence: int
    activity: str
    title: str
    place: str
    name: str
    revision: int
    item: int


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """`scale` is the highest step of both axes; cells without a risk are left out; `places` is how many answered."""

    scale: int
    places: int
    cells: tuple[RiskCell, ...]
    top: tuple[TopRisk, ...]


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Actions of one area; `late` are among the open ones, `area` is None for the administration's own.

    `remaining` were followed up and had not helped.
    """

    area: str | None
    open: int
    late: int
    done: int
    remaining: int = 0


@dataclass(frozen=True, slots=True)
class DecisionWaiting:
    """What the body is to decide on before its next meeting."""

    activity: str
    title: str
    slot: str
    place: str
    due: date | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is still to be answered by a day before the next meeting, and by how many places."""

    activity: str
    title: str
    slot: str
    due: date
    places: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the form lets be shown, as they were written."""

    activity: str
    title: str
    question: str
    text: str
    place: str
    revision: int
