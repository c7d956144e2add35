"""What a person hears of beside the ladder: what they took over, what they are to rule on, what became of a wish."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from scheduler.assignments import Assignment, Urgency
from scheduler.lifecycle import State
from scheduler.more_time import MoreTime
from scheduler.organisation import Municipality, Person, Subject
from scheduler.outbox import MessageKind
from scheduler.ports import UnitOfWork
from scheduler.ports_people import Delegation, Inherited
from scheduler.ports_sending import LastTold
from scheduler.quiet import NO_QUIET
from scheduler.usecases.giving_time import Ruled, Wish
from scheduler.usecases.reminding import queue_daily

LATELY = timedelta(days=60)
"""How long ago a role may have been taken over, or an absence have ended, and still be news."""
EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What came with a role: how many open tasks, how many of them late, and whose drafts are begun, by name."""

    former: tuple[str, ...]
    tasks: int
    late: int
    begun: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A task that its receiver did not keep."""

    task: Assignment
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    taken_over: TakenOver | None = None
    is_back: bool = False
    to_rule: tuple[Wish, ...] = ()
    ruled: tuple[Ruled, ...] = ()
    given_back: tuple[GivenBack, ...] = ()

    @property
    def is_worth_a_message(self) -> bool:
        return bool(self.taken_over or self.to_rule or self.ruled or self.given_back)


NO_NEWS = News()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a task's row says beside the task, each of it empty where there is nothing to say."""

    stands_in_for: str = ""
    given_by: str = ""
    given_to: str = ""
    begun_by: str = ""
    has_seen: bool = False
    put_off_until: date | None = None
    asked_for: date | None = None


NO_REMARK = Remark()


def news_of(
    uow: UnitOfWork, municipality: Municipality, person_ids: Collection[int], today: date
) -> Mapping[int, News]:
    """For those of one municipality; whoever has none is not in it."""
    told = uow.outbox.last_told(person_ids)
    taken = _taken_over(uow, municipality, person_ids, told, today)
    to_rule = _to_rule(uow, municipality.id, person_ids, today)
    ruled = _ruled(uow, person_ids)
    given_back = _given_back(uow, person_ids, told)
    back = _back(uow, person_ids, told, today)
    found = {
        one: News(
            taken_over=taken.get(one),
            is_back=one in back,
            to_rule=tuple(to_rule.get(one, ())),
            ruled=tuple(ruled.get(one, ())),
            given_back=tuple(given_back.get(one, ())),
        )
        for one in person_ids
    }
    return {one: news for one, news in found.items() if news != NO_NEWS}


def queue_news(uow: UnitOfWork, municipality: Municipality, now: datetime, today: date) -> int:
    """A message to whoever is to rule on a wish, or has one ruled, and has had no message since; how many were new."""
    since: dict[int, datetime] = {}
    for wish, rulers in _pending(uow, municipality.id, today):
        for ruler in rulers:
            since[ruler] = max(wish.asked_at, since.get(ruler, EVER))
    for wish in uow.more_times.unheard_in(municipality.id):
        since[wish.asked_by] = max(wish.ruled_at or EVER, since.get(wish.asked_by, EVER))
    told = uow.outbox.last_told(since)
    untold = [one for one, moment in since.items() if one not in told or told[one].at < moment]
    there = _there(uow, untold, today)
    waiting = (uow.outbox.waiting_for(one) is not None for one in there)
    new = [one for one, waits in zip(there, waiting, strict=True) if not waits]
    return sum(queue_daily(uow, municipality.id, one, MessageKind.DAILY, now) is not None for one in new)


def _there(uow: UnitOfWork, person_ids: Iterable[int], today: date) -> list[int]:
    """Nobody is written to while they are away."""
    persons = sorted(set(person_ids))
    away = {one.person_id for one in uow.absences.of_persons(persons, since=today) if one.is_on(today)}
    return [one for one in persons if one not in away]


def remarks_of(uow: UnitOfWork, person_id: int, tasks: Collection[Assignment], today: date) -> Mapping[int, Remark]:
    """By task; what there is nothing to say of is not in it."""
    if not tasks:
        return {}
    ids = [task.id for task in tasks]
    away, begun = uow.absences.stood_in_for(person_id, today), uow.delegations.begun_by(ids)
    given = {one.assignment_id: one for one in uow.delegations.concerning([person_id], today)}
    quiets, wishes = uow.quiets.of_each(ids), uow.more_times.pending_of_each(ids)
    found = {}
    for task in tasks:
        quiet, one = quiets.get((task.id, person_id), NO_QUIET), given.get(task.id)
        author, name = begun.get(task.id, (person_id, ""))
        wish = wishes.get(task.id)
        found[task.id] = Remark(
            stands_in_for=away.get(task.id, ""),
            given_by=one.from_name if one and one.to_id == person_id else "",
            given_to=one.to_name if one and one.to_id != person_id else "",
            begun_by=name if author != person_id and task.state is not State.OPEN else "",
            has_seen=quiet.has_seen,
            put_off_until=quiet.until if quiet.until and quiet.until > today else None,
            asked_for=wish.wanted if wish else None,
        )
    return {task_id: remark for task_id, remark in found.items() if remark != NO_REMARK}


