"""`arshjul occurrence`: the occurrences that have rows, and moving one with a reason."""

from datetime import datetime

import click

from bot.cli.acting import acting, by_option
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import day_option, installed, municipality_option
from cards import phrases_admin as say
from scheduler.clock import SystemClock
from scheduler.moves import KeptOccurrence
from scheduler.ports import UnitOfWork
from scheduler.slots import period_of
from scheduler.usecases.moving import move_occurrence


@click.group()
def occurrence() -> None:
    """Årets tillfällen i databasen."""


@occurrence.command("list")
@click.option("--activity", multiple=True, help="Aktivitetens nyckel. Utelämnas för alla.")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_occurrences(activity: tuple[str, ...], chosen: str) -> None:
    """Tillfällen med sina dagar, och om någon har flyttat dem."""
    here = installed()
    with here.store.read() as uow:
        keys = activity or tuple(here.content.wheel.activity_by_key)
        found = uow.assignments.occurrences(here.municipality.id, keys)
    if chosen == Format.JSON:
        print_json({"occurrences": [_document(one) for one in found]})
        return
    print_table(say.OCCURRENCE_COLUMNS, [_row(one) for one in found], keys=say.OCCURRENCE_KEYS)


@occurrence.command()
@click.argument("activity")
@click.argument("period")
@day_option("--to", "Ny sista dag.")
@click.option("--because", required=True, help="Skälet, som sparas och visas.")
@by_option
@municipality_option
def move(activity: str, period: str, to: datetime, because: str, by: str) -> None:
    """Flytta ett tillfälle. Det som står i årshjulet sparas bredvid."""
    here = installed()
    with here.store.write() as uow:
        found = _named(uow, here.municipality.id, activity, period)
        if found.is_answered:
            raise click.UsageError(say.already_answered(found.title))
        now, moving = SystemClock().now(), acting(here.municipality.id, actor=by)
        moved = move_occurrence(uow, found, to.date(), because=because, moved_by=by, now=now, by=moving)
    click.echo(say.moved(found.title, moved.due))


def _named(uow: UnitOfWork, municipality_id: int, activity: str, period: str) -> KeptOccurrence:
    for one in uow.assignments.occurrences(municipality_id, [activity]):
        if one.slot == period:
            return one
    raise click.UsageError(say.no_such_occurrence(activity, period))


def _document(one: KeptOccurrence) -> dict[str, object]:
    days = {name: getattr(one, name) for name in ("opens", "scheduled", "due")}
    return {
        "activity": one.activity,
        "slot": one.slot,
        "title": one.title,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "moved": one.is_moved,
        "answered": one.is_answered,
    }


def _row(one: KeptOccurrence) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (one.opens, one.due, one.scheduled))
    return one.activity, one.title, period_of(one.slot), *days, say.MOVED if one.is_moved else ""
