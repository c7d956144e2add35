"""The clockwork as a whole: however often it ticks, the same is asked, answered and covered, and nobody twice a day."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from scheduler.clock import local_day
from scheduler.days import each_day, is_working_day, work_starts_on
from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.ticking import Ticked, tick
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Level
from store.engine import Durability, open_engine
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, make_activity, make_content, make_town, plan_year
from tests.usecases.living import DISA, Life, at, begin

FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)
ALVGARDEN = replace(ANNA, unit="Älvgården")
ACTIVITIES = (
    ACTIVITY,
    make_activity(key="januari", rule=DateRule(due=MonthDay(1, 31), opens=MonthDay(1, 1))),
    make_activity(key="manad", rule=PeriodRule(kind="monthly", days_after=5)),
    make_activity(
        key="bokslut",
        level=Level.AREA,
        performer="verksamhetschef",
        rule=DateRule(due=MonthDay(3, 28), opens=MonthDay(2, 1)),
    ),
)
ANSWERS = (
    (date(2027, 1, 11), "Anna", "januari"),
    (date(2027, 1, 25), "Disa", "egenkontroll"),
    (date(2027, 2, 8), "Anna", "manad"),
    (date(2027, 2, 15), "Björn", "bokslut"),
    (date(2027, 3, 8), "Anna", "manad"),
    (date(2027, 3, 22), "Anna", "egenkontroll"),
)
"""On Mondays at noon, so that every way of ticking has seen that Monday's morning."""


def hourly() -> Iterator[datetime]:
    first = at(FIRST, 0).astimezone(UTC)
    hours = int((at(LAST, 23).astimezone(UTC) - first) / timedelta(hours=1))
    return (first + timedelta(hours=hour) for hour in range(hours + 1))


def daily() -> Iterator[datetime]:
    return (at(day) for day in each_day(FIRST, LAST))


def weekly() -> Iterator[datetime]:
    return (at(day) for day in each_day(FIRST, LAST) if day.weekday() == 0)


@dataclass(frozen=True, slots=True)
class Ended:
    """What there was in the end, and every row and message on the way."""

    answered: list[tuple[Any, ...]]
    covered: list[tuple[Any, ...]]
    messages: list[tuple[Any, ...]]
    sent: list[tuple[date, int]]


@pytest.fixture(scope="module")
def live(upgraded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterator[datetime]], Ended]:
    """Three months in a town of its own, ticked at those instants."""

    def lived(instants: Iterator[datetime]) -> Ended:
        file = copy(upgraded_file, tmp_path_factory.mktemp("lived") / "arshjul.sqlite3")
        engine = open_engine(f"sqlite:///{file}", durability=Durability.NORMAL)
        ended = three_months(SqlStore(engine), engine, instants)
        engine.dispose()
        return ended

    return lived


def three_months(store: SqlStore, engine: Engine, instants: Iterator[datetime]) -> Ended:
    town = make_town(store, rows=[ANNA, BJORN, ALVGARDEN, DISA])
    life = begin(store, engine, town, ACTIVITIES, at=at(FIRST, 0))
    people = {person.name.partition(" ")[0]: person for person in town.people}
    noons = [(at(day, 12), people[name], activity) for day, name, activity in ANSWERS]
    for instant in instants:
        while noons and noons[0][0] < instant:
            answer(life, *noons.pop(0))
        life.live(instant)
    life.tick(at(LAST + timedelta(days=1), 0))
    return Ended(life.answered(), life.covered(), life.messages(), [(one.day, one.person_id) for one in life.sent])


def answer(life: Life, noon: datetime, person: Person, activity: str) -> None:
    life.clock.move_to(noon)
    life.answer(person, activity)


@pytest.fixture(scope="module")
def daily_year(live: Callable[[Iterator[datetime]], Ended]) -> Ended:
    return live(daily())


