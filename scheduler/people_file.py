"""The people file: units, areas, people and roles in one CSV table, with every faulty cell named at once."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from uuid import UUID

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.organisation import Area, Organisation, Unit
from scheduler.wheel import Wheel
from scheduler.wheel_parts import PRIVATE_PROVIDERS, Level, Provider

COLUMNS = (
    "municipality", "area", "unit", "provider type", "service types", "name", "e-mail", "entra_object_id",
    "role", "from", "to",
)  # fmt: skip
UNIT_PROVIDERS = {str(provider): provider for provider in (Provider.IN_HOUSE, *PRIVATE_PROVIDERS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRow:
    """One role of one person; the role is held for the unit if there is one, else the area, else the administration.

    `since` and `until` are inclusive days.
    """

    area: str
    unit: str
    provider: Provider
    service_types: tuple[str, ...]
    name: str
    email: str
    entra_object_id: str | None
    role: str
    since: date
    until: date | None

    @property
    def level(self) -> Level:
        if self.unit:
            return Level.UNIT
        return Level.AREA if self.area else Level.ADMINISTRATION


def read_people(text: str, *, file: str, wheel: Wheel) -> tuple[PeopleRow, ...]:
    """Every row for the wheel's municipality; `FaultsFound` names line and column of each faulty cell."""
    if "\0" in text:
        # Most likely UTF-16; and PostgreSQL could not keep it.
        raise FaultsFound([Fault(file, "", Problem.UNREADABLE, found="NUL")])
    try:
        return _read(text, file, wheel)
    except csv.Error as error:
        raise FaultsFound([Fault(file, "", Problem.UNREADABLE, found=str(error))]) from error


def _read(text: str, file: str, wheel: Wheel) -> tuple[PeopleRow, ...]:
    plain = text.removeprefix("\ufeff")
    reader = csv.DictReader(StringIO(plain), delimiter=delimiter_of(plain))
    header = tuple(reader.fieldnames or ())
    missing = [Fault(file, "1", Problem.MISSING, expected=column) for column in COLUMNS if column not in header]
    if missing:
        raise FaultsFound(missing)
    faults: list[Fault] = []
    rows: list[PeopleRow] = []
    for told in reader:
        line = reader.line_num
        cells = {column: told[column] or "" for column in COLUMNS}  # a row that breaks off has None in its last cells
        found = [
            Fault(file, f"{line}.{column}", problem, expected, cells[column])
            for column, problem, expected in _faults(cells, wheel)
        ]
        faults += found
        if not found:
            rows.append(_row(cells))
    if faults:
        raise FaultsFound(faults)
    return tuple(rows)


def delimiter_of(text: str) -> str:
    """Comma, or semicolon as a Swedish spreadsheet saves it; the header tells."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _faults(cells: dict[str, str], wheel: Wheel) -> Iterator[tuple[str, Problem, str]]:
    if cells["municipality"].strip().casefold() not in (wheel.municipality.casefold(), wheel.key):
        yield "municipality", Problem.OTHER_WHEEL, wheel.municipality
    for column in ("name", "e-mail"):
        if not cells[column].strip():
            yield column, Problem.MISSING, ""
    if cells["role"] not in wheel.role_by_key:
        yield "role", Problem.NO_SUCH_REFERENCE, ", ".join(sorted(wheel.role_by_key))
    elif wheel.role_by_key[cells["role"]].level is not _level(cells):
        yield "role", Problem.NOT_ONE_OF, ", ".join(sorted(_roles_at(_level(cells), wheel)))
    if cells["unit"] and not cells["area"]:
        yield "area", Problem.MISSING, ""
    if cells["unit"] and cells["provider type"] not in UNIT_PROVIDERS:
        yield "provider type", Problem.NOT_ONE_OF, ", ".join(UNIT_PROVIDERS)
    yield from _unreadable(cells, "from", date.fromisoformat, "2027-01-31")
    if cells["to"]:
        yield from _unreadable(cells, "to", date.fromisoformat, "2027-01-31")
    if cells["to"] and cells["to"] < cells["from"]:
        yield "to", Problem.OUT_OF_RANGE, cells["from"]
    if cells["entra_object_id"]:
        yield from _unreadable(cells, "entra_object_id", UUID, "00000000-0000-0000-0000-000000000000")


def _level(cells: dict[str, str]) -> Level:
    if cells["unit"].strip():
        return Level.UNIT
    return Level.AREA if cells["area"].strip() else Level.ADMINISTRATION


def _roles_at(level: Level, wheel: Wheel) -> Iterator[str]:
    return (role.key for role in wheel.roles if role.level is level)


def _unreadable(
    cells: dict[str, str], column: str, read: Callable[[str], object], example: str
) -> Iterator[tuple[str, Problem, str]]:
    try:
        read(cells[column])
    except ValueError:
        yield column, Problem.WRONG_TYPE, example


def _row(cells: dict[str, str]) -> PeopleRow:
    return PeopleRow(
        area=cells["area"].strip(),
        unit=cells["unit"].strip(),
        provider=UNIT_PROVIDERS.get(cells["provider type"], Provider.NOT_APPLICABLE),
        service_types=tuple(part.strip() for part in cells["service types"].split(";") if part.strip()),
        name=cells["name"].strip(),
        email=cells["e-mail"].strip().lower(),
        entra_object_id=str(UUID(cells["entra_object_id"])) if cells["entra_object_id"] else None,
        role=cells["role"],
        since=date.fromisoformat(cells["from"]),
        until=date.fromisoformat(cells["to"]) if cells["to"] else None,
    )


def organisation_of(rows: tuple[PeopleRow, ...]) -> Organisation:
    """The areas and units that the rows name, numbered from 1 in the order in which they stand."""
    areas = {name: Area(number, name) for number, name in enumerate(dict.fromkeys(row.area for row in rows), start=1)}
    areas.pop("", None)
    units = {(row.area, row.unit): row for row in rows if row.unit}
    return Organisation(
        municipality_id=0,
        areas=tuple(areas.values()),
        units=tuple(
            Unit(number, areas[row.area].id, row.unit, row.provider, row.service_types)
            for number, row in enumerate(units.values(), start=1)
        ),
    )
