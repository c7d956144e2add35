"""A body's calendar for another year, as its secretary would make it: the same weekdays of the same months."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from scheduler.days import is_working_day, last_day_of
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Body, Meeting

A_WEEK = timedelta(weeks=1)


def with_meetings_in(wheel: Wheel, year: int) -> Wheel:
    """The wheel where every body that had meetings has them that year, too; a calendar that reaches so far stays."""
    return replace(wheel, bodies=tuple(_called(body, year) for body in wheel.bodies))


def _called(body: Body, year: int) -> Body:
    last = max((one.on.year for one in body.meetings), default=year)
    if last >= year:
        return body
    days = dict.fromkeys(same_weekday(one.on, year) for one in body.meetings if one.on.year == last)
    return replace(body, meetings=(*body.meetings, *(Meeting(on=day) for day in sorted(days))))


def same_weekday(day: date, year: int) -> date:
    """The third Wednesday of a month for the third Wednesday, or the last where there is no fifth; never a free day."""
    nth = (day.day - 1) // 7
    in_month = [one for one in _days_of(year, day.month) if one.weekday() == day.weekday()]
    found = in_month[min(nth, len(in_month) - 1)]
    return found if is_working_day(found) else _working_day_near(found)


def _working_day_near(day: date) -> date:
    """A week later, or earlier where that would be another year or free as well."""
    near = (day + A_WEEK, day - A_WEEK, day + 2 * A_WEEK, day - 2 * A_WEEK)
    return next(one for one in near if one.year == day.year and is_working_day(one))


def _days_of(year: int, month: int) -> Iterator[date]:
    return (date(year, month, day) for day in range(1, last_day_of(year, month).day + 1))
