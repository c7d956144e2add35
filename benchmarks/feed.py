"""Serving a calendar: the program beside its bytes out of memory, and writing one beside icalendar."""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from icalendar import Calendar

from benchmarks.callers import CALLERS, Refused
from benchmarks.children import Child, child
from benchmarks.far_end import END_OF_HEAD, LENGTH, far_end
from benchmarks.laps import HEAD, faster, row
from benchmarks.stopwatch import Spread, Stopwatch, fresh, spread
from benchmarks.town_in_use import databases, settle
from cards.calendar import CalendarEvent, calendar_bytes, event_bytes

FLOOR = "aiohttp"
SCOPES = ("me", "wheel")
OK, KNOWN, ANEW = "200", "304", "anew"
WARM_UP = 2
ETAG = re.compile(rb"^etag: *(\S+)", re.IGNORECASE | re.MULTILINE)
SHARE_ANEW = 20
EVENTS = 400
WRITTEN, REWRITTEN, PEER = f"{EVENTS} events written", f"one of {EVENTS} changed", f"{EVENTS} by icalendar"
GOALS = "goals: 200 and 304 at 0.7 of aiohttp, one changed event written in under 1 ms"


@dataclass(frozen=True, slots=True)
class Way:
    """A service that holds a calendar, and what it is asked."""

    name: str
    child: Child
    count: int
    request: bytes

    def lap(self) -> Stopwatch:
        """Seconds on the wall as those who ask see it, on the processor as the service does; asked once before that."""
        port = self.child.ask("port")
        asyncio.run(_ask(port, self.request, 1))
        watch, before = fresh(), self.child.ask("cpu")
        with watch.running():
            asyncio.run(_ask(port, self.request, self.count))
        return Stopwatch(watch.wall, self.child.ask("cpu") - before)


@dataclass(frozen=True, slots=True)
class WayAnew(Way):
    """Something is committed before each request, which takes no part in the time."""

    def lap(self) -> Stopwatch:
        return asyncio.run(self._one_by_one(self.child.ask("port")))

    async def _one_by_one(self, port: int) -> Stopwatch:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        watch, cpu = fresh(), 0.0
        for _ in range(self.count):
            self.child.ask("commit")
            before = self.child.ask("cpu")
            with watch.running():
                await _answer(reader, writer, self.request)
            cpu += self.child.ask("cpu") - before
        writer.close()
        return Stopwatch(watch.wall, cpu)