@pytest.mark.parametrize("instants", [hourly, weekly])
def test_same_is_answered_and_covered_however_often_it_ticks(
    live: Callable[[Iterator[datetime]], Ended], daily_year: Ended, instants: Callable[[], Iterator[datetime]]
) -> None:
    ended = live(instants())

    assert (ended.answered, ended.covered) == (daily_year.answered, daily_year.covered)
    assert len(ended.answered) == len(ANSWERS)
    assert_law_of_sending(ended)


def test_daily_ticking_keeps_the_law_of_sending(daily_year: Ended) -> None:
    assert len(daily_year.sent) > 20
    assert_law_of_sending(daily_year)


def assert_law_of_sending(ended: Ended) -> None:
    """One message a person and day, on working days, from eight; never two rows for one day."""
    assert len(set(ended.sent)) == len(ended.sent)
    assert [day for day, _ in ended.sent if not is_working_day(day)] == []
    assert len({(person, day) for person, _, day, *_ in ended.messages}) == len(ended.messages)
    assert [day for _, _, day, *_ in ended.messages if not is_working_day(day)] == []
    assert [row for row in ended.messages if row[3] < work_starts_on(row[2]) or local_day(row[3]) != row[2]] == []


def a_life(store: SqlStore, engine: Engine, first: date = FIRST) -> Life:
    return begin(store, engine, make_town(store, rows=[ANNA, BJORN]), ACTIVITIES, at=at(first, 0))


def test_tick_says_how_much_was_new_and_a_second_one_finds_nothing(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    first, again = life.tick(at(date(2027, 1, 4))), life.tick()

    assert (first, again) == (Ticked(planned=30, opened=4, messages=1, digests=0), Ticked(0, 0, 0, 0))


def test_tick_opens_what_has_come_and_leaves_the_rest(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    opened = [life.tick(at(day, 0)).opened for day in (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2))]

    assert opened == [4, 2, 0]


def test_tick_queues_a_digest_with_the_rest(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    plan = DigestPlan(key="varen", title="Våren", body="von", rule=DateRule(due=MonthDay(1, 11)))
    wheel = replace(life.content.wheel, digests=(plan,))

    days = [date(2027, 1, 8), date(2027, 1, 11), date(2027, 1, 12)]
    digests = [tick(store, make_content(wheel=wheel), life.town.id, at(day)).digests for day in days]

    assert digests == [0, 1, 0]


def test_tick_touches_one_municipality_alone(store: SqlStore, engine: Engine) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        plan_year(uow, kristianstad, ACTIVITY)
        before = uow.assignments.of_municipality(kristianstad.id, year=2027)

    a_life(store, engine).tick(at(date(2027, 1, 4)))

    with store.read() as uow:
        assert uow.assignments.of_municipality(kristianstad.id, year=2027) == before
        assert uow.outbox.counts(kristianstad.id) == {}
    assert [one.state for one in before] == [State.PLANNED]


def test_new_year_brings_the_new_years_rungs_and_none_of_them_twice(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, date(2027, 12, 27))
    first = at(date(2027, 12, 27), 0).astimezone(UTC)
    life.live(*(first + timedelta(hours=hour) for hour in range(24 * 10)))

    assert [one.day for one in life.sent if one.person_id == 1] == [
        date(2027, 12, 27),
        date(2027, 12, 29),
        date(2028, 1, 3),
        date(2028, 1, 4),
        date(2028, 1, 5),
    ]


def test_many_that_tick_at_once_write_each_message_once(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    start = Barrier(4)

    def together(_: int) -> Ticked:
        start.wait()
        return tick(store, life.content, life.town.id, at(date(2027, 2, 1)))

    with ThreadPoolExecutor(4) as pool:
        ticked = list(pool.map(together, range(4)))

    with engine.connect() as connection:
        rows = connection.scalar(select(func.count()).select_from(outbox))
    assert sorted((one.planned, one.opened, one.messages) for one in ticked) == [(0, 0, 0)] * 3 + [(30, 6, 2)]
    assert rows == 2
