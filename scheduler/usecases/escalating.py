"""Telling a late answer on, as the municipality has decided: never before whoever is late has been told so."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.escalation import escalation_of
from scheduler.organisation import Municipality, Organisation
from scheduler.outbox import MessageKind
from scheduler.ports import UnitOfWork
from scheduler.ports_review import Warned
from scheduler.usecases.holders import Holders, holders_of
from scheduler.usecases.reminding import message_for, sending_day
from scheduler.wheel import Wheel


def escalate(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Put what is late into the receivers' one message of the day; how many messages were new.

    A message that tells of something late is an escalation, whatever else it gathers.
    """
    if wheel.escalation is None:
        return 0
    by_receiver: defaultdict[int, list[Warned]] = defaultdict(list)
    warned = uow.escalations.warned(municipality.id, local_day(now))
    if warned:
        organisation = uow.people.organisation(municipality.id).looking_back_from(local_day(now))
        holders = holders_of(uow, municipality.id, {wheel.holder_of(wheel.escalation.role)}, sending_day(now))
        for one in warned:
            for person_id in _receivers(uow, wheel, organisation, holders, one.task, now):
                by_receiver[person_id].append(one)
    return sum(_tell(uow, municipality.id, person_id, told, now) for person_id, told in sorted(by_receiver.items()))


def _receivers(
    uow: UnitOfWork, wheel: Wheel, organisation: Organisation, holders: Holders, task: Assignment, now: datetime
) -> Iterator[int]:
    """Nobody is told on to themselves."""
    escalation = escalation_of(wheel, task.activity)
    if escalation is None:
        return
    role = wheel.holder_of(escalation.role)
    place = organisation.above(task.subject, wheel.role_by_key[role].level)
    late = set(uow.assignments.holder_of(task.id, local_day(now)))
    yield from (person_id for person_id in holders.get((role, place), ()) if person_id not in late)


def _tell(uow: UnitOfWork, municipality_id: int, person_id: int, told: list[Warned], now: datetime) -> int:
    found = message_for(uow, municipality_id, person_id, MessageKind.ESCALATION, now)
    if found is None:
        return 0
    if not found.is_new:
        uow.escalations.ride(found.message_id, MessageKind.ESCALATION)
    for one in told:
        uow.escalations.add(
            one.task.id, number=one.number, person_id=person_id, day=sending_day(now), message_id=found.message_id
        )
    return int(found.is_new)
