"""Planning a year: the program beside raw `executemany` and beside `dateutil.rrule` with an ORM."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.municipalities import RULES, UNITS_EACH, WHEEL, YEAR, dated, make_municipalities, sixty_rules
from benchmarks.stopwatch import Spread, Stopwatch, spread
from benchmarks.ways import by_driver, by_product, by_rrule_and_orm, count_assignments
from scheduler.loading import Content, example_of, load_shipped

SIZES = "100,1000,10000,58000"
LARGEST_FOR_ORM = 1_000
PRODUCT, RAW, ORM = "plan", "executemany", "rrule + ORM"
HEAD = ("units", "way", "rows/unit", "us/unit min", "median", "max", "cpu us/unit", "rows/s")
WIDTHS = (7, 12, 10, 12, 10, 10, 12, 10)


class RowsDiffer(Exception):
    """Two ways did not make as many assignments: their times can't be compared."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All rounds of one size, by way; every way made `assignments` rows."""

    units: int
    assignments: int
    ways: dict[str, Spread]


def _counts(context: click.Context, option: click.Parameter, text: str) -> list[int]:
    counts = [int(size) if size.strip().isdecimal() else 0 for size in text.split(",")]
    if 0 in counts:
        raise click.BadParameter(f"{text!r} is not a list of how many units, such as 100,1000")
    return counts


@click.command()
@click.option("--sizes", callback=_counts, default=SIZES, show_default=True, help="Units, separated by commas.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def main(sizes: list[int], rounds: int) -> None:
    """Measure each size in turn, and print the figures as they come."""
    content = sixty_rules()
    click.echo("\n".join(_what_is_measured(content, rounds)))
    click.echo(_row(HEAD))
    done = list[Measured]()
    with TemporaryDirectory(prefix="arshjul-benchmark-") as folder:
        for units in sizes:
            done.append(measure(Path(folder), content, units, rounds))
            click.echo("\n".join(_rows(done[-1])))
    click.echo("\n".join(_ratios(done)))


def measure(folder: Path, content: Content, units: int, rounds: int) -> Measured:
    """The ways take turns, each into a fresh copy of the same database."""
    empty = folder / "empty.sqlite3"
    empty.unlink(missing_ok=True)
    make_municipalities(empty, content.wheel, units)
    found = [_round(empty, content, units) for _ in range(rounds)]
    (assignments,) = {count for _, count in found}
    ways = {way: spread([one[way] for one, _ in found], units) for way in found[0][0]}
    return Measured(units, assignments, ways)


def _round(empty: Path, content: Content, units: int) -> tuple[dict[str, Stopwatch], int]:
    with TemporaryDirectory(dir=empty.parent) as folder:
        files = [Path(shutil.copy(empty, Path(folder) / name)) for name in ("product", "driver", "orm")]
        product, driver, orm = files
        found = {PRODUCT: by_product(product, content), RAW: by_driver(driver, product)}
        if units <= LARGEST_FOR_ORM:
            found[ORM] = by_rrule_and_orm(orm, product)
        counts = [count_assignments(file) for file in files[: len(found)]]
    if len(set(counts)) > 1:
        raise RowsDiffer(counts)
    return found, counts[0]


def _what_is_measured(content: Content, rounds: int) -> Iterator[str]:
    invented = RULES - len(dated(load_shipped(WHEEL, local=example_of(WHEEL)).wheel))
    yield f"Planning {YEAR} for units in municipalities of at most {UNITS_EACH}, into SQLite files; {rounds} rounds."
    yield f"The wheel: {len(dated(content.wheel))} dated rules: {WHEEL} with its example, {invented} of them invented."
    yield f"{PRODUCT}: the program's own use case, store and durability, one transaction for each municipality."
    yield f"{RAW}: sqlite3 alone, the same rows and pragmas, the rows read before the clock starts."
    yield f"{ORM}: dateutil.rrule for each place and rule, SQLAlchemy add_all; run up to {LARGEST_FOR_ORM} units."
    yield "Each has done a municipality of one unit before the clock starts, as in a process that has been up a while."


def _rows(measured: Measured) -> Iterator[str]:
    for way, cost in measured.ways.items():
        each = measured.assignments / measured.units
        times = (f"{one:.0f}" for one in (cost.least, cost.middle, cost.most, cost.cpu))
        yield _row((str(measured.units), way, f"{each:.1f}", *times, f"{each / cost.middle * 1e6:.0f}"))


def _ratios(done: Sequence[Measured]) -> Iterator[str]:
    yield ""
    yield "Ratios of medians on the wall, on the processor in brackets"
    yield f"goals: at least 0.5 of {RAW}, at least 15 times {ORM}, cost per unit flat"
    with_orm = [one for one in done if ORM in one.ways]
    for one in done:
        cost = one.ways[PRODUCT]
        yield _ratio(one.units, f"{_times(one.ways[RAW], cost)} of {RAW}")
        if with_orm:
            peer = one if ORM in one.ways else with_orm[-1]
            remark = "" if peer is one else f"; {ORM} not run at this size: its cost per unit at {peer.units} units"
            yield _ratio(one.units, f"{_times(peer.ways[ORM], cost)} times {ORM}{remark}")
        yield _ratio(one.units, f"{_times(cost, done[0].ways[PRODUCT])} of the cost per unit at {done[0].units} units")


def _times(one: Spread, other: Spread) -> str:
    return f"{one.middle / other.middle:.2f} ({one.cpu / other.cpu:.2f})"


def _ratio(units: int, text: str) -> str:
    return f"{units:>{WIDTHS[0]}}  {text}"


def _row(cells: Sequence[str]) -> str:
    return "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


if __name__ == "__main__":
    main()
