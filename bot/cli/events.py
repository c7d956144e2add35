"""`arshjul event`: what has happened to a unit, an area or the administration, and starts activities there."""

from datetime import datetime

import click

from bot.cli.acting import acting
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import day_option, installed, municipality_option
from cards import phrases_admin as say
from scheduler.clock import SystemClock
from scheduler.organisation import Organisation
from scheduler.slots import Happening
from scheduler.usecases.planning import with_happenings
from scheduler.usecases.starting import record_happening
from scheduler.wheel import Wheel
from scheduler.wheel_parts import EventKind, Level


@click.group("event")
def event() -> None:
    """Händelser som startar aktiviteter."""


@event.command("add")
@click.argument("key", metavar="HÄNDELSE")
@click.option("--place", default="", help="Enhet eller verksamhet. Utelämnas för hela förvaltningen.")
@day_option("--on", "Dagen då det händer.")
@municipality_option
def add_event(key: str, place: str, on: datetime) -> None:
    """Anteckna en händelse, till exempel att en ny utförare börjar."""
    here = installed()
    kind = _kind(here.content.wheel, key)
    happened = Happening(event=key, on=on.date(), place=place or None)
    with here.store.write() as uow:
        if not _has_place(kind, place, uow.people.organisation(here.municipality.id)):
            raise click.UsageError(say.unknown_place(place))
        town, by = here.municipality.id, acting(here.municipality.id)
        is_new = record_happening(uow, here.content.wheel, town, happened, SystemClock().now(), by=by)
    click.echo(say.event_recorded(kind.title, place, happened.on) if is_new else say.event_known(kind.title))


@event.command("list")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_events(chosen: str) -> None:
    """Det som har hänt, med det som står i kommunens egna beslut."""
    here = installed()
    with here.store.read() as uow:
        wheel = with_happenings(here.content.wheel, uow.happenings.of_municipality(here.municipality.id))
    happened = sorted(wheel.happenings, key=lambda one: (one.on, one.event))
    if chosen == Format.JSON:
        print_json({"events": [{"event": one.event, "on": one.on.isoformat(), "place": one.place} for one in happened]})
        return
    titles = {kind.key: kind.title for kind in wheel.events}
    rows = [(one.on.isoformat(), titles[one.event], one.place or say.WHOLE_ADMINISTRATION) for one in happened]
    print_table(say.EVENT_COLUMNS, rows)


def _kind(wheel: Wheel, key: str) -> EventKind:
    known = {kind.key: kind for kind in wheel.events}
    if key not in known:
        raise click.UsageError(say.unknown_event(key, ", ".join(known)))
    return known[key]


def _has_place(kind: EventKind, place: str, organisation: Organisation) -> bool:
    """Whether the organisation has one such place, of the level that the event happens at."""
    if kind.level is Level.ADMINISTRATION or not place:
        return kind.level is Level.ADMINISTRATION and not place
    if kind.level is Level.AREA:
        return place in {area.name for area in organisation.areas}
    return len(organisation.units_named(place)) == 1
