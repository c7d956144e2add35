"""How an activity turns into dates: the words of the wheel's rule language, one frozen value each.

A rule is asked for one calendar year and answers with the slots that belong to it. The year of a slot is that of
its `due`, else of its `opens`. No rule ever moves a stated date off a weekend or a holiday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scheduler.days import ONE_DAY, add_months, last_day_of
from scheduler.fromfile import FromFile

MONTHS_IN_A_YEAR = 12
FIRST_YEAR, LAST_YEAR = 1990, 2100


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


class About(StrEnum):
    """Which year an occurrence is about, seen from the year in which it is due."""

    PREVIOUS = "previous"
    SAME = "same"
    NEXT = "next"


class Season(StrEnum):
    SPRING = "spring"
    AUTUMN = "autumn"


class PeriodOpens(StrEnum):
    """Whether one answers from the period's first day or from the day after its last."""

    FIRST_DAY = "first_day"
    AFTER = "after"


class Months(IntEnum):
    """How many months a period of the year has."""

    QUARTER = 3
    HALF_YEAR = 6
    MONTH = 1


YEARS_BY_ABOUT = {About.PREVIOUS: -1, About.SAME: 0, About.NEXT: 1}


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


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in time that a rule gives; `opens` and `due` are inclusive, None where the source is silent."""

    period: str
    opens: date | None
    due: date | None
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(FromFile):
    """What the yearly rules share: which year they are about, and every how many years they come round."""

    about: About = About.SAME
    every: Annotated[int, Field(ge=1, le=50)] = 1
    base_year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None

    @property
    def lacks_base_year(self) -> bool:
        return self.every > 1 and self.base_year is None

    def falls_in(self, year: int) -> bool:
        if self.every == 1:
            return True
        return self.base_year is not None and (year - self.base_year) % self.every == 0

    def period(self, year: int) -> str:
        return str(year + YEARS_BY_ABOUT[self.about])


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule(Cycle):
    """Due on one day of the year; `opens` may lie in the year before."""

    due: DayOfYear
    opens: DayOfYear | None = None
    kind: Literal["date"] = "date"

    plan_kind = PlanKind.DATE

    def slots(self, year: int) -> Iterator[Slot]:
        if self.falls_in(year):
            due = self.due.in_year(year)
            yield Slot(self.period(year), opens_before(due, self.opens), due, Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRule(Cycle):
    """Some time in a month that the source names without a day; it may be opened earlier."""

    month: Month
    opens: DayOfYear | None = None
    kind: Literal["month"] = "month"

    plan_kind = PlanKind.MONTH

    def slots(self, year: int) -> Iterator[Slot]:
        if self.falls_in(year):
            due = last_day_of(year, self.month)
            opens = opens_before(due, self.opens) or due.replace(day=1)
            yield Slot(self.period(year), opens, due, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule(Cycle):
    """From one month through another; a first month after the last lies in the year before."""

    first_month: Month
    last_month: Month
    kind: Literal["window"] = "window"

    plan_kind = PlanKind.WINDOW

    def slots(self, year: int) -> Iterator[Slot]:
        if self.falls_in(year):
            due = last_day_of(year, self.last_month)
            opens = opens_before(due, MonthDay(self.first_month, 1))
            yield Slot(self.period(year), opens, due, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRule(Cycle):
    """Through a season, until a day ("05-last") or within a month that the source names for its end."""

    season: Season
    due: DayOfYear | None = None
    month: Month | None = None
    opens: DayOfYear | None = None
    kind: Literal["season"] = "season"

    plan_kind = PlanKind.SEASON

    def slots(self, year: int) -> Iterator[Slot]:
        if not self.falls_in(year):
            return
        if self.due is not None:
            due, precision = self.due.in_year(year), Precision.DAY
        elif self.month is not None:
            due, precision = last_day_of(year, self.month), Precision.MONTH
        else:
            return
        yield Slot(self.period(year), opens_before(due, self.opens), due, precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRule(Cycle):
    """Begins on a day; when it must be ready the source does not say."""

    opens: DayOfYear
    kind: Literal["start"] = "start"

    plan_kind = PlanKind.WINDOW

    def slots(self, year: int) -> Iterator[Slot]:
        if self.falls_in(year):
            yield Slot(self.period(year), self.opens.in_year(year), None, Precision.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule(FromFile):
    """Once for each quarter, half-year or month; due a number of days after the period's last day."""

    kind: Literal["quarter", "half_year", "monthly"]
    days_after: Annotated[int, Field(ge=0, le=180)] = 0
    opens: PeriodOpens = PeriodOpens.FIRST_DAY

    plan_kind = PlanKind.WINDOW
    lacks_base_year = False

    def slots(self, year: int) -> Iterator[Slot]:
        for first in self._first_days(year - 1, year):
            last = add_months(first, self._months) - ONE_DAY
            due = last + timedelta(days=self.days_after)
            if due.year == year:
                opens = first if self.opens is PeriodOpens.FIRST_DAY else min(last + ONE_DAY, due)
                yield Slot(self._period(first), opens, due, Precision.DAY)

    @property
    def _months(self) -> Months:
        return {"quarter": Months.QUARTER, "half_year": Months.HALF_YEAR, "monthly": Months.MONTH}[self.kind]

    def _first_days(self, *years: int) -> Iterator[date]:
        for year in years:
            for month in range(1, MONTHS_IN_A_YEAR + 1, self._months):
                yield date(year, month, 1)

    def _period(self, first: date) -> str:
        number = (first.month - 1) // self._months + 1
        label = {"quarter": f"Q{number}", "half_year": f"H{number}", "monthly": f"{first.month:02}"}[self.kind]
        return f"{first.year}-{label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedRule(FromFile):
    """The source states no date; `why` says what it does state, in Swedish, for those who must decide."""

    why: str
    kind: Literal["undated"] = "undated"

    plan_kind = PlanKind.WINDOW
    lacks_base_year = False

    def slots(self, year: int) -> Iterator[Slot]:
        yield from ()


Rule = Annotated[
    DateRule | MonthRule | WindowRule | SeasonRule | StartRule | PeriodRule | UndatedRule,
    Field(discriminator="kind"),
]


def opens_before(due: date, opens: MonthDay | None) -> date | None:
    """The latest such day of the year that is not after `due`."""
    if opens is None:
        return None
    same_year = opens.in_year(due.year)
    return same_year if same_year <= due else opens.in_year(due.year - 1)
