"""What the core asks of the rows that keep verdicts, and to whom late answers were told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.assignments import Assignment
from scheduler.outbox import MessageKind
from scheduler.ports_answering import Decision, Submission
from scheduler.reviews import Review


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A task that is handed in, with the revision that stands and who wrote it."""

    task: Assignment
    revision: int
    submitted_by: int
    submitted_by_name: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What a reviewer has written so far about one revision; one for each task and person."""

    assignment_id: int
    person_id: int
    revision: int
    words: str
    comments: Mapping[str, str]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """The revision that came back last, and when."""

    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """A body's decision, the task in which it was entered, and the answer that holds it."""

    task: Assignment
    decision: Decision
    submission: Submission


@dataclass(frozen=True, slots=True)
class Warned:
    """A late task whose holders were told yesterday or before that it will be told on, for which time."""

    task: Assignment
    number: int


@dataclass(frozen=True, slots=True)
class Escalated:
    """To whom a late task was told, by which message, and when that went; None as long as it has not."""

    number: int
    person_id: int
    message_id: int
    sent_at: datetime | None


class Reviews(Protocol):
    def to_judge(self, municipality_id: int, activities: Iterable[str]) -> Sequence[ToJudge]:
        """Handed in and neither approved nor sent back, in order of when."""

    def keep(self, review: Review) -> bool:
        """False where somebody has judged that revision before."""

    def of_revision(self, assignment_id: int, revision: int) -> Review | None: ...
    def latest(self, assignment_id: int) -> Review | None: ...
    def submission(self, assignment_id: int, revision: int) -> Submission | None: ...
    def sent_back(self, assignment_ids: Iterable[int]) -> Mapping[int, SentBack]:
        """By task; without those that no reviewer ever sent back."""

    def approved(self, assignment_ids: Iterable[int], *, since: datetime) -> Sequence[Review]:
        """Those of the tasks, in order of when."""

    def draft(self, assignment_id: int, person_id: int) -> ReviewDraft | None: ...
    def save_draft(self, draft: ReviewDraft) -> None: ...
    def drop_drafts(self, assignment_id: int) -> None: ...
    def decided(self, municipality_id: int, *, since: datetime) -> Sequence[Entered]:
        """The decisions that were entered since then, in order of when."""

    def last_written_to(self, person_ids: Iterable[int], *, before: date) -> Mapping[int, date]:
        """The last day before that one on which an unasked message went to the person, where there is one."""


class Escalations(Protocol):
    def warned(self, municipality_id: int, today: date) -> Sequence[Warned]:
        """Tasks that nobody has answered, and of which somebody who holds them today was warned before today.

        Without those that were told on already.
        """

    def ride(self, message_id: int, kind: MessageKind) -> None:
        """A message that waits becomes one of that kind."""

    def add(self, assignment_id: int, *, number: int, person_id: int, day: date, message_id: int) -> None: ...
    def told_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The tasks that each message tells on; one that tells on none is not in it."""

    def warned_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The tasks of which each message says that they will be told on, if nothing comes."""

    def of_task(self, assignment_id: int) -> Sequence[Escalated]: ...
