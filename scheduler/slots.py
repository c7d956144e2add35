"""Places in time: days of the year, offsets, and the slots that rules give.

The year of a slot is that of its `due`, else of its `opens`. No rule moves a stated date off a weekend or a holiday.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import BeforeValidator, Field

from scheduler.days import add_months, last_day_of
from scheduler.fromfile import FromFile

MONTHS_IN_A_YEAR = 12
FIRST_YEAR, LAST_YEAR = 1990, 2100
PLACE_MARK, CHAIN_MARK = "@", ">"


class Precision(StrEnum):
    """How exactly a due date is known: people read a month as "april 2027", never as its last day."""

    DAY = "day"
    MONTH = "month"
    NONE = "none"


class PlanKind(StrEnum):
    """The kind of an occurrence as `wheel plan` prints it."""

    DATE = "date"
    MONTH = "month"
    WINDOW = "window"
    SEASON = "season"
    MEETING = "meeting"
    RELATIVE = "relative"
    CONTINUOUS = "continuous"
    TRIGGER = "trigger"


class Dating(StrEnum):
    """Whether an activity has dates: by itself, only when something happens, never, or once it is decided."""

    DATED = "dated"
    ON_EVENT = "on_event"
    ONGOING = "ongoing"
    UNDECIDED = "undecided"
    OVER = "over"


class Lack(StrEnum):
    """What must be decided before a rule gives dates."""

    DATE = "date"
    BASE_YEAR = "base_year"
    PERIOD_DAY = "period_day"
    DAYS = "days"
    MEETINGS = "meetings"
    FIRST_DAY = "first_day"


class TurnBy(StrEnum):
    """What takes turns when a series does not concern every place each time."""

    UNIT = "unit"
    AREA = "area"


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, written "02-28", or "02-last" for the month's last day."""

    month: int
    day: int | None

    def in_year(self, year: int) -> date:
        return last_day_of(year, self.month) if self.day is None else date(year, self.month, self.day)


class NoSuchDay(ValueError):
    """The text names no day that every year has."""


def month_day(value: object) -> object:
    """Read "MM-DD" or "MM-last"; 29 February is refused, for not every year has it."""
    if not isinstance(value, str):
        return value
    month, _, day = value.partition("-")
    try:
        parsed = MonthDay(int(month), None if day == "last" else int(day))
        parsed.in_year(2027)
    except ValueError as error:
        raise NoSuchDay(value) from error
    return parsed


DayOfYear = Annotated[MonthDay, BeforeValidator(month_day)]
Month = Annotated[int, Field(ge=1, le=MONTHS_IN_A_YEAR)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Few = Annotated[int, Field(ge=-1000, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset(FromFile):
    """Some days, weeks or months on, or back where negative; months are clamped to the month's end."""

    days: Few = 0
    weeks: Few = 0
    months: Few = 0

    def after(self, day: date) -> date:
        return add_months(day, self.months) + timedelta(days=self.days, weeks=self.weeks)

    @property
    def whole_years(self) -> int:
        """How many years it may span in either direction, the begun one not counted."""
        return abs(self.months) // MONTHS_IN_A_YEAR + abs(self.days + self.weeks * 7) // 365


@dataclass(frozen=True, slots=True)
class Turn:
    """Which places a slot concerns when they take turns: those whose id leaves `remainder` when divided by `of`."""

    by: TurnBy
    remainder: int
    of: int

    def concerns(self, place_id: int) -> bool:
        return place_id % self.of == self.remainder


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in time that a rule gives; `opens` and `due` are inclusive, None where the source is silent.

    `place` names the one place that it concerns, where it does not concern all.
    """

    period: str
    opens: date | None
    due: date | None
    precision: Precision
    turn: Turn | None = None
    place: str | None = None

    @property
    def last_day(self) -> date:
        """The day by which it is placed in time; a slot has a start or a deadline."""
        day = self.due or self.opens
        if day is None:
            raise ValueError(f"{self.period}: a slot has a start or a deadline")
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(FromFile):
    """Something that starts activities, on a day; `place` is the unit's or area's name, None for the administration."""

    event: str
    on: date
    place: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Called:
    """A meeting, known by the day it was first called for, and the day to count from."""

    on: date
    day: date


class Surroundings(Protocol):
    """What a rule may need to know beside itself."""

    def meetings_of(self, body: str) -> Sequence[Called]:
        """The body's meetings, in order of the days they were first called for."""

    def happenings_of(self, event: str) -> Sequence[Happening]: ...
    def slots_of(self, activity: str, year: int) -> Iterator[Slot]:
        """The slots of another activity; none where there is no such activity."""

    def dating_of(self, activity: str) -> Dating: ...


class Decidable(FromFile):
    """A rule that gives dates as soon as nothing is lacking; unless it says otherwise, nothing is."""

    __slots__ = ()

    def lack(self, around: Surroundings) -> Lack | None:
        return None

    def dating(self, around: Surroundings) -> Dating:
        return Dating.UNDECIDED if self.lack(around) else Dating.DATED


def opens_before(due: date, opens: MonthDay | None) -> date | None:
    """The latest such day of the year that is not after `due`."""
    if opens is None:
        return None
    same_year = opens.in_year(due.year)
    return same_year if same_year <= due else opens.in_year(due.year - 1)


def period_of(slot: str) -> str:
    """The period that people read, without what makes the slot unique."""
    return root_of(slot).partition(PLACE_MARK)[0]


def root_of(slot: str) -> str:
    """The slot that a chain of activities began with: a period of the calendar, or what was started where."""
    return slot.partition(CHAIN_MARK)[0]
