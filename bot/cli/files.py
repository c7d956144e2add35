"""Wheels by name or by path, and which kind of file a path holds."""

from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import click

from bot.cli.wrong_usage import FilePath
from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.loading import (
    WHEEL_FILE,
    Content,
    example_of,
    load_form,
    load_shipped,
    load_wheel,
    read_table,
    shipped_path,
    shipped_wheels,
)
from scheduler.people_file import PeopleRow, read_people
from scheduler.wheel import Wheel

LOCAL_KEYS = frozenset({"wheel", "local"})
file_path = FilePath(exists=True, dir_okay=False, path_type=Path)
local_option = click.option("--local", type=file_path, help="Kommunens egna beslut (TOML) ovanpå årshjulet.")
units_option = click.option("--units", type=file_path, help="Personfil (CSV) med enheter.")


def wheel_content(name: str, local: Path | None, *, example: bool = False) -> Content:
    """A wheel that ships, or one in a file; with `example` its example overlay unless another is named."""
    overlay = local or (example_of(name) if example else None)
    if name.endswith(".toml"):
        return load_wheel(Path(name), local=local)
    return load_shipped(name, local=overlay)


def people_in(file: Path, wheel: Wheel) -> tuple[PeopleRow, ...]:
    """Every row of a people file; `FaultsFound` where it can't be read or says something impossible."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FaultsFound([Fault(file.name, "", Problem.UNREADABLE, found=str(error))]) from error
    return read_people(text, file=file.name, wheel=wheel)


def checked(file: Path, others: Sequence[Path] = ()) -> tuple[Fault, ...]:
    """Every fault of a wheel, a file of local decisions or a form; which it is, its own keys tell.

    Local decisions are laid over the wheel that they name: one of `others`, the one beside them, or one that ships.
    """
    try:
        table = read_table(file)
        if "steps" in table:
            load_form(file)
        elif LOCAL_KEYS.isdisjoint(table) and "activities" in table:
            load_wheel(file)
        else:
            load_wheel(_wheel_under(table, file, others), local=file)
    except FaultsFound as found:
        return found.faults
    return ()


def _wheel_under(local: dict[str, Any], file: Path, others: Iterable[Path]) -> Traversable:
    known = {name: shipped_path(name) for name in shipped_wheels()}
    known |= {key: path for path in (file.parent / WHEEL_FILE, *others) if (key := _key_of_wheel(path))}
    name = local.get("wheel")
    if name is None:
        raise FaultsFound([Fault(file.name, "wheel", Problem.MISSING, f'wheel = "{min(known)}"')])
    if name not in known:
        raise FaultsFound([Fault(file.name, "wheel", Problem.NO_SUCH_REFERENCE, ", ".join(sorted(known)), str(name))])
    return known[name]


def _key_of_wheel(file: Path) -> str:
    """Empty where the file holds no wheel."""
    try:
        table = read_table(file)
    except FaultsFound:
        return ""
    return str(table.get("key", "")) if "activities" in table else ""
