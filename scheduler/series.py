"""Whether every dated series goes on: the wheel that runs dry at a new year is the fault that nobody notices."""

from collections.abc import Collection
from datetime import date

from scheduler.organisation import Organisation
from scheduler.planning import Planned, assignments_for, is_planted_ahead, years_to_plan
from scheduler.rules_counted import YEARS_OF_A_TERM, CoverageRule, MandateRule, MeetingRule
from scheduler.rules_started import AfterRule, IntervalRule
from scheduler.rules_yearly import Cycle
from scheduler.slots import MONTHS_IN_A_YEAR, Dating
from scheduler.wheel import Activity, Wheel


def series_without_future(
    wheel: Wheel, planned: Collection[tuple[str, str]], today: date, organisation: Organisation | None = None
) -> tuple[str, ...]:
    """The keys of dated activities with no occurrence after today, or none among `planned` where one is due there.

    `planned` are the (activity, slot) pairs that have rows. Of an organisation, only what concerns one of its places
    can be missing. A meeting series reaches as far as its calendar: `todos` tells when that ends.
    """
    return tuple(
        activity.key for activity in wheel.activities if _is_dry(wheel, activity, planned, today, organisation)
    )


def _is_dry(
    wheel: Wheel,
    activity: Activity,
    planned: Collection[tuple[str, str]],
    today: date,
    organisation: Organisation | None,
) -> bool:
    if activity.rule.dating(wheel) is not Dating.DATED or isinstance(activity.rule, MeetingRule):
        return False
    years = range(today.year, today.year + longest_gap(wheel, activity) + 2)
    ahead = [slot for year in years for slot in wheel.slots_of(activity.key, year) if slot.last_day > today]
    within = [one for slot in ahead if slot.last_day.year in years_to_plan(today) for one in [Planned(activity, slot)]]
    expected = [one for one in within if is_planted_ahead(one) and _has_a_place(wheel, one, organisation)]
    return not ahead or any(one.identity not in planned for one in expected)


def _has_a_place(wheel: Wheel, planned: Planned, organisation: Organisation | None) -> bool:
    if organisation is None:
        return planned.activity.performer is not None
    return any(True for _ in assignments_for(wheel, planned, organisation))


def longest_gap(wheel: Wheel, activity: Activity) -> int:
    """How many years lie between two times of a dated series, at most; weeks and leap days may add some days."""
    rule = activity.rule
    if isinstance(rule, AfterRule):
        return max(longest_gap(wheel, wheel.activity_by_key[one]) for one in rule.predecessors)
    if isinstance(rule, Cycle):
        return rule.every
    if isinstance(rule, CoverageRule):
        return rule.years
    if isinstance(rule, IntervalRule):
        return rule.months // MONTHS_IN_A_YEAR + 1
    return YEARS_OF_A_TERM if isinstance(rule, MandateRule) else 1
