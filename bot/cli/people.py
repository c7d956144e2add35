"""`arshjul people import`: units, areas, people and roles from one CSV file."""

from pathlib import Path

import click

from bot.cli.acting import acting
from bot.cli.files import file_path, people_in
from bot.cli.rows import content_here, municipality_for, settings_here, store_here
from cards import phrases_cli as say
from scheduler.usecases.registering import import_people as register


@click.group()
def people() -> None:
    """Enheter, personer och roller."""


@people.command("import")
@click.argument("file", type=file_path)
@click.option("--dry-run", is_flag=True, help="Kontrollera filen utan att spara.")
def import_people(file: Path, *, dry_run: bool) -> None:
    """Läs in en CSV-fil: allt eller inget."""
    settings = settings_here()
    content = content_here(settings)
    rows = people_in(file, content.wheel)
    if not dry_run:
        with store_here(settings).write() as uow:
            municipality = municipality_for(uow, content)
            register(uow, municipality.id, rows, by=acting(municipality.id))
    click.echo(say.people_read(len(rows), dry_run=dry_run))
