"""The limit of a guarantee in words."""

from collections.abc import Iterator

from cards import phrases_guarantees as say
from scheduler.slots import Offset
from scheduler.wheel_parts import Limit


def limit_words(limit: Limit) -> str:
    """ "inom 2 veckor", "tidigast efter 2 veckor, inom 4 veckor"."""
    return ", ".join(_parts(limit))


def _parts(limit: Limit) -> Iterator[str]:
    if limit.at_least is not None:
        yield say.at_least(_length(limit.at_least))
    if limit.at_most is not None:
        yield say.at_most(_length(limit.at_most))
    if limit.times_a_week is not None:
        yield say.times_a_week(limit.times_a_week)
    if limit.minutes is not None:
        yield say.minutes(limit.minutes)
    if limit.opens_at is not None and limit.closes_at is not None:
        yield say.hours(limit.opens_at, limit.closes_at)
    if limit.always:
        yield say.ALWAYS


def _length(offset: Offset) -> str:
    return say.length(days=offset.days, weeks=offset.weeks, months=offset.months)
