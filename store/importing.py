"""The people file's rows laid over what is there: done twice, it changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from scheduler.people_file import PeopleRow
from scheduler.wheel_parts import Level
from store.bulk import execute_many, insert_into
from store.schema import area, person, role_holding, unit


def import_people(connection: Connection, municipality_id: int, rows: Sequence[PeopleRow]) -> None:
    areas = _areas(connection, municipality_id, rows)
    units = _units(connection, municipality_id, rows, areas)
    people = _people(connection, municipality_id, rows)
    places: dict[Level, Any] = {
        Level.UNIT: lambda row: units[areas[row.area], row.unit],
        Level.AREA: lambda row: areas[row.area],
        Level.ADMINISTRATION: lambda row: municipality_id,
    }
    _holdings(
        connection,
        (
            {
                "municipality_id": municipality_id,
                "person_id": people[row.email],
                "role": row.role,
                "level": row.level,
                "subject_id": places[row.level](row),
                "since": row.since,
                "until": row.until,
            }
            for row in rows
        ),
    )


def _areas(connection: Connection, municipality_id: int, rows: Sequence[PeopleRow]) -> Mapping[str, int]:
    names = dict.fromkeys(row.area for row in rows if row.area)
    execute_many(
        connection,
        insert_into(connection, area).on_conflict_do_nothing(),
        ({"municipality_id": municipality_id, "name": name} for name in names),
    )
    found = connection.execute(select(area.c.name, area.c.id).where(area.c.municipality_id == municipality_id))
    return {row.name: row.id for row in found}


def _units(
    connection: Connection, municipality_id: int, rows: Sequence[PeopleRow], areas: Mapping[str, int]
) -> Mapping[tuple[int, str], int]:
    insert = insert_into(connection, unit)
    execute_many(
        connection,
        insert.on_conflict_do_update(
            index_elements=["municipality_id", "area_id", "name"],
            set_={"provider": insert.excluded.provider, "service_types": insert.excluded.service_types},
        ),
        (
            {
                "municipality_id": municipality_id,
                "area_id": areas[row.area],
                "name": row.unit,
                "provider": row.provider,
                "service_types": list(row.service_types),
            }
            for row in rows
            if row.unit
        ),
    )
    chosen = select(unit.c.area_id, unit.c.name, unit.c.id).where(unit.c.municipality_id == municipality_id)
    return {(row.area_id, row.name): row.id for row in connection.execute(chosen)}


def _people(connection: Connection, municipality_id: int, rows: Sequence[PeopleRow]) -> Mapping[str, int]:
    insert = insert_into(connection, person)
    known = func.coalesce(insert.excluded.entra_object_id, person.c.entra_object_id)
    execute_many(
        connection,
        insert.on_conflict_do_update(
            index_elements=["municipality_id", "email"],
            set_={"name": insert.excluded.name, "entra_object_id": known},
        ),
        (
            {
                "municipality_id": municipality_id,
                "email": row.email,
                "name": row.name,
                "entra_object_id": row.entra_object_id,
            }
            for row in rows
        ),
    )
    found = connection.execute(select(person.c.email, person.c.id).where(person.c.municipality_id == municipality_id))
    return {row.email: row.id for row in found}


def _holdings(connection: Connection, holdings: Iterable[Mapping[str, Any]]) -> None:
    insert = insert_into(connection, role_holding)
    execute_many(
        connection,
        insert.on_conflict_do_update(
            index_elements=["person_id", "role", "level", "subject_id", "since"],
            set_={"until": insert.excluded.until},
        ),
        holdings,
    )
