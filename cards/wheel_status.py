"""From the wheel and the rows to the marks of its picture: how far each activity of a year has come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from cards.wheel_marks import MarkStatus, WheelMark
from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.planning import Planned, occurrences_in
from scheduler.slots import Precision, period_of
from scheduler.wheel import Activity, Wheel


def marks_of(wheel: Wheel, year: int, *, assignments: Iterable[Assignment] = (), today: date) -> tuple[WheelMark, ...]:
    """One mark for each occurrence of the year; with assignments only what they tell of, and how many are done.

    Without any it is the wheel's own plan, less what is hidden from those it is about.
    """
    known = [one for one in assignments if one.state is not State.CANCELLED]
    if not known:
        return marks_of_plan(wheel, occurrences_in(wheel, year))
    here = [one for one in known if _last_day(one).year == year and one.activity in wheel.activity_by_key]
    return tuple(_marks(wheel, sorted(here, key=lambda one: (_last_day(one), *_look(one))), today))


def marks_of_plan(wheel: Wheel, planned: Iterable[Planned]) -> tuple[WheelMark, ...]:
    """A part of the year's plan, less what is hidden from those it is about."""
    return tuple(plain_mark(one, wheel) for one in planned if not one.activity.hidden)


def plain_mark(planned: Planned, wheel: Wheel) -> WheelMark:
    """The occurrence as the wheel alone knows it."""
    activity, slot = planned.activity, planned.slot
    return WheelMark(
        receiver=receiver_of(activity, wheel),
        key=f"{activity.key}-{slot.period}",
        title=activity.title,
        opens=slot.opens,
        due=slot.due,
        precision=slot.precision,
        phase=activity.phase,
        status=MarkStatus.PLANNED,
    )


def _marks(wheel: Wheel, in_order: Sequence[Assignment], today: date) -> Iterator[WheelMark]:
    for _, group in groupby(in_order, key=_look):
        places = tuple(group)
        yield _mark(wheel, places, today)


def receiver_of(activity: Activity, wheel: Wheel) -> str:
    return wheel.name_of(activity.receiver) if activity.receiver else activity.audience


def _mark(wheel: Wheel, places: Sequence[Assignment], today: date) -> WheelMark:
    """The places as their rows stand: what was moved or begun by something that happened has days of its own."""
    first = places[0]
    activity = wheel.activity_by_key[first.activity]
    return WheelMark(
        receiver=receiver_of(activity, wheel),
        key=f"{activity.key}-{period_of(first.slot)}",
        title=activity.title,
        opens=first.opens,
        due=first.due,
        precision=first.precision,
        phase=activity.phase,
        status=status_of(places, today),
        done=sum(place.state in ANSWERED for place in places),
        total=len(places),
    )


def _look(one: Assignment) -> tuple[str, str, date, date, Precision]:
    """Equal for places that share a mark."""
    return one.activity, period_of(one.slot), one.opens or date.min, one.due or date.max, one.precision


def _last_day(one: Assignment) -> date:
    return one.due or one.opens or one.asks_from


def status_of(places: Sequence[Assignment], today: date) -> MarkStatus:
    """Late while any place is late, done when all are, else as far as the furthest has come."""
    awaited = [place for place in places if place.state not in ANSWERED]
    if not awaited:
        return MarkStatus.DONE
    if any(place.urgency(today) is Urgency.LATE for place in awaited):
        return MarkStatus.LATE
    if len(awaited) < len(places):
        return MarkStatus.PARTLY
    return MarkStatus.OPEN if any(place.state in ANSWERABLE for place in awaited) else MarkStatus.PLANNED
