"""The plan of a year as a calendar file and as a picture."""

from collections.abc import Iterable, Iterator
from datetime import date

from cards.calendar import CalendarEvent, calendar_bytes
from cards.calendar_tasks import BARS, span_of
from cards.phrases_calendar import CATEGORY
from cards.phrases_feed import example_note, feed_name, wheel_title
from cards.wheel_rings import RingsBy
from cards.wheel_status import marks_of_plan
from cards.wheel_svg import wheel_svg
from scheduler.clock import morning_of
from scheduler.load import Staff
from scheduler.plan_scopes import PlanScope, within_scope
from scheduler.planning import Planned, occurrences_in
from scheduler.slots import PLACE_MARK
from scheduler.usecases.sights import WHOLE
from scheduler.wheel import Wheel

WHOLE_PLAN = PlanScope()
HOST = "arshjul.invalid"


def plan_calendar(wheel: Wheel, years: Iterable[int]) -> bytes:
    """One event for each occurrence; the same wheel gives the same bytes."""
    return calendar_bytes(_events(wheel, years), name=feed_name(WHOLE, wheel.municipality), host=HOST)


def plan_picture(
    wheel: Wheel, year: int, staff: Staff | None = None, scope: PlanScope = WHOLE_PLAN, by: RingsBy = RingsBy.PHASE
) -> str:
    """The wheel of the year as SVG, without status and without a hand for today; a scope takes people to be known."""
    planned: Iterable[Planned] = occurrences_in(wheel, year)
    if staff is not None and not scope.is_whole:
        planned = within_scope(wheel, planned, staff, scope)
    return wheel_svg(
        marks_of_plan(wheel, planned),
        year,
        today=date.min,
        title=wheel_title(scope.name or wheel.municipality, year),
        subtitle=wheel.administration if scope.is_whole else f"{wheel.administration}, {wheel.municipality}",
        by=by,
        note=example_note(wheel),
    )


def _events(wheel: Wheel, years: Iterable[int]) -> Iterator[CalendarEvent]:
    for year in years:
        for planned in occurrences_in(wheel, year):
            activity, slot = planned.activity, planned.slot
            span = span_of(slot, activity.title, is_bar=activity.rule.plan_kind in BARS)
            if span is not None:
                yield CalendarEvent(
                    uid=f"{wheel.key}-{activity.key}-{slot.period.replace(PLACE_MARK, '-')}",
                    title=span.title,
                    first=span.first,
                    last=span.last,
                    sentences=span.sentences,
                    revision=0,
                    changed_at=morning_of(date(year, 1, 1)),
                    category=CATEGORY,
                )
