"""Calendar programs' own readers on the feed: whole letters, whole days, and the right hour on both sides of summer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest
import vobject

from cards.calendar import CalendarEvent, calendar_bytes
from scheduler.clock import STOCKHOLM
from tests.npm import install, node

PACKAGES = ("ical.js@2.2.1", "node-ical@0.26.1")
CHANGED = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
# The Sundays on which the clocks are changed, by the law of the European Union.
CHANGES = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 3, 26),
    date(2028, 10, 29),
    date(2029, 3, 25),
    date(2029, 10, 28),
    date(2030, 3, 31),
    date(2030, 10, 27),
)
DAYS = tuple(day for sunday in CHANGES for day in (sunday - timedelta(days=1), sunday))
REPORT = CalendarEvent(
    uid="assignment-17",
    title="Återkoppling på åtgärder; Solgården, plan 2",
    first=date(2027, 3, 1),
    last=date(2027, 3, 31),
    sentences=("Görs från 1 mars 2027 till och med 31 mars 2027.",),
    revision=3,
    changed_at=CHANGED,
    url="https://arshjul.example/form/17",
    category="Årshjul",
)
SHARED = replace(
    REPORT,
    uid="tasks-18",
    title="Egenkontroll – 14 enheter",
    sentences=("Gäller 14 enheter: Ängsgården, Åsgården, Öbacka och 11 till.",),
    url="",
)
ICAL_JS = """
import fs from "node:fs";
import ICAL from "ical.js";
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync("feed.ics", "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const told = event => [
    event.summary,
    event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
    event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
    event.component.getFirstPropertyValue("url") ?? "",
    event.component.getFirstPropertyValue("description") ?? "",
];
const events = calendar.getAllSubcomponents("vevent").map(found => new ICAL.Event(found));
console.log(JSON.stringify(Object.fromEntries(events.map(event => [event.uid, told(event)]))));
"""
NODE_ICAL = """
import ical from "node-ical";
const events = Object.values(ical.sync.parseFile("feed.ics")).filter(one => one.type === "VEVENT");
const day = when => when.toLocaleDateString("sv-SE");
const at = (event, when) => event.datetype === "date" ? day(when) : when.toISOString();
const told = event => [
    event.summary, at(event, event.start), at(event, event.end), event.url ?? "", event.description ?? "",
];
console.log(JSON.stringify(Object.fromEntries(events.map(event => [event.uid, told(event)]))));
"""


def meeting(number: int, day: date) -> CalendarEvent:
    begins = datetime(day.year, day.month, day.day, 13, 0, tzinfo=STOCKHOLM)
    return CalendarEvent(
        uid=f"meeting-{number}",
        title="Rådet: möte",
        first=begins,
        last=begins + timedelta(hours=1),
        sentences=(),
        revision=0,
        changed_at=CHANGED,
    )


FEED = calendar_bytes(
    [REPORT, SHARED, *(meeting(number, day) for number, day in enumerate(DAYS))],
    name="Årshjul – Örebro",
    host="a.example",
)


def instant(day: date, hour: int) -> str:
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM).astimezone(UTC).strftime("%Y-%m-%dT%H:00:00")


EXPECTED: Mapping[str, list[str]] = {
    "assignment-17@a.example": [
        REPORT.title,
        "2027-03-01",
        "2027-04-01",
        REPORT.url,
        f"{REPORT.sentences[0]}\nÖppna: {REPORT.url}",
    ],
    "tasks-18@a.example": [SHARED.title, "2027-03-01", "2027-04-01", "", SHARED.sentences[0]],
    **{
        f"meeting-{number}@a.example": ["Rådet: möte", instant(day, 13), instant(day, 14), "", ""]
        for number, day in enumerate(DAYS)
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients")
    install(folder, *PACKAGES)
    (folder / "feed.ics").write_bytes(FEED)
    return folder


def said_by(folder: Path, script: str) -> dict[str, list[str]]:
    (folder / "read.mjs").write_text(script, encoding="utf-8")
    told: dict[str, list[str]] = orjson.loads(node(folder, "read.mjs"))
    return {uid: [part.removesuffix(".000Z") for part in parts] for uid, parts in told.items()}


def test_days_around_the_changes_are_twenty_and_half_of_them_in_summer() -> None:
    offsets = [datetime(day.year, day.month, day.day, 13, tzinfo=STOCKHOLM).utcoffset() for day in DAYS]

    assert (len(set(DAYS)), offsets.count(timedelta(hours=2))) == (20, 10)


def test_ical_js_reads_every_event_at_its_instant(folder: Path) -> None:
    assert said_by(folder, ICAL_JS) == EXPECTED


def test_node_ical_reads_every_event_at_its_instant(folder: Path) -> None:
    assert said_by(folder, NODE_ICAL) == EXPECTED


def test_vobject_reads_every_event_at_its_instant() -> None:
    found = {}
    for event in vobject.readOne(FEED.decode()).vevent_list:
        moments = [event.dtstart.value, event.dtend.value]
        if isinstance(moments[0], datetime):
            moments = [moment.astimezone(UTC).replace(tzinfo=None) for moment in moments]
        days = (moment.isoformat() for moment in moments)
        texts = [event.getChildValue(name, "") for name in ("url", "description")]
        found[event.uid.value] = [event.summary.value, *days, *texts]

    assert found == EXPECTED
