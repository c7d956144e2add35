"""Rules that count: periods of the year, so many times a year, meetings, terms of office and years for every object."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scheduler.days import ONE_DAY, add_months, working_days_after
from scheduler.rules_yearly import days_earlier
from scheduler.slots import (
    MONTHS_IN_A_YEAR,
    Dating,
    DayOfYear,
    Decidable,
    Lack,
    MonthDay,
    PlanKind,
    Precision,
    Slot,
    Surroundings,
    Turn,
    TurnBy,
    Year,
    opens_before,
)

NEW_YEARS_EVE = MonthDay(12, 31)
FIRST_TERM = 2023
YEARS_OF_A_TERM = 4

Days = Annotated[int, Field(ge=0, le=366)]


class PeriodOpens(StrEnum):
    """Whether one answers from the period's first day or from the day after its last."""

    FIRST_DAY = "first_day"
    AFTER = "after"


class Every(StrEnum):
    """The periods that a year is divided into."""

    MONTH = "monthly"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.TERTIAL: 4, Every.HALF_YEAR: 6, Every.YEAR: 12}
MARKS = {Every.QUARTER: "Q", Every.TERTIAL: "T", Every.HALF_YEAR: "H"}


@dataclass(frozen=True, slots=True)
class Period:
    """One of the parts of a year; both days inclusive, `number` from 1."""

    every: Every
    first: date

    @property
    def last(self) -> date:
        return add_months(self.first, MONTHS_OF[self.every]) - ONE_DAY

    @property
    def number(self) -> int:
        return (self.first.month - 1) // MONTHS_OF[self.every] + 1

    @property
    def name(self) -> str:
        if self.every is Every.YEAR:
            return str(self.first.year)
        mark = MARKS.get(self.every)
        return f"{self.first.year}-{mark}{self.number}" if mark else f"{self.first.year}-{self.first.month:02}"


def periods_of(every: Every, *years: int) -> Iterator[Period]:
    for year in years:
        for month in range(1, MONTHS_IN_A_YEAR + 1, MONTHS_OF[every]):
            yield Period(every, date(year, month, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule(Decidable):
    """Once for each quarter, tertial, half-year or month; due some days or working days after the period's last day.

    With `turns` the areas take turns: so many groups of them, one group a period, by their id.
    """

    kind: Literal["quarter", "tertial", "half_year", "monthly"]
    days_after: Annotated[int, Field(ge=0, le=180)] | None = None
    working_days_after: Annotated[int, Field(ge=1, le=120)] | None = None
    opens: PeriodOpens = PeriodOpens.FIRST_DAY
    turns: Annotated[int, Field(ge=1, le=50)] = 1
    why: str = ""

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.PERIOD_DAY if self.days_after is None and self.working_days_after is None else None

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        if self.lack(around):
            return
        for period in periods_of(Every(self.kind), year - 1, year):
            due = self._due(period)
            if due.year == year:
                opens = period.first if self.opens is PeriodOpens.FIRST_DAY else min(period.last + ONE_DAY, due)
                yield Slot(period.name, opens, due, Precision.DAY, self._turn(period))

    def _due(self, period: Period) -> date:
        due = period.last + timedelta(days=self.days_after or 0)
        return working_days_after(due, self.working_days_after) if self.working_days_after else due

    def _turn(self, period: Period) -> Turn | None:
        if self.turns == 1:
            return None
        months = period.first.year * MONTHS_IN_A_YEAR + period.first.month - 1
        return Turn(TurnBy.AREA, months // MONTHS_OF[period.every] % self.turns, self.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesRule(Decidable):
    """So many times a year, exactly or at least; on which days the municipality decides."""

    times: Annotated[int, Field(ge=1, le=9)]
    at_least: bool = False
    days: Annotated[tuple[DayOfYear, ...], Field(max_length=9)] = ()
    opens_days: Days | None = None
    why: str = ""
    kind: Literal["times"] = "times"

    plan_kind: ClassVar[PlanKind] = PlanKind.DATE
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return None if self.days else Lack.DAYS

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        for number, day in enumerate(sorted({day.in_year(year) for day in self.days}), start=1):
            period = f"{year}-{number}" if len(self.days) > 1 else str(year)
            yield Slot(period, days_earlier(day, self.opens_days), day, Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule(Decidable):
    """Before each meeting of a body, some days ahead of it; the period is the day the meeting was first called for."""

    body: str
    days_before: Days = 0
    opens_days: Days | None = None
    why: str = ""
    kind: Literal["meeting"] = "meeting"

    plan_kind: ClassVar[PlanKind] = PlanKind.MEETING
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return None if around.meetings_of(self.body) else Lack.MEETINGS

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        for meeting in around.meetings_of(self.body):
            due = meeting.day - timedelta(days=self.days_before)
            if due.year == year:
                yield Slot(meeting.on.isoformat(), days_earlier(due, self.opens_days), due, Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRule(Decidable):
    """Every place once within each period of so many years; one of the periods begins with the base year."""

    years: Annotated[int, Field(ge=1, le=20)]
    base_year: Year | None = None
    kind: Literal["coverage"] = "coverage"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.BASE_YEAR if self.base_year is None else None

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        if self.base_year is None or (year + 1 - self.base_year) % self.years:
            return
        first = year + 1 - self.years
        yield Slot(f"{first}–{year}", date(first, 1, 1), date(year, 12, 31), Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRule(Decidable):
    """Once for each term of office; the base year is the first whole year of a term, such as 2023 or 2027."""

    base_year: Year | None = None
    due: DayOfYear = NEW_YEARS_EVE
    opens: DayOfYear | None = None
    year_of_term: Annotated[int, Field(ge=1, le=YEARS_OF_A_TERM)] = 1
    kind: Literal["mandate"] = "mandate"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW
    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.BASE_YEAR if self.base_year is None else None

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        first = year + 1 - self.year_of_term
        if self.base_year is not None and (first - self.base_year) % YEARS_OF_A_TERM == 0:
            due = self.due.in_year(year)
            term = f"{first}–{first + YEARS_OF_A_TERM - 1}"
            yield Slot(term, opens_before(due, self.opens), due, Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuousRule(Decidable):
    """Goes on without an end; a nudge, where the municipality wants one, opens anew with each period."""

    why: str
    nudge: Every | None = None
    kind: Literal["continuous"] = "continuous"

    plan_kind: ClassVar[PlanKind] = PlanKind.CONTINUOUS
    planted_ahead: ClassVar[bool] = True

    def dating(self, around: Surroundings) -> Dating:
        return Dating.DATED if self.nudge else Dating.ONGOING

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        for period in periods_of(self.nudge, year) if self.nudge else ():
            yield Slot(period.name, period.first, None, Precision.NONE)


def is_first_of_a_term(year: int) -> bool:
    """Whether the year after a general election begins there: 2023, 2027, 2031."""
    return (year - FIRST_TERM) % YEARS_OF_A_TERM == 0
