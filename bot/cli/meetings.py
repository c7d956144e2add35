"""`arshjul meeting`: the bodies' meetings, and what a moved or cancelled one would move with it."""

import click

from bot.cli.acting import acting, by_option
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option
from cards import phrases_admin as say
from scheduler.clock import SystemClock, local_day
from scheduler.slots import period_of
from scheduler.usecases.moving import Proposal, accept, proposals


@click.group()
def meeting() -> None:
    """Forumens möten."""


@meeting.command("list")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_meetings(chosen: str) -> None:
    """Mötesdagarna i kommunens egna beslut."""
    wheel = installed().content.wheel
    found = sorted(
        ((one.on, body.name, one.day) for body in wheel.bodies for one in body.meetings), key=lambda one: one[:2]
    )
    rows = [(name, on.isoformat(), day.isoformat() if day else say.CALLED_OFF) for on, name, day in found]
    if chosen == Format.JSON:
        print_json({"meetings": [dict(zip(("body", "on", "held"), row, strict=True)) for row in rows]})
    elif rows:
        print_table(say.MEETING_COLUMNS, rows)
    else:
        click.echo(say.NO_MEETINGS)


@meeting.command("proposals")
@municipality_option
def list_proposals() -> None:
    """Vad flyttade och inställda möten skulle ändra."""
    found = _proposals(installed())
    if not found:
        click.echo(say.NO_PROPOSALS)
        return
    print_table(say.PROPOSAL_COLUMNS, [_row(number, one) for number, one in enumerate(found, start=1)])


@meeting.command("accept")
@click.argument("numbers", nargs=-1, type=int, metavar="NR...")
@click.option("--all", "everything", is_flag=True, help="Godta alla förslag.")
@by_option
@click.option("--because", default=say.MEETING_CHANGED, show_default=True, help="Skälet, som sparas.")
@municipality_option
def accept_proposals(numbers: tuple[int, ...], *, everything: bool, by: str, because: str) -> None:
    """Godta förslag: uppgifterna får de nya dagarna."""
    here = installed()
    found = dict(enumerate(_proposals(here), start=1))
    chosen = tuple(found) if everything else numbers
    for number in chosen:
        if number not in found:
            raise click.UsageError(say.no_such_proposal(number))
    now, accepting = SystemClock().now(), acting(here.municipality.id, actor=by)
    with here.store.write() as uow:
        for number in chosen:
            move = accept(uow, found[number], because=because, moved_by=by, now=now, by=accepting)
            click.echo(say.moved(found[number].occurrence.title, move.due))


def _proposals(here: Installed) -> tuple[Proposal, ...]:
    today = local_day(SystemClock().now())
    with here.store.read() as uow:
        return proposals(uow, here.content.wheel, here.municipality.id, today)


def _row(number: int, one: Proposal) -> tuple[str, ...]:
    due = one.occurrence.due
    proposed = say.CALLED_OFF if one.due is None else one.due.isoformat()
    return str(number), one.occurrence.title, period_of(one.occurrence.slot), due.isoformat() if due else "", proposed
