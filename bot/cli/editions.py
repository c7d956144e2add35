"""`arshjul edition`: publish the wheel for a year, so that it no longer changes by itself."""

import click

from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed
from cards import phrases_admin as say
from cards.words_of_time import due_words
from scheduler.clock import SystemClock, local_day
from scheduler.editions import AppliesFrom, Difference
from scheduler.planning import Planned, occurrences_in
from scheduler.slots import FIRST_YEAR, LAST_YEAR, period_of
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
def publish(year: int, applies: str, *, dry_run: bool) -> None:
    """Frys årets tillfällen. Senare ändringar i årshjulet gäller först när en ny utgåva publiceras."""
    here = installed()
    published = _preview(here, year, applies) if dry_run else _publish(here, year, applies)
    _print_changes(published)
    if dry_run:
        click.echo(say.DRY_RUN)
        return
    frozen = len(occurrences_in(here.content.wheel, year))
    done = say.published(year, published.edition.number, occurrences=frozen, changes=len(published.changes))
    click.echo(done)


@edition.command("list")
@format_option(Format.TABLE, Format.JSON)
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


def _preview(here: Installed, year: int, applies: str) -> Published:
    now = SystemClock().now()
    with here.store.read() as uow:
        return preview(uow, here.content.wheel, here.municipality, year, AppliesFrom(applies), now)


def _publish(here: Installed, year: int, applies: str) -> Published:
    now = SystemClock().now()
    with here.store.write() as uow:
        return publish_edition(uow, here.content.wheel, here.municipality, year, AppliesFrom(applies), now)


def _print_changes(published: Published) -> None:
    if not published.changes:
        if published.edition.number > 1:
            click.echo(say.NOTHING_CHANGES)
        return
    print_table(say.CHANGE_COLUMNS, [_row(one) for one in published.changes])


def _row(one: Difference) -> tuple[str, ...]:
    return say.CHANGES[one.change], one.title, period_of(one.period), _days(one.before), _days(one.after)


def _days(planned: Planned | None) -> str:
    return due_words(planned.slot.due, planned.slot.precision) if planned else ""
