"""Who may see a body's digest, and what it says right now."""

from datetime import datetime

from scheduler.clock import local_day
from scheduler.days import add_months
from scheduler.digests import Digest
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.usecases.counting import make_digest
from scheduler.usecases.digesting import digest_days
from scheduler.wheel import DigestPlan, Wheel
from scheduler.wheel_parts import Body

MORE_THAN_A_YEAR = 13
"""In months: a yearly day that has just passed may move on to a working day some days later next year."""


def bodies_of(uow: UnitOfWork, wheel: Wheel, person: Person, now: datetime) -> tuple[Body, ...]:
    """The bodies for which the person is secretary that day."""
    today = local_day(now)
    roles = {holding.role for holding in uow.people.roles_of(person.id, today)}
    return tuple(body for body in wheel.bodies if body.secretary in roles)


def digest_for(uow: UnitOfWork, content: Content, person: Person, now: datetime) -> Digest | None:
    """What the person's body would be told now, not frozen; None for one who speaks for no body with a digest."""
    municipality = uow.municipalities.get(person.municipality_id)
    for body in bodies_of(uow, content.wheel, person, now):
        plan = nearest_plan(content.wheel, body.key, now)
        if plan is not None:
            return make_digest(uow, content, municipality, plan, now)
    return None


def nearest_plan(wheel: Wheel, body: str, now: datetime) -> DigestPlan | None:
    """The body's plan whose day comes next, today included; the first in the file when none is dated."""
    today = local_day(now)
    ahead = digest_days(wheel, today, add_months(today, MORE_THAN_A_YEAR))
    return next(
        (plan for _, plan in ahead if plan.body == body),
        next((plan for plan in wheel.digests if plan.body == body), None),
    )
