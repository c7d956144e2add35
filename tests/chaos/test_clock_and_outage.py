"""The clock jumps, the service is away, the far end answers as it likes: each is told once, on the right day."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.engine import Engine as Ticker
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel import Activity
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.chaos.street import Street, at, street
from tests.factories import MONDAY, make_activity
from tests.fake_connector import LOST, TWICE, UNHEARD, WELL, Answer, refusal

pytestmark = pytest.mark.chaos

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TAKEN_BY_TEAMS = 30
RATE = 20.0


def asked(key: str, opens: MonthDay, due: MonthDay) -> Activity:
    return make_activity(key=key, title=key, rule=DateRule(due=due, opens=opens))


@dataclass(frozen=True, slots=True)
class Night:
    """A night over which the clock jumps: with a deadline behind it, and something that opens during it."""

    first: date
    last: date
    activities: tuple[Activity, ...]
    days: tuple[date, ...]

    @property
    def hours(self) -> list[datetime]:
        """Every hour that passes, so that the day of the change has one less, or one more."""
        first, last = at(self.first, 0), at(self.last, 18)
        passed = last.timestamp() - first.timestamp()
        return [
            datetime.fromtimestamp(first.timestamp() + 3600 * hour, first.tzinfo) for hour in range(int(passed / 3600))
        ]

    @property
    def once(self) -> list[datetime]:
        """Nothing between the last working hours before it and the first ones after."""
        return [at(day) for day in self.days]


SPRING = Night(
    date(2026, 3, 26),
    date(2026, 3, 31),
    (asked("sen", MonthDay(1, 1), MonthDay(3, 30)), asked("ny", MonthDay(3, 29), MonthDay(6, 30))),
    (date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)),
)
AUTUMN = Night(
    date(2026, 10, 22),
    date(2026, 10, 27),
    (asked("sen", MonthDay(1, 1), MonthDay(10, 26)), asked("ny", MonthDay(10, 25), MonthDay(12, 15))),
    (date(2026, 10, 22), date(2026, 10, 23), date(2026, 10, 26), date(2026, 10, 27)),
)
NEW_YEAR = Night(
    date(2026, 12, 29),
    date(2027, 1, 4),
    (asked("sen", MonthDay(1, 1), MonthDay(12, 31)),),
    (date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 4)),
)
NIGHTS = {"spring": SPRING, "autumn": AUTUMN, "new year": NEW_YEAR}


def each(people: int, *days: date) -> list[tuple[date, str]]:
    return sorted((day, f"a:{person}") for day in days for person in range(1, people + 1))


@pytest.mark.parametrize("how", ["hours", "once"])
@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
async def test_each_is_told_on_the_same_days_whether_the_clock_runs_or_jumps(
    store: SqlStore, engine: Engine, night: Night, how: str
) -> None:
    moments: Sequence[datetime] = getattr(night, how)
    async with street(store, engine, since=moments[0], people=3, activities=night.activities) as life:
        await life.live(*moments)

    assert life.days == each(3, *night.days)


OUTAGE = (asked("sen", MonthDay(1, 1), MonthDay(1, 27)),)
"""Rungs on Tuesday the 26th, a day before, and on Thursday the 28th, a day after."""
BEFORE, BACK = date(2027, 1, 25), date(2027, 1, 29)


async def test_one_message_catches_up_when_the_service_was_away_for_three_days_and_two_rungs(
    store: SqlStore, engine: Engine
) -> None:
    async with street(store, engine, since=at(BEFORE), people=3, activities=OUTAGE) as life:
        await life.live(at(BEFORE))
        life.heard.clear()
        life.fake.received.clear()

        await life.live(*(at(BACK, hour) for hour in range(7, 18)))

    assert life.days == each(3, BACK)
    assert life.catch_ups == [True] * 3


async def test_one_message_comes_when_the_far_end_was_away_for_three_days_and_two_rungs(
    store: SqlStore, engine: Engine
) -> None:
    async with street(store, engine, since=at(BEFORE), people=3, activities=OUTAGE) as life:
        await life.live(at(BEFORE))
        life.fake.landed.clear()
        life.fake.meet(refusal(503, "ServiceUnavailable"), for_ever=True)
        await life.live(*(at(BEFORE + DAY * day, hour) for day in (1, 2, 3) for hour in (8, 10, 12, 14, 16)))
        life.fake.meet(WELL, for_ever=True)
        down = Counter(life.fake.landed)

        await life.live(*(at(BACK, hour) for hour in range(7, 18)))

    assert down == Counter()
    assert life.fake.landed == Counter({"a:1": 1, "a:2": 1, "a:3": 1})


IN_TURNS = (
    refusal(429, "Throttled", retry_after=30),
    refusal(500, "ServiceError"),
    UNHEARD,
    WELL,
    Answer(delay=1.5, lands=0),
)


async def test_each_is_told_once_when_the_far_end_throttles_fails_and_says_nothing_in_turns(
    store: SqlStore, engine: Engine
) -> None:
    opening = (asked("ny", MonthDay(1, 11), MonthDay(6, 30)),)
    async with street(store, engine, since=at(MONDAY, 8), people=12, activities=opening, timeout=0.5) as life:
        life.fake.meet(*IN_TURNS, for_ever=True)

        await life.live(*(at(MONDAY + DAY * day, hour) for day in range(5) for hour in range(8, 17)))

    assert life.fake.landed == Counter({f"a:{person}": 1 for person in range(1, 13)})
    assert set(life.states()) == {"sent", "failed"}


async def test_only_whose_answer_was_lost_hears_twice(store: SqlStore, engine: Engine) -> None:
    async with street(store, engine, since=at(MONDAY), people=3) as life:
        life.fake.meet(LOST, receiver="a:1")
        life.fake.meet(TWICE, receiver="a:2")

        await life.live(at(MONDAY), at(MONDAY, 10), at(MONDAY, 11))

    assert life.fake.landed == Counter({"a:1": 2, "a:2": 2, "a:3": 1})
    assert [receiver for _, _, receiver in life.heard].count("a:2") == 1


async def test_two_engines_send_once_and_keep_the_pace_between_them(store: SqlStore, engine: Engine) -> None:
    people = 60
    async with street(store, engine, since=at(MONDAY), people=people, rate=RATE) as life:
        url = engine.url.render_as_string(hide_password=False)
        other = another_of(life, SqlStore(open_engine(url)))

        await asyncio.gather(life.engine.work(), other.work())
        other.service.store.close()  # type: ignore[attr-defined]

    assert life.days == each(people, MONDAY)
    assert fullest_second(life) < TAKEN_BY_TEAMS


def another_of(life: Street, store: SqlStore) -> Ticker:
    """A second engine with a store of its own, and nothing else in common than the rows, the clocks and the far end."""
    service = replace(life.service, store=store)
    return Ticker(service, replace(life.engine.sender, service=service))


def fullest_second(life: Street) -> int:
    moments = [moment for _, moment, _ in life.heard]
    return max(sum(start <= moment < start + timedelta(seconds=1) for moment in moments) for start in moments)
