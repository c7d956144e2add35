"""The reminder ladder: on which days one is asked and reminded, always on working days.

At the opening; 30, 14, 7 and 1 days before; 1, 5 and 10 working days after; then it stops. A rung longer than the
window is skipped. Rungs before a deadline move back to a working day, opening and late rungs forward.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scheduler.days import working_day_on_or_after, working_day_on_or_before, working_days_after
from scheduler.fromfile import FromFile
from scheduler.slots import Slot

Days = Annotated[int, Field(ge=1, le=365)]


class RungKind(StrEnum):
    OPENING = "opening"
    BEFORE = "before"
    AFTER = "after"
    SNOOZE = "snooze"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Rung:
    """One reminder: its name is unique within an assignment, its day is a working day."""

    name: str
    kind: RungKind
    day: date


@dataclass(frozen=True, slots=True)
class Ladder(FromFile):
    """Calendar days before the deadline and working days after it."""

    before: tuple[Days, ...] = (30, 14, 7, 1)
    after: tuple[Days, ...] = (1, 5, 10)


DEFAULT_LADDER = Ladder()

RETURNED = "returned-"
"""Begins the name of the rung on which one hears that an answer has come back; its number is that answer's."""

BEFORE_A_MOVE = "/"
"""Stands, with the message's number, after the name of a rung that was climbed before its occurrence was moved."""


def asks_from(slot: Slot, ladder: Ladder) -> date | None:
    """The first day on which one can answer: the stated start, or the day of the longest rung where none is stated."""
    if slot.opens is not None or slot.due is None:
        return slot.opens
    return working_day_on_or_before(slot.due - timedelta(days=max(ladder.before, default=0)))


def rungs_of(slot: Slot, ladder: Ladder) -> tuple[Rung, ...]:
    """All rungs in order of day; where two share a day, the one nearer the deadline stands for both."""
    by_day = {rung.day: rung for rung in _all_rungs(slot, ladder)}
    return tuple(sorted(by_day.values(), key=lambda rung: rung.day))


def first_rung_of(slot: Slot, ladder: Ladder) -> date | None:
    """The day of the first rung, without the days of all the others; None where there is none."""
    return next((rung.day for rung in _all_rungs(slot, ladder)), None)


def _all_rungs(slot: Slot, ladder: Ladder) -> Iterator[Rung]:
    """In order of day, for a rung before the deadline is a working day no earlier than the opening."""
    if slot.opens is not None:
        yield Rung("opening", RungKind.OPENING, working_day_on_or_after(slot.opens))
    if slot.due is None:
        return
    for days in sorted(ladder.before, reverse=True):
        day = working_day_on_or_before(slot.due - timedelta(days=days))
        if slot.opens is None or day >= slot.opens:
            yield Rung(f"before-{days}", RungKind.BEFORE, day)
    for days in sorted(ladder.after):
        yield Rung(f"after-{days}", RungKind.AFTER, working_days_after(slot.due, days))
