"""What several places have to do in the same days, gathered into one: a wide calendar has no use for two hundred."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.slots import Precision, period_of
from scheduler.wheel_parts import Level


@dataclass(frozen=True, slots=True)
class Gathered:
    """`task` speaks for those of all `places`, or is the only one; `touched_at` is when one of them last changed.

    One that is shared keeps its `number` while places come and go, and its revision only grows. `opens_task` where it
    leads to one task: several have no form in common.
    """

    number: int
    task: Assignment
    places: tuple[str, ...]
    touched_at: datetime | None
    is_shared: bool = True
    opens_task: bool = True


def alone(task: Assignment) -> Gathered:
    return Gathered(task.id, task, (task.place,) if task.place else (), task.changed_at, is_shared=False)


def gather(known: Iterable[Assignment], told: Collection[int], hidden: Collection[str]) -> Iterator[Gathered]:
    """One for each activity, period and pair of days of which something may be told; `told` are those rows' ids.

    The others count too, so that no number changes and no revision goes back when they are told. What was `hidden` is
    told place by place without any row changing: its places stay out of it.
    """
    for _, rows in groupby(sorted(known, key=lambda one: (*_family(one), one.id)), key=_family):
        family = tuple(rows)
        for _, alike in groupby(sorted(family, key=_days), key=_days):
            members = tuple(alike)
            shown = [one for one in members if one.id in told]
            if shown:
                yield _shared(shown, members, family, names_places=members[0].activity not in hidden)


def _shared(
    shown: Sequence[Assignment], members: Sequence[Assignment], family: Sequence[Assignment], *, names_places: bool
) -> Gathered:
    going_on = [one for one in shown if one.state is not State.CANCELLED] or shown
    named = {one.place for one in going_on if one.subject.level is not Level.ADMINISTRATION}
    task = replace(
        going_on[0],
        revision=sum(one.revision for one in family) + len(family) - 1,
        changed_at=_latest(family),
    )
    return Gathered(
        members[0].id,
        task,
        tuple(sorted(named)) if names_places and not any(one.hidden for one in members) else (),
        _latest(members),
        opens_task=len(going_on) == 1,
    )


def _latest(rows: Iterable[Assignment]) -> datetime | None:
    return max((one.changed_at for one in rows if one.changed_at is not None), default=None)


def _family(one: Assignment) -> tuple[str, str]:
    return one.activity, period_of(one.slot)


def _days(one: Assignment) -> tuple[date, date, Precision]:
    return one.opens or date.min, one.due or date.min, one.precision
