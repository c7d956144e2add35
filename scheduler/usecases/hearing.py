"""What a person hears beside their own tasks: what waits for their judgement, what answers led to, what is late."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler.assignments import Assignment, by_urgency
from scheduler.clock import local_day, start_of
from scheduler.days import ONE_DAY, working_day_on_or_after, working_days_after
from scheduler.escalation import UNANSWERED
from scheduler.forms import DecisionPart
from scheduler.ladder import DEFAULT_LADDER
from scheduler.loading import Content
from scheduler.organisation import Organisation, Person
from scheduler.outbox import Message, MessageKind
from scheduler.ports import UnitOfWork
from scheduler.ports_review import Entered
from scheduler.reviews import reviewed_activities, reviewing_place
from scheduler.upshots import Upshot, answers_behind, led_up_to
from scheduler.usecases.holders import Holders, holders_of
from scheduler.usecases.reminding import daily_message, sending_day
from scheduler.usecases.reviewing import to_judge

NEWS_DAYS = timedelta(days=30)
"""How long a list shows what answers led to."""

TOLD_WITHIN = 5
"""In working days: news that could not be told by then is not worth a message of its own any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`late` are others' tasks, for whoever is told of late answers; `warned` the person's own that will be told on.

    That is on `warned_on` at the earliest, to those whom `told_to` names.
    """

    to_judge: int = 0
    news: tuple[Upshot, ...] = ()
    late: tuple[Assignment, ...] = ()
    warned: tuple[Assignment, ...] = ()
    warned_on: date | None = None
    told_to: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything of it; what one is warned of is one's own task, and told as that."""
        return bool(self.to_judge or self.news or self.late)


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Rumours:
    """What the rows say for many messages at one moment: decisions, days, and tasks by message."""

    entered: Mapping[int, Sequence[Entered]] = field(default_factory=dict)
    written: Mapping[int, date] = field(default_factory=dict)
    late: Mapping[int, Sequence[int]] = field(default_factory=dict)
    warned: Mapping[int, Sequence[int]] = field(default_factory=dict)


def rumours_for(uow: UnitOfWork, messages: Collection[Message], today: date) -> Rumours:
    """Decisions by municipality, the days on which persons were last written to, and tasks by message."""
    here = sorted({one.municipality_id for one in messages if one.person_id is not None})
    ids = [one.id for one in messages if one.person_id is not None]
    since = start_of(today - NEWS_DAYS)
    return Rumours(
        entered={one: uow.reviews.decided(one, since=since) for one in here},
        written=uow.reviews.last_written_to((one.person_id for one in messages if one.person_id), before=today),
        late=uow.escalations.told_in(one.id for one in messages if one.kind is MessageKind.ESCALATION),
        warned=uow.escalations.warned_in(ids),
    )


def beside_message(
    uow: UnitOfWork, content: Content, message: Message, person: Person, rumours: Rumours, today: date
) -> Beside:
    """For one message at the moment before it goes; news that an earlier message can have told is left out."""
    since = rumours.written.get(person.id, today - NEWS_DAYS)
    known = rumours.entered.get(message.municipality_id, ())
    entered = [one for one in known if local_day(one.submission.submitted_at) >= since]
    tasks = [uow.assignments.get(one) for one in rumours.late.get(message.id, ())]
    warned = rumours.warned.get(message.id, ())
    own = [uow.assignments.get(one) for one in warned]
    escalation = content.wheel.escalation
    return Beside(
        to_judge=len(to_judge(uow, content.wheel, person, today)),
        news=news_for(uow, content, person, entered, since=since, today=today),
        late=_unanswered(tasks, today),
        warned=_unanswered(own, today),
        warned_on=working_day_on_or_after(today + ONE_DAY),
        told_to=content.wheel.name_of(escalation.role) if escalation else "",
    )


def _unanswered(tasks: Iterable[Assignment | None], today: date) -> tuple[Assignment, ...]:
    """Those that still are, the most pressing first."""
    found = (one for one in tasks if one is not None and one.state in UNANSWERED)
    return tuple(sorted(found, key=lambda one: by_urgency(one, today)))


def beside_tasks(uow: UnitOfWork, content: Content, person: Person, today: date) -> Beside:
    """For the list that a person asks for."""
    since = today - NEWS_DAYS
    entered = uow.reviews.decided(person.municipality_id, since=start_of(since))
    news = news_for(uow, content, person, entered, since=since, today=today)
    return Beside(to_judge=len(to_judge(uow, content.wheel, person, today)), news=news)


def news_for(
    uow: UnitOfWork, content: Content, person: Person, entered: Sequence[Entered], *, since: date, today: date
) -> tuple[Upshot, ...]:
    """What became of the person's answers since that day, the latest first."""
    if not entered and not reviewed_activities(content.wheel):
        return ()
    mine = _answers_of(uow, person, today)
    approved = _approvals(uow, content, mine, since)
    decided = _decisions(uow, content, person, mine, entered) if entered and mine else ()
    return tuple(sorted((*approved, *decided), key=lambda one: one.on, reverse=True))


def _answers_of(uow: UnitOfWork, person: Person, today: date) -> dict[int, Assignment]:
    found = (uow.assignments.of_places(person.id, today, year=year) for year in (today.year - 1, today.year))
    return {one.id: one for of_year in found for one in of_year}


def _approvals(uow: UnitOfWork, content: Content, mine: Mapping[int, Assignment], since: date) -> Iterator[Upshot]:
    reviewed = reviewed_activities(content.wheel)
    judged = [task.id for task in mine.values() if task.activity in reviewed]
    for review in uow.reviews.approved(judged, since=start_of(since)):
        task = mine[review.assignment_id]
        said_by = reviewed[task.activity].name
        on = local_day(review.judged_at)
        yield Upshot(task=task, said_by=said_by, adopted=True, on=on, answers=(task,), led_to=review.words)


