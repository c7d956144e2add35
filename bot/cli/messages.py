"""`arshjul message`: what is planned and sent on a day, and taking it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from bot.cli.acting import acting, by_option
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import Installed, installed, municipality_option
from cards import phrases_recall as say
from scheduler.clock import SystemClock, local_day
from scheduler.days import ONE_DAY
from scheduler.guard import holds_personal_number
from scheduler.outbox import MessageKind, MessageState
from scheduler.ports import UnitOfWork
from scheduler.ports_sending import Dispatched
from scheduler.pulse import Counts, counts_in
from scheduler.usecases.recalling import Sending, Why, recall, sending_of_day, sending_of_digest

DAY = click.DateTime(["%Y-%m-%d"])


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sending: a day's, of one activity where it is named, or one digest's post by its number."""

    day: date | None
    activity: str | None
    digest: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one kind; what was recalled before it went is none of the counts, what was recalled after it is."""

    counts: Counts
    recalled: int


@click.group("message")
def message() -> None:
    """Utskicken: vad som är planerat och skickat, och att ta tillbaka det."""


@message.command("list")
@click.option("--day", type=DAY, metavar="ÅÅÅÅ-MM-DD", help="Dagen. Annars i dag.")
@format_option(Format.TABLE, Format.JSON)
@municipality_option
def list_messages(day: datetime | None, chosen: str) -> None:
    """Planerade, skickade, misslyckade och väntande utskick, och dagens sammanfattningar."""
    here = installed()
    on = day.date() if day else local_day(SystemClock().now())
    with here.store.read() as uow:
        rows = uow.outbox.counts(here.municipality.id, since=on, before=on + ONE_DAY)
        known = uow.recalls.of_day(here.municipality.id, on)
    posts = [one for one in known if one.kind is MessageKind.DIGEST]
    counted = {kind: Tally(counts_in(rows, kind), _recalled(known, kind)) for kind in MessageKind}
    if chosen == Format.JSON:
        print_json(_document(on, counted, posts))
    else:
        _print(here, on, counted, posts)


@message.command("recall")
@click.option("--day", type=DAY, metavar="ÅÅÅÅ-MM-DD", help="Dagen vars utskick återkallas.")
@click.option("--activity", metavar="AKTIVITET", help="Bara de utskick som frågar om den aktiviteten.")
@click.option("--digest", type=int, metavar="NUMMER", help="Sammanfattningens nummer i message list.")
@click.option("--because", required=True, metavar="TEXT", help="Varför. Mottagarna läser det.")
@by_option
@click.option("--delete", "deletes", is_flag=True, help="Radera i stället för att byta mot en rad.")
@click.option("--dry-run", is_flag=True, help="Säg bara hur många det gäller.")
@municipality_option
def recall_messages(
    *,
    day: datetime | None,
    activity: str | None,
    digest: int | None,
    because: str,
    by: str,
    deletes: bool,
    dry_run: bool,
) -> None:
    """Ta tillbaka ett helt utskick. Svar som redan har kommit finns kvar."""
    why = Why(because=_checked(because), deletes=deletes)
    here = installed()
    which = _checked_choice(here, Choice(day.date() if day else None, activity, digest))
    with here.store.read() if dry_run else here.store.write() as uow:
        sending = _sending(uow, here, which)
        if not dry_run:
            sending = recall(uow, sending, why, by=acting(here.municipality.id, actor=by))
    for sentence in _sentences(sending, deletes=deletes, is_digest=which.day is None, dry_run=dry_run):
        click.echo(sentence)


def _checked(because: str) -> str:
    if not because.strip():
        raise click.UsageError(say.BECAUSE_NEEDED)
    if holds_personal_number(because):
        raise click.UsageError(say.BECAUSE_HAS_NUMBER)
    return because.strip()


def _checked_choice(here: Installed, choice: Choice) -> Choice:
    if (choice.day is None) is (choice.digest is None):
        raise click.UsageError(say.ONE_OF_DAY_AND_DIGEST)
    if choice.activity is not None and choice.day is None:
        raise click.UsageError(say.ACTIVITY_NEEDS_DAY)
    if choice.activity is not None and choice.activity not in here.content.wheel.activity_by_key:
        raise click.UsageError(say.unknown_activity(choice.activity))
    return choice


def _sending(uow: UnitOfWork, here: Installed, choice: Choice) -> Sending:
    if choice.day is not None:
        return sending_of_day(uow, here.municipality.id, choice.day, activity=choice.activity)
    number = choice.digest or 0
    found = sending_of_digest(uow, here.municipality.id, number)
    if found is None:
        raise click.UsageError(say.no_such_digest(number))
    return found


def _sentences(sending: Sending, *, deletes: bool, is_digest: bool, dry_run: bool) -> Iterator[str]:
    if sending.recalled_before:
        yield say.recalled_before(sending.recalled_before)
    if not sending.messages:
        yield say.NOTHING_TO_RECALL
        return
    yield say.recalling(len(sending.messages), sending.receivers)
    if sending.waiting:
        yield say.stopped(len(sending.waiting))
    if sending.gone:
        yield say.gone(len(sending.gone), deletes=deletes)
    if sending.without_receipt:
        yield say.without_receipt(len(sending.without_receipt))
    if sending.tasks:
        yield say.answered(sending.answered, sending.tasks)
    yield from _what_follows(sending, is_digest=is_digest)
    if dry_run:
        yield say.DRY_RUN


def _what_follows(sending: Sending, *, is_digest: bool) -> Iterator[str]:
    if is_digest:
        yield say.DIGEST_REMAINS
    elif sending.waiting:
        yield say.ASKED_AGAIN
    if sending.gone and not is_digest:
        yield say.NEXT_RUNG
    if sending.gone:
        yield say.DONE_SOON


def _recalled(known: Sequence[Dispatched], kind: MessageKind) -> int:
    return sum(one.kind is kind and one.is_recalled for one in known)


def _document(on: date, counted: Mapping[MessageKind, Tally], posts: Sequence[Dispatched]) -> dict[str, Any]:
    return {
        "day": on.isoformat(),
        "messages": {
            str(kind): {
                "planned": tally.counts.planned,
                "sent": tally.counts.sent,
                "failed": tally.counts.failed,
                "waiting": tally.counts.waiting,
                "recalled": tally.recalled,
            }
            for kind, tally in counted.items()
        },
        "digests": [
            {"number": one.id, "body": one.body, "state": str(one.state), "recalled": one.is_recalled} for one in posts
        ],
    }


def _print(here: Installed, on: date, counted: Mapping[MessageKind, Tally], posts: Sequence[Dispatched]) -> None:
    rows = [
        (say.KINDS[kind], *map(str, (one.planned, one.sent, one.failed, one.waiting, tally.recalled)))
        for kind, tally in counted.items()
        if (one := tally.counts).planned or tally.recalled
    ]
    if not rows and not posts:
        click.echo(say.NOTHING_SENT)
    if rows:
        print_table(say.COUNT_COLUMNS, rows, title=say.sending_of(on))
    if posts:
        print_table(say.DIGEST_COLUMNS, [(str(one.id), _name(here, one), _state(one)) for one in posts])


def _name(here: Installed, post: Dispatched) -> str:
    return here.content.wheel.name_of(post.body or "")


def _state(post: Dispatched) -> str:
    return say.RECALLED if post.is_recalled else say.STATES[MessageState(post.state)]
