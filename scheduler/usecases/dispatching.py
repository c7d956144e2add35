"""What a claimed message says, read again at the moment before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler.assignments import Assignment, by_urgency
from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.loading import Content
from scheduler.outbox import Message, MessageKind, digest_key, message_words
from scheduler.ports import UnitOfWork
from scheduler.ports_actions import AskedAction
from scheduler.ports_digesting import Kept
from scheduler.pulse import Pulse
from scheduler.usecases.action_lists import by_urgency as by_urgency_of_ask
from scheduler.usecases.briefing import Briefing, brief
from scheduler.usecases.counting import make_digest
from scheduler.usecases.digesting import digest_days, stated_day
from scheduler.usecases.hearing import NOTHING, Beside, beside_message
from scheduler.usecases.news import NO_NEWS, NO_REMARK, News, Remark, remarks_of
from scheduler.usecases.pulsing import pulse_for
from scheduler.usecases.recalling import TakenBack, taken_back
from scheduler.usecases.telling import role_digests
from scheduler.wheel import DigestPlan

LEASE = timedelta(minutes=2)
DOUBLINGS = 8
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Daily:
    """The tasks and actions that the message is about and that still wait, and how many other open tasks there are.

    With a `pulse` for an administrator, who may have no tasks at all, with the `digests` that have come, and with what
    one hears `beside` them. `remarks` are by task.
    """

    today: date
    tasks: tuple[Assignment, ...]
    others: int
    is_catch_up: bool
    pulse: Pulse | None = None
    digests: tuple[DigestPlan, ...] = ()
    news: News = NO_NEWS
    remarks: Mapping[int, Remark] = field(default_factory=dict)
    actions: tuple[AskedAction, ...] = ()
    beside: Beside = NOTHING


def content_of(
    uow: UnitOfWork, content: Content, message: Message, now: datetime, briefing: Briefing | None = None
) -> Daily | Kept | TakenBack | None:
    """None when there is nothing left to say, and the message is to be cancelled.

    The briefing, where there is one, was read for this message and others at this very moment.
    """
    if message.recalls is not None:
        return taken_back(uow, message.recalls, now)
    if message.kind is MessageKind.DIGEST:
        return _digest(uow, content, message, now)
    return _daily(uow, content, message, briefing or brief(uow, [message], now))


def retry_after(attempts: int, asked: timedelta | None = None, *, jitter: float = 1.0) -> timedelta:
    """How long to wait before the next attempt: what the far end asked for, else doubling up to half an hour.

    `jitter`, from 0 to 1, says how much of the second half of that wait is taken, so that those who failed together
    do not come back together. It never gives up: what only passes must not cost anyone a reminder.
    """
    longest = min(FIRST_RETRY * 2 ** min(max(attempts - 1, 0), DOUBLINGS), LONGEST_RETRY)
    return asked or longest * (1 + jitter) / 2


def set_aside(uow: UnitOfWork, message: Message, *, code: str, at: datetime) -> bool:
    """It will never be sent: awaited tasks get their rungs back, and the log keeps of which ones it could not tell.

    False where another worker holds it by now.
    """
    if not uow.outbox.fail(message, code=code):
        return False
    uow.audit.append(*(_undelivered(message, task, code, at) for task in uow.reminders.assignments_of(message.id)))
    uow.reminders.release(message.id)
    return True


def _undelivered(message: Message, assignment_id: int, code: str, at: datetime) -> AuditEntry:
    return AuditEntry(
        municipality_id=message.municipality_id,
        at=at,
        deed=Deed.UNDELIVERED,
        thing=Thing.ASSIGNMENT,
        thing_id=assignment_id,
        person_id=message.person_id,
        after=code,
        request=message_words(message.id),
    )


def _daily(uow: UnitOfWork, content: Content, message: Message, briefing: Briefing) -> Daily | None:
    if message.person_id is None:
        return None
    today = briefing.today
    mine = briefing.tasks.get(message.person_id, ())
    asked = set(briefing.asked.get(message.id, ()))
    tasks = sorted((task for task in mine if task.id in asked), key=lambda task: by_urgency(task, today))
    roles = briefing.roles.get(message.person_id, ())
    pulse = pulse_for(uow, content, message.municipality_id, roles, today)
    digests = role_digests(uow, content.wheel, message.person_id, roles, today, message_id=message.id)
    news = briefing.news.get(message.person_id, NO_NEWS)
    actions = _actions(message, message.person_id, briefing)
    person = briefing.people.get(message.person_id)
    beside = beside_message(uow, content, message, person, briefing.rumours, today) if person else NOTHING
    if not (tasks or actions or pulse or digests or beside or news.is_worth_a_message):
        return None
    remarks = remarks_of(uow, message.person_id, tasks, today)
    is_new_here = news.taken_over is not None or all(_came_from(remarks.get(task.id, NO_REMARK)) for task in tasks)
    return Daily(
        today=today,
        tasks=tuple(tasks),
        others=len(mine) - len(tasks),
        is_catch_up=message.kind is MessageKind.CATCH_UP and not is_new_here,
        pulse=pulse,
        digests=digests,
        news=news,
        remarks=remarks,
        actions=actions,
        beside=beside,
    )


def _actions(message: Message, person_id: int, briefing: Briefing) -> tuple[AskedAction, ...]:
    told = briefing.told.get(message.id, ())
    asked = (one for one in briefing.actions.get(person_id, ()) if one.action.id in told)
    return tuple(sorted(asked, key=lambda one: by_urgency_of_ask(one, briefing.today)))


def _came_from(remark: Remark) -> bool:
    """Whether somebody else had it until lately: nothing was kept from the person who has it now."""
    return bool(remark.stands_in_for or remark.given_by)


def _digest(uow: UnitOfWork, content: Content, message: Message, now: datetime) -> Kept | None:
    if message.digest_id is not None:
        return uow.digests.kept(message.municipality_id, message.digest_id)
    municipality = uow.municipalities.get(message.municipality_id)
    plan = _plan_of(content, message)
    if plan is None:
        return None
    day = stated_day(content.wheel, plan, message.day)
    digest = make_digest(uow, content, municipality, plan, now, day=day)
    digest_id = uow.digests.keep(municipality.id, digest)
    uow.outbox.freeze_digest(message, digest_id)
    return Kept(digest_id, municipality.id, digest)


def _plan_of(content: Content, message: Message) -> DigestPlan | None:
    """The plan that the message was queued for; a body may be told of several on one day."""
    plans = [plan for _, plan in digest_days(content.wheel, message.day, message.day) if plan.body == message.body]
    keys = [digest_key(message.municipality_id, plan.key, message.day) for plan in plans]
    return plans[keys.index(message.dedupe_key)] if message.dedupe_key in keys else None
