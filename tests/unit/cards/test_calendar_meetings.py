"""Meetings in a calendar, and the notice in one whose address has been replaced."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from cards.calendar import CalendarEvent
from cards.calendar_meetings import meeting_events, notice_events
from scheduler.clock import STOCKHOLM
from scheduler.meetings import CalledMeeting
from scheduler.ports import Feed
from scheduler.wheel_parts import Body
from tests.factories import make_wheel

CHANGED = datetime(2027, 1, 4, 8, 30, tzinfo=UTC)
TODAY = date(2027, 2, 1)
WHEEL = make_wheel(bodies=(Body(key="rad", name="Kvalitetsrådet"),))
MEETING = CalledMeeting(
    id=4,
    body="rad",
    called_for=date(2027, 3, 26),
    held_on=date(2027, 3, 26),
    begins_at=time(13, 0),
    revision=0,
    changed_at=CHANGED,
)
FEED = Feed(7, 1, 1, "me", "Teams", created_on=TODAY, expires_on=None, revoked_on=None)


def event(meeting: CalledMeeting) -> CalendarEvent:
    (found,) = meeting_events([meeting], WHEEL, today=TODAY)
    return found


def test_meeting_stands_at_its_time_in_stockholm_for_an_hour() -> None:
    assert event(MEETING) == CalendarEvent(
        uid="meeting-4",
        title="Kvalitetsrådet: möte",
        first=datetime(2027, 3, 26, 13, 0, tzinfo=STOCKHOLM),
        last=datetime(2027, 3, 26, 14, 0, tzinfo=STOCKHOLM),
        sentences=("Här står bara när mötet börjar. Kalendern visar en timme.",),
        revision=0,
        changed_at=CHANGED,
        category="Årshjul",
    )


def test_meeting_stands_all_day_when_nothing_says_when_it_begins() -> None:
    shown = event(replace(MEETING, begins_at=None))

    assert (shown.first, shown.last, shown.sentences) == (date(2027, 3, 26), date(2027, 3, 26), ())


def test_moved_meeting_keeps_its_name_to_calendars_and_says_what_it_was_called_for() -> None:
    shown = event(replace(MEETING, held_on=date(2027, 4, 2), revision=1))

    assert (shown.uid, shown.revision, shown.first) == (
        "meeting-4",
        1,
        datetime(2027, 4, 2, 13, 0, tzinfo=STOCKHOLM),
    )
    assert shown.sentences[0] == "Mötet är flyttat. Det var kallat till 26 mars 2027."


def test_cancelled_meeting_says_so_on_the_day_it_was_called_for_and_for_thirty_days() -> None:
    gone = replace(MEETING, held_on=None, revision=1)

    assert (event(gone).cancelled, event(gone).sentences) == (True, ("Mötet är inställt.",))
    assert list(meeting_events([gone], WHEEL, today=date(2027, 2, 4))) == []


def test_meeting_of_a_body_that_the_wheel_no_longer_has_is_left_out() -> None:
    assert list(meeting_events([replace(MEETING, body="namnd")], WHEEL, today=TODAY)) == []


def test_replaced_calendar_says_so_on_every_day_that_it_still_works() -> None:
    (notice,) = notice_events(replace(FEED, replaced_on=TODAY, expires_on=date(2027, 2, 15)))

    assert (notice.first, notice.last, notice.title) == (
        TODAY,
        date(2027, 2, 15),
        "Byt kalenderadress till Årshjulet",
    )


def test_calendar_in_use_has_no_notice() -> None:
    assert list(notice_events(FEED)) == []
