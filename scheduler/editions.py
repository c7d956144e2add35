"""Editions: a wheel as published for a year is frozen, and a later edition takes over from a day on."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from scheduler.ladder import rungs_of
from scheduler.planning import Planned, occurrences_in
from scheduler.slots import Precision
from scheduler.wheel import Activity, Wheel

Identity = tuple[str, str]
WHEEL = TypeAdapter(Wheel)


class AppliesFrom(StrEnum):
    """Whether a new edition changes what is open now, or leaves that and begins with the next occurrence."""

    THIS = "this"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Edition:
    """The wheel as published for one year; `since` is the first day whose openings go by it.

    What earlier editions had opened before that day stays as it was.
    """

    year: int
    number: int
    since: date
    published_at: datetime
    wheel: Wheel


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Difference:
    """One occurrence that two editions tell differently; `fields` names what else but its days has changed."""

    change: Change
    activity: str
    title: str
    period: str
    before: Planned | None
    after: Planned | None
    fields: tuple[str, ...] = ()


def frozen_wheel(wheel: Wheel) -> str:
    """The whole wheel as JSON text, to be kept."""
    return WHEEL.dump_json(wheel).decode()


@lru_cache(maxsize=64)
def thawed_wheel(text: str) -> Wheel:
    """A wheel that `frozen_wheel` made; every tick asks for all that were published, and they never change."""
    return WHEEL.validate_json(text)


def planned_in(wheel: Wheel, editions: Iterable[Edition], year: int) -> tuple[Planned, ...]:
    """The year's occurrences: by its published editions where it has any, else by the wheel as it is now."""
    published = sorted((one for one in editions if one.year == year), key=lambda one: one.number)
    if not published:
        return occurrences_in(wheel, year)
    found = _by_identity(occurrences_in(published[0].wheel, year))
    for edition in published[1:]:
        begun = {key: one for key, one in found.items() if one.asks_from < edition.since}
        new = _by_identity(occurrences_in(edition.wheel, year))
        ahead = {key: one for key, one in new.items() if key in found or one.asks_from >= edition.since}
        found = {**ahead, **begun}
    return tuple(sorted(found.values(), key=lambda planned: planned.slot.last_day))


def planned_by_year(
    wheel: Wheel, editions: Sequence[Edition], years: Iterable[int]
) -> Iterator[tuple[int, tuple[Planned, ...]]]:
    """Each year's occurrences, every identity once: what a published year holds, no other year takes from it.

    An occurrence that the published wheel and the wheel as it is now place on either side of a new year goes by the
    published one.
    """
    wanted = tuple(years)
    published = {one.year for one in editions}
    found = {year: _by_identity(planned_in(wheel, editions, year)) for year in wanted}
    taken = {key for year in wanted if year in published for key in found[year]}
    there = {key for one in found.values() for key in one}
    for year in wanted:
        own = found[year]
        if year in published:
            own = {**_fallen_between(wheel, editions, year, there), **own}
        else:
            own = {key: one for key, one in own.items() if key not in taken}
        yield year, tuple(sorted(own.values(), key=lambda planned: planned.slot.last_day))


def _fallen_between(
    wheel: Wheel, editions: Sequence[Edition], year: int, there: Collection[Identity]
) -> dict[Identity, Planned]:
    """What the wheel now places in the year, and the wheel that was published for it just outside."""
    ours = wheel_of_year(wheel, editions, year)
    now = _by_identity(occurrences_in(wheel, year))
    beside = (one for near in (year - 1, year + 1) for one in occurrences_in(ours, near))
    return {one.identity: one for one in beside if one.identity in now and one.identity not in there}


def wheel_of_year(wheel: Wheel, editions: Sequence[Edition], year: int) -> Wheel:
    """The newest edition published for the year, else the wheel as it is now."""
    published = [one for one in editions if one.year == year]
    return max(published, key=lambda one: one.number).wheel if published else wheel


def differences(before: Iterable[Planned], after: Iterable[Planned]) -> Iterator[Difference]:
    """What becomes of each occurrence, in order of time; what stays the same is left out."""
    old, new = _by_identity(before), _by_identity(after)
    for key in sorted({*old, *new}, key=lambda key: ((new.get(key) or old[key]).slot.last_day, key)):
        found = _difference(old.get(key), new.get(key))
        if found is not None:
            yield found


def _difference(before: Planned | None, after: Planned | None) -> Difference | None:
    one = after or before
    if one is None:
        return None
    activity, period = one.activity, one.slot.period
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.REMOVED
        return Difference(change, activity.key, activity.title, period, before, after)
    fields = tuple(_changed_fields(before, after))
    moved = _days(before) != _days(after)
    if not moved and not fields:
        return None
    change = Change.MOVED if moved else Change.REWORDED
    return Difference(change, activity.key, activity.title, period, before, after, fields)


def _changed_fields(before: Planned, after: Planned) -> Iterator[str]:
    old, new = before.activity, after.activity
    for name in FIELDS_THAT_MATTER:
        if getattr(old, name) != getattr(new, name):
            yield name
    if _days(before) == _days(after) and rungs_of(before.slot, old.reminders) != rungs_of(after.slot, new.reminders):
        yield "ladder"


FIELDS_THAT_MATTER = tuple(
    name
    for name in Activity.__dataclass_fields__
    if name not in ("key", "rule", "ladder", "source", "inferred", "feeds", "when_free")
)


def _days(planned: Planned) -> tuple[date | None, date | None, Precision]:
    return planned.slot.opens, planned.slot.due, planned.slot.precision


def _by_identity(planned: Iterable[Planned]) -> dict[Identity, Planned]:
    return {one.identity: one for one in planned}
