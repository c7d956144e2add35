"""Occurrences as rows keep them, and what people have decided about them."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.slots import Precision


@dataclass(frozen=True, slots=True)
class Move:
    """A person's decision about one occurrence: other days, or that it is not to be; `because` is told with it.

    `moved_by` is a person's name or the command that was used.
    """

    occurrence_id: int
    opens: date | None
    due: date | None
    cancelled: bool
    because: str
    moved_by: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class KeptOccurrence:
    """An occurrence that has a row; `is_moved` where a person has decided about it, `is_answered` where anyone has."""

    id: int
    activity: str
    slot: str
    title: str
    opens: date | None
    scheduled: date | None
    due: date | None
    precision: Precision
    is_moved: bool
    is_answered: bool
