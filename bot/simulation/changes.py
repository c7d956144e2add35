"""What becomes of an organisation: managers leave and arrive, units open, close and merge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.simulation.scene import Change, Scene
from bot.simulation.town import email_of, kinds_of, unit_rows
from scheduler.days import ONE_DAY
from scheduler.organisation import Person, RoleHolding, Unit
from scheduler.people_file import PeopleRow
from scheduler.wheel_parts import Level

NOTICE = timedelta(days=14)
FEWEST_UNITS = 3
"""So few that none of them closes or merges."""


@dataclass(frozen=True, slots=True)
class Manager:
    """A person who leads units until further notice, with everything that is held for these."""

    person: Person
    holdings: tuple[RoleHolding, ...]

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(one.subject.id for one in self.holdings)


def a_manager_leaves(scene: Scene) -> None:
    """Today is the last day; a successor takes over the same units the day after."""
    leaving = scene.random.choice(_managers(scene))
    _end(scene, leaving, scene.today)
    name = _new_name(scene)
    units = scene.organisation.unit_by_id
    rows = [_succession(scene, units[one.subject.id], one.role, name) for one in leaving.holdings]
    scene.uow.people.import_rows(scene.municipality.id, rows)
    scene.changes[Change.MANAGERS_ARRIVED] += 1


def a_unit_opens(scene: Scene) -> None:
    """In one of the areas, after a fortnight, with a manager of its own."""
    organisation = scene.organisation
    number = len(organisation.units)
    kinds = kinds_of(scene.content.wheel)
    name, first_day = f"Enhet {number + 1}", scene.today + NOTICE
    area = scene.random.choice(organisation.areas).name
    kind = kinds[number % len(kinds)]
    rows = unit_rows(scene.content.wheel, kind, manager=_new_name(scene), area=area, unit=name, since=scene.today)
    scene.uow.people.import_rows(scene.municipality.id, tuple(rows))
    opened = next(unit for unit in scene.organisation.units if unit.name == name)
    scene.uow.people.open_unit(scene.municipality.id, opened.id, on=first_day)
    scene.changes[Change.MANAGERS_ARRIVED] += 1
    scene.changes[Change.UNITS_OPENED] += 1


def a_unit_closes(scene: Scene) -> None:
    """After a fortnight, and nobody takes over."""
    units = scene.lasting_units()
    if len(units) > FEWEST_UNITS:
        _close(scene, scene.random.choice(units), into=None)
        scene.changes[Change.UNITS_CLOSED] += 1


def two_units_merge(scene: Scene) -> None:
    """After a fortnight the one goes on as a part of the other."""
    units = scene.lasting_units()
    if len(units) > FEWEST_UNITS:
        closing, heir = scene.random.sample(units, 2)
        _close(scene, closing, into=heir.id)
        scene.changes[Change.UNITS_MERGED] += 1


def _close(scene: Scene, unit: Unit, *, into: int | None) -> None:
    """A manager who has no other unit leaves with it."""
    last_day = scene.today + NOTICE
    for manager in _managers(scene):
        if manager.unit_ids == {unit.id}:
            _end(scene, manager, last_day)
    scene.uow.people.close_unit(scene.municipality.id, unit.id, on=last_day, into=into)


def _end(scene: Scene, manager: Manager, last_day: date) -> None:
    scene.uow.people.end_roles(scene.municipality.id, manager.person.id, on=last_day)
    scene.changes[Change.MANAGERS_LEFT] += 1


def _managers(scene: Scene) -> list[Manager]:
    """Those with a unit that lasts."""
    lasting = {unit.id for unit in scene.lasting_units()}
    return [one for one in _leading(scene) if one.unit_ids & lasting]


def _leading(scene: Scene) -> Iterator[Manager]:
    for person in scene.uow.people.everyone(scene.municipality.id):
        held = scene.uow.people.roles_of(person.id, scene.today)
        for_units = tuple(one for one in held if one.subject.level is Level.UNIT and one.until is None)
        if for_units:
            yield Manager(person, for_units)


def _succession(scene: Scene, unit: Unit, role: str, name: str) -> PeopleRow:
    return PeopleRow(
        area=scene.organisation.area_by_id[unit.area_id].name,
        unit=unit.name,
        provider=unit.provider,
        service_types=unit.service_types,
        name=name,
        email=email_of(name),
        entra_object_id=None,
        role=role,
        since=scene.today + ONE_DAY,
        until=None,
    )


def _new_name(scene: Scene) -> str:
    """People are never forgotten, so their number tells them apart."""
    return f"Chef {len(scene.uow.people.everyone(scene.municipality.id)) + 1}"
