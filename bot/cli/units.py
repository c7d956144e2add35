"""`arshjul unit`: units that open, close and merge."""

from datetime import date, datetime

import click

from bot.cli.acting import acting
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import day_option, installed, municipality_option
from cards import phrases_admin as say
from scheduler.organisation import Organisation, Unit
from scheduler.usecases.registering import close_unit, open_unit


@click.group("unit")
def unit() -> None:
    """Enheter som öppnar, stänger och går ihop."""


@unit.command("list")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_units(chosen: str) -> None:
    """Alla enheter, stängda också."""
    here = installed()
    with here.store.read() as uow:
        organisation = uow.people.organisation(here.municipality.id)
    rows = [_row(organisation, one) for one in organisation.units]
    if chosen == Format.JSON:
        print_json({"units": [dict(zip(("area", "unit", "provider", "from", "to"), row, strict=True)) for row in rows]})
        return
    print_table(say.UNIT_COLUMNS, rows)


@unit.command()
@click.argument("name")
@day_option("--on", "Första dagen.")
@municipality_option
def opens(name: str, on: datetime) -> None:
    """Ange enhetens första dag. Läs in enheten med people import först."""
    here = installed()
    with here.store.write() as uow:
        found = _named(uow.people.organisation(here.municipality.id), name)
        open_unit(uow, here.municipality.id, found.id, on=on.date(), by=acting(here.municipality.id))
    click.echo(say.unit_opens(found.name, on.date()))


@unit.command()
@click.argument("name")
@day_option("--on", "Sista dagen.")
@click.option("--into", default="", help="Enheten som tar över. Utelämnas om ingen gör det.")
@municipality_option
def close(name: str, on: datetime, into: str) -> None:
    """Stäng en enhet. Svar och historik finns kvar."""
    here = installed()
    with here.store.write() as uow:
        organisation = uow.people.organisation(here.municipality.id)
        closing = _named(organisation, name)
        heir = _named(organisation, into) if into else None
        if heir is not None and not _can_inherit(organisation, heir, closing, on.date()):
            raise click.UsageError(say.cannot_inherit(heir.name, closing.name))
        by, into_id = acting(here.municipality.id), heir.id if heir else None
        close_unit(uow, here.municipality.id, closing.id, on=on.date(), into=into_id, by=by)
    click.echo(say.unit_closed(closing.name, on.date(), heir.name if heir else ""))


def _can_inherit(organisation: Organisation, heir: Unit, closing: Unit, on: date) -> bool:
    """Whether the heir is open the day after, and its own heirs lead nowhere back."""
    if heir.until is not None and heir.until <= on:
        return False
    passed = {closing.id}
    while heir.id not in passed:
        passed.add(heir.id)
        if heir.heir_id is None:
            return True
        heir = organisation.unit_by_id[heir.heir_id]
    return False


def _named(organisation: Organisation, name: str) -> Unit:
    found = organisation.units_named(name)
    if len(found) != 1:
        raise click.UsageError(say.unknown_unit(name))
    return found[0]


def _row(organisation: Organisation, one: Unit) -> tuple[str, ...]:
    return organisation.area_by_id[one.area_id].name, one.name, str(one.provider), _day(one.since), _day(one.until)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