def _decisions(
    uow: UnitOfWork, content: Content, person: Person, mine: Mapping[int, Assignment], entered: Iterable[Entered]
) -> Iterator[Upshot]:
    organisation = uow.people.organisation(person.municipality_id)
    for one in entered:
        answers = tuple(_behind(content, organisation, one, mine.values()))
        if answers and one.task.id not in mine:
            yield _decided(content, one, answers)


def _behind(
    content: Content, organisation: Organisation, entered: Entered, answers: Iterable[Assignment]
) -> Iterator[Assignment]:
    keys = led_up_to(content.wheel, entered.task.activity)
    led = (one for one in answers if one.activity in keys)
    return answers_behind(organisation, entered.task, entered.decision.decided_on, led)


def _decided(content: Content, entered: Entered, answers: tuple[Assignment, ...]) -> Upshot:
    decision, submission = entered.decision, entered.submission
    return Upshot(
        task=entered.task,
        said_by=content.wheel.name_of(decision.body),
        adopted=decision.adopted,
        on=decision.decided_on,
        answers=answers,
        paragraph=decision.paragraph,
        case_number=decision.case_number,
        led_to=_led_to(content, entered.task, submission.form, submission.form_version, submission.answers),
    )


def _led_to(content: Content, task: Assignment, form: str, version: int, answers: Mapping[str, object]) -> str:
    if form not in content.forms:
        return ""
    questions = content.form_in(task.activity, form, version).questions
    asked = next((one for one in questions if one.decision is DecisionPart.LED_TO), None)
    return str(answers.get(asked.key, "")) if asked else ""


def became_of(uow: UnitOfWork, content: Content, person: Person, task: Assignment, today: date) -> tuple[Upshot, ...]:
    """What the person's answer to that task has led to lately."""
    since = today - NEWS_DAYS
    entered = uow.reviews.decided(person.municipality_id, since=start_of(since))
    found = news_for(uow, content, person, entered, since=since, today=today)
    return tuple(one for one in found if task.id in {answer.id for answer in one.answers})


def queue_hearings(uow: UnitOfWork, content: Content, municipality_id: int, now: datetime) -> int:
    """A message to each who has something to hear and was not written to since; how many were new.

    Call it after the reminders: what they queued carries it all. A reviewer hears on the working day after an answer
    came, and while it waits as often as whoever is late with one; then it stops.
    """
    day = sending_day(now)
    due: dict[int, date] = {}
    at = (uow, content, municipality_id, day)
    for person_id, rung in (*_review_rungs(*at), *_news_rungs(*at)):
        due[person_id] = max(rung, due.get(person_id, date.min))
    written = uow.reviews.last_written_to(due, before=day + ONE_DAY) if due else {}
    waiting = (person_id for person_id, rung in sorted(due.items()) if written.get(person_id, date.min) < rung)
    return sum(_queue(uow, municipality_id, person_id, day, now) for person_id in waiting)


def _queue(uow: UnitOfWork, municipality_id: int, person_id: int, day: date, now: datetime) -> int:
    if uow.outbox.waiting_for(person_id) is not None or uow.outbox.sent_to_on(person_id, day):
        return 0
    return int(uow.outbox.add(daily_message(municipality_id, person_id, MessageKind.DAILY, day, now)) is not None)


def _review_rungs(uow: UnitOfWork, content: Content, municipality_id: int, day: date) -> Iterator[tuple[int, date]]:
    reviewed = reviewed_activities(content.wheel)
    waiting = uow.reviews.to_judge(municipality_id, reviewed) if reviewed else ()
    if not waiting:
        return
    organisation = uow.people.organisation(municipality_id).looking_back_from(day)
    holders = holders_of(uow, municipality_id, {one.role for one in reviewed.values()}, day)
    for one in waiting:
        reviewer, submitted = reviewed[one.task.activity], local_day(one.submitted_at)
        rungs = [working_days_after(submitted, days) for days in DEFAULT_LADDER.after]
        come = [rung for rung in rungs if rung <= day]
        place = reviewing_place(organisation, reviewer, one.task.subject)
        if come:
            yield from ((who, come[-1]) for who in holders.get((reviewer.role, place), ()) if who != one.submitted_by)


def _news_rungs(uow: UnitOfWork, content: Content, municipality_id: int, day: date) -> Iterator[tuple[int, date]]:
    """The decisions alone: an approval is told along with the next message that goes anyway."""
    entered = uow.reviews.decided(municipality_id, since=start_of(day - NEWS_DAYS))
    fresh = [(one, working_days_after(local_day(one.submission.submitted_at), 1)) for one in entered]
    fresh = [(one, rung) for one, rung in fresh if rung <= day < working_days_after(rung, TOLD_WITHIN)]
    if not fresh:
        return
    organisation = uow.people.organisation(municipality_id).looking_back_from(day)
    for one, rung in fresh:
        answers = uow.assignments.of_activities(municipality_id, led_up_to(content.wheel, one.task.activity))
        behind = list(_behind(content, organisation, one, answers))
        holders = holders_of(uow, municipality_id, {task.role for task in behind}, day)
        yield from ((who, rung) for task in behind for who in _holding(content, organisation, holders, task))


def _holding(content: Content, organisation: Organisation, holders: Holders, task: Assignment) -> Sequence[int]:
    role = content.wheel.role_by_key.get(task.role)
    return holders.get((task.role, organisation.above(task.subject, role.level)), ()) if role else ()
