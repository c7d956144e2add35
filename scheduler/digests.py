"""What a body is told: how much was answered, by whom not yet, and how the answers fall; frozen when sent."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class AreaCount:
    """Answered out of expected in one area; `area` is None for what the administration itself answers."""

    area: str | None
    answered: int
    expected: int


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How many of the counted answers chose one option; `number` is a scale's step as text where there is no title."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionShares:
    """One closed question; `unanswered` are expected answers that are not in, kept apart from every option."""

    question: str
    options: tuple[OptionShare, ...]
    unanswered: int


@dataclass(frozen=True, slots=True)
class Missing:
    """An assignment that is not answered; `due` may lie ahead."""

    title: str
    place: str
    due: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ActivityDigest:
    """One activity within the digest; `expected` counts what was to be answered by the cut-off or already was."""

    activity: str
    title: str
    slot: str
    answered: int
    expected: int
    areas: tuple[AreaCount, ...]
    questions: tuple[QuestionShares, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """`revisions` are the ids of the submissions it counted, so that every figure can be followed for ever."""

    key: str
    title: str
    body: str
    body_name: str
    period: str
    cut_off: datetime
    activities: tuple[ActivityDigest, ...]
    revisions: tuple[int, ...]
    example: bool

    @property
    def answered(self) -> int:
        return sum(activity.answered for activity in self.activities)

    @property
    def expected(self) -> int:
        return sum(activity.expected for activity in self.activities)


@dataclass(frozen=True, slots=True)
class Countable:
    """One assignment as the digest reads it: `area` None for the administration, `submission_id` None if unanswered."""

    assignment_id: int
    activity: str
    title: str
    slot: str
    place: str
    area: str | None
    due: date | None
    form: str
    form_version: int | None
    submission_id: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the counted submissions gave one closed answer to one question, each item of a repeat group apart."""

    activity: str
    slot: str
    question: str
    answer: str
    count: int


DIGEST = TypeAdapter(Digest)


def frozen(digest: Digest) -> str:
    """The digest as JSON text, to be kept."""
    return DIGEST.dump_json(digest).decode()


def thawed(text: str) -> Digest:
    """A digest that `frozen` made."""
    return DIGEST.validate_json(text)
