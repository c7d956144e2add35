"""The answers behind a digest's figures, so that each can be followed to those that it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from scheduler.ports_answering import Submission
from scheduler.slots import period_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnswer:
    """One counted revision by its submission's id; `chosen` are its closed answers by question.

    `latest` is the assignment's newest revision by now: greater than `revision` where it was answered again.
    """

    id: int
    assignment_id: int
    activity: str
    title: str
    slot: str
    place: str
    area: str | None
    revision: int
    latest: int
    submitted_at: datetime
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def period(self) -> str:
        return period_of(self.slot)

    @property
    def is_changed(self) -> bool:
        return self.latest > self.revision


class DigestAnswers(Protocol):
    def behind(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[CountedAnswer]:
        """Those of the submissions that the municipality has, in order of activity, period, area and place."""

    def submission(self, municipality_id: int, submission_id: int) -> Submission | None: ...


def of_round(answers: Iterable[CountedAnswer], activity: str, period: str) -> tuple[CountedAnswer, ...]:
    """Those that one activity's figures of one period count."""
    return tuple(one for one in answers if (one.activity, one.period) == (activity, period))


def choosing(answers: Iterable[CountedAnswer], question: str, option: str) -> tuple[CountedAnswer, ...]:
    """Those that gave one closed answer at least once."""
    return tuple(one for one in answers if option in one.chosen.get(question, ()))
