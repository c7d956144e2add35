"""What is made of a copy's rows before anyone sees them: nothing goes out twice, nothing comes back to life."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.days import is_working_day, work_starts_on
from scheduler.masks import Mask
from scheduler.organisation import Municipality
from scheduler.outbox import Message, MessageKind, MessageState, NewMessage, daily_key
from scheduler.ports import UnitOfWork
from scheduler.ports_masking import Noted, Remembered, Restored
from scheduler.usecases.masking import not_yet_made, replay


@dataclass(frozen=True, slots=True)
class Settled:
    """How many messages were called off, addresses revoked again and masks made again.

    `is_remembered` tells whether it was known what had happened since the copy.
    """

    called_off: int
    revoked: int
    masks: int
    is_remembered: bool


def settle(
    uow: UnitOfWork,
    restored: Restored,
    remembered: Remembered | None,
    *,
    masks: Iterable[Mask],
    made_at: datetime,
    by: By,
) -> Settled:
    """Bring the rows of a copy, which was `made_at`, up to what is known of the time since; each log is told of it."""
    known = remembered or Remembered(masks=(), revoked={}, ending=(), over=(), noted=())
    called_off = _call_off(uow, restored, remembered, by.at)
    _leave_what_is_over(uow, restored, known)
    _leave_today(uow, restored, by.at)
    _carry_log(uow, known.noted)
    for one in uow.municipalities.all():
        entry = replace(by, municipality_id=one.id).did(
            Deed.RESTORED, Thing.MUNICIPALITY, one.id, after=made_at.isoformat(timespec="minutes")
        )
        uow.audit.append(entry)
    restored.end(known.ending)
    restored.shut_web(by.at)
    return Settled(
        called_off=called_off,
        revoked=restored.revoke(known.revoked),
        masks=_mask_again(uow, (*known.masks, *masks)),
        is_remembered=remembered is not None,
    )


def _call_off(uow: UnitOfWork, restored: Restored, remembered: Remembered | None, now: datetime) -> int:
    """What waited in the copy may have gone since. Its rungs go back to their tasks, for a new message to gather."""
    over = None if remembered is None else {one.dedupe_key for one in remembered.over}
    off = [one for one in restored.unsent() if not _is_awaited(one, over, now)]
    restored.call_off(one.id for one in off)
    for one in off:
        uow.reminders.release(one.id)
    return len(off)


def _is_awaited(message: Message, over: Set[str] | None, now: datetime) -> bool:
    """Whether it goes on waiting: its time had not come, or it is a digest that is known not to have been posted."""
    if over is not None and message.dedupe_key in over:
        return False
    had_not_come = message.state is MessageState.PENDING and message.due_at > now
    return had_not_come or (over is not None and message.kind is MessageKind.DIGEST)


def _leave_what_is_over(uow: UnitOfWork, restored: Restored, known: Remembered) -> None:
    """What was posted or recalled after the copy is not sent again; whoever the copy is too old for has no key."""
    here = {one.id: {person.id for person in uow.people.everyone(one.id)} for one in uow.municipalities.all()}
    for one in known.over:
        if one.municipality_id in here and (one.person_id is None or one.person_id in here[one.municipality_id]):
            restored.take_key(one)


def _leave_today(uow: UnitOfWork, restored: Restored, now: datetime) -> None:
    """Nobody is asked again on a day on which they may have been asked already."""
    today = local_day(now)
    if not is_working_day(today) or now < work_starts_on(today):
        return
    for municipality in uow.municipalities.all():
        for person in uow.people.everyone(municipality.id):
            restored.take_key(_of_today(municipality, person.id, now))


def _of_today(municipality: Municipality, person_id: int, now: datetime) -> NewMessage:
    today = local_day(now)
    return NewMessage(
        municipality_id=municipality.id,
        kind=MessageKind.DAILY,
        dedupe_key=daily_key(municipality.id, person_id, today),
        day=today,
        due_at=now,
        person_id=person_id,
    )


def _carry_log(uow: UnitOfWork, noted: Sequence[Noted]) -> None:
    """What was written down after the copy stays so, behind what the copy holds.

    Whoever the copy is too old to know is named instead.
    """
    for here in uow.municipalities.all():
        theirs = [one for one in noted if one.municipality == here.key]
        emails = {person.id: person.email for person in uow.people.everyone(here.id)}
        first = min((one.entry.at for one in theirs), default=None)
        there = Counter(uow.audit.of_municipality(here.id, since=first) if theirs else ())
        for one in theirs:
            entry = replace(one.entry, municipality_id=here.id)
            if there[entry] > 0:
                there[entry] -= 1
                continue
            is_known = entry.person_id is None or emails.get(entry.person_id) == one.email
            uow.audit.append(entry if is_known else replace(entry, person_id=None, actor=one.name or ""))


def _mask_again(uow: UnitOfWork, masks: Iterable[Mask]) -> int:
    """Those that the copy is too old to hold; a municipality that it is too old for has no rows to mask."""
    here = {one.key: one.id for one in uow.municipalities.all()}
    missing = [one for one in not_yet_made(masks, uow.masks.kept()) if one.municipality in here]
    for one in missing:
        replay(uow, here[one.municipality], one)
    return len(missing)
