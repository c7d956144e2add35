"""More time that somebody has asked for: for which task, until when and why, and what was answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.organisation import Subject


class Ruling(StrEnum):
    """What has become of the question; it lapses when the task is answered first."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """`due` is the deadline as it stood when more was asked for, `wanted` the last day that was asked for.

    Whoever holds `role` for `subject` rules, with a day and an answer of their own; the asker sees it at `heard_at`.
    """

    id: int
    municipality_id: int
    assignment_id: int
    asked_by: int
    asked_at: datetime
    due: date
    wanted: date
    because: str
    role: str
    subject: Subject
    ruling: Ruling = Ruling.PENDING
    ruled_by: int | None = None
    ruled_at: datetime | None = None
    granted: date | None = None
    answer: str = ""
    heard_at: datetime | None = None
