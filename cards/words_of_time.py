"""Days, deadlines and periods as a person says them; instants are told in Stockholm time."""

from datetime import date, datetime

from cards import phrases
from cards.phrases_wheel import full_day, month_of_year
from scheduler.assignments import Assignment
from scheduler.clock import STOCKHOLM
from scheduler.rules import MONTHS_IN_A_YEAR, Precision

LONGEST_IN_DAYS = 60
DAYS_IN_A_MONTH = 30.44
NEAREST = {0: phrases.TODAY, 1: phrases.TOMORROW, 2: phrases.DAY_AFTER_TOMORROW}


def day_words(day: date) -> str:
    """ "söndag 28 februari 2027"."""
    return phrases.weekday_and_day(day.weekday(), full_day(day))


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
    """ "2027-Q1" as "kvartal 1 2027"; what is no period of that kind stays as it is."""
    year, _, part = slot.partition("-")
    if part in phrases.HALF_YEARS:
        return phrases.half_year(part, year)
    if part.startswith("Q") and part[1:].isdigit():
        return phrases.quarter(part[1:], year)
    if part.isdigit() and 1 <= int(part) <= MONTHS_IN_A_YEAR:
        return phrases.month_of(int(part), year)
    return slot
