"""`arshjul action`: the actions of a municipality, and what has happened to one of them."""

from collections.abc import Iterator, Sequence
from datetime import date

import click

from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option
from cards import phrases_action_list as say
from cards.action_rows import LONGEST_MEASURE, shortened
from cards.phrases_actions import HAPPENED, STATES
from cards.phrases_cli import UNSAID
from cards.words_of_audit import stamp
from scheduler.actions import ALIVE, Action, ActionEvent
from scheduler.clock import SystemClock, local_day


@click.group("action")
def action() -> None:
    """Åtgärderna: vad som ska göras åt brister, av vem, och hur det går."""


@action.command("list")
@click.option("--all", "ended_too", is_flag=True, help="Även avslutade och nedlagda.")
@click.option("--place", default="", help="Enhet, verksamhet eller kommun. Utelämnas för alla.")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_actions(*, ended_too: bool, place: str, chosen: str) -> None:
    """Åtgärderna med nummer, plats, ansvarig och läge."""
    here, today = installed(), local_day(SystemClock().now())
    with here.store.read() as uow:
        known = uow.actions.of_municipality(here.municipality.id)
    named = [one for one in known if place.casefold() in ("", one.place.casefold(), one.area.casefold())]
    found = [one for one in named if ended_too or one.state in ALIVE]
    if chosen == Format.JSON:
        print_json({"actions": [_document(one, today) for one in found]})
    elif found:
        print_table(say.LIST_COLUMNS, [_row(here, one, today) for one in found], keys=say.LIST_KEYS)
    else:
        click.echo(say.NO_ACTIONS)


@action.command("show")
@click.argument("number", metavar="NUMMER", type=click.IntRange(1, 2**31 - 1))
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def show_history(number: int, chosen: str) -> None:
    """Vad som har hänt med en åtgärd."""
    here, today = installed(), local_day(SystemClock().now())
    with here.store.read() as uow:
        found = uow.actions.get(number)
        if found is None or found.municipality_id != here.municipality.id:
            raise click.UsageError(say.no_such_action(number))
        history = uow.actions.history(number)
    if chosen == Format.JSON:
        print_json({"action": _document(found, today), "history": _told(history)})
        return
    print_table(say.LIST_COLUMNS, [_row(here, found, today)], keys=say.LIST_KEYS)
    print_table(say.HISTORY_COLUMNS, [_line(event) for event in history])


def _row(here: Installed, one: Action, today: date) -> tuple[str, ...]:
    return (
        str(one.id),
        one.place,
        shortened(one.says.measure, LONGEST_MEASURE),
        here.content.wheel.name_of(one.responsible.role),
        _day(one.says.deadline) or UNSAID,
        ", ".join((STATES[one.state], *_flags(one, today))),
    )


def _flags(one: Action, today: date) -> Iterator[str]:
    if one.is_late(today):
        yield say.LATE
    if one.repeated:
        yield say.REPEATED
    if one.is_remaining:
        yield say.REMAINING


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _document(one: Action, today: date) -> dict[str, object]:
    return {
        "number": one.id,
        "task": one.origin.assignment_id,
        "activity": one.origin.activity,
        "origin": str(one.origin.kind),
        "place": one.place,
        "area": one.area,
        "role": one.responsible.role,
        "named": one.says.named,
        "deficiency": one.says.deficiency,
        "measure": one.says.measure,
        "wanted": one.says.wanted,
        "evidence": one.says.evidence,
        "deadline": _day(one.says.deadline),
        "follow_up": _day(one.says.follow_up),
        "state": str(one.state),
        "round": one.round,
        "late": one.is_late(today),
        "repeated": one.repeated,
        "remaining": one.is_remaining,
        "made_on": one.made_on.isoformat(),
        "ended_on": _day(one.ended_on),
    }


def _line(event: ActionEvent) -> tuple[str, ...]:
    return stamp(event.at), event.name, HAPPENED[event.deed], event.words


def _told(history: Sequence[ActionEvent]) -> list[dict[str, object]]:
    return [
        {
            "at": event.at.isoformat(),
            "person": event.name,
            "deed": str(event.deed),
            "state": str(event.state),
            "words": event.words,
            "day": _day(event.day),
            "effect": str(event.effect) if event.effect else None,
        }
        for event in history
    ]
