"""Days, deadlines and periods as a person says them; instants are told in Stockholm time."""

import re
from collections.abc import Callable
from datetime import date, datetime

from cards import phrases
from cards.phrases_wheel import day_and_month, full_day, month_of_year
from scheduler.assignments import Assignment
from scheduler.clock import STOCKHOLM
from scheduler.slots import MONTHS_IN_A_YEAR, Precision, period_of

LONGEST_IN_DAYS = 60
DAYS_IN_A_MONTH = 30.44
DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")
PERIODS: tuple[tuple[re.Pattern[str], Callable[[int, str], str]], ...] = (
    (re.compile(r"(\d{4})-Q([1-4])"), phrases.quarter),
    (re.compile(r"(\d{4})-T([1-3])"), phrases.tertial),
    (re.compile(r"(\d{4})-H([12])"), phrases.half_year),
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), phrases.month_of),
    (re.compile(r"(\d{4})-([1-9]\d?)"), phrases.time_of_year),
)
DAYS_IN_A_WEEK = 7
RECENT = {0: phrases.TODAY, 1: phrases.YESTERDAY}
NEAREST = {0: phrases.TODAY, 1: phrases.TOMORROW, 2: phrases.DAY_AFTER_TOMORROW}


def day_words(day: date) -> str:
    """ "söndag 28 februari 2027"."""
    return phrases.weekday_and_day(day.weekday(), full_day(day))


def near_day_words(day: date, today: date) -> str:
    """A day that has been: "i går", "i torsdags", "4 februari", and the year where it is another."""
    days = (today - day).days
    if days in RECENT:
        return RECENT[days]
    if 0 < days < DAYS_IN_A_WEEK:
        return phrases.last_weekday(day.weekday())
    return day_and_month(day) if day.year == today.year else full_day(day)


def moment_words(moment: datetime) -> str:
    local = moment.astimezone(STOCKHOLM)
    return phrases.at_time(day_words(local.date()), local.hour, local.minute)


def due_words(due: date | None, precision: Precision) -> str:
    """A month is never told as its last day."""
    if due is None:
        return phrases.UNTIL_FURTHER_NOTICE
    return month_of_year(due) if precision is Precision.MONTH else day_words(due)


def distance_words(due: date, today: date) -> str:
    """ "i morgon", "om 9 dagar", "3 dagar sen"."""
    days = (due - today).days
    if days in NEAREST:
        return NEAREST[days]
    if abs(days) <= LONGEST_IN_DAYS:
        return phrases.in_days(days) if days > 0 else phrases.days_ago(-days)
    months = round(abs(days) / DAYS_IN_A_MONTH)
    return phrases.in_months(months) if days > 0 else phrases.months_ago(months)


def month_distance_words(due: date, today: date) -> str:
    """How far off the month is, counted in months."""
    months = (due.year - today.year) * MONTHS_IN_A_YEAR + due.month - today.month
    if months < 0:
        return phrases.MONTH_IS_OVER
    return {0: phrases.THIS_MONTH, 1: phrases.NEXT_MONTH}.get(months) or phrases.in_months(months)


def deadline_words(task: Assignment, today: date) -> str:
    """The task's deadline and how far off it is."""
    if task.due is None:
        return phrases.no_deadline()
    if task.precision is Precision.MONTH:
        return phrases.due_within(due_words(task.due, task.precision), month_distance_words(task.due, today))
    return phrases.due_by(due_words(task.due, task.precision), distance_words(task.due, today))


def period_words(slot: str) -> str:
    """ "2027-Q1" as "kvartal 1 2027"; years stay as they are, and what makes a slot unique is left out."""
    period = period_of(slot)
    if found := DAY.fullmatch(period):
        return f"{int(found[3])} {phrases.month_of(int(found[2]), found[1])}"
    for shape, words in PERIODS:
        if found := shape.fullmatch(period):
            return words(int(found[2]), found[1])
    return period