def _taken_over(
    uow: UnitOfWork, municipality: Municipality, persons: Collection[int], told: Mapping[int, LastTold], today: date
) -> Mapping[int, TakenOver]:
    """Once: in the first message that goes on the first day of the role or later."""
    first = max(today - LATELY, municipality.started_on + timedelta(days=1))
    known = [
        one
        for one in uow.absences.inherited(persons, today, since=first)
        if one.person_id not in told or told[one.person_id].day < one.since
    ]
    tasks = {one.assignment_id: uow.assignments.get(one.assignment_id) for one in known}
    begun = uow.delegations.begun_by(tasks)
    return {
        person: _summed([one for one in known if one.person_id == person], tasks, begun, today)
        for person in sorted({one.person_id for one in known})
    }


def _summed(
    known: Collection[Inherited],
    tasks: Mapping[int, Assignment | None],
    begun: Mapping[int, tuple[int, str]],
    today: date,
) -> TakenOver:
    ids = sorted({one.assignment_id for one in known})
    mine = [task for one in ids if (task := tasks[one]) is not None]
    drafts = Counter(begun[one][1] for one in ids if one in begun and begun[one][0] != next(iter(known)).person_id)
    return TakenOver(
        former=tuple(sorted({one.former for one in known})),
        tasks=len(mine),
        late=sum(task.urgency(today) is Urgency.LATE for task in mine),
        begun=tuple(sorted(drafts.items())),
    )


def _pending(uow: UnitOfWork, municipality_id: int, today: date) -> Iterator[tuple[MoreTime, frozenset[int]]]:
    """Every wish with those who may rule on it; many have the same few, who are looked up once."""
    rulers: dict[tuple[str, Subject], frozenset[int]] = {}
    for wish in uow.more_times.pending(municipality_id):
        post = wish.role, wish.subject
        if post not in rulers:
            rulers[post] = frozenset(uow.more_times.rulers(municipality_id, *post, today))
        yield wish, rulers[post] - {wish.asked_by}


def _to_rule(uow: UnitOfWork, municipality_id: int, persons: Collection[int], today: date) -> Mapping[int, list[Wish]]:
    """Of wishes on which others rule nothing more is read."""
    found: dict[int, list[Wish]] = {}
    for wish, rulers in _pending(uow, municipality_id, today):
        mine = sorted(rulers.intersection(persons))
        asker = uow.people.person(municipality_id, wish.asked_by) if mine else None
        task = uow.assignments.get(wish.assignment_id) if mine else None
        if task is not None and asker is not None:
            for ruler in mine:
                found.setdefault(ruler, []).append(Wish(wish, task, asker.name))
    return found


def _ruled(uow: UnitOfWork, persons: Collection[int]) -> Mapping[int, list[Ruled]]:
    found: dict[int, list[Ruled]] = {}
    for wish in uow.more_times.unheard(persons):
        task = uow.assignments.get(wish.assignment_id)
        ruler = uow.people.person(wish.municipality_id, wish.ruled_by or 0)
        if task is not None:
            found.setdefault(wish.asked_by, []).append(Ruled(wish, task, ruler.name if ruler else ""))
    return found


def _given_back(
    uow: UnitOfWork, persons: Collection[int], told: Mapping[int, LastTold]
) -> Mapping[int, list[GivenBack]]:
    """Once: in the first message since."""
    earliest = min((told[one].at if one in told else EVER for one in persons), default=EVER)
    found: dict[int, list[GivenBack]] = {}
    for one in uow.delegations.given_back(persons, since=earliest):
        task = uow.assignments.get(one.assignment_id)
        if task is not None and task.is_answerable and _is_newer(one, told):
            found.setdefault(one.from_id, []).append(GivenBack(task, one.to_name))
    return found


def _is_newer(one: Delegation, told: Mapping[int, LastTold]) -> bool:
    return one.from_id not in told or (one.ended_at is not None and told[one.from_id].at < one.ended_at)


def _back(uow: UnitOfWork, persons: Collection[int], told: Mapping[int, LastTold], today: date) -> set[int]:
    """Those who have been away since their last message; they are greeted once."""
    over = (one for one in uow.absences.of_persons(persons, since=today - LATELY) if one.until < today)
    return {one.person_id for one in over if one.person_id not in told or told[one.person_id].day <= one.until}


def rulings_for(uow: UnitOfWork, person: Person) -> tuple[Ruled, ...]:
    """What was ruled about the person's wishes and they have not seen."""
    return tuple(_ruled(uow, [person.id]).get(person.id, ()))


def awaiting(uow: UnitOfWork, person: Person, today: date) -> tuple[Wish, ...]:
    """What the person is to rule on."""
    return tuple(_to_rule(uow, person.municipality_id, [person.id], today).get(person.id, ()))
