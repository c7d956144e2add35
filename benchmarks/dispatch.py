"""Sending a morning's messages: the program beside a bare aiohttp client and beside two bots from the shelf."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.children import child
from benchmarks.far_end import SLOW_SECONDS, FarEnd, far_end
from benchmarks.laps import Way, faster, race, rows
from benchmarks.peers import AGENTS, BOTBUILDER, PEERS, peers
from benchmarks.stopwatch import MICRO, Spread
from benchmarks.town_in_use import databases, settle, usual_activity
from bot.sender import AT_ONCE

FLOOR, MARKED = "aiohttp", "aiohttp + marks"
SLOW = ", 100 ms away"
SHARE_FOR_PEERS = 5
UNITS_FOR_EACH = 2
GOALS = "goals: 0.5 of aiohttp, 2 times the Agents SDK, 40 times botbuilder, 0.8 of the theoretical rate 100 ms away"


@click.command()
@click.option("--messages", type=click.IntRange(1), default=1000, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--postgresql/--no-postgresql", default=True, show_default=True)
def main(*, messages: int, rounds: int, postgresql: bool) -> None:
    """Send a morning's messages again and again, the ways taking turns."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="arshjul-benchmark-")))
        there = stack.enter_context(far_end())
        urls = stack.enter_context(databases(folder, postgresql=postgresql))
        waiting = min(settle(url, UNITS_FOR_EACH * messages + 1, there) for url in urls.values())
        activity = folder / "activity.json"
        activity.write_bytes(usual_activity(urls["sqlite"]))
        ways = tuple(_ways(stack, urls, activity, there, min(messages, waiting)))
        click.echo("\n".join(_what_is_measured(ways, rounds, activity.stat().st_size)))
        found = race(ways, rounds)
    click.echo("\n".join((*rows(ways, found), *_ratios(tuple(urls), found))))


def _ways(stack: ExitStack, urls: Mapping[str, str], activity: Path, there: FarEnd, count: int) -> Iterator[Way]:
    near, far = {"service_url": there.service}, {"service_url": there.slow_service}
    for kind, url in urls.items():
        product = stack.enter_context(child("benchmarks.sending_product", url))
        product.ask("round", count=count, **near)
        yield Way(kind, product, count, near)
        yield Way(kind + SLOW, product, count, far)
    floor = stack.enter_context(child("benchmarks.sending_floor", str(activity)))
    yield Way(FLOOR, floor, count, {**near, "durable": False})
    yield Way(MARKED, floor, count, {**near, "durable": True})
    for name, peer in peers(stack, activity):
        peer.ask("round", count=1, **near)
        yield Way(name, peer, max(count // SHARE_FOR_PEERS, 1), near)


def _what_is_measured(ways: Sequence[Way], rounds: int, size: int) -> Iterator[str]:
    names = [way.name for way in ways]
    yield f"Sending the messages of a morning to a far end on this machine, {AT_ONCE} at a time; {rounds} rounds."
    yield "sqlite, postgresql: the program with FULL durability and no pace: claimed, read again, drawn, sent, marked."
    yield f"{FLOOR}: one session, the usual card ({size} bytes) made into JSON, the answer read; no rows, no drawing."
    yield f"{MARKED}: and each message marked in a SQLite file with FULL durability, as many in a commit as have come."
    for name in (BOTBUILDER, AGENTS):
        what = "its proactive call with the usual card, no token, no rows" if name in names else "not installed"
        yield f"{name}: {what}."


def _ratios(kinds: Sequence[str], found: Mapping[str, Spread]) -> Iterator[str]:
    yield ""
    yield "Ratios of medians on the wall, on the processor in brackets"
    yield GOALS
    for kind in kinds:
        for other in (FLOOR, MARKED, *(name for name in PEERS if name in found)):
            yield f"{kind}: {faster(found[kind], found[other])} times as fast as {other}"
        theory = SLOW_SECONDS / AT_ONCE * MICRO
        yield f"{kind}{SLOW}: {theory / found[kind + SLOW].middle:.2f} of {MICRO / theory:.0f} messages a second"


if __name__ == "__main__":
    main()