@click.command()
@click.option("--requests", type=click.IntRange(1), default=200, show_default=True)
@click.option("--units", type=click.IntRange(1), default=100, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--postgresql/--no-postgresql", default=False, show_default=True)
def main(*, requests: int, units: int, rounds: int, postgresql: bool) -> None:
    """Ask for a person's and the whole wheel's calendar again and again, the ways taking turns."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="arshjul-benchmark-")))
        there = stack.enter_context(far_end())
        urls = stack.enter_context(databases(folder, postgresql=postgresql))
        for url in urls.values():
            settle(url, units, there)
        ways = tuple(_ways(stack, urls, folder, requests))
        found = _race(ways, rounds)
    counts, written = {way.name: way.count for way in ways}, _written(rounds)
    click.echo(f"{units} units, {CALLERS} requests at a time; {ANEW}: one at a time, after a commit.")
    click.echo("\n".join((row(HEAD), *_rows(found, counts), *_rows(written, {}))))
    click.echo("\n".join(_ratios(tuple(urls), found, written)))


def _ways(stack: ExitStack, urls: Mapping[str, str], folder: Path, count: int) -> Iterator[Way]:
    served = {kind: stack.enter_context(child("benchmarks.feed_product", url)) for kind, url in urls.items()}
    tags = {scope: asyncio.run(_keep(served["sqlite"], scope, folder / scope)) for scope in SCOPES}
    served[FLOOR] = stack.enter_context(child("benchmarks.feed_floor", *(str(folder / scope) for scope in SCOPES)))
    for scope, (kind, process) in product(SCOPES, served.items()):
        path = process.ask("path", scope=scope)
        yield Way(_name(scope, OK, kind), process, count, _request(path))
        yield Way(_name(scope, KNOWN, kind), process, count, _request(path, tags[scope]))
        if kind in urls:
            yield WayAnew(_name(scope, ANEW, kind), process, max(count // SHARE_ANEW, 1), _request(path))


def _name(scope: str, asked: str, kind: str) -> str:
    return f"{scope} {asked}, {kind}"


async def _keep(served: Child, scope: str, file: Path) -> str:
    """Put the calendar into the file; its tag."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.ask("port"))
    head, body = await _answer(reader, writer, _request(served.ask("path", scope=scope)))
    writer.close()
    await asyncio.to_thread(file.write_bytes, body)
    found = ETAG.search(head)
    return found[1].decode() if found else ""


def _race(ways: Sequence[Way], rounds: int) -> dict[str, Spread]:
    laps: dict[str, list[Stopwatch]] = {way.name: [] for way in ways}
    for way in ways:  # the first reading of a day is noted, and statements are put together once
        replace(way, count=WARM_UP).lap()
    for _ in range(rounds):
        for way in ways:
            laps[way.name].append(way.lap())
    return {way.name: spread(laps[way.name], way.count) for way in ways}


async def _ask(port: int, request: bytes, count: int) -> None:
    left = iter(range(count))
    await asyncio.gather(*(_caller(port, request, left) for _ in range(CALLERS)))


async def _caller(port: int, request: bytes, left: Iterator[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in left:
        await _answer(reader, writer, request)
    writer.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[bytes, bytes]:
    writer.write(request)
    head = await reader.readuntil(END_OF_HEAD)
    status, length = head.split(b" ", 2)[1], LENGTH.search(head)
    if status.decode() not in (OK, KNOWN):
        raise Refused(head)
    return head, await reader.readexactly(int(length[1])) if length and status.decode() == OK else b""


def _request(path: str, etag: str = "") -> bytes:
    known = f"If-None-Match: {etag}\r\n" if etag else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{known}".encode() + b"\r\n"


def _written(rounds: int) -> dict[str, Spread]:
    """A calendar from nothing, with one event changed, and by icalendar out of components of its own."""
    laps: dict[str, list[Stopwatch]] = {WRITTEN: [], REWRITTEN: [], PEER: []}
    events = [_event(number) for number in range(EVENTS)]
    components = Calendar.from_ical(_bytes_of(events))
    for number in range(rounds):
        event_bytes.cache_clear()
        changed = [replace(events[0], revision=number + 1), *events[1:]]
        laps[WRITTEN].append(_timed(lambda: _bytes_of(events)))
        laps[REWRITTEN].append(_timed(partial(_bytes_of, changed)))
        laps[PEER].append(_timed(components.to_ical))
    return {name: spread(lap, 1) for name, lap in laps.items()}


def _timed(work: Callable[[], bytes]) -> Stopwatch:
    watch = fresh()
    with watch.running():
        work()
    return watch


def _bytes_of(events: Sequence[CalendarEvent]) -> bytes:
    return calendar_bytes(events, name="Årshjul", host="localhost")


def _event(number: int) -> CalendarEvent:
    day = date(2027, 1, 1) + timedelta(days=number % 365)
    return CalendarEvent(
        uid=f"assignment-{number}",
        title=f"Återkoppling på åtgärder – Enhet {number}",
        first=day,
        last=day,
        sentences=("Senast 28 februari 2027.", "Öppet från 1 januari 2027."),
        revision=0,
        changed_at=datetime(2027, 1, 4, 8, 30, tzinfo=UTC),
    )


def _rows(found: Mapping[str, Spread], counts: Mapping[str, int]) -> Iterator[str]:
    for name, cost in found.items():
        times = (f"{one:.0f}" for one in (cost.least, cost.middle, cost.most, cost.cpu))
        yield row((name, str(counts.get(name, 1)), *times, f"{1e6 / cost.middle:.0f}"))


def _ratios(kinds: Sequence[str], found: Mapping[str, Spread], written: Mapping[str, Spread]) -> Iterator[str]:
    yield ""
    yield "Ratios of medians on the wall, on the processor in brackets"
    yield GOALS
    for scope in SCOPES:
        for kind in kinds:
            for asked, floor in ((OK, OK), (KNOWN, KNOWN), (ANEW, OK)):
                ours, bare = found[_name(scope, asked, kind)], found[_name(scope, floor, FLOOR)]
                yield f"{_name(scope, asked, kind)}: {faster(ours, bare)} of {FLOOR}"
    yield f"{REWRITTEN}: {written[REWRITTEN].middle / 1000:.2f} ms"
    yield f"{REWRITTEN}: {faster(written[REWRITTEN], written[PEER])} times as fast as icalendar"


if __name__ == "__main__":
    main()
