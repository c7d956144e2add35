"""Several processes that tick the same municipality: each day's message is written once, and nobody fails."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

from sqlalchemy import Engine

from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.ticking import Ticked, tick
from store.unit_of_work import SqlStore
from tests.factories import ANNA, make_activity, make_town
from tests.usecases.living import Life, at, begin

WORKERS = 4
FIRST = date(2027, 1, 4)
RUNG_DAYS = (date(2027, 1, 29), date(2027, 2, 12), date(2027, 2, 19), date(2027, 2, 26))
PEOPLE = [
    replace(ANNA, unit=f"Enhet {number}", name=f"Chef {number}", email=f"{number}@x.example") for number in range(9)
]
ACTIVITY = make_activity(rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)))


def tick_at_once(life: Life, day: date) -> list[Ticked]:
    start = Barrier(WORKERS)

    def together(_: int) -> Ticked:
        start.wait()
        return tick(life.store, life.content, life.town.id, at(day))

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(together, range(WORKERS)))


def test_day_is_told_once_when_many_tick_at_once_what_was_planned_before(store: SqlStore, engine: Engine) -> None:
    life = begin(store, engine, make_town(store, rows=PEOPLE), [ACTIVITY], at=at(FIRST, 0))
    life.live(at(FIRST))

    for day in RUNG_DAYS:
        ticked = tick_at_once(life, day)
        life.live(at(day))

        assert sorted(one.messages for one in ticked) == [0] * (WORKERS - 1) + [len(PEOPLE)]

    assert [day for _, _, day, *_ in life.messages()].count(RUNG_DAYS[0]) == len(PEOPLE)
    assert len(life.messages()) == len(PEOPLE) * (1 + len(RUNG_DAYS))


def test_town_is_planned_once_when_many_tick_it_at_once_for_the_first_time(store: SqlStore, engine: Engine) -> None:
    life = begin(store, engine, make_town(store, rows=PEOPLE), [ACTIVITY], at=at(FIRST, 0))

    ticked = tick_at_once(life, FIRST)

    planned = sorted(one.planned for one in ticked)
    assert planned[:-1] == [0] * (WORKERS - 1)
    assert planned[-1] > 0
    assert sorted((one.opened, one.messages) for one in ticked) == [(0, 0)] * (WORKERS - 1) + [(9, 9)]
