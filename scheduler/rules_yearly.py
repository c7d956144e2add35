"""Rules that come round with the calendar year, every year or every few years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scheduler.days import last_day_of, working_days_after, working_days_before
from scheduler.slots import (
    Dating,
    DayOfYear,
    Decidable,
    Lack,
    Month,
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

DAYS_IN_A_WEEK = 7


class About(StrEnum):
    """Which year an occurrence is about, seen from the year in which it is due."""

    PREVIOUS = "previous"
    SAME = "same"
    NEXT = "next"


class Season(StrEnum):
    SPRING = "spring"
    AUTUMN = "autumn"


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Nth(StrEnum):
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


class YearsApart(IntEnum):
    """By how many years a period lies from the year in which it is due."""

    PREVIOUS = -1
    SAME = 0
    NEXT = 1


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, inclusive; `counted` is the year it belongs to where its due may lie in another."""

    opens: date | None
    due: date | None
    precision: Precision = Precision.DAY
    counted: int | None = None
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Decidable):
    """What the yearly rules share: which year they are about, and every how many years they come round.

    With `spread`, the places take turns within the cycle by their id, so that each year has its share of them.
    """

    about: About = About.SAME
    every: Annotated[int, Field(ge=1, le=50)] = 1
    base_year: Year | None = None
    spread: TurnBy | None = None

    planted_ahead: ClassVar[bool] = True

    def lack(self, around: Surroundings) -> Lack | None:
        return Lack.BASE_YEAR if self.every > 1 and self.base_year is None else None

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        for span in self._spans(year):
            counted = span.counted or year
            if self._falls_in(counted):
                period = f"{counted + YearsApart[self.about.name]}{span.suffix}"
                yield Slot(period, span.opens, span.due, span.precision, self._turn(counted))

    def _spans(self, year: int) -> Iterator[Span]:
        raise NotImplementedError

    def _falls_in(self, year: int) -> bool:
        if self.every == 1:
            return True
        return self.base_year is not None and (self.spread is not None or self._years_in(year) == 0)

    def _years_in(self, year: int) -> int:
        return (year - (self.base_year or year)) % self.every

    def _turn(self, year: int) -> Turn | None:
        return None if self.spread is None else Turn(self.spread, self._years_in(year), self.every)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule(Cycle):
    """Due on one day of the year; `opens` may lie in the year before."""

    due: DayOfYear
    opens: DayOfYear | None = None
    kind: Literal["date"] = "date"

    plan_kind: ClassVar[PlanKind] = PlanKind.DATE

    def _spans(self, year: int) -> Iterator[Span]:
        due = self.due.in_year(year)
        yield Span(opens_before(due, self.opens), due)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRule(Cycle):
    """Some time in a month that the source names without a day; it may be opened earlier."""

    month: Month
    opens: DayOfYear | None = None
    kind: Literal["month"] = "month"

    plan_kind: ClassVar[PlanKind] = PlanKind.MONTH

    def _spans(self, year: int) -> Iterator[Span]:
        due = last_day_of(year, self.month)
        yield Span(opens_before(due, self.opens) or due.replace(day=1), due, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule(Cycle):
    """From one month through another; a first month after the last lies in the year before."""

    first_month: Month
    last_month: Month
    kind: Literal["window"] = "window"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW

    def _spans(self, year: int) -> Iterator[Span]:
        due = last_day_of(year, self.last_month)
        yield Span(opens_before(due, MonthDay(self.first_month, 1)), due, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRule(Cycle):
    """Through a season, until a day ("05-last") or within a month that the source names for its end."""

    season: Season
    due: DayOfYear | None = None
    month: Month | None = None
    opens: DayOfYear | None = None
    kind: Literal["season"] = "season"

    plan_kind: ClassVar[PlanKind] = PlanKind.SEASON

    def _spans(self, year: int) -> Iterator[Span]:
        if self.due is not None:
            due, precision = self.due.in_year(year), Precision.DAY
        elif self.month is not None:
            due, precision = last_day_of(year, self.month), Precision.MONTH
        else:
            return
        yield Span(opens_before(due, self.opens), due, precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRule(Cycle):
    """Begins on a day; when it must be ready the source does not say."""

    opens: DayOfYear
    kind: Literal["start"] = "start"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW

    def _spans(self, year: int) -> Iterator[Span]:
        yield Span(self.opens.in_year(year), None, Precision.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRule(Cycle):
    """Due on a weekday of an ISO week; week 53 is not offered, for not every year has it."""

    week: Annotated[int, Field(ge=1, le=52)]
    weekday: Weekday = Weekday.FRIDAY
    opens_days: Annotated[int, Field(ge=0, le=366)] | None = None
    kind: Literal["week"] = "week"

    plan_kind: ClassVar[PlanKind] = PlanKind.DATE

    def _spans(self, year: int) -> Iterator[Span]:
        for iso_year in (year - 1, year, year + 1):  # week 1 may begin in December, week 52 end in January
            due = date.fromisocalendar(iso_year, self.week, number_of(self.weekday) + 1)
            if due.year == year:
                yield Span(days_earlier(due, self.opens_days), due, counted=iso_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayRule(Cycle):
    """Due on the first, second, third, fourth or last such weekday of each named month."""

    nth: Nth
    weekday: Weekday
    months: Annotated[tuple[Month, ...], Field(min_length=1, max_length=12)]
    opens_days: Annotated[int, Field(ge=0, le=366)] | None = None
    kind: Literal["weekday"] = "weekday"

    plan_kind: ClassVar[PlanKind] = PlanKind.DATE

    def _spans(self, year: int) -> Iterator[Span]:
        months = sorted(set(self.months))
        for month in months:
            due = nth_weekday(year, month, self.nth, self.weekday)
            yield Span(days_earlier(due, self.opens_days), due, suffix=f"-{month:02}" if len(months) > 1 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDayRule(Cycle):
    """Due some working days after a day of the year, or before it where the number is negative."""

    day: DayOfYear
    working_days: Annotated[int, Field(ge=-60, le=60)]
    opens_days: Annotated[int, Field(ge=0, le=366)] | None = None
    kind: Literal["working_day"] = "working_day"

    plan_kind: ClassVar[PlanKind] = PlanKind.DATE

    def _spans(self, year: int) -> Iterator[Span]:
        for anchor_year in (year - 1, year, year + 1):  # the shift may cross a new year
            due = shifted(self.day.in_year(anchor_year), self.working_days)
            if due.year == year:
                yield Span(days_earlier(due, self.opens_days), due, counted=anchor_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceRule(Decidable):
    """Belongs to one year and does not come back."""

    year: Year
    kind: Literal["once"] = "once"

    plan_kind: ClassVar[PlanKind] = PlanKind.WINDOW
    planted_ahead: ClassVar[bool] = False

    def dating(self, around: Surroundings) -> Dating:
        return Dating.OVER

    def slots(self, year: int, around: Surroundings) -> Iterator[Slot]:
        yield from ()


def number_of(weekday: Weekday) -> int:
    """Monday is 0."""
    return list(Weekday).index(weekday)


def days_earlier(due: date, days: int | None) -> date | None:
    return None if days is None else due - timedelta(days=days)


def nth_weekday(year: int, month: int, nth: Nth, weekday: Weekday) -> date:
    """That weekday of the month; every month has a fourth one."""
    if nth is Nth.LAST:
        last = last_day_of(year, month)
        return last - timedelta(days=(last.weekday() - number_of(weekday)) % DAYS_IN_A_WEEK)
    first = date(year, month, 1)
    until_first = (number_of(weekday) - first.weekday()) % DAYS_IN_A_WEEK
    return first + timedelta(days=until_first + DAYS_IN_A_WEEK * list(Nth).index(nth))


def shifted(day: date, working_days: int) -> date:
    """That many working days after the day, or before it; the day itself is not counted."""
    if working_days < 0:
        return working_days_before(day, -working_days)
    return working_days_after(day, working_days) if working_days else day
