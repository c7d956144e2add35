"""How a meeting stands in a calendar, and the notice in a calendar whose address has been replaced."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from cards import phrases_calendar as say
from cards.calendar import CalendarEvent
from cards.calendar_tasks import is_forgotten
from scheduler.clock import STOCKHOLM, morning_of
from scheduler.meetings import CalledMeeting
from scheduler.ports import Feed
from scheduler.wheel import Wheel

AN_HOUR = timedelta(hours=1)


def meeting_events(meetings: Iterable[CalledMeeting], wheel: Wheel, *, today: date) -> Iterator[CalendarEvent]:
    """One for each meeting, all day long where nothing says when it begins; cancelled ones for thirty days."""
    for meeting in meetings:
        cancelled = meeting.held_on is None
        body = wheel.body_by_key.get(meeting.body)
        if body is None or (cancelled and is_forgotten(meeting.changed_at, today)):
            continue
        day = meeting.held_on or meeting.called_for
        begins = datetime.combine(day, meeting.begins_at, STOCKHOLM) if meeting.begins_at else day
        yield CalendarEvent(
            uid=f"meeting-{meeting.id}",
            title=say.meeting_title(body.name),
            first=begins,
            last=begins + AN_HOUR if isinstance(begins, datetime) else day,
            sentences=tuple(_sentences(meeting)),
            revision=meeting.revision,
            changed_at=meeting.changed_at,
            cancelled=cancelled,
            category=say.CATEGORY,
        )


def _sentences(meeting: CalledMeeting) -> Iterator[str]:
    if meeting.held_on is None:
        yield say.MEETING_CANCELLED
        return
    if meeting.held_on != meeting.called_for:
        yield say.meeting_moved(meeting.called_for)
    if meeting.begins_at is not None:
        yield say.MEETING_END


def notice_events(feed: Feed) -> Iterator[CalendarEvent]:
    """A bar over the days that the old address still works; nothing in a calendar that has not been replaced."""
    if feed.replaced_on is None or feed.expires_on is None:
        return
    yield CalendarEvent(
        uid=f"feed-{feed.id}",
        title=say.CHANGE_ADDRESS,
        first=feed.replaced_on,
        last=feed.expires_on,
        sentences=(say.change_address(feed.expires_on),),
        revision=0,
        changed_at=morning_of(feed.replaced_on),
        category=say.CATEGORY,
    )
