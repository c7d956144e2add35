"""vdirsyncer and khal as a subscriber uses them: what is changed, moved or called off is there after the next sync."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from scheduler.lifecycle import State
from scheduler.moves import KeptOccurrence
from scheduler.usecases.moving import move_occurrence
from tests.factories import make_by
from tests.web.conftest import Town

PROGRAMS = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[arshjul]]
path = {folder}/calendar
[locale]
local_timezone = Europe/Stockholm
default_timezone = Europe/Stockholm
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
LINE = "{start-date} {end-date} {title}"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A calendar program with a folder of its own."""

    folder: Path

    @classmethod
    def of(cls, url: str, folder: Path) -> "Subscriber":
        (folder / "calendar").mkdir()
        (folder / "sync.conf").write_text(SYNC.format(folder=folder, url=url), encoding="utf-8")
        (folder / "show.conf").write_text(SHOW.format(folder=folder), encoding="utf-8")
        return cls(folder)

    async def sync(self) -> None:
        for step in ("discover", "sync"):
            await self._run("vdirsyncer", "-c", str(self.folder / "sync.conf"), step)

    async def sees(self, title: str) -> list[tuple[str, str, str]]:
        """First day, last day and title of each event of the year whose title has the words in it."""
        said = await self._run(
            "khal", "-c", str(self.folder / "show.conf"), "list", "--format", LINE, "2027-01-01", "365d", "--once"
        )
        lines = [line.split(" ", 2) for line in said.splitlines() if title in line]
        return [(first, last, rest) for first, last, rest in lines]

    async def _run(self, program: str, *arguments: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        process = await asyncio.create_subprocess_exec(
            str(PROGRAMS / program),
            *arguments,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, complained = await process.communicate()
        assert process.returncode == 0, complained.decode()
        return said.decode()


def kept(town: Town, title: str) -> KeptOccurrence:
    service = town.house.service
    keys = {one.key for one in service.content.wheel.activities if one.title == title}
    with service.store.read() as uow:
        found: Sequence[KeptOccurrence] = uow.assignments.occurrences(service.municipality_id, keys)
    return next(one for one in found if one.due is not None and one.due.year == 2027)


def decide(town: Town, title: str, due: date | None) -> None:
    with town.house.service.store.write() as uow:
        now = town.house.clock.now() + timedelta(hours=1)
        move_occurrence(uow, kept(town, title), due, because="Nytt datum", moved_by="Anna", now=now, by=make_by())


@pytest.mark.parametrize(
    ("scope", "places"), [("unit:Björkgården", "Björkgården"), ("area:Särskilt boende", "4 enheter")]
)
async def test_changes_reach_a_calendar_that_asks_again(town: Town, tmp_path: Path, scope: str, places: str) -> None:
    title = "Utförarens verksamhetsberättelse"
    _, token = town.feed(scope=scope)
    subscriber = Subscriber.of(str(town.house.client.make_url(f"/calendar/{token}.ics")), tmp_path)

    await subscriber.sync()
    first = await subscriber.sees(title)
    decide(town, title, date(2027, 3, 12))
    await subscriber.sync()
    moved = await subscriber.sees(title)
    decide(town, title, None)
    await subscriber.sync()
    cancelled = await subscriber.sees(title)

    name = f"{title} – {places}"
    assert first == [("2027-02-28", "2027-02-28", name)]
    assert moved == [("2027-03-12", "2027-03-12", name)]
    assert cancelled == [("2027-03-12", "2027-03-12", f"INSTÄLLT: {name}")]


async def test_unit_that_closes_leaves_the_event_of_the_others_where_it_is(town: Town, tmp_path: Path) -> None:
    title = "Utförarens verksamhetsberättelse"
    _, token = town.feed(scope="area:Särskilt boende")
    url = f"/calendar/{token}.ics"
    subscriber = Subscriber.of(str(town.house.client.make_url(url)), tmp_path)

    await subscriber.sync()
    before = await subscriber.sees(title), await told(town, url, title)
    with town.house.service.store.write() as uow:
        rows = uow.assignments.of_municipality(town.house.service.municipality_id, year=2027)
        (mine,) = [one for one in rows if one.title == title and one.place == "Björkgården"]
        uow.assignments.set_state(mine.id, State.CANCELLED)
    await subscriber.sync()

    days = "2027-02-28", "2027-02-28"
    assert before[0] == [(*days, f"{title} – 4 enheter")]
    assert await subscriber.sees(title) == [(*days, f"{title} – 3 enheter")]
    assert await told(town, url, title) == before[1]


async def told(town: Town, url: str, title: str) -> list[str]:
    """The names by which clients know the events of that title."""
    async with town.house.client.get(url) as response:
        events = Calendar.from_ical(await response.read()).walk("VEVENT")
    return [str(event["UID"]) for event in events if title in str(event["SUMMARY"])]
