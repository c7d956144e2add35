"""What the core asks of the rows that keep actions: what they say, what has happened to them, and who is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.actions import Action, ActionEvent, ActionState, ActionSummary, Ask, Origin, Particulars, Post
from scheduler.organisation import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """An action before it has a row; the same `token` is never stored twice."""

    municipality_id: int
    origin: Origin
    subject: Subject
    responsible: Post
    says: Particulars
    about: str
    state: ActionState
    made_on: date
    made_at: datetime
    made_by: int
    token: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AskedAction:
    """An action, and what is asked of the person about whom the question was."""

    action: Action
    ask: Ask


@dataclass(frozen=True, slots=True)
class ActionRung:
    """A reminder about an action: `rung` is unique for its ask and round, `day` a working day."""

    action_id: int
    person_id: int
    rung: str
    day: date


class Actions(Protocol):
    """Every action names its municipality; a person is asked what the roles are that they act in that day.

    Those are their own, and those of whom they stand in for.
    """

    def add(self, new: NewAction) -> int | None:
        """The new row's id, its history begun; None where its token is there already."""

    def with_token(self, token: str) -> Action | None: ...
    def get(self, action_id: int, *, lock: bool = False) -> Action | None:
        """With `lock` nobody else changes it, or masks a word of it, until the block ends."""

    def of_assignment(self, assignment_id: int) -> Sequence[Action]:
        """In the order in which they were made."""

    def change(self, action: Action, event: ActionEvent, asks: Iterable[Ask]) -> None:
        """Keep what it says and how it stands, what has happened, and what is asked of whom from now on."""

    def ask(self, action: Action, asks: Iterable[Ask]) -> None:
        """What is asked of whom from now on, where nothing has happened to the action itself."""

    def holders(self, municipality_id: int, post: Post, on: date) -> Sequence[str]:
        """The names of those who hold that role for that place on that day."""

    def history(self, action_id: int) -> Sequence[ActionEvent]:
        """The oldest first, each with the name of its person."""

    def asked_of(self, person_id: int, on: date) -> Sequence[AskedAction]:
        """In order of deadline, those without one last."""

    def asked_of_each(self, person_ids: Iterable[int], on: date) -> Mapping[int, Sequence[AskedAction]]:
        """The same for each of several persons; whoever is asked nothing is not in it."""

    def answered_for_by(self, person_id: int, on: date) -> Sequence[Action]:
        """Those alive for which the person holds the responsible role that day."""

    def alive(self, municipality_id: int) -> Sequence[Action]: ...
    def of_municipality(self, municipality_id: int) -> Sequence[Action]:
        """Every one, whatever became of it, in order of id."""

    def alive_at(self, municipality_id: int, place: Subject) -> Sequence[Action]:
        """Those of the place and of the places within it, the earliest deadline first."""

    def known_abouts(self, assignment_id: int, *, rounds: int) -> frozenset[str]:
        """What the place's actions were about in that many earlier rounds of the assignment's activity."""

    def asks(self, municipality_id: int) -> Mapping[int, Sequence[Ask]]:
        """By action."""

    def summary(self, municipality_id: int, *, since: date, until: date, today: date) -> ActionSummary:
        """The actions made by `until` that had not ended before `since`; `today` tells which are late."""


class ActionReminders(Protocol):
    def due(self, municipality_id: int, today: date) -> Sequence[tuple[AskedAction, int]]:
        """What is asked and may be told today or earlier, once for each who is told, by person.

        Whoever is away is not, but their stand-in.
        """

    def covered(self, action_ids: Iterable[int]) -> Mapping[tuple[int, int], frozenset[str]]:
        """The rungs already covered, by action and the person who is told; without those that have none."""

    def cover(self, message_id: int, rungs: Iterable[ActionRung]) -> None:
        """Rungs that are covered already stay with the message they have."""

    def told_in(self, message_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
        """The actions that each message covers a rung of; one that covers none is not in it."""

    def schedule(self, next_days: Mapping[tuple[int, str], date | None]) -> None:
        """The day of the next rung, by action and kind of ask; None where the ladder has ended."""
