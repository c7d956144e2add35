"""From a person's assignments to the entries of their calendar."""

from collections.abc import Iterable, Iterator
from datetime import date

from cards.calendar import CalendarEntry
from cards.phrases_feed import CALENDAR_CATEGORY
from scheduler.assignments import Assignment
from scheduler.clock import morning_of
from scheduler.lifecycle import State


def entries_of(assignments: Iterable[Assignment], *, since: date) -> Iterator[CalendarEntry]:
    """One entry for each assignment; `since` is when the rows were made, so that equal rows give equal bytes."""
    for assignment in assignments:
        yield CalendarEntry(
            uid=f"assignment-{assignment.id}",
            title=assignment.title,
            unit=assignment.place,
            opens=assignment.opens,
            due=assignment.due,
            precision=assignment.precision,
            revision=0,
            changed_at=morning_of(since),
            cancelled=assignment.state is State.CANCELLED,
            url="",
            category=CALENDAR_CATEGORY,
        )
