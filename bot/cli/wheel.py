"""`arshjul wheel`: the wheels that ship, what they say, what is undecided, and the year they give."""

import sys
from pathlib import Path

import click

from bot.cli.files import checked, file_path, local_option, organisation_in, units_option, wheel_content
from bot.cli.output import Format, format_option, note_example, print_json, print_table
from bot.cli.pictures import plan_calendar, plan_picture
from bot.cli.plans import plan_document, show_document
from cards import phrases_cli as say
from cards.words_of_faults import fault_sentence
from cards.words_of_time import due_words
from scheduler.loading import load_shipped, shipped_wheels
from scheduler.planning import occurrences_in
from scheduler.rules import FIRST_YEAR, LAST_YEAR
from scheduler.todo import todos
from scheduler.wheel import Wheel


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
    print_table(say.WHEEL_COLUMNS, [[str(value) for value in row] for row in rows])


@wheel.command()
@click.argument("name", metavar="WHEEL")
@local_option
@format_option(Format.TABLE, Format.JSON)
def show(name: str, local: Path | None, chosen: str) -> None:
    """Varje aktivitet med regel, utförare, mottagare och källa."""
    content = wheel_content(name, local)
    document = show_document(content.wheel)
    if chosen == Format.JSON:
        print_json(document)
        return
    note_example(content.wheel)
    columns = ("key", "title", "rule", "performer", "receiver")
    rows = [[one[column] or say.UNSAID for column in columns] for one in document["activities"]]
    print_table(say.ACTIVITY_COLUMNS, rows, title=content.wheel.municipality)


@wheel.command()
@click.argument("paths", nargs=-1, required=True, type=file_path)
def check(paths: tuple[Path, ...]) -> None:
    """Kontrollera filer med årshjul, lokala beslut och formulär."""
    faults = [fault for path in paths for fault in checked(path)]
    for fault in faults:
        click.echo(fault_sentence(fault), err=True)
    click.echo(say.checked_files(len(paths), len(faults)))
    sys.exit(1 if faults else 0)


@wheel.command()
@click.argument("name", metavar="WHEEL")
@local_option
@format_option(Format.TABLE, Format.JSON)
def todo(name: str, local: Path | None, chosen: str) -> None:
    """Vad kommunen ännu behöver bestämma."""
    content = wheel_content(name, local)
    left = todos(content.wheel)
    if chosen == Format.JSON:
        print_json({"wheel": content.wheel.key, "todo": [
            {"activity": one.activity, "kind": str(one.kind), "what": say.todo_sentence(one)} for one in left
        ]})  # fmt: skip
        return
    note_example(content.wheel)
    if not left:
        click.echo(say.NOTHING_TO_DECIDE)
        return
    print_table(say.TODO_COLUMNS, [(one.title, say.todo_sentence(one)) for one in left])


@wheel.command()
@click.argument("name", metavar="WHEEL")
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True, help="Första året.")
@click.option("--years", type=click.IntRange(1, 50), default=1, show_default=True, help="Antal år.")
@local_option
@units_option
@format_option(Format.TABLE, Format.JSON, Format.ICS, Format.SVG)
def plan(name: str, year: int, years: int, local: Path | None, units: Path | None, chosen: str) -> None:
    """Årets tillfällen, och med enheter också uppgifterna."""
    content = wheel_content(name, local)
    span = range(year, year + years)
    if chosen == Format.JSON:
        print_json(plan_document(content.wheel, span, organisation_in(units, content.wheel)))
    elif chosen == Format.ICS:
        click.echo(plan_calendar(content.wheel, span), nl=False)
    elif chosen == Format.SVG:
        click.echo(plan_picture(content.wheel, year))
    else:
        _print_plan(content.wheel, span)


def _print_plan(wheel: Wheel, span: range) -> None:
    note_example(wheel)
    document = plan_document(wheel, span, None)
    planned = [one for year in span for one in occurrences_in(wheel, year)]
    rows = [
        (
            due_words(one.slot.due, one.slot.precision),
            row["opens"] or say.UNSAID,
            row["title"],
            row["period"],
            row["performer"] or say.UNSAID,
            ", ".join(day[5:] for day in row["reminders"]),
        )
        for one, row in zip(planned, document["occurrences"], strict=True)
    ]
    print_table(say.PLAN_COLUMNS, rows, title=wheel.municipality)
    if document["undated"]:
        undated = [(one["activity"], one["why"]) for one in document["undated"]]
        print_table(say.TODO_COLUMNS, undated, title=say.UNDATED_TITLE)
