"""The part of a planned year that is one area's, one unit's or one person's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.load import Staff
from scheduler.organisation import Subject
from scheduler.planning import NewAssignment, Planned, assignments_for
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanScope:
    """Names as people write them; empty is no bound, and several must all be met."""

    area: str = ""
    unit: str = ""
    person: str = ""

    @property
    def is_whole(self) -> bool:
        return not (self.area or self.unit or self.person)

    @property
    def name(self) -> str:
        """What a picture of it is called."""
        return ", ".join(part for part in (self.person, self.unit, self.area) if part)

    def unknown_in(self, staff: Staff) -> tuple[str, ...]:
        """Every name that nothing in the people file bears."""
        organisation = staff.organisation
        areas = {area.name for area in organisation.areas}
        missing = (
            self.area if self.area not in areas else "",
            self.unit if not organisation.units_named(self.unit) else "",
            self.person if not staff.called(self.person) else "",
        )
        return tuple(name for name in missing if name)


def within_scope(wheel: Wheel, planned: Iterable[Planned], staff: Staff, scope: PlanScope) -> Iterator[Planned]:
    """The occurrences that somebody in the scope has to carry out."""
    places, called = _places(scope, staff), set(staff.called(scope.person))
    for one in planned:
        for new in assignments_for(wheel, one, staff.organisation):
            if (places is None or new.subject in places) and (not scope.person or called & _asked(staff, new)):
                yield one
                break


def _asked(staff: Staff, new: NewAssignment) -> set[str]:
    return set(staff.holders(new.role, new.held_at, new.planned.slot.last_day))


def _places(scope: PlanScope, staff: Staff) -> set[Subject] | None:
    """None where no place is named; an area takes in its units."""
    organisation = staff.organisation
    if scope.unit:
        units = organisation.units_named(scope.unit)
        inside = {area.id for area in organisation.areas if area.name == scope.area}
        return {Subject(Level.UNIT, unit.id) for unit in units if not scope.area or unit.area_id in inside}
    if scope.area:
        areas = [Subject(Level.AREA, area.id) for area in organisation.areas if area.name == scope.area]
        return {*areas, *(unit for area in areas for unit in organisation.within(area, Level.UNIT))}
    return None
