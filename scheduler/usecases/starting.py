"""What begins because something happened: an event, an answer, or a person who says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.chains import Completion, slot_started, started_by, started_by_hand, successors
from scheduler.clock import local_day
from scheduler.forms import Answers
from scheduler.organisation import Organisation, Person, RoleHolding, Subject
from scheduler.planning import Planned, subjects_of
from scheduler.ports import UnitOfWork
from scheduler.reviews import is_done
from scheduler.rules_started import TriggerRule
from scheduler.slots import Happening, root_of
from scheduler.wheel import Activity, Wheel


@dataclass(frozen=True, slots=True)
class Startable:
    """An activity that a person may start for a place; `place` is empty for the administration."""

    activity: Activity
    subject: Subject
    place: str


def lead_on(uow: UnitOfWork, wheel: Wheel, done: Assignment, answers: Answers, now: datetime) -> int:
    """Begin what an answer leads to, once nobody has to judge it any more; how many assignments were new."""
    if not is_done(wheel, done) or not any(successors(wheel, done.activity)):
        return 0
    organisation = uow.people.organisation(done.municipality_id).as_of(local_day(now))
    if not organisation.knows(done.subject):
        return 0  # approved after its unit had closed for good: nobody is there to go on
    completion = Completion(done, answers, local_day(now))
    siblings = uow.assignments.of_round(done.municipality_id, done.activity, root_of(done.slot))
    new = started_by(wheel, organisation, completion, siblings)
    return uow.assignments.add_missing(done.municipality_id, new)


def record_happening(
    uow: UnitOfWork, wheel: Wheel, municipality_id: int, happening: Happening, now: datetime, *, by: By
) -> bool:
    """Keep it for the next planning; False where it was known already."""
    if happening in wheel.happenings:
        return False
    is_new = uow.happenings.record(municipality_id, happening, at=now)
    if is_new:
        told = f"{happening.event} {happening.on.isoformat()} {happening.place or ''}"
        uow.audit.append(by.did(Deed.RECORDED, Thing.EVENT, after=told.strip()))
    return is_new


def startable_by(uow: UnitOfWork, wheel: Wheel, person: Person, today: date) -> tuple[Startable, ...]:
    """What the person may start by hand, for each place of each role held that day, in the wheel's order.

    Whoever stands in for somebody starts what that one could.
    """
    return _startable(uow, wheel, uow.people.organisation(person.municipality_id), person, today)


def _startable(
    uow: UnitOfWork, wheel: Wheel, organisation: Organisation, person: Person, today: date
) -> tuple[Startable, ...]:
    held = (*uow.people.roles_of(person.id, today), *uow.absences.roles_for(person.id, today))
    return tuple(
        Startable(activity, subject, organisation.name_of(subject))
        for activity in wheel.activities
        if isinstance(activity.rule, TriggerRule) or activity.optional
        for subject in _places(wheel, organisation, activity, held, today)
    )


def start_by_hand(
    uow: UnitOfWork, wheel: Wheel, person: Person, activity: str, subject: Subject, now: datetime
) -> bool:
    """Begin the activity for the place today; False where the person may not, or it has begun today already."""
    today, organisation = local_day(now), uow.people.organisation(person.municipality_id)
    allowed = _startable(uow, wheel, organisation, person, today)
    chosen = next((one for one in allowed if (one.activity.key, one.subject) == (activity, subject)), None)
    if chosen is None:
        return False
    rule = chosen.activity.rule
    due = rule.due.after(today) if isinstance(rule, TriggerRule) and rule.due else None
    slot = slot_started(today, due)
    new = started_by_hand(wheel, organisation, chosen.activity, slot, subject)
    return uow.assignments.add_missing(person.municipality_id, new) == 1


def _places(
    wheel: Wheel, organisation: Organisation, activity: Activity, held: Sequence[RoleHolding], today: date
) -> tuple[Subject, ...]:
    role = wheel.holder_of(activity.performer) if activity.performer else None
    mine = {one.subject for one in held if one.role == role}
    level = wheel.role_by_key[role].level if role in wheel.role_by_key else None
    concerned = subjects_of(Planned(activity, slot_started(today, None)), organisation)
    return tuple(one for one in concerned if level is not None and organisation.above(one, level) in mine)
