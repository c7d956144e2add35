"""The calendar feed, read back with a calendar reader and held against a golden file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from cards.calendar import CalendarEvent, calendar_bytes, etag_of, event_bytes
from scheduler.clock import STOCKHOLM

GOLDEN = Path(__file__).parents[2] / "golden" / "unit_calendar_2027.ics"
CHANGED = datetime(2027, 1, 4, 8, 30, tzinfo=UTC)

REPORT = CalendarEvent(
    uid="assignment-17",
    title="Utförares verksamhetsberättelse – Solgården, plan 2",
    first=date(2027, 2, 28),
    last=date(2027, 2, 28),
    sentences=("Senast 28 februari 2027.", "Öppet från 1 januari 2027."),
    revision=3,
    changed_at=CHANGED,
    url="https://arshjul.example/open/17",
    category="Följa upp",
)
VISITS = replace(
    REPORT,
    uid="assignment-18",
    title="Avtalsuppföljning",
    first=date(2027, 3, 1),
    last=date(2027, 3, 31),
    sentences=("Görs från 1 mars 2027 till och med 31 mars 2027.",),
)
CANCELLED = replace(REPORT, uid="assignment-20", title="Tillsyn under våren", cancelled=True)
COUNCIL = replace(
    REPORT,
    uid="meeting-4",
    title="Kvalitetsrådet: möte",
    first=datetime(2027, 3, 28, 13, 0, tzinfo=STOCKHOLM),
    last=datetime(2027, 3, 28, 14, 0, tzinfo=STOCKHOLM),
    sentences=("Här står bara när mötet börjar. Kalendern visar en timme.",),
    url="",
)
EVENTS = (REPORT, VISITS, CANCELLED, COUNCIL)


def feed(*events: CalendarEvent, name: str = "Årshjul – Solgården") -> bytes:
    return calendar_bytes(events, name=name, host="arshjul.example")


def event(one: CalendarEvent) -> Component:
    (found,) = Calendar.from_ical(feed(one)).walk("VEVENT")
    return found


def shown_text(one: CalendarEvent, name: str) -> str:
    return str(event(one)[name])


def test_calendar_bytes_is_the_golden_feed() -> None:
    assert feed(*EVENTS) == GOLDEN.read_bytes()


def test_calendar_bytes_gives_the_same_bytes_when_events_come_in_another_order() -> None:
    assert feed(*reversed(EVENTS)) == feed(*EVENTS)


def test_calendar_reads_back_whole() -> None:
    shown = event(REPORT)

    assert {name: shown.decoded(name) for name in shown} == {
        "UID": "assignment-17@arshjul.example",
        "SUMMARY": "Utförares verksamhetsberättelse – Solgården, plan 2",
        "DTSTART": date(2027, 2, 28),
        "DTEND": date(2027, 3, 1),
        "DTSTAMP": CHANGED,
        "LAST-MODIFIED": CHANGED,
        "SEQUENCE": 3,
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-ALLDAYEVENT": "TRUE",
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
        "CATEGORIES": ["Följa upp"],
        "DESCRIPTION": ("Senast 28 februari 2027.\nÖppet från 1 januari 2027.\nÖppna: https://arshjul.example/open/17"),
        "URL": "https://arshjul.example/open/17",
    }


def test_calendar_says_its_name_and_how_often_to_look() -> None:
    lines = feed(name="Årshjul, Solgården; plan 2").decode().split("\r\n")

    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Arshjul//Arshjul//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME:Årshjul\, Solgården\; plan 2",
        r"X-WR-CALNAME:Årshjul\, Solgården\; plan 2",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "END:VCALENDAR",
        "",
    ]


def test_calendar_bytes_uses_another_interval_when_given_one() -> None:
    content = calendar_bytes((), name="A", host="h", refresh=timedelta(minutes=30))

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT30M\r\nX-PUBLISHED-TTL:PT30M\r\n" in content


def test_physical_lines_are_short_and_whole_letters_when_the_text_is_long() -> None:
    content = feed(replace(REPORT, title="Återkoppling på åtgärder för äldre " * 12))

    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert len([line.decode() for line in lines if line.startswith(b" ")]) > 5


def test_window_reaches_the_day_after_its_last() -> None:
    shown = event(VISITS)

    assert (shown.decoded("DTSTART"), shown.decoded("DTEND")) == (date(2027, 3, 1), date(2027, 4, 1))


def test_meeting_takes_its_hour_in_stockholm_and_brings_the_zone() -> None:
    lines = feed(COUNCIL).decode().split("\r\n")

    assert [line for line in lines if line.startswith(("DTSTART;", "DTEND;", "TRANSP", "X-MICROSOFT"))] == [
        "DTSTART;TZID=Europe/Stockholm:20270328T130000",
        "DTEND;TZID=Europe/Stockholm:20270328T140000",
        "TRANSP:OPAQUE",
    ]
    assert lines.count("BEGIN:VTIMEZONE") == 1


def test_cancelled_meeting_takes_no_time() -> None:
    assert shown_text(replace(COUNCIL, cancelled=True), "TRANSP") == "TRANSPARENT"


def test_feed_of_days_alone_has_no_zone() -> None:
    assert b"VTIMEZONE" not in feed(REPORT, VISITS)


def test_cancelled_event_stays_and_says_so() -> None:
    assert shown_text(CANCELLED, "STATUS") == "CANCELLED"
    assert shown_text(CANCELLED, "SUMMARY") == "INSTÄLLT: Tillsyn under våren"


def test_event_is_written_once_for_as_long_as_it_stays_the_same() -> None:
    first = event_bytes(REPORT, "arshjul.example")

    assert event_bytes(replace(REPORT, revision=3), "arshjul.example") is first
    assert event_bytes(replace(REPORT, revision=4), "arshjul.example") != first


@pytest.mark.parametrize(
    ("category", "line"),
    [
        ("Följa upp, åtgärda; planera", "CATEGORIES:Följa upp åtgärda planera"),
        ("Följa\x07 upp", "CATEGORIES:Följa upp"),
    ],
)
def test_category_holds_nothing_that_splits_it(category: str, line: str) -> None:
    assert line in feed(replace(REPORT, category=category)).decode().split("\r\n")


def test_category_and_link_are_absent_when_empty() -> None:
    shown = event(replace(REPORT, category="", url=""))

    assert ("CATEGORIES" in shown, "URL" in shown) == (False, False)


def test_text_loses_control_characters_but_keeps_line_breaks() -> None:
    one = replace(REPORT, title="Mål\x00 och\x1f mått\r\nplan 2")

    assert shown_text(one, "SUMMARY") == "Mål och mått\nplan 2"


def test_etag_changes_only_when_the_content_does() -> None:
    unchanged, changed = feed(REPORT), feed(replace(REPORT, revision=4))

    assert etag_of(unchanged) == etag_of(feed(REPORT))
    assert etag_of(unchanged) != etag_of(changed)
    assert etag_of(b"") == '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"'


def test_only_the_event_that_changed_is_written_again() -> None:
    events = [replace(REPORT, uid=f"one-of-many-{number}") for number in range(400)]
    feed(*events)
    before = event_bytes.cache_info()

    changed = feed(*events[:-1], replace(events[-1], revision=4))

    after = event_bytes.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 399)
    assert changed.count(b"SEQUENCE:4") == 1
