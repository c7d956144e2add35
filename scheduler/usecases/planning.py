"""Keep the rows like the plan, at least 15 months ahead of today; doing it again changes nothing."""

from datetime import date
from hashlib import sha256

from scheduler.organisation import Municipality, Organisation
from scheduler.planning import assignments_for, occurrences_in, still_ahead, years_to_plan
from scheduler.ports import UnitOfWork
from scheduler.wheel import Wheel


def plan(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, today: date) -> int:
    """Add what is missing within the horizon; how many assignments were added.

    Nothing is done while wheel, organisation and horizon are what they were at the last planning.
    """
    organisation = uow.people.organisation(municipality.id)
    basis = planning_basis(wheel, organisation, years_to_plan(today))
    if municipality.planned_for == basis:
        return 0
    new = [
        assignment
        for year in years_to_plan(today)
        for planned in occurrences_in(wheel, year)
        if still_ahead(planned, municipality.started_on)
        for assignment in assignments_for(wheel, planned, organisation)
    ]
    added = uow.assignments.add_missing(municipality.id, new)
    uow.assignments.follow_plan(municipality.id, new, years=years_to_plan(today))
    uow.municipalities.mark_planned(municipality.id, basis)
    return added


def planning_basis(wheel: Wheel, organisation: Organisation, years: range) -> str:
    """A fingerprint of all that planning depends on."""
    return sha256(repr((wheel, organisation, years)).encode()).hexdigest()
