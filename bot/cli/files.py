"""Wheels by name or by path, and which kind of file a path holds."""

from pathlib import Path
from typing import Any

import click

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.loading import (
    Content,
    example_of,
    load_form,
    load_shipped,
    load_wheel,
    read_table,
    shipped_path,
    shipped_wheels,
)
from scheduler.organisation import Organisation
from scheduler.people_file import PeopleRow, organisation_of, read_people
from scheduler.wheel import Wheel

file_path = click.Path(exists=True, dir_okay=False, path_type=Path)
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


def organisation_in(file: Path | None, wheel: Wheel) -> Organisation | None:
    if file is None:
        return None
    return organisation_of(people_in(file, wheel))


def checked(file: Path) -> tuple[Fault, ...]:
    """Every fault of a wheel, a file of local decisions or a form; which it is, its own keys tell."""
    try:
        table = read_table(file)
        if "steps" in table:
            load_form(file)
        elif "activities" in table:
            load_wheel(file)
        else:
            load_wheel(shipped_path(_wheel_of(table, file)), local=file)
    except FaultsFound as found:
        return found.faults
    return ()


def _wheel_of(table: dict[str, Any], file: Path) -> str:
    name = table.get("wheel")
    if name not in shipped_wheels():
        known = shipped_wheels()
        if name is None:
            raise FaultsFound([Fault(file.name, "wheel", Problem.MISSING, f'wheel = "{known[0]}"')])
        raise FaultsFound([Fault(file.name, "wheel", Problem.NO_SUCH_REFERENCE, ", ".join(known), str(name))])
    return str(name)
