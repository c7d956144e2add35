"""Rules that wait: for an event, another activity, a completion, a person, or a date that nobody has stated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scheduler.days import add_months
from scheduler.fromfile import FromFile
from scheduler.slots import (
    CHAIN_MARK,
    MONTHS_IN_A_YEAR,
    PLACE_MARK,
    Dating,
    Decidable,
    Happening,
    Lack,
    Offset,
    PlanKind,
    Precision,
    Slot,
    Surroundings,
)


class CountedFrom(StrEnum):
    """Whether one counts from the day the other was done or from the day it was to be done."""

    COMPLETION = "completion"
    DEADLINE = "deadline"


class NextFrom(StrEnum):
    COMPLETION = "completion"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(FromFile):
    """Which answers to one question lead on."""

    question: str
    one_of: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule(Decidable):
    """When something has happened to a place, or is about to; without `due` it opens that day and has no deadline."""

    events: Annotated[tuple[str, ...], Field(min_length=1)]
    due: Offset | None = None
    opens: Offset | None = None
    kind: Literal["event"] = "event"

    plan_kind: ClassVar[PlanKind] = PlanKind.RELATIVE
    planted_ahead: ClassVar[bool] = True

    def dating(self, around: Surroundings) -> Dating:
        return Dating.ON_EVENT

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        """What happens at one place on one day starts it once, whatever the number of events."""
        slots = [self.slot_after(one) for event in self.events for one in around.happenings_of(event)]
        yield from (slot for slot in dict.fromkeys(slots) if slot.last_day.year == year)

    def slot_after(self, happening: Happening) -> Slot:
        due = self.due.after(happening.on) if self.due else None
        opens = self.opens.after(happening.on) if self.opens else happening.on
        if due is not None and due < opens:
            opens = due  # what must be done before an event can only be asked at once when it is known too late
        place = f"{PLACE_MARK}{happening.place}" if happening.place else ""
        period = f"{happening.on.isoformat()}{place}"
        return Slot(period, opens, due, Precision.DAY if due else Precision.NONE, place=happening.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterRule(Decidable):
    """When another activity is done at the same place, or a while after its deadline; `outcome` may narrow it down.

    Each of those in `also` leads here as well.
    """

    activity: str
    also: tuple[str, ...] = ()
    due: Offset | None = None
    counted_from: CountedFrom = CountedFrom.COMPLETION
    outcome: Outcome | None = None
    kind: Literal["after"] = "after"

    plan_kind: ClassVar[PlanKind] = PlanKind.RELATIVE

    @property
    def predecessors(self) -> tuple[str, ...]:
        return (self.activity, *self.also)

    def follows(self, activity: str) -> bool:
        return activity in self.predecessors

    @property
    def planted_ahead(self) -> bool:
        """What is counted from a completion gets its row when that comes."""
        return self.counted_from is CountedFrom.DEADLINE

    def dating(self, around: Surroundings) -> Dating:
        if not self.planted_ahead:
            return Dating.ON_EVENT
        datings = {around.dating_of(one) for one in self.predecessors}
        return datings.pop() if len(datings) == 1 else Dating.ON_EVENT

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        """As planned: counted from the other's deadline, else from its opening, for as long as it is not done."""
        for activity in self.predecessors:
            for other_year in range(year - self._years_on - 1, year + self._years_on + 2):
                for other in around.slots_of(activity, other_year):
                    slot = self.slot_after(self._round_of(activity, other), other.last_day, turn_of=other)
                    if slot.last_day.year == year:
                        yield slot

    @property
    def _years_on(self) -> int:
        """By how many whole years its day may lie from the other's."""
        return self.due.whole_years if self.due else 0

    def _round_of(self, activity: str, other: Slot) -> str:
        return f"{other.period}{CHAIN_MARK}{activity}" if self.also else other.period

    def slot_after(self, period: str, day: date, *, turn_of: Slot | None = None) -> Slot:
        """`day` is the one that the offset is counted from."""
        due = self.due.after(day) if self.due else None
        opens = min(day, due) if due else day
        precision = Precision.DAY if due else Precision.NONE
        turn, place = (turn_of.turn, turn_of.place) if turn_of else (None, None)
        return Slot(period, opens, due, precision, turn, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRule(Decidable):
    """Again and again, so many months after the last time was done, or in a fixed sequence from the first day."""

    months: Annotated[int, Field(ge=1, le=240)]
    first: date | None = None
    counted_from: NextFrom = NextFrom.COMPLETION
    opens: Offset | None = None
    kind: Literal["interval"] = "interval"

    plan_kind: ClassVar[PlanKind] = PlanKind.RELATIVE
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.FIRST_DAY if self.first is None else None

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        """As planned: the sequence from the first day, for as long as nothing is done early or late."""
        if self.first is None:
            return
        to_january = (year - self.first.year) * MONTHS_IN_A_YEAR - self.first.month + 1
        earliest = max(0, -(-to_january // self.months))
        latest = (to_january + MONTHS_IN_A_YEAR - 1) // self.months
        for number in range(earliest, latest + 1):
            yield self.slot_on(add_months(self.first, number * self.months))

    def first_since(self, since: date) -> date | None:
        """The first day of the sequence that is not before that one."""
        if self.first is None:
            return None
        passed = max(0, (since.year - self.first.year) * MONTHS_IN_A_YEAR // self.months - 1)
        days = (add_months(self.first, number * self.months) for number in count(passed if since > self.first else 0))
        return next(day for day in days if day >= since)

    def slot_after(self, completed: date) -> Slot:
        return self.slot_on(add_months(completed, self.months))

    def slot_on(self, due: date) -> Slot:
        opens = min(self.opens.after(due), due) if self.opens else None
        return Slot(due.isoformat(), opens, due, Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule(Decidable):
    """When a person starts it; `when` says in Swedish what the cause is."""

    when: str
    due: Offset | None = None
    kind: Literal["trigger"] = "trigger"

    plan_kind: ClassVar[PlanKind] = PlanKind.TRIGGER
    planted_ahead: ClassVar[bool] = False

    def dating(self, around: Surroundings) -> Dating:
        return Dating.ON_EVENT

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedRule(Decidable):
    """The source states no date; `why` says what it does state, in Swedish, for those who must decide.

    `every` is the number of years between two times, where the source states that much.
    """

    why: str
    every: Annotated[int, Field(ge=1, le=50)] | None = None
    kind: Literal["undated"] = "undated"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW
    planted_ahead: ClassVar[bool] = False

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.DATE

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        yield from ()
