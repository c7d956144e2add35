"""What a body's decision builds on: the answers that led up to it, wherever they were given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.assignments import Assignment
from scheduler.lifecycle import ANSWERED
from scheduler.organisation import Organisation
from scheduler.rules_started import AfterRule
from scheduler.wheel import Activity, Wheel

A_YEAR = timedelta(days=366)
"""How old an answer may be that a decision still builds on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upshot:
    """What became of a person's answers: `task` is what was decided or approved, `said_by` the judge.

    `led_to` is what the body's secretary wrote of it, or the reviewer.
    """

    task: Assignment
    said_by: str
    adopted: bool
    on: date
    answers: tuple[Assignment, ...]
    paragraph: str = ""
    case_number: str = ""
    led_to: str = ""


def led_up_to(wheel: Wheel, activity: str) -> frozenset[str]:
    """The activities whose answers end in that one; not beyond those on which a decision was made before."""
    feeding = _feeding(wheel)
    found: set[str] = set()
    ahead = [activity]
    while ahead:
        for key in feeding.get(ahead.pop(), ()):
            if key not in found and key != activity and wheel.activity_by_key[key].decides is None:
                found.add(key)
                ahead.append(key)
    return frozenset(found)


def answers_behind(
    organisation: Organisation, decided: Assignment, on: date, answers: Iterable[Assignment]
) -> Iterator[Assignment]:
    """Those that were asked for within a year before the decision, in the place that it is about."""
    for one in answers:
        is_recent = on - A_YEAR < one.asks_from <= on
        is_there = one.subject in organisation.within(decided.subject, one.subject.level)
        if one.state in ANSWERED and is_recent and is_there:
            yield one


def _feeding(wheel: Wheel) -> Mapping[str, set[str]]:
    """For each activity those whose results it is made of."""
    found: dict[str, set[str]] = {one.key: set(_before(one)) for one in wheel.activities}
    for one in wheel.activities:
        for key in one.feeds:
            found[key].add(one.key)
    return found


def _before(activity: Activity) -> Iterator[str]:
    yield from activity.waits_for
    if isinstance(activity.rule, AfterRule):
        yield from activity.rule.predecessors
