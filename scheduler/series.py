"""Whether every dated series goes on: the wheel that runs dry at a new year is the fault that nobody notices."""

from collections.abc import Collection
from datetime import date

from scheduler.planning import Planned, occurrences_in, years_to_plan
from scheduler.rules import Cycle
from scheduler.wheel import Activity, Wheel


def series_without_future(wheel: Wheel, planned: Collection[tuple[str, str]], today: date) -> tuple[str, ...]:
    """The keys of dated activities with no occurrence after today, or none among `planned` where one is due there.

    `planned` are the (activity, slot) pairs that have rows.
    """
    return tuple(activity.key for activity in wheel.activities if _is_dry(wheel, activity, planned, today))


def _is_dry(wheel: Wheel, activity: Activity, planned: Collection[tuple[str, str]], today: date) -> bool:
    if activity.is_undated:
        return False
    cycle = activity.rule.every if isinstance(activity.rule, Cycle) else 1
    ahead = [
        one
        for year in range(today.year, today.year + cycle + 2)
        for one in occurrences_in(wheel, year)
        if one.activity is activity and _is_after(one, today)
    ]
    within = [one for one in ahead if _year(one) in years_to_plan(today)]
    missing = activity.performer is not None and any((activity.key, one.slot.period) not in planned for one in within)
    return not ahead or missing


def _is_after(planned: Planned, today: date) -> bool:
    day = planned.slot.due or planned.slot.opens
    return day is not None and day > today


def _year(planned: Planned) -> int:
    return (planned.slot.due or planned.slot.opens or date.min).year
