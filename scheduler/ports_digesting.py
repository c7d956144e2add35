"""What the core asks of the rows that digests count, and of the digests that were kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from scheduler.digest_sections import Deadline, DecisionWaiting, Standing
from scheduler.digests import Digest
from scheduler.forms import Answers
from scheduler.organisation import Subject


@dataclass(frozen=True, slots=True)
class Countable:
    """One assignment as the digest reads it: `area` None for the administration, `submission_id` None if unanswered.

    `is_away` where all who would answer are, and nobody stands in; `is_seen` where one who may answer has said so.
    """

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
    asks_from: date = date.min
    unit_id: int | None = None
    is_away: bool = False
    is_seen: bool = False

    @property
    def counts_from(self) -> date:
        """The day that says to which year it belongs."""
        return self.due or self.asks_from


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the counted submissions gave one closed answer to one question, each item of a repeat group apart."""

    activity: str
    slot: str
    question: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class MarkedOption:
    """An answer to a question of which the form says what is weak."""

    form: str
    question: str
    answer: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Mark:
    """How often one assignment's counted answer to one question stands where; more than once in a repeat group."""

    assignment_id: int
    question: str
    weak: int
    fine: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How many of a unit's answers are weak, and how many are not."""

    unit_id: int
    weak: int
    fine: int


@dataclass(frozen=True, slots=True)
class RiskTally:
    likelihood: int
    consequence: int
    count: int


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk of one submission; `item` is its place among the submission's risks, from 0."""

    submission_id: int
    item: int
    likelihood: int
    consequence: int


@dataclass(frozen=True, slots=True)
class Worded:
    """A counted submission with all its answers, for the words that may be shown."""

    submission_id: int
    form: str
    form_version: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class Kept:
    """A frozen digest as it lies in its row."""

    id: int
    municipality_id: int
    digest: Digest


class Digests(Protocol):
    def countable(
        self,
        municipality_id: int,
        activities: Iterable[str],
        *,
        since: date,
        until: date,
        places: Collection[Subject] | None = None,
    ) -> Sequence[Countable]:
        """Assignments, not cancelled, asked by `until` and due (else asked) from `since` on, both inclusive.

        In order of activity, slot, area and place. An empty `activities` means all of them, as no `places` does.
        """

    def counted(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[Countable]:
        """The assignments that those submissions answer, each with that revision, in the same order."""

    def tallies(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[Tally]: ...
    def keep(self, municipality_id: int, digest: Digest) -> int: ...
    def get(self, digest_id: int) -> Digest | None: ...
    def kept(self, municipality_id: int, digest_id: int) -> Kept | None: ...
    def find(self, municipality_id: int, key: str, cut_off: str) -> Kept | None:
        """The digest of that key, the last where several were cut off at that moment, written as ISO 8601."""

    def latest(self, municipality_id: int, body: str) -> Digest | None: ...
    def sent(self, municipality_id: int) -> Sequence[Digest]:
        """Every frozen digest, the oldest first."""

    def all_kept(self, municipality_id: int) -> Sequence[Kept]:
        """The same, each with its id."""

    def changed_since(self, municipality_id: int, digest_id: int) -> Mapping[int, int]:
        """The counted submissions that a newer revision of the same answer follows, with the newest one's id."""


class DigestParts(Protocol):
    """What the sections of a digest are made from, counted by the database."""

    def marks(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[Mark]:
        """In order of assignment and question; what was not answered with a marked option is in no row."""

    def weak_marks(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[Mark]:
        """Those of them in which something is weak."""

    def standings(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[UnitStanding]:
        """The same added up for each unit, in order of id."""

    def risk_tallies(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[RiskTally]:
        """In order of likelihood and consequence."""

    def top_risks(self, municipality_id: int, submission_ids: Iterable[int], *, limit: int) -> Sequence[RiskRow]:
        """The greatest products first, then the greatest consequence, then the oldest."""

    def worded(self, municipality_id: int, submission_ids: Iterable[int], forms: Collection[str]) -> Sequence[Worded]:
        """Those that answer one of the forms, in order of id."""

    def decisions(
        self, municipality_id: int, activities: Collection[str], *, since: date, until: date
    ) -> Sequence[DecisionWaiting]:
        """Neither approved nor cancelled nor hidden, asked by `until` and due (else asked) from `since` on."""

    def deadlines(
        self, municipality_id: int, activities: Collection[str], *, after: date, until: date
    ) -> Sequence[Deadline]:
        """What is awaited and neither hidden nor cancelled, due after the one day and not after the other."""
