"""Asking for more time, and the ruling of whoever receives the answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.days import add_months
from scheduler.guard import holds_personal_number
from scheduler.ladder import DEFAULT_LADDER, rungs_of
from scheduler.lifecycle import ANSWERABLE
from scheduler.more_time import MoreTime, Ruling
from scheduler.organisation import Organisation, Person, Subject
from scheduler.ports import UnitOfWork
from scheduler.pulse import ADMINISTRATOR
from scheduler.usecases.reaching import Attempt, Unreachable, note, reach
from scheduler.wheel import Wheel

FURTHEST = 6
"""Months past the deadline; whoever needs longer asks for the occurrence to be moved."""
LONGEST_REASON = 1000


class NoTime(StrEnum):
    """Why nothing is asked or ruled; each stands at one field."""

    NO_DAY = "no_day"
    NOT_LATER = "not_later"
    NOT_AHEAD = "not_ahead"
    TOO_FAR = "too_far"
    NO_REASON = "no_reason"
    TOO_LONG = "too_long"
    HAS_NUMBER = "has_number"
    NO_DEADLINE = "no_deadline"
    ASKED_ALREADY = "asked_already"
    NOBODY_RULES = "nobody_rules"
    RULED_ALREADY = "ruled_already"


@dataclass(frozen=True, slots=True)
class Asked:
    """`rulers` are the names of those who may rule."""

    task: Assignment
    wish: MoreTime
    rulers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAsked:
    task: Assignment
    why: tuple[NoTime, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, as those who rule read it."""

    wish: MoreTime
    task: Assignment
    asker: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What became of it; `ruler` by name."""

    wish: MoreTime
    task: Assignment
    ruler: str


@dataclass(frozen=True, slots=True)
class NotRuled:
    """Nothing was changed; `ruled` is how somebody else has ruled meanwhile."""

    wish: Wish
    why: tuple[NoTime, ...]
    ruled: Ruled | None = None


def ask_for_time(attempt: Attempt, wheel: Wheel, wanted: date | None, because: str) -> Asked | NotAsked | Unreachable:
    """The first in line who is somebody else: who receives the answer, who decides, then the administrators."""
    task, uow = reach(attempt), attempt.uow
    if isinstance(task, Unreachable):
        return task
    obstacles = tuple(_obstacles(attempt, task, wanted, because))
    if obstacles or wanted is None or task.due is None:
        return NotAsked(task, obstacles)
    for role, subject in rulers_in_line(wheel, uow.people.organisation(task.municipality_id), task):
        rulers = uow.more_times.rulers(task.municipality_id, role, subject, attempt.today)
        if rulers and attempt.person.id not in rulers:
            wish = uow.more_times.ask(_wish(attempt, task, wanted, because, role, subject))
            note(attempt, Deed.ASKED_TIME, task, before=task.due.isoformat(), after=wanted.isoformat())
            names = uow.people.some_of(task.municipality_id, rulers)
            return Asked(task, wish, tuple(one.name for one in names))
    return NotAsked(task, (NoTime.NOBODY_RULES,))


def rulers_in_line(wheel: Wheel, organisation: Organisation, task: Assignment) -> Iterator[tuple[str, Subject]]:
    """The roles that may rule, each with the place for which it is held, the first in line first."""
    activity = wheel.activity_by_key.get(task.activity)
    named = (activity.receiver, activity.decides) if activity else ()
    for key in (*filter(None, named), ADMINISTRATOR):
        body = wheel.body_by_key.get(key)
        role = wheel.role_by_key.get(wheel.holder_of((body.secretary or "") if body else key))
        place = organisation.above(task.subject, role.level) if role else None
        if role is not None and place is not None:
            yield role.key, place


def _wish(attempt: Attempt, task: Assignment, wanted: date, because: str, role: str, subject: Subject) -> MoreTime:
    return MoreTime(
        id=0,
        municipality_id=task.municipality_id,
        assignment_id=task.id,
        asked_by=attempt.person.id,
        asked_at=attempt.by.at,
        due=task.due or wanted,
        wanted=wanted,
        because=because.strip(),
        role=role,
        subject=subject,
    )


def _obstacles(attempt: Attempt, task: Assignment, wanted: date | None, because: str) -> Iterator[NoTime]:
    if task.due is None:
        yield NoTime.NO_DEADLINE
        return
    if attempt.uow.more_times.pending_of_task(task.id) is not None:
        yield NoTime.ASKED_ALREADY
        return
    yield from _of_day(wanted, task.due, attempt.today)
    if not because.strip():
        yield NoTime.NO_REASON
    yield from _of_words(because)


def _of_day(wanted: date | None, due: date, today: date) -> Iterator[NoTime]:
    if wanted is None:
        yield NoTime.NO_DAY
    elif wanted <= due:
        yield NoTime.NOT_LATER
    elif wanted <= today:
        yield NoTime.NOT_AHEAD
    elif wanted > add_months(max(due, today), FURTHEST):
        yield NoTime.TOO_FAR


def _of_words(words: str) -> Iterator[NoTime]:
    """Nothing with a personal identity number is kept anywhere."""
    if len(words) > LONGEST_REASON:
        yield NoTime.TOO_LONG
    if holds_personal_number(words):
        yield NoTime.HAS_NUMBER


def wish_for(uow: UnitOfWork, person: Person, wish_id: int, today: date, *, lock: bool = False) -> Wish | Ruled | None:
    """What the person may rule on, or how it was ruled; None for everybody else."""
    wish = uow.more_times.get(person.municipality_id, wish_id, lock=lock)
    if wish is None or not _may_rule(uow, person, wish, today):
        return None
    return _told(uow, wish)


def _may_rule(uow: UnitOfWork, person: Person, wish: MoreTime, today: date) -> bool:
    """Never one's own wish, whatever role one has come to since."""
    rulers = uow.more_times.rulers(wish.municipality_id, wish.role, wish.subject, today)
    return person.id in rulers and person.id != wish.asked_by


