"""When too much comes at once, and why that is worth a thought."""

from cards import phrases_load as say
from cards.words_of_time import period_words
from scheduler.load import Limits, LoadWarning, WarningKind
from scheduler.wheel import Wheel

WEEK_MARK = "-W"


def when_words(period: str) -> str:
    """ "vecka 9 2027", "juli 2027", "2027"."""
    year, mark, week = period.partition(WEEK_MARK)
    return say.week(int(week), year) if mark else period_words(period)


def reason_words(warning: LoadWarning, wheel: Wheel, limits: Limits) -> str:
    """Why it is a warning, with the limit where there is one."""
    if warning.kind is WarningKind.NOBODY:
        return say.nobody_holds(wheel.name_of(warning.role), warning.place)
    most = {WarningKind.BUSY_WEEK: limits.per_week, WarningKind.BUSY_MONTH: limits.per_month}
    return say.REASONS[warning.kind].format(most=most.get(warning.kind))
