"""`arshjul db`: the tables of the database."""

import click

from bot.cli.copies import backup, restore
from bot.cli.rows import settings_here, store_here
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
    store_here(settings_here())
    click.echo(say.TABLES_FINE)


db.add_command(backup)
db.add_command(restore)
