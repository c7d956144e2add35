"""Who may read which digest, and what it says right now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.clock import local_day
from scheduler.days import add_months
from scheduler.digest_open import in_the_open
from scheduler.digests import Digest
from scheduler.loading import Content
from scheduler.organisation import Organisation, Person, RoleHolding, Subject
from scheduler.ports import UnitOfWork
from scheduler.usecases.counting import Scope, make_digest
from scheduler.usecases.digesting import digest_days
from scheduler.wheel import DigestPlan, Wheel
from scheduler.wheel_parts import Body, Level

MORE_THAN_A_YEAR = 13
"""In months: a yearly day that has just passed may move on to a working day some days later next year."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A digest that a person may read now; `told_on` is when it comes next by itself, `receiver` whom it is for."""

    plan: DigestPlan
    receiver: str
    told_on: date | None


def bodies_of(uow: UnitOfWork, wheel: Wheel, person: Person, now: datetime) -> tuple[Body, ...]:
    """The bodies for which the person is secretary that day, or stands in for one who is."""
    roles = {holding.role for holding in _held(uow, person, local_day(now))}
    return tuple(body for body in wheel.bodies if body.secretary in roles)


def _held(uow: UnitOfWork, person: Person, today: date) -> tuple[RoleHolding, ...]:
    """The person's own roles, and those of whom they stand in for."""
    return (*uow.people.roles_of(person.id, today), *uow.absences.roles_for(person.id, today))


def offered_to(uow: UnitOfWork, wheel: Wheel, person: Person, now: datetime) -> tuple[Offered, ...]:
    """Every digest of the bodies that the person speaks for and of the roles they act in, what comes next first."""
    today = local_day(now)
    roles = {holding.role for holding in _held(uow, person, today)}
    bodies = {body.key for body in wheel.bodies if body.secretary in roles}
    mine = [plan for plan in wheel.digests if plan.body in bodies or wheel.holder_of(plan.role or "") in roles]
    ahead = digest_days(wheel, today, add_months(today, MORE_THAN_A_YEAR))
    days = {plan.key: day for day, plan in reversed(ahead)}
    offered = [Offered(plan, wheel.name_of(plan.receiver), days.get(plan.key)) for plan in mine]
    return tuple(sorted(offered, key=lambda one: (one.plan.body is None, one.told_on or date.max)))


def digest_for(uow: UnitOfWork, content: Content, person: Person, now: datetime, *, key: str = "") -> Digest | None:
    """What the person would be told now, not frozen: in the digest of that key, else in the one that comes next.

    None for one who may read no digest, or none of that key.
    """
    municipality = uow.municipalities.get(person.municipality_id)
    offered = offered_to(uow, content.wheel, person, now)
    plan = next((one.plan for one in offered if key in ("", one.plan.key)), None)
    if plan is None:
        return None
    scope = _scope(uow, content.wheel, person, plan, now)
    digest = make_digest(uow, content, municipality, plan, now, scope=scope)
    return in_the_open(digest) if plan.audience else digest


def _scope(uow: UnitOfWork, wheel: Wheel, person: Person, plan: DigestPlan, now: datetime) -> Scope | None:
    """The places for which the person acts in the role; None for a body, whoever holds it for all, and the outside."""
    if plan.role is None or plan.audience:
        return None
    role = wheel.holder_of(plan.role)
    held = [one for one in _held(uow, person, local_day(now)) if one.role == role]
    if any(one.subject.level is Level.ADMINISTRATION for one in held):
        return None
    organisation = uow.people.organisation(person.municipality_id)
    places = tuple(dict.fromkeys(place for one in held for place in _places(one, organisation)))
    names = sorted({organisation.name_of(one.subject) for one in held})
    return Scope(places, tuple(names))


def _places(held: RoleHolding, organisation: Organisation) -> Iterator[Subject]:
    yield held.subject
    if held.subject.level is Level.AREA:
        yield from organisation.within(held.subject, Level.UNIT)
