"""Everyone one can be in the demo, with their role and its places in words."""

from datetime import date

from cards.demo_cards import PersonChoice
from scheduler.organisation import Organisation, Person
from scheduler.ports import UnitOfWork
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level


def cast(uow: UnitOfWork, wheel: Wheel, municipality_id: int, today: date) -> list[PersonChoice]:
    """In the order in which they were entered."""
    places = _places(uow.people.organisation(municipality_id))
    return [_choice(uow, wheel, person, places, today) for person in uow.people.everyone(municipality_id)]


def _choice(
    uow: UnitOfWork, wheel: Wheel, person: Person, places: dict[tuple[Level, int], str], today: date
) -> PersonChoice:
    holdings = uow.people.roles_of(person.id, today)
    roles = dict.fromkeys(wheel.role_by_key[holding.role].title for holding in holdings)
    named = dict.fromkeys(places.get((holding.subject.level, holding.subject.id), "") for holding in holdings)
    return PersonChoice(person.id, person.name, ", ".join(roles), ", ".join(filter(None, named)))


def _places(organisation: Organisation) -> dict[tuple[Level, int], str]:
    units = {(Level.UNIT, unit.id): unit.name for unit in organisation.units}
    return units | {(Level.AREA, area.id): area.name for area in organisation.areas}
