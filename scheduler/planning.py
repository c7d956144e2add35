"""From a wheel and a year to occurrences, and from occurrences and an organisation to assignments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.days import add_months
from scheduler.ladder import asks_from, rungs_of
from scheduler.organisation import Organisation, Subject, Unit
from scheduler.rules import Slot
from scheduler.wheel import Activity, Level, Wheel

HORIZON_MONTHS = 15


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence before it has a row: identity is (municipality, activity, slot's period)."""

    activity: Activity
    slot: Slot

    @property
    def asks_from(self) -> date:
        day = asks_from(self.slot, self.activity.ladder)
        if day is None:
            raise ValueError(f"{self.activity.key}: a slot has a start or a deadline")
        return day

    @property
    def first_rung(self) -> date | None:
        return min((rung.day for rung in rungs_of(self.slot, self.activity.ladder)), default=None)


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """An occurrence for one place, before it has a row; `role` is the one that persons are entered with."""

    planned: Planned
    subject: Subject
    role: str


def years_to_plan(today: date) -> range:
    """The calendar years that planning covers, so that it always reaches at least 15 months ahead."""
    return range(today.year, add_months(today, HORIZON_MONTHS).year + 1)


def occurrences_in(wheel: Wheel, year: int) -> tuple[Planned, ...]:
    """All occurrences of the year in order of time, then in the wheel's own order."""
    found = [Planned(activity, slot) for activity in wheel.activities for slot in activity.rule.slots(year)]
    return tuple(sorted(found, key=lambda planned: planned.slot.due or planned.slot.opens or date.max))


def still_ahead(planned: Planned, since: date) -> bool:
    """Whether the occurrence was not over when the municipality started; one without an end lasts its year out."""
    slot = planned.slot
    last = slot.due or (slot.opens and date(slot.opens.year, 12, 31))
    return last is not None and last >= since


def assignments_for(wheel: Wheel, planned: Planned, organisation: Organisation) -> Iterator[NewAssignment]:
    """One for each place that the activity concerns; none where nobody is said to perform it."""
    activity = planned.activity
    if activity.performer is None:
        return
    role = wheel.holder_of(activity.performer)
    for subject in _subjects(activity, organisation):
        yield NewAssignment(planned, subject, role)


def _subjects(activity: Activity, organisation: Organisation) -> Iterator[Subject]:
    if activity.level is Level.ADMINISTRATION:
        yield Subject(Level.ADMINISTRATION, organisation.municipality_id)
        return
    concerned = [unit for unit in organisation.units if concerns(activity, unit)]
    if activity.level is Level.UNIT:
        yield from (Subject(Level.UNIT, unit.id) for unit in concerned)
        return
    areas = {unit.area_id for unit in concerned}
    yield from (Subject(Level.AREA, area.id) for area in organisation.areas if area.id in areas)


def concerns(activity: Activity, unit: Unit) -> bool:
    """Whether the unit's provider and service types are among those the activity is for."""
    if not activity.provider.concerns(unit.provider):
        return False
    return not activity.service_types or not set(activity.service_types).isdisjoint(unit.service_types)
