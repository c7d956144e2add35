"""How a task stands in a calendar: on its last day, over its month or its window, or where it begins."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cards import phrases_calendar as say
from cards.calendar import CalendarEvent
from scheduler.assignments import Assignment
from scheduler.clock import local_day, morning_of
from scheduler.lifecycle import State
from scheduler.slots import PlanKind, Precision, Slot
from scheduler.wheel import Wheel

LONGEST_BAR = timedelta(days=92)
"""A longer window would lie over every other event of half a year: its last day has to do."""

CANCELLED_SHOWN = timedelta(days=30)
"""Long enough for every calendar to have asked; some strike the event out, and then it only stands in the way."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both days inclusive."""

    first: date
    last: date
    title: str
    sentences: tuple[str, ...]


def task_events(
    assignments: Iterable[Assignment], wheel: Wheel, *, since: date, today: date
) -> Iterator[CalendarEvent]:
    """One for each assignment that has a day; `since` is when rows were made that nothing has changed afterwards."""
    bars = {activity.key for activity in wheel.activities if activity.rule.plan_kind in BARS}
    for assignment in assignments:
        name = say.event_title(assignment.title, assignment.place)
        span = span_of(assignment.as_slot, name, is_bar=assignment.activity in bars)
        changed_at = assignment.changed_at or morning_of(since)
        cancelled = assignment.state is State.CANCELLED
        if span is None or (cancelled and is_forgotten(changed_at, today)):
            continue
        yield CalendarEvent(
            uid=f"assignment-{assignment.id}",
            title=span.title,
            first=span.first,
            last=span.last,
            sentences=(say.EVENT_CANCELLED, *span.sentences) if cancelled else (*span.sentences, say.ANSWER_IN_TEAMS),
            revision=assignment.revision,
            changed_at=changed_at,
            cancelled=cancelled,
            category=say.CATEGORY,
        )


def is_forgotten(cancelled_at: datetime, today: date) -> bool:
    """Whether every calendar has had time to hear of it."""
    return today - local_day(cancelled_at) > CANCELLED_SHOWN


def span_of(slot: Slot, name: str, *, is_bar: bool) -> Span | None:
    """None where nothing says when."""
    opens, due = slot.opens, slot.due
    if due is None:
        return Span(opens, opens, say.start_event_title(name), (say.event_starts(opens),)) if opens else None
    if is_bar and opens is not None and due - opens <= LONGEST_BAR:
        within = say.event_months if slot.precision is Precision.MONTH else say.event_window
        return Span(opens, due, name, (within(opens, due),))
    return BY_PRECISION[slot.precision](name, opens, due)


def _on_its_day(name: str, opens: date | None, due: date) -> Span:
    opened = (say.event_opens(opens),) if opens and opens < due else ()
    return Span(due, due, name, (say.event_day(due), *opened))


def _over_its_month(name: str, opens: date | None, due: date) -> Span:
    first = due.replace(day=1)
    opened = (say.event_opens(opens),) if opens and opens < first else ()
    return Span(max(opens or first, first), due, say.month_event_title(name, due), (say.event_month(due), *opened))


BARS = (PlanKind.WINDOW, PlanKind.SEASON)
BY_PRECISION: Mapping[Precision, Callable[[str, date | None, date], Span]] = {
    Precision.DAY: _on_its_day,
    Precision.MONTH: _over_its_month,
    Precision.NONE: _on_its_day,
}
