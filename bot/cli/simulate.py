"""`arshjul simulate`: a whole year, or many, before anyone is troubled by it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from bot.cli.files import local_option, wheel_content
from bot.cli.output import Format, format_option, note_example, print_json, print_table
from bot.simulation.behaviour import Behaviour
from bot.simulation.plan import Plan
from bot.simulation.run import start
from cards import phrases_cli as say
from scheduler.slots import FIRST_YEAR, LAST_YEAR
from store.engine import Durability
from store.opening import open_store


@click.command()
@click.argument("name", metavar="ÅRSHJUL")
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True, help="Första året.")
@click.option("--years", type=click.IntRange(1, 50), default=1, show_default=True, help="Antal år.")
@click.option("--units", type=click.IntRange(1, 5000), default=12, show_default=True, help="Antal enheter.")
@click.option("--seed", type=int, default=1, show_default=True, help="Samma frö ger samma år.")
@click.option(
    "--behaviour",
    type=click.Choice([str(one) for one in Behaviour]),
    default=str(Behaviour.CALM),
    show_default=True,
    help="Hur de påhittade cheferna svarar.",
)
@local_option
@format_option(Format.TABLE, Format.JSON)
def simulate(
    name: str, *, year: int, years: int, units: int, seed: int, behaviour: str, local: Path | None, chosen: str
) -> None:
    """Kör ett år i förväg med påhittade enheter och chefer."""
    content = wheel_content(name, local, example=True)
    plan = Plan(content=content, year=year, years=years, units=units, seed=seed, behaviour=Behaviour(behaviour))
    with TemporaryDirectory() as folder, _progress(plan) as progress:
        store = open_store(f"sqlite:///{Path(folder) / 'simulation.sqlite3'}", durability=Durability.NORMAL)
        seen = asyncio.run(start(plan, store).run(progress))
    if chosen == Format.JSON:
        print_json(seen)
        return
    note_example(content.wheel)
    print_table(say.SIMULATION_COLUMNS, list(_rows(seen)))


@contextmanager
def _progress(plan: Plan) -> Iterator[Callable[[date], None]]:
    """A bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(plan.content.wheel.municipality, total=(plan.last - plan.first).days + 1)
        yield lambda day: bar.update(task, advance=1, description=day.isoformat())


def _rows(seen: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in seen.items():
        if isinstance(value, dict):
            yield from _rows(value, f"{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ((f"{prefix}{name}", " · ".join(map(str, one.values()))) for one in value)
        else:
            yield f"{prefix}{name}", ", ".join(map(str, value)) if isinstance(value, list) else str(value)
