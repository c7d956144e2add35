"""`arshjul db`: the tables of the database."""

import sys

import click

from bot.cli.copies import backup, restore
from bot.cli.rows import database_name, settings_here, sqlite_file, store_here
from cards import phrases_cli as say


@click.group()
def db() -> None:
    """Databasen."""


@db.command()
def upgrade() -> None:
    """Skapa tabellerna, eller för dem till den version som programmet känner."""
    store_here(settings_here(), upgrades=True)
    click.echo(say.DATABASE_READY)


@db.command()
def check() -> None:
    """Stämmer tabellerna med programmet? Ändrar inget, utom i en SQLite-fil som är äldre."""
    settings = settings_here()
    file = sqlite_file(settings)
    if file is not None and not file.exists():
        click.echo(say.no_database_file(str(file)))
        sys.exit(1)
    store_here(settings)
    click.echo(say.tables_fine(database_name(settings)))


db.add_command(backup)
db.add_command(restore)
