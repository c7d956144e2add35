"""`arshjul people absence`: who is away, and who stands in for them."""

from datetime import date, datetime

import click

from bot.cli.acting import acting
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import day_option, installed, municipality_option, person_named
from cards import phrases_people as say
from scheduler.absences import Absence
from scheduler.clock import SystemClock, local_day
from scheduler.ports import UnitOfWork
from scheduler.usecases.absences import Away, Denied, Entered, end_absence, enter_absence

KEYS = ("number", "person", "stand_in", "from", "to")


@click.group("absence")
def absence() -> None:
    """Frånvaro och ersättare."""


@absence.command("add")
@click.argument("person")
@day_option("--from", "Första dagen.")
@day_option("--to", "Sista dagen.")
@click.option("--stand-in", default="", help="Ersättarens namn eller e-postadress. Utelämnas om ingen ersätter.")
@municipality_option
def add_absence(person: str, stand_in: str, **days: datetime) -> None:
    """Ange att någon är borta, från en dag till en annan."""
    here = installed()
    today = local_day(SystemClock().now())
    with here.store.write() as uow:
        away_one = person_named(uow, here.municipality.id, person)
        instead = person_named(uow, here.municipality.id, stand_in) if stand_in else None
        away = Away(days["from"].date(), days["to"].date(), instead)
        done = enter_absence(uow, away_one, away, today=today, by=acting(here.municipality.id))
    if isinstance(done, Denied):
        raise click.UsageError(denied_words(done))
    click.echo(entered_words(done, away_one.name))


@absence.command("list")
@click.option("--all", "shows_all", is_flag=True, help="Också sådant som är över.")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_absences(chosen: str, *, shows_all: bool) -> None:
    """De som är borta eller ska bli det."""
    here = installed()
    since = date.min if shows_all else local_day(SystemClock().now())
    with here.store.read() as uow:
        names = {one.id: one.name for one in uow.people.everyone(here.municipality.id)}
        found = uow.absences.of_municipality(here.municipality.id, since=since)
    if chosen == Format.JSON:
        print_json({"absences": [dict(zip(KEYS, _cells(one, names), strict=True)) for one in found]})
    elif found:
        rows = [tuple("" if cell is None else str(cell) for cell in _cells(one, names)) for one in found]
        print_table(say.ABSENCE_COLUMNS, rows)
    else:
        click.echo(say.NOBODY_AWAY)


@absence.command("end")
@click.argument("number", type=click.IntRange(1, 2**31 - 1), metavar="NUMMER")
@day_option("--on", "Sista dagen borta.")
@municipality_option
def end(number: int, on: datetime) -> None:
    """Ändra sista dagen till en tidigare. Ligger den före första dagen tas frånvaron bort."""
    here = installed()
    with here.store.write() as uow:
        found = _numbered(uow, here.municipality.id, number)
        if on.date() >= found.until:
            raise click.UsageError(say.not_earlier(found.until))
        end_absence(uow, found, last_day=on.date(), by=acting(here.municipality.id))
        person = uow.people.person(here.municipality.id, found.person_id)
    click.echo(say.absence_ended(person.name if person else "", found.since, on.date()))


def _numbered(uow: UnitOfWork, municipality_id: int, number: int) -> Absence:
    every = uow.absences.of_municipality(municipality_id, since=date.min)
    found = next((one for one in every if one.id == number), None)
    if found is None:
        raise click.UsageError(say.no_such_absence(number))
    return found


def _cells(one: Absence, names: dict[int, str]) -> tuple[object, ...]:
    instead = names.get(one.stand_in_id or 0)
    return one.id, names.get(one.person_id, ""), instead, one.since.isoformat(), one.until.isoformat()


def denied_words(denied: Denied) -> str:
    if denied.other is not None:
        return say.overlaps(denied.other.since, denied.other.until)
    return " ".join(say.OBSTACLES[one] for one in denied.obstacles)


def entered_words(done: Entered, name: str) -> str:
    told = say.absence_entered(
        name, done.absence.since, done.absence.until, done.stand_in.name if done.stand_in else ""
    )
    away = [say.stand_in_away(one.since, one.until) for one in done.stand_in_away]
    return " ".join([told, *away])
