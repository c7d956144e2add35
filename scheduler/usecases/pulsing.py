"""The administrators' heartbeat: part of the day's one message to them, whether or not it asks for anything."""

from collections.abc import Collection
from datetime import date, datetime

from scheduler.days import ONE_DAY, working_day_on_or_before
from scheduler.loading import Content
from scheduler.outbox import MessageKind
from scheduler.ports import UnitOfWork
from scheduler.pulse import ADMINISTRATOR, Pulse, counts_in
from scheduler.todo import TodoKind, todos
from scheduler.usecases.reminding import daily_message, sending_day
from scheduler.wheel import Wheel


def queue_pulses(uow: UnitOfWork, wheel: Wheel, municipality_id: int, now: datetime) -> int:
    """A message to each administrator to whom none waits or has gone that day; how many were new.

    Call it after the reminders: what they queued carries the heartbeat.
    """
    day = sending_day(now)
    added = 0
    for person in uow.absences.told_in_role(municipality_id, wheel.holder_of(ADMINISTRATOR), day):
        if uow.outbox.waiting_for(person.id) is None and not uow.outbox.sent_to_on(person.id, day):
            new = daily_message(municipality_id, person.id, MessageKind.DAILY, day, now)
            added += uow.outbox.add(new) is not None
    return added


def pulse_for(
    uow: UnitOfWork, content: Content, municipality_id: int, roles: Collection[str], today: date
) -> Pulse | None:
    """For one who holds those roles that day; None where they are no administrator."""
    wheel = content.wheel
    if wheel.holder_of(ADMINISTRATOR) not in roles:
        return None
    since, left = working_day_on_or_before(today - ONE_DAY), todos(wheel, today)
    outbox = uow.outbox
    return Pulse(
        since=since,
        counts=counts_in(outbox.counts(municipality_id, since=since, before=today), *MessageKind),
        today=counts_in(outbox.counts(municipality_id, since=today, before=today + ONE_DAY), *MessageKind).planned,
        older=counts_in(outbox.counts(municipality_id, before=since), *MessageKind).waiting,
        unreachable=tuple(uow.references.unreachable(municipality_id)),
        nameless=tuple(uow.references.nameless(municipality_id, today)),
        ending=tuple(todo for todo in left if todo.kind is TodoKind.MEETINGS_END),
        undecided=len(left),
        wheel=wheel.key,
    )