def _told(uow: UnitOfWork, wish: MoreTime) -> Wish | Ruled | None:
    task = uow.assignments.get(wish.assignment_id)
    if task is None:
        return None
    asker = uow.people.person(wish.municipality_id, wish.asked_by)
    ruler = uow.people.person(wish.municipality_id, wish.ruled_by) if wish.ruled_by else None
    if wish.ruling is not Ruling.PENDING:
        return Ruled(wish, task, ruler.name if ruler else "")
    return Wish(wish, task, asker.name if asker else "")


def rule_on(
    uow: UnitOfWork, wheel: Wheel, person: Person, wish_id: int, *,
    grants: bool, day: date | None, answer: str, now: datetime, by: By,
) -> Ruled | NotRuled | None:  # fmt: skip
    """Grant with a day, or refuse with a reason; None for one who may not. The first ruling stands."""
    today, found = local_day(now), wish_for(uow, person, wish_id, local_day(now), lock=True)
    if found is None:
        uow.audit.append(by.did(Deed.REFUSED, Thing.ASSIGNMENT, after="not_yours"))
        return None
    if isinstance(found, Ruled):
        return NotRuled(Wish(found.wish, found.task, ""), (NoTime.RULED_ALREADY,), found)
    obstacles = tuple(_of_ruling(found, day, answer, today, grants=grants))
    if obstacles:
        return NotRuled(found, obstacles)
    wish = replace(
        found.wish,
        ruling=Ruling.GRANTED if grants else Ruling.REFUSED,
        ruled_by=person.id,
        ruled_at=by.at,
        granted=day if grants else None,
        answer=answer.strip(),
    )
    uow.more_times.rule(wish)
    task = _extended(uow, wheel, found.task, day, now) if grants and day is not None else found.task
    deed, after = (Deed.GRANTED, day) if grants else (Deed.DENIED, found.wish.wanted)
    before = found.wish.due.isoformat()
    told = by.did(
        deed, Thing.ASSIGNMENT, task.id, role=wish.role, before=before, after=after.isoformat() if after else ""
    )
    uow.audit.append(told)
    return Ruled(wish, task, person.name)


def _of_ruling(found: Wish, day: date | None, answer: str, today: date, *, grants: bool) -> Iterator[NoTime]:
    if grants and found.task.due is not None:
        yield from _of_day(day, found.task.due, today)
    if not grants and not answer.strip():
        yield NoTime.NO_REASON
    yield from _of_words(answer)


def _extended(uow: UnitOfWork, wheel: Wheel, task: Assignment, due: date, now: datetime) -> Assignment:
    """With a new deadline the ladder has new days; those that have passed are not climbed again."""
    if task.state not in ANSWERABLE:
        return task
    later = replace(task, due=due)
    activity = wheel.activity_by_key.get(task.activity)
    rungs = rungs_of(later.as_slot, activity.reminders if activity else DEFAULT_LADDER)
    ahead = [rung for rung in rungs if rung.day > local_day(now)]
    first = ahead[0].day if ahead else None
    uow.more_times.extend(task.id, due, ahead=[rung.name for rung in ahead], remind_on=first, now=now)
    return uow.assignments.get(task.id) or later
