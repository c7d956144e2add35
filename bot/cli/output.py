"""One JSON document or one table on standard output, and nothing else there."""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.table import Table

from cards import phrases_cli as say
from scheduler.wheel import Wheel

Command = TypeVar("Command", bound=Callable[..., Any])


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    ICS = "ics"
    SVG = "svg"
    CARD = "card"


def format_option(*formats: Format) -> Callable[[Command], Command]:
    """`--format`, with the first as default."""
    return click.option(
        "--format",
        "chosen",
        type=click.Choice([str(one) for one in formats]),
        default=str(formats[0]),
        show_default=True,
        help="Utskriftens form.",
    )


def print_json(document: object) -> None:
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode())


def note_example(wheel: Wheel) -> None:
    """Say on standard error that dates are examples, where they are."""
    if wheel.local is not None and wheel.local.example:
        click.echo(say.example_note(wheel.local.name), err=True)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", keys: Collection[str] = ()
) -> None:
    """`keys` are the columns that people copy into another command: those stay whole, and the others give way."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, no_wrap=column in keys, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
