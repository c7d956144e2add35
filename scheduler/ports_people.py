"""What the core asks of the rows that tell of people over time: who is away, who has what, and who wants more time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.absences import Absence
from scheduler.more_time import MoreTime, Ruling
from scheduler.organisation import Person, RoleHolding, Subject
from scheduler.quiet import Quiet


@dataclass(frozen=True, slots=True)
class Inherited:
    """An open assignment that a person has come to by a role that `former` had before, since that day."""

    person_id: int
    assignment_id: int
    former: str
    since: date


@dataclass(frozen=True, slots=True)
class Delegation:
    """One assignment given by a holder of its role to another person; the names are theirs."""

    id: int
    assignment_id: int
    from_id: int
    to_id: int
    from_name: str
    to_name: str
    given_at: datetime
    ended_at: datetime | None = None


class Absences(Protocol):
    def hold(self, person_id: int) -> None:
        """Nobody else enters an absence of the person until the block ends."""

    def add(
        self, municipality_id: int, person_id: int, *, stand_in_id: int | None, since: date, until: date, at: datetime
    ) -> Absence: ...
    def of_municipality(self, municipality_id: int, *, since: date) -> Sequence[Absence]:
        """Those that are not over before that day, in order of their first day."""

    def of_persons(self, person_ids: Iterable[int], *, since: date) -> Sequence[Absence]: ...
    def end(self, absence_id: int, *, on: date) -> None:
        """Its last day; one that would end before it begins is not entered any more."""

    def roles_for(self, person_id: int, on: date) -> Sequence[RoleHolding]:
        """The roles of those whom the person stands in for that day."""

    def told_in_role(self, municipality_id: int, role: str, on: date) -> Sequence[Person]:
        """Those who hold the role that day and are there, and those who stand in for one who is not, in order of id."""

    def stood_in_for(self, person_id: int, on: date) -> Mapping[int, str]:
        """The assignments that are the person's by standing in alone, each with the name of whom for."""

    def on_behalf_of(self, assignment_id: int, person_id: int, on: date) -> str:
        """Whom the person acts for that day: the one away or the giver, by name; empty for a holder of the role."""

    def inherited(self, person_ids: Collection[int], on: date, *, since: date) -> Sequence[Inherited]:
        """By roles that began on `since` or later and were another's until about then, in order of assignment."""


class Delegations(Protocol):
    def giver(self, assignment_id: int, person_id: int, on: date) -> int | None:
        """Whose assignment the person may give away: their own, or that of one they stand in for."""

    def give(self, assignment_id: int, *, giver: int, receiver: int, at: datetime) -> None:
        """Whoever had been given it before has it no more."""

    def current(self, assignment_id: int, on: date) -> Delegation | None: ...
    def end(self, delegation_id: int, *, by: int, at: datetime) -> None: ...
    def concerning(self, person_ids: Collection[int], on: date) -> Sequence[Delegation]:
        """Those that last and that one of the persons has given or been given, in order of id."""

    def given_back(self, person_ids: Collection[int], *, since: datetime) -> Sequence[Delegation]:
        """What the persons had given and its receiver did not keep."""

    def begun_by(self, assignment_ids: Collection[int]) -> Mapping[int, tuple[int, str]]:
        """Who saved the draft last, by id and name; what has no draft is not in it."""


class Quiets(Protocol):
    """What a person has put off, or has seen."""

    def put_off(self, assignment_id: int, person_id: int, *, until: date) -> None: ...
    def mark_seen(self, assignment_id: int, person_id: int, *, at: datetime) -> bool:
        """False where the person had seen it before."""

    def of_each(self, assignment_ids: Iterable[int]) -> Mapping[tuple[int, int], Quiet]:
        """By assignment and person; without those who want no quiet."""


class MoreTimes(Protocol):
    def ask(self, wish: MoreTime) -> MoreTime:
        """With the number it got; the one given counts for nothing."""

    def get(self, municipality_id: int, wish_id: int, *, lock: bool = False) -> MoreTime | None: ...
    def pending_of_task(self, assignment_id: int) -> MoreTime | None: ...
    def pending_of_each(self, assignment_ids: Iterable[int]) -> Mapping[int, MoreTime]:
        """The same for each of several assignments; one without a wish is not in it."""

    def pending(self, municipality_id: int) -> Sequence[MoreTime]:
        """Those whose assignment still awaits its answer, in order of id."""

    def rulers(self, municipality_id: int, role: str, subject: Subject, on: date) -> Sequence[int]:
        """The ids of those who are there and rule that day: the role's holders, or who stands in for them."""

    def rule(self, wish: MoreTime) -> bool:
        """Keep ruling, day, answer and who ruled; False where somebody has ruled already."""

    def unheard(self, person_ids: Collection[int]) -> Sequence[MoreTime]:
        """What the persons asked for, was ruled about, and they have not seen, in order of id."""

    def unheard_in(self, municipality_id: int) -> Sequence[MoreTime]: ...
    def mark_heard(self, wish_ids: Iterable[int], *, at: datetime) -> None: ...
    def extend(
        self, assignment_id: int, due: date, *, ahead: Iterable[str], remind_on: date | None, now: datetime
    ) -> None:
        """The assignment's own deadline; the rungs named, all of whose days lie ahead, are climbed again."""


RULED = (Ruling.GRANTED, Ruling.REFUSED)
