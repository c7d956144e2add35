"""`arshjul people import`: units, areas, people and roles from one CSV file."""

from pathlib import Path

import click

from bot.cli.absences import absence
from bot.cli.acting import acting
from bot.cli.files import file_path, people_in
from bot.cli.rows import meant, municipality_option
from cards import phrases_cli as say
from scheduler.usecases.registering import import_people as register


@click.group()
def people() -> None:
    """Enheter, personer och roller."""


@people.command("import")
@click.argument("file", type=file_path)
@click.option("--dry-run", is_flag=True, help="Kontrollera filen utan att spara.")
@municipality_option
def import_people(file: Path, *, dry_run: bool) -> None:
    """Läs in en CSV-fil: allt eller inget."""
    here = meant()
    rows = people_in(file, here.content.wheel)
    if not dry_run:
        with here.store.write() as uow:
            municipality = here.municipality(uow)
            register(uow, municipality.id, rows, by=acting(municipality.id))
    click.echo(say.people_read(len(rows), dry_run=dry_run))


people.add_command(absence)
