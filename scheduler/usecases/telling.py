"""Whoever is told of a digest in a role reads of it in the day's one message, and opens it there."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.organisation import Municipality
from scheduler.outbox import MessageKind
from scheduler.ports import UnitOfWork
from scheduler.usecases.digesting import digest_days
from scheduler.usecases.reminding import daily_message, sending_day
from scheduler.wheel import DigestPlan, Wheel

TOLD_WITHIN = timedelta(days=7)
"""After that it is old: whoever could not be written to by then has to ask for it."""


def queue_role_digests(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """A message to each holder who is there, or their stand-in, to whom none waits or has gone since the digest came.

    How many were new. Call it after the reminders: what they queued tells of the digest too.
    """
    day = sending_day(now)
    added = 0
    for came, plan in _of_roles(wheel, max(day - TOLD_WITHIN, municipality.started_on), day):
        for person in uow.absences.told_in_role(municipality.id, wheel.holder_of(plan.role or ""), day):
            last = uow.outbox.last_gathered(person.id)
            if uow.outbox.waiting_for(person.id) is None and (last is None or last < came):
                new = daily_message(municipality.id, person.id, MessageKind.DAILY, day, now)
                added += uow.outbox.add(new) is not None
    return added


def role_digests(
    uow: UnitOfWork, wheel: Wheel, person_id: int, roles: Collection[str], today: date, *, message_id: int
) -> tuple[DigestPlan, ...]:
    """What the person is told of in that message: the digests whose day has come since the last one before it."""
    came = [
        (day, plan)
        for day, plan in _of_roles(wheel, today - TOLD_WITHIN, today)
        if wheel.holder_of(plan.role or "") in roles
    ]
    if not came:
        return ()
    last = uow.outbox.last_gathered(person_id, before=message_id)
    return tuple(plan for day, plan in came if last is None or day > last)


def _of_roles(wheel: Wheel, first: date, last: date) -> list[tuple[date, DigestPlan]]:
    """The days, both ends included; what is for somebody outside is fetched by whoever publishes it."""
    plans = [plan for plan in wheel.digests if plan.role and not plan.audience and plan.rule.lack(wheel) is None]
    return digest_days(replace(wheel, digests=tuple(plans)), first, last) if plans else []
