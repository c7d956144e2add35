"""A wheel of sixty dated rules, and as many invented municipalities as it takes to hold the units."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from bot.simulation.town import invent_people
from scheduler.loading import Content, example_of, load_shipped
from scheduler.planning import is_planted_ahead, occurrences_in
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import ActivityLevel, Level, Provider
from store.engine import open_engine
from store.opening import open_store

WHEEL = "norrkoping"
WARM_UP = 1  # the id of the municipality that is planned before the clock starts
RULES = 60
UNITS_EACH = 200
YEAR = 2027
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
TODAY = date(YEAR - 1, 9, 30)
"""Planning reaches fifteen months ahead: from here to the last of December, so that exactly one year is planned."""

MONTHS, LONGEST_DAY = 12, 28


def sixty_rules() -> Content:
    """The shipped wheel with its example overlay, filled up with invented yearly rules for every unit."""
    shipped = load_shipped(WHEEL, local=example_of(WHEEL))
    missing = RULES - len(dated(shipped.wheel))
    invented = tuple(_invented(shipped.wheel, number) for number in range(missing))
    return replace(shipped, wheel=replace(shipped.wheel, activities=(*shipped.wheel.activities, *invented)))


def dated(wheel: Wheel) -> tuple[Activity, ...]:
    """The activities that planning makes rows of in the year, each with one rule."""
    found = {one.activity.key: one.activity for one in occurrences_in(wheel, YEAR) if is_planted_ahead(one)}
    return tuple(one for one in found.values() if one.performer is not None)


def sizes(units: int) -> Iterator[int]:
    """How many units each municipality has: 200 until what is left is fewer."""
    while units > 0:
        yield min(units, UNITS_EACH)
        units -= UNITS_EACH


def make_municipalities(file: Path, wheel: Wheel, units: int) -> None:
    """A database with that many units in municipalities of their own, after one of one unit to warm up with."""
    store = open_store(f"sqlite:///{file}")
    for number, size in enumerate((1, *sizes(units))):
        with store.write() as uow:
            town = uow.municipalities.add(f"kommun-{number}", f"Kommun {number}", wheel.key, started_on=FIRST)
            uow.people.import_rows(town.id, invent_people(wheel, size, Random(number)))
    store.close()


@contextmanager
def bare(file: Path) -> Iterator[sqlite3.Connection]:
    """The driver alone, with every pragma that the program's own connections have."""
    engine = open_engine(f"sqlite:///{file}")
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    engine.dispose()


def _invented(wheel: Wheel, number: int) -> Activity:
    performer = next(role.key for role in wheel.roles if role.level is Level.UNIT and role.held_by is None)
    model = next(one for one in dated(wheel) if one.level is ActivityLevel.UNIT)
    day = MonthDay(number % MONTHS + 1, 1 + 5 * number % LONGEST_DAY)
    return replace(
        model,
        key=f"benchmark_{number}",
        title=f"Prov {number}",
        rule=DateRule(due=day, opens=MonthDay(1, 1) if number % 2 else None),
        performer=performer,
        provider=Provider.BOTH,
        service_types=(),
        areas=(),
        waits_for=(),
        optional=False,
    )
