"""Proof of ask: all that is known to have become of one task, in order of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from scheduler.assignments import Assignment
from scheduler.audit import AuditEntry, Deed
from scheduler.clock import start_of
from scheduler.ladder import BEFORE_A_MOVE
from scheduler.outbox import MessageState, message_in
from scheduler.ports import UnitOfWork
from scheduler.ports_audit import Answered, Asking, Handed
from scheduler.ports_review import Escalated
from scheduler.reviews import Verdict


class Step(StrEnum):
    """What happened."""

    STARTED = "started"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ENDED = "ended"
    HANDED_OVER = "handed_over"
    ASKED = "asked"
    REMINDED = "reminded"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    ESCALATED = "escalated"
    RECALLED = "recalled"
    OPENED = "opened"
    REFUSED = "refused"
    SAVED = "saved"
    COPIED = "copied"
    ANSWERED = "answered"
    RETURNED = "returned"
    APPROVED = "approved"
    MASKED = "masked"
    SEEN = "seen"
    DELEGATED = "delegated"
    TAKEN_BACK = "taken_back"
    SNOOZED = "snoozed"
    ASKED_TIME = "asked_time"
    GRANTED = "granted"
    DENIED = "denied"


AT_ONE_MOMENT = (
    {Step.STARTED},
    {Step.MOVED, Step.CANCELLED, Step.ENDED},
    {Step.HANDED_OVER},
    {Step.ASKED, Step.REMINDED},
    {Step.DELIVERED, Step.UNDELIVERED, Step.ESCALATED, Step.RECALLED},
    {Step.SEEN, Step.DELEGATED, Step.TAKEN_BACK, Step.SNOOZED, Step.ASKED_TIME, Step.GRANTED, Step.DENIED},
    {Step.OPENED, Step.REFUSED},
    {Step.SAVED},
    {Step.ANSWERED},
    {Step.RETURNED, Step.APPROVED},
    {Step.MASKED},
)
"""What comes first of two that have the same time; those that stand together keep the order of the log."""

ORDER = {step: number for number, steps in enumerate(AT_ONE_MOMENT) for step in steps}

STEP_OF = {
    Deed.STARTED: Step.STARTED,
    Deed.MOVED: Step.MOVED,
    Deed.CANCELLED: Step.CANCELLED,
    Deed.ENDED: Step.ENDED,
    Deed.OPENED: Step.OPENED,
    Deed.REFUSED: Step.REFUSED,
    Deed.SAVED: Step.SAVED,
    Deed.COPIED: Step.COPIED,
    Deed.UNDELIVERED: Step.UNDELIVERED,
    Deed.RECALLED: Step.RECALLED,
    Deed.MASKED: Step.MASKED,
    Deed.SEEN: Step.SEEN,
    Deed.DELEGATED: Step.DELEGATED,
    Deed.TAKEN_BACK: Step.TAKEN_BACK,
    Deed.SNOOZED: Step.SNOOZED,
    Deed.ASKED_TIME: Step.ASKED_TIME,
    Deed.GRANTED: Step.GRANTED,
    Deed.DENIED: Step.DENIED,
}
ABOUT_A_PERSON = (Deed.DELEGATED, Deed.TAKEN_BACK)
"""Whose `after` is the number of a person."""

"""Those that are told by the log alone; answers and decisions have rows of their own, which say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that happened: who did it, or to whom it was told, and what there is to say of its kind.

    An asking is told at the earliest moment at which it might go. `detail` is a code, a place, days or a draft's step.
    """

    at: datetime
    step: Step
    person: str = ""
    role: str = ""
    message: int | None = None
    rungs: tuple[str, ...] = ()
    has_id: bool = True
    revision: int | None = None
    body: str = ""
    decided_on: date | None = None
    paragraph: str = ""
    case_number: str = ""
    before: str = ""
    detail: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    task: Assignment
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows say of one task, with the names of people by their ids."""

    entries: Sequence[AuditEntry]
    askings: Sequence[Asking]
    answers: Sequence[Answered]
    handed: Handed | None
    escalated: Sequence[Escalated] = ()
    names: dict[int, str] = field(default_factory=dict)

    def name(self, person_id: int | None) -> str:
        return self.names.get(person_id, "") if person_id is not None else ""


def task_timeline(uow: UnitOfWork, municipality_id: int, assignment_id: int) -> Timeline | None:
    """None where the municipality has no such task."""
    task = uow.assignments.get(assignment_id)
    if task is None or task.municipality_id != municipality_id:
        return None
    known = Known(
        entries=uow.audit.of_task(assignment_id),
        askings=uow.audit.asked(assignment_id),
        answers=uow.audit.answered(assignment_id),
        handed=uow.audit.handed(assignment_id),
        escalated=uow.escalations.of_task(assignment_id),
        names={person.id: person.name for person in uow.people.everyone(municipality_id)},
    )
    return Timeline(task, in_order(told_by(known)))


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """By time, each once."""
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (one.at, ORDER[one.step])))


