"""An invented administration of any size, the same for the same seed."""

from collections.abc import Iterator
from datetime import date
from random import Random

from scheduler.people_file import PeopleRow
from scheduler.wheel import Level, Provider, Role, Wheel

UNITS_PER_AREA = 12
UNITS_PER_MANAGER = (1, 1, 2, 2, 3)
SHARE_PRIVATE = 0.25
SERVICE_TYPES = ("särskilt boende", "hemtjänst", "funktionsstöd", "hälso- och sjukvård")
SINCE = date(2020, 1, 1)


def invent_people(wheel: Wheel, units: int, random: Random) -> tuple[PeopleRow, ...]:
    """Units in areas, a holder for each role that the wheel's activities need; a manager has one to three units."""
    return (
        *_unit_rows(wheel, units, random),
        *_holders(wheel, Level.AREA, units),
        *_holders(wheel, Level.ADMINISTRATION, units),
    )


def _unit_rows(wheel: Wheel, units: int, random: Random) -> Iterator[PeopleRow]:
    manager, left = 0, 0
    for number in range(units):
        if left == 0:
            manager, left = manager + 1, random.choice(UNITS_PER_MANAGER)
        left -= 1
        provider = Provider.PRIVATE if random.random() < SHARE_PRIVATE else Provider.IN_HOUSE
        for role in _roles(wheel, Level.UNIT):
            yield _row(
                role,
                name=f"Chef {manager}",
                area=_area(number),
                unit=f"Enhet {number + 1}",
                provider=provider,
                service_types=(SERVICE_TYPES[number // UNITS_PER_AREA % len(SERVICE_TYPES)],),
            )


def _holders(wheel: Wheel, level: Level, units: int) -> Iterator[PeopleRow]:
    areas = [_area(number) for number in range(0, units, UNITS_PER_AREA)] if level is Level.AREA else [""]
    for role in _roles(wheel, level):
        yield from (_row(role, name=f"{role.title} {area}".strip(), area=area) for area in areas)


def _roles(wheel: Wheel, level: Level) -> list[Role]:
    return [role for role in wheel.roles if role.level is level and role.held_by is None]


def _area(number: int) -> str:
    return f"Område {number // UNITS_PER_AREA + 1}"


def _row(
    role: Role,
    *,
    name: str,
    area: str,
    unit: str = "",
    provider: Provider = Provider.NOT_APPLICABLE,
    service_types: tuple[str, ...] = (),
) -> PeopleRow:
    return PeopleRow(
        area=area,
        unit=unit,
        provider=provider,
        service_types=service_types,
        name=name,
        email=f"{name}@example.invalid".lower().replace(" ", "."),
        entra_object_id=None,
        role=role.key,
        since=SINCE,
        until=None,
    )
