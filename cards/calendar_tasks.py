"""How a task stands in a calendar: on its last day, over its month or its window, or where it begins."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cards import phrases_calendar as say
from cards.calendar import CalendarEvent
from scheduler.clock import local_day, morning_of
from scheduler.gathering import Gathered
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
    tasks: Iterable[Gathered], wheel: Wheel, *, since: date, today: date, form_url: str = ""
) -> Iterator[CalendarEvent]:
    """One for each that has a day; `since` is when rows were made that nothing has changed afterwards.

    `form_url` and a task's number lead to its form; without it nothing is linked.
    """
    bars = {activity.key for activity in wheel.activities if activity.rule.plan_kind in BARS}
    for one in tasks:
        task = one.task
        name = say.event_title(task.title, say.places_in_title(one.places, task.subject.level))
        span = span_of(task.as_slot, name, is_bar=task.activity in bars)
        cancelled = task.state is State.CANCELLED
        if span is None or (cancelled and is_forgotten(one.touched_at or morning_of(since), today)):
            continue
        yield CalendarEvent(
            uid=f"{'tasks' if one.is_shared else 'assignment'}-{one.number}",
            title=span.title,
            first=span.first,
            last=span.last,
            sentences=tuple(_sentences(one, span, cancelled=cancelled)),
            revision=task.revision,
            changed_at=task.changed_at or morning_of(since),
            cancelled=cancelled,
            url=f"{form_url}{task.id}" if form_url and one.opens_task and not cancelled else "",
            category=say.CATEGORY,
        )


def _sentences(one: Gathered, span: Span, *, cancelled: bool) -> Iterator[str]:
    if cancelled:
        yield say.EVENT_CANCELLED
    yield from span.sentences
    if len(one.places) > 1:
        yield say.places_in_text(one.places, one.task.subject.level)
    if not cancelled:
        yield say.ANSWER_IN_TEAMS


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
