"""The calendar feed, read back with a calendar reader and held against a golden file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from cards.calendar import CalendarEntry, calendar_bytes, etag_of
from scheduler.slots import Precision

GOLDEN = Path(__file__).parents[2] / "golden" / "unit_calendar_2027.ics"
CHANGED = datetime(2027, 1, 4, 8, 30, tzinfo=UTC)

REPORT = CalendarEntry(
    uid="assignment-17",
    title="Utförares verksamhetsberättelse",
    unit="Solgården, plan 2",
    opens=date(2027, 1, 1),
    due=date(2027, 2, 28),
    precision=Precision.DAY,
    revision=3,
    changed_at=CHANGED,
    cancelled=False,
    url="https://arshjul.example/open/17",
    category="Följa upp",
)
STATEMENT = replace(
    REPORT,
    uid="assignment-18",
    title="Ramyttrande",
    unit="",
    opens=date(2027, 4, 1),
    due=date(2027, 4, 30),
    precision=Precision.MONTH,
    category="Planera",
)
SAFETY = replace(
    REPORT,
    uid="assignment-19",
    title="Patientsäkerhetsberättelse",
    unit="Förvaltningen",
    due=None,
    precision=Precision.NONE,
)
CANCELLED = replace(REPORT, uid="assignment-20", title="Tillsyn under våren", due=date(2027, 5, 31), cancelled=True)
ENTRIES = (REPORT, STATEMENT, SAFETY, CANCELLED)


def feed(*entries: CalendarEntry, name: str = "Årshjul – Solgården") -> bytes:
    return calendar_bytes(entries, name=name, host="arshjul.example")


def event(entry: CalendarEntry) -> Component:
    (found,) = Calendar.from_ical(feed(entry)).walk("VEVENT")
    return found


def shown_text(entry: CalendarEntry, name: str) -> str:
    return str(event(entry)[name])


def days(entry: CalendarEntry) -> tuple[date, date]:
    """First day, and the day after the last."""
    shown = event(entry)
    return shown.decoded("DTSTART"), shown.decoded("DTEND")


def test_calendar_bytes_is_the_golden_feed() -> None:
    assert feed(*ENTRIES) == GOLDEN.read_bytes()


def test_calendar_bytes_gives_the_same_bytes_when_entries_come_in_another_order() -> None:
    assert feed(*reversed(ENTRIES)) == feed(*ENTRIES)


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


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        (date(2027, 4, 1), (date(2027, 4, 1), date(2027, 5, 1))),
        (None, (date(2027, 4, 1), date(2027, 5, 1))),
        (date(2027, 2, 1), (date(2027, 4, 1), date(2027, 5, 1))),
        (date(2027, 4, 12), (date(2027, 4, 12), date(2027, 5, 1))),
    ],
    ids=["whole month", "no opening", "opens before", "opens within"],
)
def test_month_covers_the_month_when_no_day_is_stated(opens: date | None, expected: tuple[date, date]) -> None:
    assert days(replace(STATEMENT, opens=opens)) == expected


def test_month_is_named_in_title_and_text() -> None:
    entry = replace(STATEMENT, opens=date(2027, 2, 1), url="")

    assert shown_text(entry, "SUMMARY") == "Ramyttrande (april 2027)"
    assert shown_text(entry, "DESCRIPTION") == "Under april 2027. Källan anger ingen dag.\nÖppet från 1 februari 2027."


def test_start_stands_on_its_day_when_no_end_is_stated() -> None:
    assert days(SAFETY) == (date(2027, 1, 1), date(2027, 1, 2))
    assert shown_text(SAFETY, "SUMMARY") == "Patientsäkerhetsberättelse – Förvaltningen (börjar)"


def test_deadline_stands_on_its_day_when_nothing_says_when_it_opens() -> None:
    assert shown_text(replace(REPORT, opens=None, url=""), "DESCRIPTION") == "Senast 28 februari 2027."


def test_entry_is_left_out_when_it_has_no_date() -> None:
    assert feed(replace(SAFETY, opens=None)) == feed()


def test_cancelled_entry_stays_and_says_so() -> None:
    assert shown_text(CANCELLED, "STATUS") == "CANCELLED"
    assert shown_text(CANCELLED, "SUMMARY") == "INSTÄLLT: Tillsyn under våren – Solgården, plan 2"
    assert shown_text(CANCELLED, "DESCRIPTION").startswith("Den här uppgiften är inställd.\n")


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
    entry = replace(REPORT, title="Mål\x00 och\x1f mått\r\nplan 2", unit="")

    assert shown_text(entry, "SUMMARY") == "Mål och mått\nplan 2"


def test_etag_changes_only_when_the_content_does() -> None:
    unchanged, changed = feed(REPORT), feed(replace(REPORT, revision=4))

    assert etag_of(unchanged) == etag_of(feed(REPORT))
    assert etag_of(unchanged) != etag_of(changed)
    assert etag_of(b"") == '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"'
