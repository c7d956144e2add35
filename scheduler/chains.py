"""What leads on to what: which activities begin when another is done, and what an opening still waits for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scheduler.assignments import Assignment
from scheduler.forms import Answers
from scheduler.lifecycle import State
from scheduler.organisation import Organisation, Subject
from scheduler.planning import Basis, NewAssignment, Planned, assignments_for
from scheduler.reviews import is_done
from scheduler.rules_started import AfterRule, CountedFrom, IntervalRule, NextFrom, Outcome
from scheduler.slots import CHAIN_MARK, PLACE_MARK, Precision, Slot, root_of
from scheduler.wheel import Activity, Wheel


@dataclass(frozen=True, slots=True)
class Awaited:
    """One activity that an opening waits for: how many of its assignments are done, of how many."""

    activity: str
    title: str
    answered: int
    expected: int


@dataclass(frozen=True, slots=True)
class Completion:
    """An assignment answered on a day, with all the answers that lead on."""

    done: Assignment
    answers: Answers
    on: date


def successors(wheel: Wheel, activity: str) -> Iterator[Activity]:
    """The activities whose occurrences begin when that one is completed."""
    for one in wheel.activities:
        rule = one.rule
        if isinstance(rule, AfterRule) and rule.counted_from is CountedFrom.COMPLETION and rule.follows(activity):
            yield one
        if isinstance(rule, IntervalRule) and rule.counted_from is NextFrom.COMPLETION and one.key == activity:
            yield one


def started_by(
    wheel: Wheel, organisation: Organisation, completion: Completion, siblings: Sequence[Assignment]
) -> Iterator[NewAssignment]:
    """What the completion begins; `siblings` are all assignments of the same activity and round.

    For a wider place it begins only when every sibling within that place is done.
    """
    done = completion.done
    for activity in successors(wheel, done.activity):
        rule = activity.rule
        if isinstance(rule, IntervalRule):
            yield from _at_place(wheel, organisation, activity, rule.slot_after(completion.on), done.subject)
        elif isinstance(rule, AfterRule) and leads_on(rule.outcome, completion.answers):
            slot = rule.slot_after(root_of(done.slot), completion.on)
            for place in organisation.within(done.subject, activity.level.place):
                if all(is_done(wheel, one) for one in _within(organisation, place, siblings)):
                    yield from _at_place(wheel, organisation, activity, slot, place)


def started_by_hand(
    wheel: Wheel, organisation: Organisation, activity: Activity, slot: Slot, place: Subject
) -> Iterator[NewAssignment]:
    """One assignment that a person starts; none where the place is not one that the activity concerns."""
    yield from _at_place(wheel, organisation, activity, slot, place, mark=PLACE_MARK)


def slot_started(on: date, due: date | None) -> Slot:
    """A slot that begins on that day, named by it."""
    return Slot(on.isoformat(), on, due, Precision.DAY if due else Precision.NONE)


def leads_on(outcome: Outcome | None, answers: Answers) -> bool:
    """Whether the answers, a repeat group's items among them, hold one of those that lead on."""
    if outcome is None:
        return True
    given = [value for key, value in answers.items() if key.rpartition(".")[2] == outcome.question]
    chosen = {str(one) for value in given for one in (value if isinstance(value, list) else [value])}
    return not chosen.isdisjoint(outcome.one_of)


def awaited_by(
    wheel: Wheel, organisation: Organisation, assignment: Assignment, others: Mapping[str, Sequence[Assignment]]
) -> tuple[Awaited, ...]:
    """What the assignment still waits for; `others` are assignments by activity, cancelled ones left out."""
    activity = wheel.activity_by_key.get(assignment.activity)
    if activity is None:
        return ()
    found = (_awaited(wheel, organisation, assignment, key, others.get(key, ())) for key in activity.waits_for)
    return tuple(one for one in found if one is not None and one.answered < one.expected)


def _awaited(
    wheel: Wheel, organisation: Organisation, assignment: Assignment, key: str, others: Iterable[Assignment]
) -> Awaited | None:
    if wheel.activity_by_key[key].optional:
        return None
    concerned = tuple(_within(organisation, assignment.subject, others))
    latest = _latest_before(assignment, concerned)
    if not latest:
        return None
    answered = sum(is_done(wheel, one) for one in latest)
    return Awaited(key, wheel.activity_by_key[key].title, answered, len(latest))


def _latest_before(assignment: Assignment, others: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Those of the last occurrence that was to be done by the time the assignment is due."""
    limit = assignment.due or assignment.asks_from
    by_day = sorted((one for one in others if _day(one) <= limit), key=_day)
    rounds = [tuple(group) for _, group in groupby(by_day, key=lambda one: root_of(one.slot))]
    return rounds[-1] if rounds else ()


def _day(assignment: Assignment) -> date:
    return assignment.due or assignment.asks_from


def _within(organisation: Organisation, place: Subject, others: Iterable[Assignment]) -> Iterator[Assignment]:
    """Those whose place lies in that one, is it, or lies above it."""
    for one in others:
        is_there = one.state is not State.CANCELLED and organisation.knows(one.subject)
        if is_there and place in organisation.within(one.subject, place.level):
            yield one


def _at_place(
    wheel: Wheel, organisation: Organisation, activity: Activity, slot: Slot, place: Subject, *, mark: str = CHAIN_MARK
) -> Iterator[NewAssignment]:
    """The slot is named after its place, too, for each place has days of its own."""
    placed = wheel.off_free_days(activity, slot)
    own = replace(placed, period=f"{slot.period}{mark}{place.level}:{place.id}")
    everywhere = assignments_for(wheel, Planned(activity, own, Basis.STARTED), organisation)
    yield from (one for one in everywhere if one.subject == place)
