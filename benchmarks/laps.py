"""Ways in child processes that take turns, and the table of what they cost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.children import Child
from benchmarks.stopwatch import Spread, Stopwatch, spread

HEAD = ("way", "items", "us/item min", "median", "max", "cpu us/item", "items/s")
WIDTHS = (26, 6, 11, 8, 8, 11, 8)


@dataclass(frozen=True, slots=True)
class Way:
    """How many items a child does in a round, and what it is told about them."""

    name: str
    child: Child
    count: int
    told: Mapping[str, object] = field(default_factory=dict)

    def lap(self) -> Stopwatch:
        return self.child.race(count=self.count, **self.told)


def race(ways: Sequence[Way], rounds: int) -> dict[str, Spread]:
    """One round of each way after the other, again and again."""
    laps: dict[str, list[Stopwatch]] = {way.name: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            laps[way.name].append(way.lap())
    return {way.name: spread(laps[way.name], way.count) for way in ways}


def rows(ways: Sequence[Way], found: Mapping[str, Spread]) -> Iterator[str]:
    yield row(HEAD)
    for way in ways:
        cost = found[way.name]
        times = (f"{one:.0f}" for one in (cost.least, cost.middle, cost.most, cost.cpu))
        yield row((way.name, str(way.count), *times, f"{1e6 / cost.middle:.0f}"))


def row(cells: Sequence[str]) -> str:
    return "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


def faster(one: Spread, other: Spread) -> str:
    """How many times as fast the one is, on the processor in brackets."""
    return f"{other.middle / one.middle:.2f} ({other.cpu / one.cpu:.2f})"
