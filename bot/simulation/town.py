"""An invented administration of any size, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from scheduler.people_file import PeopleRow
from scheduler.pulse import ADMINISTRATOR
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import PRIVATE_PROVIDERS, Level, Provider, Role

UNITS_PER_AREA = 12
UNITS_PER_MANAGER = (1, 1, 2, 2, 3)
SHARE_PRIVATE = 0.25
SERVICE_TYPES = ("särskilt boende", "hemtjänst", "funktionsstöd", "hälso- och sjukvård")
SINCE = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Kind:
    """What an activity may ask of a unit before it concerns it."""

    provider: Provider
    service_type: str


def invent_people(wheel: Wheel, units: int, random: Random) -> tuple[PeopleRow, ...]:
    """Units in areas, a holder for each role that the wheel's activities need; a manager has one to three units."""
    areas = _areas(wheel, units)
    return (
        *_all_units(wheel, units, areas, random),
        *_holders(wheel, Level.AREA, areas),
        *_holders(wheel, Level.ADMINISTRATION, [""]),
    )


def unit_rows(
    wheel: Wheel, kind: Kind, *, manager: str, area: str, unit: str, since: date = SINCE
) -> Iterator[PeopleRow]:
    """One unit, with one person in all the roles that are held for a unit."""
    for role in _roles(wheel, Level.UNIT):
        yield _row(role, name=manager, area=area, unit=unit, kind=kind, since=since)


def kinds_of(wheel: Wheel) -> tuple[Kind, ...]:
    """Kinds of unit, so many that every activity carried out at units concerns one of them."""
    asked = [_asked(one) for one in wheel.activities if one.level.place is not Level.ADMINISTRATION]
    types = dict.fromkeys((*(kind.service_type for kind in asked if kind.service_type), *SERVICE_TYPES))
    usual = next(iter(types))
    wanted = [
        *(Kind(one.provider, one.service_type or usual) for one in asked),
        *(Kind(Provider.IN_HOUSE, service_type) for service_type in types),
    ]
    missing = [one for one in PRIVATE_PROVIDERS if one not in {kind.provider for kind in wanted}]
    return tuple(dict.fromkeys((*wanted, *(Kind(provider, usual) for provider in missing))))


def email_of(name: str) -> str:
    return f"{name}@example.invalid".lower().replace(" ", ".")


def _asked(activity: Activity) -> Kind:
    is_particular = activity.provider in PRIVATE_PROVIDERS
    return Kind(activity.provider if is_particular else Provider.IN_HOUSE, next(iter(activity.service_types), ""))


def _all_units(wheel: Wheel, units: int, areas: list[str], random: Random) -> Iterator[PeopleRow]:
    kinds = kinds_of(wheel)
    manager, left = 0, 0
    for number in range(units):
        if left == 0:
            manager, left = manager + 1, random.choice(UNITS_PER_MANAGER)
        left -= 1
        kind = kinds[number] if number < len(kinds) else _any_kind(kinds, random)
        area, unit = areas[number // UNITS_PER_AREA], f"Enhet {number + 1}"
        yield from unit_rows(wheel, kind, manager=f"Chef {manager}", area=area, unit=unit)


def _any_kind(kinds: tuple[Kind, ...], random: Random) -> Kind:
    is_private = random.random() < SHARE_PRIVATE
    return random.choice([kind for kind in kinds if (kind.provider in PRIVATE_PROVIDERS) is is_private])


def _areas(wheel: Wheel, units: int) -> list[str]:
    """The areas that activities name come first."""
    count = -(-units // UNITS_PER_AREA)
    named = dict.fromkeys(area for activity in wheel.activities for area in activity.areas)
    return [*named, *(f"Område {number}" for number in range(1, count + 1))][:count]


def _holders(wheel: Wheel, level: Level, areas: list[str]) -> Iterator[PeopleRow]:
    for role in _roles(wheel, level):
        yield from (_row(role, name=f"{role.title} {area}".strip(), area=area) for area in areas)


def _roles(wheel: Wheel, level: Level) -> list[Role]:
    needed = [role for role in wheel.roles if role.key != ADMINISTRATOR]
    return [role for role in needed if role.level is level and role.held_by is None]


def _row(
    role: Role, *, name: str, area: str, unit: str = "", kind: Kind | None = None, since: date = SINCE
) -> PeopleRow:
    return PeopleRow(
        area=area,
        unit=unit,
        provider=kind.provider if kind else Provider.NOT_APPLICABLE,
        service_types=(kind.service_type,) if kind else (),
        name=name,
        email=email_of(name),
        entra_object_id=None,
        role=role.key,
        since=since,
        until=None,
    )
