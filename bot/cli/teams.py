"""`arshjul teams`: the app as an administrator uploads it to Teams."""

from importlib.metadata import version
from pathlib import Path

import click

from bot.cli.wrong_usage import FilePath
from bot.teams.package import app_of, package_of
from cards.phrases_teams import packed

DISTRIBUTION = "arshjul"


@click.group()
def teams() -> None:
    """Appen i Teams."""


@teams.command()
@click.option("--app-id", required=True, metavar="ID", help="Botens app-id, från appregistreringen i Entra.")
@click.option("--host", required=True, metavar="VÄRDNAMN", help="Tjänstens värdnamn, som i ARSHJUL_PUBLIC_URL.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=FilePath(dir_okay=False, path_type=Path),
    metavar="FIL.zip",
    help="Filen att skriva.",
)
def package(app_id: str, host: str, output: Path) -> None:
    """Skriv appaketet: manifest och ikoner i en zip-fil."""
    app = app_of(app_id, host, version=version(DISTRIBUTION))
    output.write_bytes(package_of(app))
    click.echo(packed(str(output)))
