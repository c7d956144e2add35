"""A published year keeps what is its own at both its edges, and an answer that comes meanwhile stands."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from scheduler.days import WhenFree
from scheduler.editions import AppliesFrom
from scheduler.lifecycle import State
from scheduler.rules_counted import CoverageRule
from scheduler.rules_started import IntervalRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.publishing import publish
from scheduler.wheel import Activity, Local
from store.replanting import _set_state
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_by, make_town, make_wheel
from tests.usecases.living import Life, at, begin

DAY = date(2027, 1, 11)
STAY, AFTER = Local(name="x"), Local(name="x", when_free=WhenFree.AFTER)
NEW_YEARS_EVE = make_activity(
    key="arsslut", title="Årsslut", rule=DateRule(due=MonthDay(12, 31), opens=MonthDay(12, 1))
)


def a_life(store: SqlStore, engine: Engine, *activities: Activity, local: Local = STAY) -> Life:
    life = begin(store, engine, make_town(store, rows=[ANNA, BJORN]), activities, at=at(DAY))
    edited(life, *activities, local=local)
    return life


def edited(life: Life, *activities: Activity, local: Local = STAY) -> None:
    life.content = replace(life.content, wheel=make_wheel(*activities, local=local))
    life.tick()


def published(life: Life, *years: int) -> None:
    with life.store.write() as uow:
        for year in years:
            municipality = uow.municipalities.get(life.town.id)
            publish(uow, life.content.wheel, municipality, year, AppliesFrom.NEXT, life.clock.now(), by=make_by())


def rows(life: Life, *activities: str) -> list[tuple[str, date | None, State]]:
    with life.store.read() as uow:
        return [(one.slot, one.due, one.state) for one in uow.assignments.of_activities(life.town.id, activities)]


@pytest.mark.parametrize(("first", "then"), [(STAY, AFTER), (AFTER, STAY)])
def test_occurrence_at_the_years_end_stays_as_published(
    store: SqlStore, engine: Engine, first: Local, then: Local
) -> None:
    life = a_life(store, engine, NEW_YEARS_EVE, local=first)
    published(life, 2027)
    before = [row for row in rows(life, "arsslut") if row[0] == "2027"]

    edited(life, NEW_YEARS_EVE, local=then)

    assert before[0][1] == (date(2027, 12, 31) if first is STAY else date(2028, 1, 3))
    assert [row for row in rows(life, "arsslut") if row[0] == "2027"] == before


@pytest.mark.parametrize(
    ("first", "due"),
    [(date(2027, 5, 1), date(2027, 5, 3)), (date(2026, 5, 4), date(2027, 5, 4)), (date(2020, 2, 29), date(2027, 3, 1))],
)
def test_interval_begins_off_a_free_day_and_long_after_its_first(
    store: SqlStore, engine: Engine, first: date, due: date
) -> None:
    again = make_activity(key="igen", rule=IntervalRule(months=12, first=first), when_free=WhenFree.AFTER)

    life = a_life(store, engine, again)

    assert [row[1] for row in rows(life, "igen")] == [due]


def test_task_due_beyond_the_horizon_follows_the_wheel(store: SqlStore, engine: Engine) -> None:
    covered = make_activity(key="tillsyn", rule=CoverageRule(years=3, base_year=2027))
    life = a_life(store, engine, covered)
    before = rows(life, "tillsyn")

    edited(life, NEW_YEARS_EVE)

    assert before == [("2027–2029", date(2029, 12, 31), State.OPEN)]
    assert rows(life, "tillsyn") == []


def test_answer_that_came_while_planning_is_never_cancelled(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, make_activity(key="nu", rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))))
    with engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT id, state FROM assignment WHERE state = 'open'").all()
    with store.write() as uow:
        uow.assignments.set_state(row.id, State.SUBMITTED)

    with engine.begin() as connection:
        _set_state(connection, State.CANCELLED, [row], at(DAY))

    assert [state for slot, _, state in rows(life, "nu") if slot == "2027"] == [State.SUBMITTED]


def test_moved_deadline_is_reminded_of_anew(store: SqlStore, engine: Engine) -> None:
    life = a_life(
        store, engine, make_activity(key="nu", title="Nu", rule=DateRule(due=MonthDay(2, 26), opens=MonthDay(1, 11)))
    )
    life.live(*(at(date(2027, month, day)) for month, day in ((1, 12), (1, 27), (2, 12), (2, 19), (2, 25))))
    with store.write() as uow:
        (kept,) = (one for one in uow.assignments.occurrences(life.town.id, ["nu"]) if one.slot == "2027")
        move_occurrence(
            uow, kept, date(2027, 9, 30), because="Sjukdom", moved_by="Eva", now=life.clock.now(), by=make_by()
        )

    told = life.live(*(at(date(2027, 9, day)) for day in (1, 16, 23, 29)), at(date(2027, 10, 1)))

    assert [one.day for one in told] == [
        date(2027, 9, 1), date(2027, 9, 16), date(2027, 9, 23), date(2027, 9, 29), date(2027, 10, 1),
    ]  # fmt: skip


def test_occurrence_called_off_by_mistake_comes_back_when_it_is_moved(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, NEW_YEARS_EVE)
    with store.write() as uow:
        (kept,) = (one for one in uow.assignments.occurrences(life.town.id, ["arsslut"]) if one.slot == "2027")
        move_occurrence(uow, kept, None, because="Fel", moved_by="Eva", now=life.clock.now(), by=make_by())
    called_off = rows(life, "arsslut")
    with store.write() as uow:
        move_occurrence(
            uow, kept, date(2027, 12, 20), because="Rätt", moved_by="Eva", now=life.clock.now(), by=make_by()
        )

    assert [row for row in called_off if row[0] == "2027"] == []
    assert [row for row in rows(life, "arsslut") if row[0] == "2027"] == [("2027", date(2027, 12, 20), State.PLANNED)]


def test_heirs_in_a_ring_hold_up_no_tick(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, make_activity(key="nu", rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))))
    with store.write() as uow:
        uow.people.close_unit(life.town.id, 1, on=date(2027, 1, 15), into=1)

    life.tick(at(date(2027, 1, 18)))

    assert len([row for row in rows(life, "nu") if row[0] == "2027"]) == 1
