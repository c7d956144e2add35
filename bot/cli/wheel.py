"""`arshjul wheel`: the wheels that ship, what they say, what is undecided, the year they give and what changes."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.diffs import changes_between, diff_counted, diff_document, diff_rows
from bot.cli.files import checked, file_path, local_option, people_in, units_option, wheel_content
from bot.cli.loads import asked_in_years, load_rows, warning_rows
from bot.cli.output import Format, format_option, note_example, print_json, print_table
from bot.cli.pictures import plan_calendar, plan_picture
from bot.cli.plans import (
    guarantee_rows,
    plan_document,
    plan_rows,
    show_document,
    show_rows,
    todo_document,
    todo_groups,
    undated_rows,
)
from cards import phrases_cli as say
from cards import phrases_diff, phrases_load, phrases_wheel
from cards.wheel_rings import RingsBy
from cards.words_of_faults import fault_sentence
from scheduler.clock import SystemClock, local_day
from scheduler.load import Limits, Staff, warnings_in
from scheduler.loading import load_shipped, shipped_wheels
from scheduler.plan_scopes import PlanScope
from scheduler.planning import occurrences_in
from scheduler.slots import FIRST_YEAR, LAST_YEAR
from scheduler.todo import todos
from scheduler.wheel import Wheel

YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)
MOST = click.IntRange(1, 1000)
DAY = click.DateTime(["%Y-%m-%d"])
BORDER = 3
"""How much of the screen a column takes beside its text."""
SHORT_LINES = (18, 13, 0)
"""Lines no longer than this are not broken as long as there is room, days for instance; else the next length."""


@click.group()
def wheel() -> None:
    """Kommunernas årshjul: visa, kontrollera och planera."""


@wheel.command("list")
@format_option(Format.TABLE, Format.JSON)
def list_wheels(chosen: str) -> None:
    """De årshjul som följer med."""
    wheels = [load_shipped(name).wheel for name in shipped_wheels()]
    rows = [(one.key, one.municipality, one.edition, len(one.activities)) for one in wheels]
    if chosen == Format.JSON:
        keys = ("key", "municipality", "edition", "activities")
        print_json({"wheels": [dict(zip(keys, row, strict=True)) for row in rows]})
        return
    print_table(say.WHEEL_COLUMNS, [[str(value) for value in row] for row in rows], keys=say.WHEEL_KEYS)


@wheel.command()
@click.argument("name", metavar="ÅRSHJUL")
@local_option
@format_option(Format.TABLE, Format.JSON)
def show(name: str, local: Path | None, chosen: str) -> None:
    """Varje aktivitet med regel, utförare, mottagare och källa."""
    content = wheel_content(name, local)
    if chosen == Format.JSON:
        print_json(show_document(content.wheel))
        return
    note_example(content.wheel)
    _print_rows(say.ACTIVITY_COLUMNS, show_rows(content.wheel), title=content.wheel.municipality)
    if content.wheel.guarantees:
        _print_rows(say.GUARANTEE_COLUMNS, guarantee_rows(content.wheel), title=say.GUARANTEES_TITLE)


@wheel.command()
@click.argument("paths", nargs=-1, required=True, type=file_path)
def check(paths: tuple[Path, ...]) -> None:
    """Kontrollera filer med årshjul, lokala beslut och formulär."""
    faults = [fault for path in paths for fault in checked(path, paths)]
    for fault in faults:
        click.echo(fault_sentence(fault), err=True)
    click.echo(say.checked_files(len(paths), len(faults)))
    sys.exit(1 if faults else 0)


@wheel.command()
@click.argument("name", metavar="ÅRSHJUL")
@local_option
@click.option("--date", "day", type=DAY, help="Dagen som mötesdagarna räknas från, i dag om inget sägs.")
@format_option(Format.TABLE, Format.JSON)
def todo(name: str, local: Path | None, day: datetime | None, chosen: str) -> None:
    """Vad kommunen ännu behöver bestämma."""
    content = wheel_content(name, local)
    left = todos(content.wheel, day.date() if day else local_day(SystemClock().now()))
    if chosen == Format.JSON:
        print_json(todo_document(content.wheel, left))
        return
    note_example(content.wheel)
    if left:
        _print_groups(say.TODO_COLUMNS, todo_groups(left), title=content.wheel.municipality)
    else:
        click.echo(say.NOTHING_TO_DECIDE)


@wheel.command()
@click.argument("name", metavar="ÅRSHJUL")
@click.option("--year", type=YEAR, required=True, help="Första året.")
@click.option("--years", type=click.IntRange(1, 50), default=1, show_default=True, help="Antal år.")
@local_option
@units_option
@click.option(
    "--most-per-week", type=MOST, default=Limits().per_week, show_default=True,
    help="Varna för fler sista dagar än så för en person samma vecka (med --units).",
)  # fmt: skip
@click.option(
    "--most-per-month", type=MOST, default=Limits().per_month, show_default=True,
    help="Varna för fler svar än så för en person samma månad (med --units).",
)  # fmt: skip
@click.option("--area", default="", help="Bilden av ett område (med --units och --format svg).")
@click.option("--unit", default="", help="Bilden av en enhet (med --units och --format svg).")
@click.option("--person", default="", help="Bilden av en person, namn eller e-post (med --units och --format svg).")
@click.option(
    "--rings", type=click.Choice([one.value for one in RingsBy]), default=RingsBy.PHASE.value, show_default=True,
    help="Bildens ringar: en för varje fas (phase) eller mottagare (receiver).",
)  # fmt: skip
@format_option(Format.TABLE, Format.JSON, Format.ICS, Format.SVG)
def plan(
    *,
    name: str,
    year: int,
    years: int,
    local: Path | None,
    units: Path | None,
    most_per_week: int,
    most_per_month: int,
    area: str,
    unit: str,
    person: str,
    rings: str,
    chosen: str,
) -> None:
    """Årets tillfällen, och med enheter också uppgifterna och vad var och en har att svara på."""
    content = wheel_content(name, local)
    span = range(year, year + years)
    staff = Staff(people_in(units, content.wheel)) if units else None
    limits = Limits(per_week=most_per_week, per_month=most_per_month)
    scope = PlanScope(area=area, unit=unit, person=person)
    _refuse_impossible(scope, staff, chosen)
    if chosen == Format.JSON:
        print_json(plan_document(content.wheel, span, staff, limits))
    elif chosen == Format.ICS:
        click.echo(plan_calendar(content.wheel, span), nl=False)
    elif chosen == Format.SVG:
        click.echo(plan_picture(content.wheel, year, staff, scope, RingsBy(rings)))
    else:
        _print_plan(content.wheel, span, staff)
        if staff:
            _print_load(content.wheel, span, staff, limits)


def _refuse_impossible(scope: PlanScope, staff: Staff | None, chosen: str) -> None:
    if scope.is_whole:
        return
    if staff is None or chosen != Format.SVG:
        raise click.UsageError(phrases_wheel.SCOPE_NEEDS)
    if unknown := scope.unknown_in(staff):
        raise click.UsageError(phrases_wheel.unknown_in_people(unknown))


@wheel.command()
@click.argument("name", metavar="ÅRSHJUL")
@click.argument("other_name", metavar="ANNAT")
@click.option("--year", type=YEAR, help="Året som jämförs, det som är nu om inget sägs.")
@local_option
@click.option("--other-local", type=file_path, help="Kommunens egna beslut (TOML) ovanpå det andra årshjulet.")
@format_option(Format.TABLE, Format.JSON)
def diff(
    *, name: str, other_name: str, year: int | None, local: Path | None, other_local: Path | None, chosen: str
) -> None:
    """Vad som ändras mellan två årshjul eller filer, tillfälle för tillfälle."""
    before, after = wheel_content(name, local).wheel, wheel_content(other_name, other_local).wheel
    compared = year or local_day(SystemClock().now()).year
    if year is None:
        click.echo(phrases_diff.year_chosen(compared), err=True)
    if chosen == Format.JSON:
        print_json(diff_document(before, after, compared))
        return
    for one in (before, after) if before.local != after.local else (before,):
        note_example(one)
    changes = changes_between(before, after, compared)
    if changes:
        title = phrases_diff.title(_called(name, local), _called(other_name, other_local), compared)
        _print_rows(phrases_diff.COLUMNS, diff_rows(changes), title=title)
    click.echo(diff_counted(changes, compared))


def _called(name: str, local: Path | None) -> str:
    return f"{name} + {local.name}" if local else name


def _print_plan(wheel: Wheel, span: range, staff: Staff | None) -> None:
    note_example(wheel)
    planned = [one for year in span for one in occurrences_in(wheel, year)]
    if planned:
        columns = (*say.PLAN_COLUMNS, say.TASKS_COLUMN) if staff else say.PLAN_COLUMNS
        organisation = staff.organisation if staff else None
        rows = plan_rows(wheel, planned, organisation, year=span[0] if len(span) == 1 else None)
        _print_rows(columns, rows, title=say.plan_title(wheel.municipality, span))
    else:
        click.echo(say.no_occurrences(span))
    undated = list(undated_rows(wheel, planned))
    if undated:
        _print_rows(say.UNDATED_COLUMNS, undated, title=say.UNDATED_TITLE)


def _print_load(wheel: Wheel, span: range, staff: Staff, limits: Limits) -> None:
    asked = asked_in_years(wheel, span, staff)
    if not any(one.persons for one in asked):
        click.echo(phrases_load.NOBODY_ASKED)
    for year in span:
        rows = list(load_rows(asked, year))
        if rows:
            _print_months(rows, title=phrases_load.load_title(year))
    warnings = warnings_in(asked, staff, limits)
    if warnings:
        groups = warning_rows(warnings, wheel, limits)
        _print_groups(phrases_load.WARNING_COLUMNS, groups, title=phrases_load.WARNINGS_TITLE)
    else:
        click.echo(phrases_load.NOTHING_TO_WARN_OF)


def _print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> None:
    _print_groups(columns, [rows], title=title)


def _print_groups(columns: Sequence[str], groups: Iterable[Iterable[Sequence[str]]], *, title: str) -> None:
    """A table with a line between groups; no word is ever cut, and none broken where there is room for it."""
    kept = [list(group) for group in groups]
    console = Console()
    widths = _widths([columns, *chain(*kept)], console.width)
    heads = [Column(Text(head), overflow="fold", width=width) for head, width in zip(columns, widths, strict=True)]
    table = Table(*heads, title=Text(title), title_justify="left", header_style="bold")
    for group in kept:
        for row in group:
            table.add_row(*map(Text, row))
        table.add_section()
    console.print(table)


def _widths(rows: Iterable[Sequence[str]], room: int) -> list[int | None]:
    """Room for short lines and whole words first, then for the longest lines; None where words have no room either."""
    columns = [[line for cell in cells for line in cell.split("\n")] for cells in zip_longest(*rows, fillvalue="")]
    left = room - 1 - len(columns) * BORDER
    for short in SHORT_LINES:
        needed = [_needed(lines, short) for lines in columns]
        if sum(needed) <= left:
            return [*_widened(needed, [max(map(len, lines)) for lines in columns], left - sum(needed))]
    return [None] * len(columns)


def _needed(lines: Iterable[str], short: int) -> int:
    """The longest of the short lines and of all words; keys may be broken."""
    kept = ([line] if len(line) <= short else [word for word in line.split() if "_" not in word] for line in lines)
    return max(map(len, chain.from_iterable(kept)), default=1)


def _widened(widths: Sequence[int], wanted: Sequence[int], spare: int) -> list[int]:
    """Those that lack least get all they lack; the others share what is left."""
    widened = list(widths)
    by_lack = sorted(range(len(widths)), key=lambda index: wanted[index] - widths[index])
    for columns, index in zip(range(len(widths), 0, -1), by_lack, strict=True):
        more = min(wanted[index] - widths[index], spare // columns)
        widened[index] += more
        spare -= more
    return widened


def _print_months(rows: Iterable[Sequence[str]], *, title: str) -> None:
    """A table narrow enough for twelve months side by side."""
    numbers = (*phrases_load.MONTH_COLUMNS, phrases_load.TOTAL_COLUMN)
    heads = [
        Column(phrases_load.PERSON_COLUMN, overflow="fold"),
        *(Column(head, justify="right", no_wrap=True) for head in numbers),
    ]
    table = Table(*heads, title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 0), pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
