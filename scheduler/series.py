"""Whether every dated series goes on: the wheel that runs dry at a new year is the fault that nobody notices."""

from collections.abc import Collection
from datetime import date

from scheduler.planning import years_to_plan
from scheduler.rules import Cycle, Slot
from scheduler.wheel import Activity, Wheel


def series_without_future(wheel: Wheel, planned: Collection[tuple[str, str]], today: date) -> tuple[str, ...]:
    """The keys of dated activities with no occurrence after today, or none among `planned` where one is due there.

    `planned` are the (activity, slot) pairs that have rows.
    """
    return tuple(activity.key for activity in wheel.activities if _is_dry(activity, planned, today))


def _is_dry(activity: Activity, planned: Collection[tuple[str, str]], today: date) -> bool:
    if activity.is_undated:
        return False
    cycle = activity.rule.every if isinstance(activity.rule, Cycle) else 1
    years = range(today.year, today.year + cycle + 2)
    ahead = [slot for year in years for slot in activity.rule.slots(year) if _last_day(slot) > today]
    within = [slot for slot in ahead if _last_day(slot).year in years_to_plan(today)]
    missing = activity.performer is not None and any((activity.key, slot.period) not in planned for slot in within)
    return not ahead or missing


def _last_day(slot: Slot) -> date:
    return slot.due or slot.opens or date.min
