"""`arshjul db backup` and `arshjul db restore`: the whole database as one file, and back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from bot.cli.acting import NO_MUNICIPALITY, acting
from bot.cli.files import file_path
from bot.cli.rows import settings_here, whole_database_here
from bot.cli.wrong_usage import FilePath
from cards import phrases_copies as say
from scheduler.clock import SystemClock
from scheduler.masks import MASK_LIST, Mask
from scheduler.usecases.restoring import Settled, settle
from store import backup as copying
from store.copy_file import CopyFlawed, Flaw, Head
from store.restore import RowsInTheWay, read_copy

new_file = FilePath(dir_okay=False, path_type=Path)

FLAWS = {
    Flaw.NOT_OURS: say.NOT_OURS,
    Flaw.CUT_OFF: say.CUT_OFF,
    Flaw.CHANGED: say.CHANGED,
    Flaw.NEWER: say.NEWER,
}


@click.command()
@click.argument("file", type=new_file)
def backup(file: Path) -> None:
    """Kopiera hela databasen till en fil, medan tjänsten kör."""
    with whole_database_here(settings_here()) as database, _progress(say.COPYING) as progress:
        try:
            head = database.back_up(file, now=SystemClock().now(), progress=progress)
        except copying.NothingToCopy:
            raise click.UsageError(say.NOTHING_TO_COPY) from None
        except copying.FileInTheWay:
            raise click.UsageError(say.file_in_the_way(str(file))) from None
    click.echo(say.copied(str(file), head.total))


@click.command()
@click.argument("file", type=file_path)
@click.option("--replace", is_flag=True, help="Byt ut allt som databasen innehåller.")
@click.option("--masks", "masks_file", type=file_path, help="Maskeringar att göra om, från mask list --format json.")
def restore(file: Path, *, replace: bool, masks_file: Path | None) -> None:
    """Lägg tillbaka en kopia: allt eller inget. Stoppa tjänsten först."""
    masks = _masks_in(masks_file) if masks_file else ()
    head = _read(file)
    with whole_database_here(settings_here()) as database:
        with _progress(say.RESTORING) as progress:
            try:
                settling = partial(settle, masks=masks, made_at=head.made_at, by=acting(NO_MUNICIPALITY))
                settled = database.restore(file, head, replace=replace, progress=progress, settle=settling)
            except RowsInTheWay:
                raise click.UsageError(say.ROWS_IN_THE_WAY) from None
        is_clean = database.scrub()
    for sentence in _told(head, settled, is_clean=is_clean):
        click.echo(sentence)


def _read(file: Path) -> Head:
    try:
        return read_copy(file)
    except CopyFlawed as flawed:
        raise click.UsageError(FLAWS[flawed.flaw]) from None


def _masks_in(file: Path) -> tuple[Mask, ...]:
    try:
        return MASK_LIST.validate_json(file.read_bytes()).masks
    except ValidationError:
        raise click.UsageError(say.NOT_MASKS) from None


def _told(head: Head, settled: Settled, *, is_clean: bool) -> Iterable[str]:
    yield say.restored(head.made_at, head.total)
    if settled.called_off:
        yield say.called_off(settled.called_off)
    if settled.revoked:
        yield say.revoked_again(settled.revoked)
    if settled.masks:
        yield say.masked_again(settled.masks)
    if not settled.is_remembered:
        yield say.NOTHING_KNOWN
    if not is_clean:
        yield say.OLD_PAGES_LEFT
    yield say.READ_PEOPLE_AGAIN


@contextmanager
def _progress(what: str) -> Iterator[copying.Progress]:
    """A bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
