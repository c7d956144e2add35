"""The calendar feed: one all-day event for each task, the same bytes as long as nothing has changed."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vDuration, vText

from cards import phrases_wheel as phrases
from scheduler.days import ONE_DAY
from scheduler.slots import Precision

PRODUCT = "-//Arshjul//Arshjul//SV"
HOURLY = timedelta(hours=1)
# Several clients split a category at an escaped comma, and a control character makes some drop the whole feed.
SPLITS_CATEGORIES = re.compile(r"\s*[,;]\s*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One task; `opens` and `due` are inclusive, `uid` is never used for another task, `revision` never goes down."""

    uid: str
    title: str
    unit: str
    opens: date | None
    due: date | None
    precision: Precision
    revision: int
    changed_at: datetime
    cancelled: bool
    url: str
    category: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How an entry stands in the calendar; `last` is its last day, inclusive."""

    first: date
    last: date
    title: str
    sentences: tuple[str, ...]


def calendar_bytes(entries: Iterable[CalendarEntry], *, name: str, host: str, refresh: timedelta = HOURLY) -> bytes:
    """The feed in UTF-8 with CRLF; `host` completes the uids, entries without any date are left out."""
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, text(name))
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    shown = [(how, entry) for entry in entries if (how := shown_as(entry)) is not None]
    for how, entry in sorted(shown, key=lambda pair: (pair[0].first, pair[1].uid)):
        calendar.add_component(event_of(entry, how, host))
    return bytes(calendar.to_ical())


def etag_of(content: bytes) -> str:
    """A strong entity tag, quotes included."""
    return f'"{hashlib.sha256(content).hexdigest()}"'


def event_of(entry: CalendarEntry, how: Shown, host: str) -> Event:
    event = Event()
    title = phrases.cancelled_event_title(how.title) if entry.cancelled else how.title
    event.add("uid", f"{entry.uid}@{host}")
    event.add("summary", text(title))
    event.add("dtstart", how.first)
    event.add("dtend", how.last + ONE_DAY)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.revision)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-alldayevent", "TRUE")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    if entry.category:
        event.add("categories", [SPLITS_CATEGORIES.sub(" ", CONTROL.sub("", entry.category))])
    event.add("description", text("\n".join(description(entry, how))))
    if entry.url:
        event.add("url", entry.url)
    return event


def description(entry: CalendarEntry, how: Shown) -> tuple[str, ...]:
    cancelled = (phrases.event_cancelled(),) if entry.cancelled else ()
    link = (phrases.event_link(entry.url),) if entry.url else ()
    return *cancelled, *how.sentences, *link


def shown_as(entry: CalendarEntry) -> Shown | None:
    name = phrases.event_title(entry.title, entry.unit)
    if entry.due is not None:
        return BY_PRECISION[entry.precision](name, entry.opens, entry.due)
    if entry.opens is not None:
        return Shown(entry.opens, entry.opens, phrases.start_event_title(name), (phrases.event_starts(entry.opens),))
    return None


def on_its_day(name: str, opens: date | None, due: date) -> Shown:
    opened = (phrases.event_opens(opens),) if opens else ()
    return Shown(due, due, name, (phrases.event_day(due), *opened))


def over_its_month(name: str, opens: date | None, due: date) -> Shown:
    first = due.replace(day=1)
    opened = (phrases.event_opens(opens),) if opens and opens < first else ()
    title = phrases.month_event_title(name, due)
    return Shown(max(opens or first, first), due, title, (phrases.event_month(due), *opened))


BY_PRECISION: dict[Precision, Callable[[str, date | None, date], Shown]] = {
    Precision.DAY: on_its_day,
    Precision.MONTH: over_its_month,
    Precision.NONE: on_its_day,
}


def text(value: str) -> vText:
    """A text property; the library escapes commas only in what it knows to be text."""
    return vText(CONTROL.sub("", value))
