"""Keep the rows like the plan, at least 15 months ahead of today; doing it again changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from scheduler.audit import NOT_PLANNED, UNIT_CLOSED, AuditEntry, By, Deed, Thing
from scheduler.clock import local_day
from scheduler.editions import Edition, planned_by_year, wheel_of_year
from scheduler.loading import Content
from scheduler.meetings import called_in
from scheduler.organisation import Municipality, Organisation
from scheduler.planning import (
    Crossing,
    NewAssignment,
    is_planted_ahead,
    still_ahead,
    years_opening_in,
    years_to_plan,
)
from scheduler.ports import UnitOfWork
from scheduler.slots import Happening
from scheduler.usecases.making_actions import reseat
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Body, Meeting


def plan(uow: UnitOfWork, content: Content, municipality: Municipality, now: datetime) -> int:
    """Add what is missing within the horizon; how many assignments were added.

    Nothing is done while wheel, editions, events, organisation and horizon are what they were at the last planning.
    """
    today = local_day(now)
    everywhere = uow.people.organisation(municipality.id)
    organisation = everywhere.as_of(today)
    happenings = uow.happenings.of_municipality(municipality.id)
    editions = uow.editions.of_municipality(municipality.id)
    basis = planning_basis(
        content.wheel,
        organisation,
        years_to_plan(today),
        editions=editions,
        happenings=happenings,
        forms=content.versions,
    )
    if municipality.planned_for == basis:
        return 0
    wheel = with_happenings(content.wheel, happenings)
    known = [replace(one, wheel=_with_what_came_since(one.wheel, wheel)) for one in editions]
    new = list(_wanted(wheel, known, organisation, municipality.started_on, years_to_plan(today)))
    dropped = uow.assignments.follow_plan(municipality.id, new, years=years_to_plan(today), now=now)
    added = uow.assignments.add_missing(municipality.id, new)
    orphaned = uow.assignments.hand_over(municipality.id, now)
    reseat(uow, wheel, everywhere.looking_back_from(today), municipality.id)
    uow.audit.append(
        *_ended(municipality, dropped, NOT_PLANNED, now), *_ended(municipality, orphaned, UNIT_CLOSED, now)
    )
    uow.meetings.follow(municipality.id, called_in(content.wheel), now=now)
    uow.forms.keep(content.versions.values())
    uow.municipalities.mark_planned(municipality.id, basis)
    return added


def _ended(municipality: Municipality, ids: Iterable[int], because: str, now: datetime) -> Iterator[AuditEntry]:
    """What somebody had been asked for, and will not be asked for any more."""
    service = By(municipality_id=municipality.id, at=now, request="")
    return (service.did(Deed.ENDED, Thing.ASSIGNMENT, one, after=because) for one in ids)


def with_happenings(wheel: Wheel, happenings: Iterable[Happening], *, instead: bool = False) -> Wheel:
    """The wheel with what has happened since it was written, or with that alone."""
    before = () if instead else wheel.happenings
    known = tuple(dict.fromkeys((*before, *happenings)))
    return wheel if known == wheel.happenings else replace(wheel, happenings=known)


def _with_what_came_since(published: Wheel, wheel: Wheel) -> Wheel:
    """A published wheel with all that has happened, and with the meetings that have been called since."""
    called = {body.key: body.meetings for body in wheel.bodies}
    bodies = tuple(_with_new_meetings(body, called.get(body.key, ())) for body in published.bodies)
    whole = published if bodies == published.bodies else replace(published, bodies=bodies)
    return with_happenings(whole, wheel.happenings, instead=True)


def _with_new_meetings(body: Body, called: Iterable[Meeting]) -> Body:
    """Those that were known when the wheel was published stay as they were."""
    known = {one.on for one in body.meetings}
    return replace(body, meetings=(*body.meetings, *(one for one in called if one.on not in known)))


def planning_basis(
    wheel: Wheel,
    organisation: Organisation,
    years: range,
    *,
    editions: Sequence[Edition] = (),
    happenings: Sequence[Happening] = (),
    forms: Iterable[tuple[str, int]] = (),
) -> str:
    """A fingerprint of all that planning depends on, and of the form versions that it keeps."""
    published = [(one.year, one.number, one.since) for one in editions]
    return sha256(repr((wheel, published, happenings, organisation, years, sorted(forms))).encode()).hexdigest()


def _wanted(
    wheel: Wheel, editions: Sequence[Edition], organisation: Organisation, started_on: date, years: range
) -> Iterator[NewAssignment]:
    for year, occurrences in planned_by_year(wheel, editions, years_opening_in(wheel, years)):
        crossing = Crossing(wheel_of_year(wheel, editions, year), organisation)
        for planned in occurrences:
            is_near = year in years or planned.asks_from.year <= years[-1]
            if is_near and is_planted_ahead(planned, started_on) and still_ahead(planned, started_on):
                yield from crossing.assignments(planned)
