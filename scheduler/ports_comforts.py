"""What the core asks of the rows to make answering easier: the year before, and how long a form takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scheduler.forms import Answers
from scheduler.last_year import Reuse
from scheduler.ports_answering import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The last answer of the same place to the same activity in an earlier period, and what was decided about it."""

    slot: str
    form: str
    form_version: int
    answers: Answers
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows know beside a task; `seconds` is the median that its form version takes."""

    earlier: Earlier | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one answer cost, `seconds` being None where that could not be measured, and how much was left as it was."""

    submission_id: int
    municipality_id: int
    form: str
    form_version: int
    seconds: int | None
    unchanged: int
    comparable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """An answer of which nobody has worked out yet what it cost."""

    submission_id: int
    assignment_id: int
    activity: str
    revision: int
    form: str
    form_version: int
    answers: Answers


class Comforts(Protocol):
    def known_of(self, assignment_id: int, form_version: int) -> Known:
        """What was begun by an event has no earlier answer: that was about another one."""

    def moments(self, assignment_id: int) -> Sequence[datetime]:
        """When it was opened, saved and first handed in, by the log; none where it was copied from another unit's."""

    def uncounted(self, municipality_id: int) -> Sequence[Uncounted]:
        """The oldest first, some hundreds at most."""

    def note(self, effort: Effort) -> None: ...
    def measure(self, municipality_id: int) -> int:
        """Work out the medians of the form versions that were answered since the last time; how many there were."""

    def reuse_of(self, municipality_id: int, submission_ids: Iterable[int]) -> Mapping[int, Reuse]:
        """By answer; one that nobody counted is not in it."""
