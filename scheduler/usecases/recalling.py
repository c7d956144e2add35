"""Taking back a whole sending: what waits is stopped at once, what has gone is queued to be replaced or deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.audit import AuditEntry, By, Deed, Thing
from scheduler.clock import local_day
from scheduler.days import ONE_DAY, working_day_on_or_after
from scheduler.lifecycle import ANSWERED
from scheduler.outbox import WAITING, MessageKind, MessageState, NewMessage, message_words, recall_key
from scheduler.ports import UnitOfWork
from scheduler.ports_sending import Dispatched, Recall

GATHERED = (MessageKind.DAILY, MessageKind.CATCH_UP)
OVER = (MessageState.CANCELLED, MessageState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What people read in place of what is taken back; with `deletes` it disappears instead."""

    because: str
    deletes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The messages that are taken back together, by what can be done about each, and what they asked for.

    `without_receipt` have gone but can't be named to the far end: the answer that named them was lost.
    """

    waiting: tuple[Dispatched, ...] = ()
    gone: tuple[Dispatched, ...] = ()
    without_receipt: tuple[Dispatched, ...] = ()
    recalled_before: int = 0
    tasks: int = 0
    answered: int = 0

    @property
    def messages(self) -> tuple[Dispatched, ...]:
        return (*self.waiting, *self.gone, *self.without_receipt)

    @property
    def receivers(self) -> int:
        return len({(one.person_id, one.body) for one in self.messages})


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a message about a recall does: to which activity, and what is shown instead."""

    activity_id: str
    why: Why
    in_channel: bool


def sending_of_day(uow: UnitOfWork, municipality_id: int, day: date, *, activity: str | None = None) -> Sending:
    """People's messages of that day; where an activity is named, those that ask for something of it."""
    found = [one for one in uow.recalls.of_day(municipality_id, day) if one.kind in GATHERED]
    return _sorted(uow, found, activity)


def sending_of_digest(uow: UnitOfWork, municipality_id: int, message_id: int) -> Sending | None:
    """None where no digest's post has that number."""
    found = uow.recalls.message(municipality_id, message_id)
    if found is None or found.kind is not MessageKind.DIGEST:
        return None
    return _sorted(uow, [found], None)


def recall(uow: UnitOfWork, sending: Sending, why: Why, *, by: By) -> Sending:
    """Stop what waits, and queue one message for each that has gone, or that somebody is sending at this moment.

    The rungs of what was stopped are told again, no sooner than on the next working day. What was recalled in the end:
    somebody else may have recalled some of it at the same time.
    """
    chosen = (*sending.waiting, *sending.gone)
    recalled = [one for one in chosen if uow.recalls.keep(_kept(one, why, by))]
    uow.audit.append(*_logged(uow, by, recalled))
    for one in recalled:
        if _has_not_gone(one) and uow.recalls.withdraw(one.id):
            uow.reminders.release(one.id, not_before=_next_working_day(by.at))
        else:
            uow.outbox.add(_taking_back(by.municipality_id, one, by.at))
    return replace(
        sending,
        waiting=tuple(one for one in sending.waiting if one in recalled),
        gone=tuple(one for one in sending.gone if one in recalled),
        recalled_before=sending.recalled_before + len(chosen) - len(recalled),
    )


def _kept(one: Dispatched, why: Why, by: By) -> Recall:
    return Recall(one.id, by.municipality_id, by.at, why.because, why.deletes)


def _logged(uow: UnitOfWork, by: By, recalled: Sequence[Dispatched]) -> Iterator[AuditEntry]:
    asked = uow.recalls.asked_in(one.id for one in recalled)
    for one in recalled:
        yield by.did(Deed.RECALLED, Thing.MESSAGE, one.id)
        for task in asked[one.id]:
            yield by.did(Deed.RECALLED, Thing.ASSIGNMENT, task.assignment_id, after=message_words(one.id))


def taken_back(uow: UnitOfWork, message_id: int, now: datetime) -> TakenBack | None:
    """None where the recalled message never went after all: then it never will."""
    recalled = uow.recalls.of_message(message_id)
    if recalled is None:
        return None
    is_stopped = uow.recalls.withdraw(message_id, held=True)
    target = uow.recalls.message(recalled.municipality_id, message_id)
    if target is None or not (is_stopped or target.state is MessageState.SENT):
        return None
    if not target.activity_id:
        if is_stopped:
            uow.reminders.release(message_id, not_before=_next_working_day(now))
        return None
    why = Why(because=recalled.because, deletes=recalled.deletes)
    return TakenBack(target.activity_id, why, in_channel=target.body is not None)


def _sorted(uow: UnitOfWork, found: Sequence[Dispatched], activity: str | None) -> Sending:
    asked = uow.recalls.asked_in(one.id for one in found)
    about = [one for one in found if activity is None or activity in {task.activity for task in asked[one.id]}]
    fresh = [one for one in about if not one.is_recalled and one.state not in OVER]
    states = {task.assignment_id: task.state for one in fresh for task in asked[one.id]}
    return Sending(
        waiting=tuple(one for one in fresh if _has_not_gone(one)),
        gone=tuple(one for one in fresh if not _has_not_gone(one) and _can_be_named(one)),
        without_receipt=tuple(one for one in fresh if not _has_not_gone(one) and not _can_be_named(one)),
        recalled_before=sum(one.is_recalled for one in about),
        tasks=len(states),
        answered=sum(state in ANSWERED for state in states.values()),
    )


def _has_not_gone(one: Dispatched) -> bool:
    """What waits to be tried again has gone nevertheless where it has a name: that was told too late."""
    return one.state in WAITING and not one.activity_id


def _can_be_named(one: Dispatched) -> bool:
    """What is being sent gets its name when it has arrived."""
    return bool(one.activity_id) or one.state is MessageState.SENDING


def _next_working_day(now: datetime) -> date:
    return working_day_on_or_after(local_day(now) + ONE_DAY)


def _taking_back(municipality_id: int, one: Dispatched, now: datetime) -> NewMessage:
    return NewMessage(
        municipality_id=municipality_id,
        kind=MessageKind.RECALL,
        dedupe_key=recall_key(one.id),
        day=local_day(now),
        due_at=now,
        person_id=one.person_id,
        body=one.body,
        recalls=one.id,
    )
