"""What the core asks of the rows that keep answers: drafts, revisions and decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.forms import Answers


class RevisionTaken(Exception):
    """Somebody else handed in that revision first; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`version` grows with every save, and starts beyond those of the drafts that an earlier revision had."""

    assignment_id: int
    version: int
    answers: Answers
    saved_by: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """One revision of an answer, never overwritten; `role` is the one its author held then."""

    id: int
    assignment_id: int
    revision: int
    token: str
    form: str
    form_version: int
    answers: Answers
    submitted_by: int
    submitted_by_name: str
    role: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """How likely and how grave one risk is; `item` is its place among those of the submission, from 0."""

    item: int
    likelihood: int
    consequence: int


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """`closed` are the answers to closed questions alone, as (question, answer), one for each chosen option."""

    assignment_id: int
    revision: int
    token: str
    form: str
    form_version: int
    answers: Answers
    closed: tuple[tuple[str, str], ...]
    submitted_by: int
    role: str
    submitted_at: datetime
    risks: tuple[RiskAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assignment stands for one person: whether its role is theirs that day, and what it has been answered."""

    is_held: bool
    draft: Draft | None
    latest: Submission | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A body's adoption or refusal, as its secretary entered it."""

    assignment_id: int
    revision: int
    body: str
    adopted: bool
    decided_on: date
    paragraph: str
    case_number: str


class Answering(Protocol):
    def draft(self, assignment_id: int) -> Draft | None: ...
    def save_draft(self, draft: Draft) -> None: ...
    def drop_draft(self, assignment_id: int) -> None: ...
    def latest(self, assignment_id: int) -> Submission | None: ...
    def standing(self, assignment_id: int, person_id: int, on: date) -> Standing: ...
    def submit(self, new: NewSubmission) -> Submission: ...
    def decide(self, decision: Decision) -> None: ...
