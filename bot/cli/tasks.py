"""`arshjul task`: the tasks with their numbers, and what has become of one: asked, delivered, answered, decided."""

from collections.abc import Mapping, Set

import click

from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option
from cards import phrases_audit as say
from cards.phrases_cli import UNSAID
from cards.words_of_audit import stamp, timeline_sentence
from cards.words_of_time import due_words, period_words
from scheduler.assignments import Assignment
from scheduler.clock import SystemClock, local_day
from scheduler.ports import UnitOfWork
from scheduler.slots import FIRST_YEAR, LAST_YEAR, Precision, period_of
from scheduler.usecases.timeline import Timeline, Told, task_timeline

PARTS_OF_A_KEY = 3
MOST_DIGITS = 9
"""No row has a longer number; a database would choke on much more."""


@click.group("task")
def task() -> None:
    """Uppgifterna, och vad som har hänt med dem."""


@task.command("list")
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), help="Året för sista dagen. Utelämnas för i år.")
@click.option("--activity", default="", help="Aktivitetens nyckel. Utelämnas för alla.")
@click.option("--unit", default="", help="Enhet, verksamhet eller kommun. Utelämnas för alla.")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_tasks(year: int | None, activity: str, unit: str, chosen: str) -> None:
    """Årets uppgifter med nummer, plats och läge."""
    here = installed()
    with here.store.read() as uow:
        known = uow.assignments.of_municipality(here.municipality.id, year=year or local_day(SystemClock().now()).year)
        _check_place(uow, here, unit, {one.place for one in known})
    found = [one for one in known if activity in ("", one.activity) and unit.casefold() in ("", one.place.casefold())]
    if chosen == Format.JSON:
        print_json({"tasks": [_document(one) for one in found]})
    elif found:
        print_table(say.TASK_COLUMNS, [_row(one) for one in found], keys=say.TASK_KEYS)
    else:
        click.echo(say.NO_TASKS)


@task.command("timeline")
@click.argument("name", metavar="NUMMER|NYCKEL")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def show_timeline(name: str, chosen: str) -> None:
    """Vad som har hänt med en uppgift. Nyckeln är AKTIVITET/AVSER/PLATS."""
    here = installed()
    with here.store.read() as uow:
        is_number = name.isdecimal() and len(name) <= MOST_DIGITS
        number = int(name) if is_number else _number_of(uow, here, name)
        timeline = task_timeline(uow, here.municipality.id, number)
    if timeline is None:
        raise click.UsageError(say.no_such_task(name))
    roles = {role.key: role.title for role in here.content.wheel.roles}
    bodies = {body.key: body.name for body in here.content.wheel.bodies}
    if chosen == Format.JSON:
        print_json(_timeline_document(timeline, roles, bodies))
        return
    one = timeline.task
    click.echo(say.task_title(one.id, one.title, one.place, period_words(one.slot)))
    if timeline.told:
        print_table(say.TIMELINE_COLUMNS, [_line(told, roles, bodies) for told in timeline.told])
    else:
        click.echo(say.NOTHING_KNOWN)


def _check_place(uow: UnitOfWork, here: Installed, name: str, named: Set[str]) -> None:
    """A place that has no task is no fault; one that does not exist is."""
    organisation = uow.people.organisation(here.municipality.id)
    places = {one.name for one in organisation.units} | {one.name for one in organisation.areas} | named
    places |= {"", here.municipality.name, here.content.wheel.administration}
    if name.casefold() not in {place.casefold() for place in places}:
        raise click.UsageError(say.no_such_place(name))


def _number_of(uow: UnitOfWork, here: Installed, name: str) -> int:
    """Of the one task that the key names."""
    activity, period, place = (*name.split("/", PARTS_OF_A_KEY - 1), "", "")[:PARTS_OF_A_KEY]
    known = uow.assignments.of_activities(here.municipality.id, [activity])
    found = [one.id for one in known if period in ("", period_of(one.slot)) and place in ("", one.place)]
    if not found:
        raise click.UsageError(say.no_such_task(name))
    if len(found) > 1:
        raise click.UsageError(say.several_tasks(name, found))
    return found[0]


def _row(one: Assignment) -> tuple[str, ...]:
    return str(one.id), one.activity, period_of(one.slot), one.place, _due(one), say.STATES[one.state]


def _due(one: Assignment) -> str:
    if one.due is None:
        return UNSAID
    return one.due.isoformat() if one.precision is Precision.DAY else due_words(one.due, one.precision)


def _document(one: Assignment) -> dict[str, object]:
    return {
        "number": one.id,
        "activity": one.activity,
        "title": one.title,
        "period": period_of(one.slot),
        "place": one.place,
        "due": one.due.isoformat() if one.due else None,
        "state": str(one.state),
    }


def _line(told: Told, roles: Mapping[str, str], bodies: Mapping[str, str]) -> tuple[str, str]:
    return stamp(told.at), timeline_sentence(told, roles, bodies)


def _timeline_document(timeline: Timeline, roles: Mapping[str, str], bodies: Mapping[str, str]) -> dict[str, object]:
    told = [_told_document(one) | {"said": timeline_sentence(one, roles, bodies)} for one in timeline.told]
    return {"task": _document(timeline.task), "timeline": told}


def _told_document(told: Told) -> dict[str, object]:
    """`delivery_confirmed` says whether the far end named what it delivered."""
    return {
        "at": told.at.isoformat(),
        "step": str(told.step),
        "person": told.person,
        "role": told.role,
        "message": told.message,
        "rungs": list(told.rungs),
        "delivery_confirmed": told.has_id,
        "revision": told.revision,
        "body": told.body,
        "decided_on": told.decided_on.isoformat() if told.decided_on else None,
        "paragraph": told.paragraph,
        "case_number": told.case_number,
        "before": told.before,
        "detail": told.detail,
        "request": told.request,
    }
