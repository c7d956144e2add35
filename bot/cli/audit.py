"""`arshjul audit`: who did what, read from the log that nobody can change."""

from datetime import datetime

import click

from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option, person_named
from cards import phrases_audit as say
from cards.words_of_audit import Names, audit_sentence, stamp
from scheduler.audit import AuditEntry, Thing
from scheduler.clock import start_of
from scheduler.days import ONE_DAY
from scheduler.ports import UnitOfWork

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("audit")
def audit() -> None:
    """Vem som har gjort vad."""


@audit.command("list")
@click.option("--since", type=DAY, metavar="ÅÅÅÅ-MM-DD", help="Från och med den dagen.")
@click.option("--until", type=DAY, metavar="ÅÅÅÅ-MM-DD", help="Till och med den dagen.")
@click.option(
    "--person", default="", help="Det som personen gjorde eller som gäller personen: namn eller e-postadress."
)
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_entries(since: datetime | None, until: datetime | None, person: str, chosen: str) -> None:
    """Allt som är antecknat, i den ordning det hände."""
    here = installed()
    with here.store.read() as uow:
        about = person_named(uow, here.municipality.id, person) if person else None
        entries = uow.audit.of_municipality(
            here.municipality.id,
            since=start_of(since.date()) if since else None,
            before=start_of((until + ONE_DAY).date()) if until else None,
            person_id=about.id if about else None,
        )
        names = _names(uow, here)
    if chosen == Format.JSON:
        print_json({"entries": [_document(one, names) for one in entries]})
    elif entries:
        print_table(say.AUDIT_COLUMNS, [_row(one, names) for one in entries])
    else:
        click.echo(say.nothing_logged_of(about.name) if about else say.NOTHING_LOGGED)


def _names(uow: UnitOfWork, here: Installed) -> Names:
    wheel, municipality_id = here.content.wheel, here.municipality.id
    organisation = uow.people.organisation(municipality_id)
    people = {one.id: one.name for one in uow.people.everyone(municipality_id)}
    return Names(
        things={(Thing.PERSON, number): name for number, name in people.items()}
        | {(Thing.UNIT, one.id): one.name for one in organisation.units},
        areas={area.id: area.name for area in organisation.areas},
        administration=wheel.administration,
        keys={role.key: role.title for role in wheel.roles} | {body.key: body.name for body in wheel.bodies},
        owners={one.id: people.get(one.person_id or 0, "") for one in uow.feeds.of_municipality(municipality_id)},
    )


def _who(entry: AuditEntry, names: Names) -> str:
    """A person's name, else whoever ran the command, else the service itself."""
    person = names.things.get((Thing.PERSON, entry.person_id)) if entry.person_id is not None else None
    return person or entry.actor or say.THE_SERVICE


def _row(entry: AuditEntry, names: Names) -> tuple[str, ...]:
    who = say.in_role(_who(entry, names), names.of_key(entry.role))
    return stamp(entry.at), who, audit_sentence(entry, names), entry.request


def _document(entry: AuditEntry, names: Names) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "person": names.things.get((Thing.PERSON, entry.person_id)) if entry.person_id is not None else None,
        "role": entry.role,
        "actor": entry.actor,
        "deed": str(entry.deed),
        "thing": str(entry.thing),
        "id": entry.thing_id,
        "before": entry.before,
        "after": entry.after,
        "request": entry.request,
        "said": audit_sentence(entry, names),
    }
