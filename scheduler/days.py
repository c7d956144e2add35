"""Swedish working days and the arithmetic of months; every function takes and returns plain dates."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

from scheduler.clock import STOCKHOLM

ONE_DAY = timedelta(days=1)
WORK_STARTS = time(8, 0)
WORK_ENDS = time(17, 0)
SATURDAY = 5


class WhenFree(StrEnum):
    """Where a deadline goes that falls on a free day; only a municipality can say so, and then it says which way."""

    STAY = "stay"
    BEFORE = "before"
    AFTER = "after"


@lru_cache(maxsize=64)
def free_days(year: int) -> frozenset[date]:
    """Public holidays and the eves that Swedish offices keep closed; Sundays are not in it."""
    calendar_of_sweden = holidays.country_holidays(
        "SE", years=year, categories=("public", "de_facto"), include_sundays=False
    )
    return frozenset(calendar_of_sweden)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in free_days(day.year)


def working_day_on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_day_on_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The count-th working day after the day, which itself is not counted."""
    for _ in range(count):
        day = working_day_on_or_after(day + ONE_DAY)
    return day


def working_days_before(day: date, count: int) -> date:
    """The count-th working day before the day, which itself is not counted."""
    for _ in range(count):
        day = working_day_on_or_before(day - ONE_DAY)
    return day


def moved_off_a_free_day(day: date, where_to: WhenFree) -> date:
    """The day itself where it is a working day, or where deadlines stay."""
    if where_to is WhenFree.BEFORE:
        return working_day_on_or_before(day)
    return working_day_on_or_after(day) if where_to is WhenFree.AFTER else day


def working_days_from(day: date) -> Iterator[date]:
    """The day itself if it is one, and every working day after it."""
    while True:
        day = working_day_on_or_after(day)
        yield day
        day += ONE_DAY


def is_working_hour(now: datetime) -> bool:
    """08:00 up to, not including, 17:00 in Stockholm on a working day."""
    local = now.astimezone(STOCKHOLM)
    return is_working_day(local.date()) and WORK_STARTS <= local.time() < WORK_ENDS


def is_working_hour_ahead(now: datetime) -> bool:
    """Whether that day's working hours go on or still lie ahead; the day itself may be free."""
    return now.astimezone(STOCKHOLM).time() < WORK_ENDS


def work_starts_on(day: date) -> datetime:
    """08:00 in Stockholm on that day, as an instant in UTC."""
    return datetime.combine(day, WORK_STARTS, STOCKHOLM).astimezone(UTC)


def last_day_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months on, clamped to the month's end: 30 November and three months is 28 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return min(last_day_of(year, month + 1), date(year, month + 1, 1) + timedelta(days=day.day - 1))


def each_day(first: date, last: date) -> Iterator[date]:
    """Both ends included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
