"""`arshjul mask`: takes a passage out of everything that people have written."""

import re
from typing import TextIO

import click

from bot.cli.acting import acting, by_option
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import installed, municipality_option, settings_here, store_here, whole_database_here
from bot.cli.wrong_usage import TextFile
from cards import phrases_copies
from cards import phrases_mask as say
from scheduler.clock import STOCKHOLM
from scheduler.loading import with_kept_forms
from scheduler.masks import MASK_LIST, MaskedPassage, MaskList, TooShort, pattern_of
from scheduler.ports import UnitOfWork
from scheduler.usecases.masking import find_passage, mask_passage


@click.group()
def mask() -> None:
    """Ta bort ett textavsnitt ur svar, utkast och sammanfattningar."""


@mask.command()
@click.option(
    "--text-file",
    type=TextFile(encoding="utf-8"),
    required=True,
    help="Fil med texten som ska bort, eller - för standard in. Texten ges aldrig som argument: det sparas i skalet.",
)
@click.option("--because", required=True, help="Skälet, som sparas. Skriv inte av texten här.")
@by_option
@click.option("--task", type=int, help="Bara i den uppgiften, med dess nummer.")
@click.option("--dry-run", is_flag=True, help="Visa bara var texten står, utan texten.")
@municipality_option
def apply(text_file: TextIO, *, because: str, by: str, task: int | None, dry_run: bool) -> None:
    """Ersätt texten överallt med [maskerat]. Det går inte att ångra."""
    pattern = _pattern(text_file)
    here = installed()
    with here.store.read() if dry_run else here.store.write() as uow:
        content = with_kept_forms(here.content, uow.forms.kept())
        _check_task(uow, here.municipality.id, task)
        if dry_run:
            found = find_passage(uow, content, here.municipality.id, pattern, task=task)
            places = tuple(place for _, places in found for place in places)
        else:
            acts = acting(here.municipality.id, actor=by)
            made = mask_passage(uow, content, here.municipality, pattern, by=acts, because=because, task=task)
            places = made.passages
    _tell(places, dry_run=dry_run)
    if not dry_run:
        _scrub()


@mask.command("list")
@format_option(Format.TABLE, Format.JSON)
def list_masks(chosen: str) -> None:
    """Hela installationens maskeringar: vem, när, varför och var, aldrig vad."""
    with store_here(settings_here()).read() as uow:
        kept = tuple(uow.masks.kept())
    if chosen == Format.JSON:
        print_json(MASK_LIST.dump_python(MaskList(kept), mode="json"))
        return
    if not kept:
        click.echo(say.NOTHING_MASKED)
        return
    moments = (one.masked_at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") for one in kept)
    print_table(
        say.MASK_COLUMNS,
        [
            (moment, one.municipality, one.masked_by, one.because, str(len(one.passages)))
            for moment, one in zip(moments, kept, strict=True)
        ],
    )


@mask.command()
def scrub() -> None:
    """Städa en SQLite-fil från gamla rader, när något annat höll den öppen."""
    if _scrub():
        click.echo(say.SCRUBBED)


def _pattern(file: TextIO) -> re.Pattern[str]:
    try:
        return pattern_of(file.read())
    except UnicodeDecodeError:
        raise click.UsageError(say.NOT_TEXT) from None
    except TooShort:
        raise click.UsageError(say.TOO_SHORT) from None


def _check_task(uow: UnitOfWork, municipality_id: int, task: int | None) -> None:
    if task is None:
        return
    found = uow.assignments.get(task)
    if found is None or found.municipality_id != municipality_id:
        raise click.UsageError(say.no_such_task(task))


def _tell(places: tuple[MaskedPassage, ...], *, dry_run: bool) -> None:
    if not places:
        click.echo(say.NOWHERE)
        return
    print_table(say.PLACE_COLUMNS, [_row(one) for one in places])
    click.echo(say.found(len(places)) if dry_run else say.masked(len(places)))
    if dry_run:
        click.echo(say.DRY_RUN)


def _row(one: MaskedPassage) -> tuple[str, ...]:
    task = "" if one.assignment_id is None else str(one.assignment_id)
    return say.KINDS[one.kind], str(one.row_id), task, one.question, str(one.start), str(one.length)


def _scrub() -> bool:
    with whole_database_here(settings_here()) as database:
        is_clean = database.scrub()
    if not is_clean:
        click.echo(phrases_copies.OLD_PAGES_LEFT, err=True)
    return is_clean
