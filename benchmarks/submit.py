"""Taking answers: the program beside a composite floor and beside two bots from the shelf."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TypeAlias

import click
import orjson

from benchmarks.callers import CALLERS, call
from benchmarks.children import Child, child
from benchmarks.far_end import FarEnd, far_end
from benchmarks.laps import faster
from benchmarks.peers import AGENTS, BOTBUILDER, PEERS, peers
from benchmarks.stopwatch import Spread, Stopwatch, spread
from benchmarks.town_in_use import databases, settle, usual_activity

FLOOR = "floor"
WARM_UP = 32
SHARE_FOR_PEERS = 4
ANSWERS_A_UNIT = 2
HEAD = ("way", "answers", "us each min", "median", "max", "cpu us each", "answers/s", "p50 ms", "p99 ms")
WIDTHS = (12, 7, 11, 8, 8, 11, 9, 8, 8)
GOALS = "goals: 0.5 of the floor, its p99 at most doubled, 2 times the Agents SDK, 30 times botbuilder"

Bodies: TypeAlias = Callable[[int], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Way:
    """A bot that listens, and what is posted to it."""

    name: str
    child: Child
    count: int
    bodies: Bodies
    token: str | None = None

    def lap(self, count: int | None = None) -> tuple[Stopwatch, Sequence[float]]:
        """Seconds on the wall as the callers see it, on the processor as the bot does; and for each answer."""
        bodies, port = self.bodies(count or self.count), self.child.ask("port")
        before = self.child.ask("cpu")
        called = asyncio.run(call(port, bodies, self.token))
        return Stopwatch(called.wall, self.child.ask("cpu") - before), called.each


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one answer; the latencies, in milliseconds, are medians of the rounds."""

    spread: Spread
    p50: float
    p99: float


@click.command()
@click.option("--answers", type=click.IntRange(1), default=400, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--postgresql/--no-postgresql", default=True, show_default=True)
def main(*, answers: int, rounds: int, postgresql: bool) -> None:
    """Hand in the answers of a morning, the ways taking turns."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="arshjul-benchmark-")))
        there = stack.enter_context(far_end())
        urls = stack.enter_context(databases(folder, postgresql=postgresql))
        for url in urls.values():
            settle(url, ANSWERS_A_UNIT * (answers * rounds + WARM_UP), there)
        activity = folder / "activity.json"
        activity.write_bytes(usual_activity(urls["sqlite"]))
        ways = tuple(_ways(stack, urls, activity, there, answers))
        click.echo("\n".join(_what_is_measured(ways, rounds)))
        found = race(ways, rounds)
    click.echo("\n".join((*_rows(ways, found), *_ratios(tuple(urls), found))))


def race(ways: Sequence[Way], rounds: int) -> dict[str, Cost]:
    for way in ways:
        way.lap(min(WARM_UP, way.count))
    laps = [{way.name: way.lap() for way in ways} for _ in range(rounds)]
    return {way.name: _cost(way, [one[way.name] for one in laps]) for way in ways}


def _cost(way: Way, laps: Sequence[tuple[Stopwatch, Sequence[float]]]) -> Cost:
    cut = [quantiles([1000 * one for one in each] * 2, n=100) for _, each in laps]
    watches = [watch for watch, _ in laps]
    return Cost(spread(watches, way.count), median(one[49] for one in cut), median(one[98] for one in cut))


def _ways(stack: ExitStack, urls: Mapping[str, str], activity: Path, there: FarEnd, count: int) -> Iterator[Way]:
    sample = b""
    for kind, url in urls.items():
        product = stack.enter_context(child("benchmarks.answering_product", url, there.openid, there.service))
        bodies = _prepared(product, activity.with_name(kind))
        sample = bodies(1)[0]
        yield Way(kind, product, count, bodies, there.token)
    floor = stack.enter_context(child("benchmarks.answering_floor", str(activity)))
    yield Way(FLOOR, floor, count, lambda count: [sample] * count, there.token)
    said = _message(sample)
    for name, peer in peers(stack, activity):
        yield Way(name, peer, max(count // SHARE_FOR_PEERS, 1), lambda count: [said] * count)


def _prepared(product: Child, file: Path) -> Bodies:
    def bodies(count: int) -> Sequence[bytes]:
        found = product.ask("prepare", count=count, file=str(file))
        if found != count:
            raise LookupError(f"{found} tasks were left to answer where {count} were wanted")
        return file.read_bytes().splitlines()

    return bodies


def _message(invoke: bytes) -> bytes:
    """The same answer as a message with a value, for bots that answer an invoke with an error."""
    activity = orjson.loads(invoke)
    data = activity.pop("value")["action"]["data"]
    del activity["name"]
    return orjson.dumps({**activity, "type": "message", "value": data})


def _what_is_measured(ways: Sequence[Way], rounds: int) -> Iterator[str]:
    names = [way.name for way in ways]
    yield f"Handing in a form of one page, {CALLERS} people at a time; {rounds} rounds."
    yield "sqlite, postgresql: the program as served: signed token, checks, FULL durability, the receipt in the answer."
    yield f"{FLOOR}: a known token's hash, the body parsed, a durable group commit in SQLite, a card in the answer."
    for name in (BOTBUILDER, AGENTS):
        what = "a message, answered with a card in a call of its own; no token checked, nothing stored"
        yield f"{name}: {what if name in names else 'not installed'}."


def _rows(ways: Sequence[Way], found: Mapping[str, Cost]) -> Iterator[str]:
    yield _row(HEAD)
    for way in ways:
        cost = found[way.name]
        of = cost.spread
        times = (f"{one:.0f}" for one in (of.least, of.middle, of.most, of.cpu, 1e6 / of.middle))
        yield _row((way.name, str(way.count), *times, f"{cost.p50:.1f}", f"{cost.p99:.1f}"))


def _ratios(kinds: Sequence[str], found: Mapping[str, Cost]) -> Iterator[str]:
    yield ""
    yield "Ratios of medians on the wall, on the processor in brackets"
    yield GOALS
    for kind in kinds:
        for other in (FLOOR, *(name for name in PEERS if name in found)):
            yield f"{kind}: {faster(found[kind].spread, found[other].spread)} times as fast as {other}"
        yield f"{kind}: p99 is {found[kind].p99 / found[FLOOR].p99:.1f} times that of {FLOOR}"


def _row(cells: Sequence[str]) -> str:
    return "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


if __name__ == "__main__":
    main()
