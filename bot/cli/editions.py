"""`arshjul edition`: publish the wheel for a year, so that it no longer changes by itself."""

import click

from bot.cli.acting import acting
from bot.cli.diffs import diff_rows
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option
from cards import phrases_admin as say
from cards.phrases_diff import COLUMNS as CHANGE_COLUMNS
from scheduler.clock import SystemClock, local_day
from scheduler.editions import AppliesFrom
from scheduler.planning import occurrences_in
from scheduler.slots import FIRST_YEAR, LAST_YEAR
from scheduler.usecases.publishing import Published, preview
from scheduler.usecases.publishing import publish as publish_edition


@click.group()
def edition() -> None:
    """Publicerade utgåvor av årshjulet."""


@edition.command()
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True, help="Året som utgåvan gäller.")
@click.option(
    "--from", "applies", type=click.Choice([str(one) for one in AppliesFrom]), default=str(AppliesFrom.NEXT),
    show_default=True, help="this: även det som är öppet nu. next: från nästa tillfälle.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Visa vad som ändras utan att publicera.")
@municipality_option
def publish(year: int, applies: str, *, dry_run: bool) -> None:
    """Frys årets tillfällen. Senare ändringar i årshjulet gäller först när en ny utgåva publiceras."""
    here = installed()
    published = _published(here, year, AppliesFrom(applies), dry_run=dry_run)
    _print_changes(published)
    if dry_run:
        click.echo(say.DRY_RUN)
        return
    frozen = len(occurrences_in(here.content.wheel, year))
    done = say.published(year, published.edition.number, occurrences=frozen, changes=len(published.changes))
    click.echo(done)


@edition.command("list")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_editions(chosen: str) -> None:
    """Utgåvorna i den ordning de publicerades."""
    here = installed()
    with here.store.read() as uow:
        editions = uow.editions.of_municipality(here.municipality.id)
    rows = [(one.year, one.number, one.since.isoformat(), local_day(one.published_at).isoformat()) for one in editions]
    if chosen == Format.JSON:
        keys = ("year", "number", "since", "published_on")
        print_json({"editions": [dict(zip(keys, row, strict=True)) for row in rows]})
        return
    print_table(say.EDITION_COLUMNS, [[str(value) for value in row] for row in rows])


def _published(here: Installed, year: int, applies: AppliesFrom, *, dry_run: bool) -> Published:
    now, wheel = SystemClock().now(), here.content.wheel
    if dry_run:
        with here.store.read() as uow:
            return preview(uow, wheel, here.municipality, year, applies, now)
    with here.store.write() as uow:
        return publish_edition(uow, wheel, here.municipality, year, applies, now, by=acting(here.municipality.id))


def _print_changes(published: Published) -> None:
    if published.changes:
        print_table(CHANGE_COLUMNS, diff_rows(published.changes))
    elif published.edition.number > 1:
        click.echo(say.NOTHING_CHANGES)
