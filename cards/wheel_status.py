"""From the wheel and the rows to the marks of its picture: how far each activity of a year has come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cards.wheel_marks import MarkStatus, WheelMark
from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.planning import Planned, occurrences_in
from scheduler.wheel import Wheel


def marks_of(wheel: Wheel, year: int, *, assignments: Iterable[Assignment] = (), today: date) -> tuple[WheelMark, ...]:
    """One mark for each occurrence of the year; with assignments only those among them, and how many are done."""
    by_slot: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if assignment.state is not State.CANCELLED:
            by_slot[assignment.activity, assignment.slot].append(assignment)
    planned = occurrences_in(wheel, year)
    return tuple(_marks(planned, by_slot, today)) if by_slot else tuple(map(plain_mark, planned))


def plain_mark(planned: Planned) -> WheelMark:
    """The occurrence as the wheel alone knows it."""
    activity, slot = planned.activity, planned.slot
    return WheelMark(
        key=f"{activity.key}-{slot.period}",
        title=activity.title,
        opens=slot.opens,
        due=slot.due,
        precision=slot.precision,
        phase=activity.phase,
        status=MarkStatus.PLANNED,
    )


def _marks(
    planned: Sequence[Planned], by_slot: dict[tuple[str, str], list[Assignment]], today: date
) -> Iterator[WheelMark]:
    for one in planned:
        places = by_slot.get((one.activity.key, one.slot.period), [])
        if places:
            mark = plain_mark(one)
            yield WheelMark(
                key=mark.key,
                title=mark.title,
                opens=mark.opens,
                due=mark.due,
                precision=mark.precision,
                phase=mark.phase,
                status=status_of(places, today),
                done=sum(place.state in ANSWERED for place in places),
                total=len(places),
            )


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
