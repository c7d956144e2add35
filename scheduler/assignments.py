"""An assignment as rows keep it and cards show it, and how pressing it is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.lifecycle import ANSWERABLE, State
from scheduler.organisation import Subject
from scheduler.slots import Precision, Slot

NEAR_DAYS = 14


class Urgency(StrEnum):
    LATE = "late"
    NEAR = "near"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An occurrence for one place; `asks_from`, `opens` and `due` are inclusive days, `place` its name for people.

    `form_version` is None until the form was first shown; from then on it stays. What is `hidden` is for its holder's
    eyes alone until it is answered. `revision` counts how often what a calendar shows of it has changed since it was
    planned, the last time at `changed_at`.
    """

    id: int
    municipality_id: int
    activity: str
    title: str
    slot: str
    asks_from: date
    opens: date | None
    due: date | None
    precision: Precision
    subject: Subject
    place: str
    role: str
    state: State
    form: str
    form_version: int | None = None
    hidden: bool = False
    revision: int = 0
    changed_at: datetime | None = None

    @property
    def is_answerable(self) -> bool:
        return self.state in ANSWERABLE

    @property
    def as_slot(self) -> Slot:
        return Slot(self.slot, self.opens, self.due, self.precision)

    def urgency(self, today: date) -> Urgency:
        if self.due is None or (self.due - today).days > NEAR_DAYS:
            return Urgency.OPEN
        return Urgency.LATE if self.due < today else Urgency.NEAR


def by_urgency(assignment: Assignment, today: date) -> tuple[int, date, str, str]:
    """A sorting key: the late first, then by deadline, those without one last."""
    order = list(Urgency).index(assignment.urgency(today))
    return order, assignment.due or date.max, assignment.title, assignment.place
