"""`arshjul session end`: an administrator closes the web for somebody, at once."""

import click

from bot.cli.acting import acting
from bot.cli.rows import meant, municipality_option, person_named
from cards import phrases_web as say
from scheduler.usecases.signing_in import sign_out_everywhere


@click.group()
def session() -> None:
    """Inloggningar på webben."""


@session.command()
@click.option("--person", required=True, help="Namn eller e-postadress.")
@municipality_option
def end(person: str) -> None:
    """Logga ut personen överallt, och låt oanvända länkar sluta gälla."""
    here = meant()
    with here.store.write() as uow:
        found = person_named(uow, here.municipality(uow).id, person)
        ended = sign_out_everywhere(uow, found, by=acting(found.municipality_id))
    click.echo(say.sessions_ended(found.name, ended))
