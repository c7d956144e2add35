"""What happens on which day of a year, drawn once for each year; the same for the same seed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from random import Random
from typing import TypeAlias

from bot.simulation.causes import somebody_starts, something_happens, startable_keys
from bot.simulation.changes import a_manager_leaves, a_unit_closes, a_unit_opens, two_units_merge
from bot.simulation.editing import bring_out_a_form, publish_coming_year
from bot.simulation.plan import Plan
from bot.simulation.scene import Scene
from scheduler.wheel import Wheel

Deed: TypeAlias = Callable[[Scene], None]
Dated: TypeAlias = tuple[date, Deed]

UNITS_PER_LEAVER = 15
UNITS_PER_CHANGE = 50
PUBLISHED_ON = (12, 1)
YEARS_PER_FORM = 2
STARTS_A_YEAR = 12


def diary_of(plan: Plan, year: int) -> Mapping[date, tuple[Deed, ...]]:
    """Whoever lives one year alone sees no change of the organisation, the wheel or a form in it."""
    random = Random(f"{plan.seed}:{year}")
    entries = chain(
        _causes(plan.content.wheel, year, random),
        _changes(plan, year, random) if year > plan.year else (),
        _editing(plan, year, random) if plan.years > 1 else (),
    )
    by_day = sorted(entries, key=itemgetter(0))
    return {day: tuple(deed for _, deed in deeds) for day, deeds in groupby(by_day, key=itemgetter(0))}


def _causes(wheel: Wheel, year: int, random: Random) -> Iterator[Dated]:
    """Each kind of event once; what can be started by hand in turns, one of them a month."""
    for event in wheel.events:
        yield _some_day(year, random), partial(something_happens, event=event)
    keys = startable_keys(wheel)
    for number in range(STARTS_A_YEAR if keys else 0):
        chosen = keys[(year * STARTS_A_YEAR + number) % len(keys)]
        yield date(year, number + 1, random.randint(1, 28)), partial(somebody_starts, activity=chosen)


def _changes(plan: Plan, year: int, random: Random) -> Iterator[Dated]:
    """As many units open as go, so that the town stays as large as it was."""
    for _ in range(max(1, plan.units // UNITS_PER_LEAVER)):
        yield _some_day(year, random), a_manager_leaves
    for _ in range(max(1, plan.units // UNITS_PER_CHANGE)):
        yield from ((_some_day(year, random), deed) for deed in (a_unit_opens, a_unit_opens))
        yield from ((_some_day(year, random), deed) for deed in (a_unit_closes, two_units_merge))


def _editing(plan: Plan, year: int, random: Random) -> Iterator[Dated]:
    if (year - plan.year) % YEARS_PER_FORM == 1:
        yield _some_day(year, random), bring_out_a_form
    yield date(year, *PUBLISHED_ON), publish_coming_year


def _some_day(year: int, random: Random) -> date:
    """From February to October: what is announced then has come to pass before the year is out."""
    first, last = date(year, 2, 1), date(year, 10, 31)
    return first + timedelta(days=random.randint(0, (last - first).days))
