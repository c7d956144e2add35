"""What the core asks of its surroundings for proof: a log that only grows, and what else tells of a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.audit import AuditEntry
from scheduler.outbox import MessageState
from scheduler.reviews import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A message to one person about a task; `rungs` are those of the task that it covers, in order of their day.

    `has_id` tells whether the far end named what it delivered.
    """

    message_id: int
    person_id: int
    rungs: tuple[str, ...]
    due_at: datetime
    state: MessageState
    sent_at: datetime | None
    has_id: bool
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A revision that was handed in, and what a body decided or a reviewer judged about it, if they did."""

    revision: int
    person_id: int
    role: str
    at: datetime
    body: str = ""
    adopted: bool = False
    decided_on: date | None = None
    paragraph: str = ""
    case_number: str = ""
    verdict: Verdict | None = None
    judged_by: int | None = None
    judged_as: str = ""
    judged_at: datetime | None = None

    def is_sent_back_by(self, moment: datetime) -> bool:
        """Whether it had come back by then, from a body or a reviewer."""
        if self.verdict is Verdict.RETURNED and self.judged_at is not None:
            return self.judged_at <= moment
        return bool(self.body) and not self.adopted


@dataclass(frozen=True, slots=True)
class Handed:
    """A task's unit has closed: from the day on, another answers for it."""

    on: date
    to: str


class Audit(Protocol):
    """Nobody changes or deletes what is written here: the database refuses."""

    def append(self, *entries: AuditEntry) -> None: ...
    def of_municipality(
        self,
        municipality_id: int,
        *,
        since: datetime | None = None,
        before: datetime | None = None,
        person_id: int | None = None,
    ) -> Sequence[AuditEntry]:
        """In the order in which they were written; `person_id` is who did it, or whom it was done to."""

    def of_task(self, assignment_id: int) -> Sequence[AuditEntry]:
        """About the assignment itself and about its occurrence, as its own municipality wrote them, in that order."""

    def asked(self, assignment_id: int) -> Sequence[Asking]:
        """In order of message."""

    def answered(self, assignment_id: int) -> Sequence[Answered]:
        """In order of revision."""

    def handed(self, assignment_id: int) -> Handed | None: ...
