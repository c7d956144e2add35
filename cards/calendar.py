"""The calendar feed: all-day events for tasks, timed ones for meetings; the same bytes until something changes."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event
from icalendar.prop import vDuration, vText

from cards import phrases_calendar as say
from cards.calendar_zone import stockholm
from scheduler.days import ONE_DAY

PRODUCT = "-//Arshjul//Arshjul//SV"
HOURLY = timedelta(hours=1)
KEPT_FRAGMENTS = 50_000
END = b"END:VCALENDAR\r\n"
# Several clients split a category at an escaped comma, and a control character makes some drop the whole feed.
SPLITS_CATEGORIES = re.compile(r"\s*[,;]\s*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """What a calendar shows; days are inclusive, an instant is local time in Stockholm and takes an hour.

    `uid` is never used for anything else, `revision` never goes down.
    """

    uid: str
    title: str
    first: date | datetime
    last: date | datetime
    sentences: tuple[str, ...]
    revision: int
    changed_at: datetime
    cancelled: bool = False
    url: str = ""
    category: str = ""

    @property
    def is_timed(self) -> bool:
        return isinstance(self.first, datetime)

    @property
    def ends(self) -> date | datetime:
        """Exclusive, as calendars want it."""
        return self.last if self.is_timed else self.last + ONE_DAY


def calendar_bytes(events: Iterable[CalendarEvent], *, name: str, host: str, refresh: timedelta = HOURLY) -> bytes:
    """The feed in UTF-8 with CRLF; `host` completes the uids."""
    shown = sorted(events, key=lambda event: (day_of(event.first), event.uid))
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, text(name))
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    if any(event.is_timed for event in shown):
        calendar.add_component(stockholm())
    head = calendar.to_ical().removesuffix(END)
    return b"".join((head, *(event_bytes(event, host) for event in shown), END))


def etag_of(content: bytes) -> str:
    """A strong entity tag, quotes included."""
    return f'"{hashlib.sha256(content).hexdigest()}"'


@lru_cache(maxsize=KEPT_FRAGMENTS)
def event_bytes(event: CalendarEvent, host: str) -> bytes:
    """One event's lines, written once for as long as it stays the same: nearly all of a feed's time goes here."""
    written: bytes = _component(event, host).to_ical()
    return written


def _component(event: CalendarEvent, host: str) -> Event:
    component = Event()
    component.add("uid", f"{event.uid}@{host}")
    component.add("summary", text(say.cancelled_title(event.title) if event.cancelled else event.title))
    component.add("dtstart", event.first)
    component.add("dtend", event.ends)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("sequence", event.revision)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    _add_weight(component, event)
    if event.category:
        component.add("categories", [SPLITS_CATEGORIES.sub(" ", CONTROL.sub("", event.category))])
    link = (say.event_link(event.url),) if event.url else ()
    component.add("description", text("\n".join((*event.sentences, *link))))
    if event.url:
        component.add("url", event.url)
    return component


def _add_weight(component: Event, event: CalendarEvent) -> None:
    """A day on which something is due must not look like a day away; a meeting takes its time."""
    if event.is_timed:
        component.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
        return
    component.add("transp", "TRANSPARENT")
    component.add("x-microsoft-cdo-alldayevent", "TRUE")
    component.add("x-microsoft-cdo-busystatus", "FREE")


def day_of(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def text(value: str) -> vText:
    """A text property; the library escapes commas only in what it knows to be text."""
    return vText(CONTROL.sub("", value))
