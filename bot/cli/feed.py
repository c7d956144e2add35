"""`arshjul feed`: calendar addresses, made, listed and revoked by an administrator."""

import click

from bot.cli.acting import acting
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import meant, municipality_option, person_named
from bot.service import SecretTokens
from cards import phrases_cli as say
from cards.phrases_subscribing import empty
from scheduler.clock import SystemClock, local_day
from scheduler.organisation import Organisation
from scheduler.ports import Feed
from scheduler.usecases.feeds import create_feed, revoke_feed, revoke_feeds_of, why_empty
from scheduler.usecases.sights import OWN, WHOLE
from scheduler.wheel import Wheel


@click.group()
def feed() -> None:
    """Kalenderadresser."""


@feed.command()
@click.option("--person", required=True, help="Namn eller e-postadress.")
@click.option(
    "--scope", default=OWN, show_default=True, help="me, unit:ENHET, area:OMRÅDE, role:ROLL, body:FORUM eller wheel."
)
@click.option("--name", default="", help="Till exempel ”Outlook jobb”.")
@municipality_option
def create(person: str, scope: str, name: str) -> None:
    """Skapa en adress. Den visas bara nu."""
    here = meant()
    today = local_day(SystemClock().now())
    with here.store.write() as uow:
        municipality = here.municipality(uow)
        if not is_scope(scope, here.content.wheel, uow.people.organisation(municipality.id)):
            raise click.UsageError(say.unknown_scope(scope))
        owner = person_named(uow, municipality.id, person)
        new = create_feed(uow, SecretTokens(), owner, scope=scope, name=name, today=today, by=acting(municipality.id))
        why = why_empty(uow, here.content.wheel, new.feed, today)
    click.echo(say.feed_created(f"{here.settings.public_url.rstrip('/')}/calendar/{new.token}.ics"))
    if why is not None:
        click.echo(empty(why))


@feed.command("list")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_feeds(chosen: str) -> None:
    """Alla adresser, utan själva adressen."""
    here = meant()
    municipality = here.known
    with here.store.read() as uow:
        names = {person.id: person.name for person in uow.people.everyone(municipality.id)} if municipality else {}
        feeds = uow.feeds.of_municipality(municipality.id) if municipality else ()
    if chosen == Format.JSON:
        print_json({"feeds": [_told(one, names) for one in feeds]})
        return
    print_table(say.FEED_COLUMNS, [_row(one, names) for one in feeds])


@feed.command()
@click.argument("number", type=int, required=False)
@click.option("--person", help="Återkalla alla personens adresser. Namn eller e-postadress.")
@municipality_option
def revoke(number: int | None, person: str | None) -> None:
    """Återkalla en adress, eller alla en persons: de slutar gälla genast."""
    if (number is None) == (person is None):
        raise click.UsageError(say.REVOKE_WHICH)
    if person is not None:
        click.echo(say.feeds_revoked(_revoke_all(person)))
    elif number is not None:
        _revoke(number)


def _revoke_all(name: str) -> int:
    here = meant()
    with here.store.write() as uow:
        person = person_named(uow, here.municipality(uow).id, name)
        today, by = local_day(SystemClock().now()), acting(person.municipality_id)
        return revoke_feeds_of(uow, person, today, by=by)


def _revoke(number: int) -> None:
    here = meant()
    with here.store.write() as uow:
        municipality = here.known
        known = {one.id for one in uow.feeds.of_municipality(municipality.id)} if municipality else set()
        if municipality is None or number not in known:
            raise click.UsageError(say.no_such_feed(number))
        if not revoke_feed(uow, number, local_day(SystemClock().now()), by=acting(municipality.id)):
            raise click.UsageError(say.no_such_feed(number))
    click.echo(say.feed_revoked(number))


def is_scope(scope: str, wheel: Wheel, organisation: Organisation) -> bool:
    """Whether the scope names something that exists."""
    kind, _, name = scope.partition(":")
    known = {
        "unit": {unit.name for unit in organisation.units},
        "area": {area.name for area in organisation.areas},
        "role": set(wheel.role_by_key),
        "body": set(wheel.body_by_key),
    }
    return scope in (OWN, WHOLE) or name in known.get(kind, set())


def _row(feed: Feed, names: dict[int, str]) -> list[str]:
    holds = say.feed_holds(feed.revoked_on, feed.expires_on, replaced=feed.replaced_on is not None)
    told = (feed.id, names.get(feed.person_id or 0), feed.scope, feed.name, holds, feed.last_used_on)
    return [str(value or say.UNSAID) for value in told]


def _told(feed: Feed, names: dict[int, str]) -> dict[str, object]:
    """All but the address, which nobody knows any more."""
    return {
        "id": feed.id,
        "person": names.get(feed.person_id or 0),
        "scope": feed.scope,
        "name": feed.name,
        "created_on": feed.created_on.isoformat(),
        "revoked_on": feed.revoked_on.isoformat() if feed.revoked_on else None,
        "replaced_on": feed.replaced_on.isoformat() if feed.replaced_on else None,
        "expires_on": feed.expires_on.isoformat() if feed.expires_on else None,
        "last_used_on": feed.last_used_on.isoformat() if feed.last_used_on else None,
    }
