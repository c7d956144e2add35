"""What the annual wheel shows: one mark for each activity, and the order in which marks are numbered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.slots import Precision
from scheduler.wheel_parts import Phase


class MarkStatus(StrEnum):
    """PARTLY stands for several units together: `done` of `total` have answered."""

    PLANNED = "planned"
    OPEN = "open"
    PARTLY = "partly"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class WheelMark:
    """One activity of the year; `opens` and `due` are inclusive, None where the source is silent.

    `receiver` is what people call whoever it is for, empty where nobody is named.
    """

    key: str
    title: str
    opens: date | None
    due: date | None
    precision: Precision
    phase: Phase
    status: MarkStatus
    done: int = 0
    total: int = 0
    receiver: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for day in (self.due, self.opens) if day is not None)

    def anchor_in(self, year: int) -> date | None:
        """The day that places the mark in this year: its due day, else the day it opens; None if neither lies there."""
        return next((day for day in self.days if day.year == year), None)


@dataclass(frozen=True, slots=True)
class NumberedMark:
    """A mark with its number on the wheel and in the legend, and the day that gave it its place."""

    number: int
    anchor: date
    mark: WheelMark

    @property
    def span(self) -> tuple[object, ...]:
        """Equal for marks that look the same on the wheel; in reading order within one anchor day."""
        mark = self.mark
        kind = PRECISION_ORDER[mark.precision], PHASE_ORDER[mark.phase]
        return self.anchor, *kind, mark.opens or date.min, mark.due or date.max, mark.status, mark.done, mark.total


PHASE_ORDER = {phase: place for place, phase in enumerate(Phase)}
PRECISION_ORDER = {Precision.NONE: 0, Precision.DAY: 1, Precision.MONTH: 2}


def numbered(marks: Iterable[WheelMark], year: int) -> tuple[NumberedMark, ...]:
    """The year's marks in reading order, numbered from 1; marks without a day in the year are left out."""
    anchored = [(mark.anchor_in(year), mark) for mark in marks]
    unnumbered = [NumberedMark(0, anchor, mark) for anchor, mark in anchored if anchor is not None]
    in_order = sorted(unnumbered, key=lambda entry: (entry.span, entry.mark.title, entry.mark.key))
    return tuple(NumberedMark(place, entry.anchor, entry.mark) for place, entry in enumerate(in_order, start=1))