def told_by(known: Known) -> Iterator[Told]:
    yield from _entries(known)
    yield from _askings(known)
    yield from _escalations(known)
    for answer in known.answers:
        yield from _answer(known, answer)
    if known.handed is not None:
        yield Told(at=start_of(known.handed.on), step=Step.HANDED_OVER, detail=known.handed.to)


def _entries(known: Known) -> Iterator[Told]:
    for entry in known.entries:
        if entry.deed in STEP_OF:
            message = message_in(entry.request)
            about = message_in(entry.after)
            yield Told(
                at=entry.at,
                step=STEP_OF[entry.deed],
                person=known.name(entry.person_id) or entry.actor,
                role=entry.role,
                message=message if about is None else about,
                before=entry.before,
                detail=known.name(int(entry.after)) if entry.deed in ABOUT_A_PERSON else entry.after,
                request=entry.request if message is None else "",
            )


def _askings(known: Known) -> Iterator[Told]:
    """A message that never went asked nobody, nor did one that went when the answer was there already."""
    noted = {message_in(entry.request) for entry in known.entries if entry.deed is Deed.UNDELIVERED}
    has_been_asked: set[int] = set()
    for asking in known.askings:
        if asking.state is MessageState.CANCELLED or _came_too_late(known, asking):
            continue
        again = asking.person_id in has_been_asked
        has_been_asked.add(asking.person_id)
        yield _asked(known, asking, Step.REMINDED if again else Step.ASKED)
        if asking.sent_at is not None and asking.state is MessageState.SENT:
            yield _outcome(known, asking, Step.DELIVERED, asking.sent_at)
        elif asking.state is MessageState.FAILED and asking.message_id not in noted:
            yield _outcome(known, asking, Step.UNDELIVERED, asking.due_at)


def _came_too_late(known: Known, asking: Asking) -> bool:
    """Whether the latest answer before it went was one that nobody had sent back."""
    if asking.sent_at is None:
        return False
    before = [answer for answer in known.answers if answer.at <= asking.sent_at]
    return bool(before) and not before[-1].is_sent_back_by(asking.sent_at)


def _asked(known: Known, asking: Asking, step: Step) -> Told:
    rungs = tuple(dict.fromkeys(rung.partition(BEFORE_A_MOVE)[0] for rung in asking.rungs))
    name = known.name(asking.person_id)
    return Told(at=asking.due_at, step=step, person=name, message=asking.message_id, rungs=rungs)


def _outcome(known: Known, asking: Asking, step: Step, at: datetime) -> Told:
    name, is_known = known.name(asking.person_id), asking.has_id or step is not Step.DELIVERED
    return Told(at=at, step=step, person=name, message=asking.message_id, has_id=is_known, detail=asking.code)


def _answer(known: Known, answer: Answered) -> Iterator[Told]:
    yield Told(
        at=answer.at,
        step=Step.ANSWERED,
        person=known.name(answer.person_id),
        role=answer.role,
        revision=answer.revision,
        request=_request_of(known, answer),
    )
    if answer.body:
        yield Told(
            at=answer.at,
            step=Step.APPROVED if answer.adopted else Step.RETURNED,
            person=known.name(answer.person_id),
            role=answer.role,
            revision=answer.revision,
            body=answer.body,
            decided_on=answer.decided_on,
            paragraph=answer.paragraph,
            case_number=answer.case_number,
            request=_request_of(known, answer),
        )

    if answer.verdict is not None and answer.judged_at is not None:
        is_approved = answer.verdict is Verdict.APPROVED
        yield Told(
            at=answer.judged_at,
            step=Step.APPROVED if is_approved else Step.RETURNED,
            person=known.name(answer.judged_by),
            role=answer.judged_as,
            revision=answer.revision,
            request=_request_of(known, answer, Deed.APPROVED if is_approved else Deed.RETURNED),
        )


def _escalations(known: Known) -> Iterator[Told]:
    """To whom it was told that nothing had come; what never went told nobody."""
    for one in known.escalated:
        if one.sent_at is not None:
            name = known.name(one.person_id)
            yield Told(at=one.sent_at, step=Step.ESCALATED, person=name, message=one.message_id)


def _request_of(known: Known, answer: Answered, deed: Deed = Deed.SUBMITTED) -> str:
    noted = (one for one in known.entries if (one.deed, one.after) == (deed, str(answer.revision)))
    return next((one.request for one in noted), "")
