"""A late answer is told on as the municipality says: first to whom it concerns, and inside the one message."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from scheduler.days import working_days_after
from scheduler.escalation import days_of
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.outbox import MessageKind
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.timeline import Step, task_timeline
from scheduler.wheel import Activity
from scheduler.wheel_parts import Escalation
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_content, make_town, make_wheel
from tests.usecases.listening import Heard, listen
from tests.usecases.living import Life, at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
CHECK = make_activity(rule=DateRule(due=MonthDay(1, 29), opens=MonthDay(1, 4)))
PLAN = make_activity(key="plan", title="Plan", level="area", rule=DateRule(due=MonthDay(2, 12), opens=MonthDay(2, 5)))
ONE_BEFORE, DAY = date(2027, 2, 4), date(2027, 2, 5)
"""The fourth and the fifth working day after Friday 29 January."""

FIRST, LAST = date(2027, 2, 1), date(2027, 3, 31)


def a_life(store: SqlStore, engine: Engine, *activities: Activity, rows: Any = (ANNA, EVA, BJORN), **said: Any) -> Life:
    """Everybody's task is open; late answers are told to the area's head after five working days."""
    life = begin(store, engine, make_town(store, rows=rows), activities or (CHECK,), at=at(date(2027, 1, 4)))
    escalation = Escalation(**{"role": "verksamhetschef", "after": 5, **said})
    wheel = replace(make_wheel(*(activities or (CHECK,))), escalation=escalation)
    life.content = make_content(*shipped_forms(), wheel=wheel)
    life.live(*(at(date(2027, 1, day)) for day in (4, 15, 22, 28, 29)))
    return life


def of_kind(heard: list[Heard], kind: MessageKind) -> list[tuple[date, str, tuple[str, ...]]]:
    return [(one.day, one.name, one.late) for one in heard if one.kind is kind]


def warnings(heard: list[Heard]) -> list[tuple[date, str, tuple[str, ...], date | None]]:
    return [(one.day, one.name, one.warned, one.warned_on) for one in heard if one.warned]


def test_nothing_is_told_on_where_the_municipality_has_not_said_so(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.content = make_content(*shipped_forms(), wheel=make_wheel(CHECK))

    heard = listen(life, FIRST, LAST)

    assert {one.name for one in heard} == {"Anna Ek", "Eva Ro"}
    assert (of_kind(heard, MessageKind.ESCALATION), warnings(heard)) == ([], [])


def test_whoever_is_late_hears_the_day_before_that_it_will_be_told(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    heard = listen(life, FIRST, LAST)

    assert warnings(heard) == [(ONE_BEFORE, "Anna Ek", ("Solgården",), DAY), (ONE_BEFORE, "Eva Ro", ("Ekbacken",), DAY)]
    assert of_kind(heard, MessageKind.ESCALATION) == [(DAY, "Björn Ås", ("Ekbacken", "Solgården"))]


def test_what_is_answered_after_the_warning_is_not_told_on(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    before = listen(life, FIRST, ONE_BEFORE)
    life.answer(life.town.people[0], CHECK.key)

    after = listen(life, DAY, LAST)

    assert len(warnings(before)) == 2
    assert of_kind(after, MessageKind.ESCALATION) == [(DAY, "Björn Ås", ("Ekbacken",))]


def test_what_is_answered_between_writing_and_sending_falls_out(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, rows=(ANNA, BJORN))
    listen(life, FIRST, ONE_BEFORE)
    life.tick(at(DAY, 7))
    life.answer(life.town.people[0], CHECK.key)

    heard = listen(life, DAY, LAST)

    with engine.connect() as connection:
        kinds = connection.execute(select(outbox.c.kind, outbox.c.state).where(outbox.c.kind == "escalation")).all()
    assert heard == []
    assert [tuple(row) for row in kinds] == [(MessageKind.ESCALATION, "cancelled")]


@pytest.mark.parametrize("at_most", [1, 2, 3])
def test_it_is_told_so_many_times_with_as_many_days_between(store: SqlStore, engine: Engine, at_most: int) -> None:
    life = a_life(store, engine, rows=(ANNA, BJORN), at_most=at_most)

    heard = listen(life, FIRST, LAST)

    days = [day for day, _, _ in of_kind(heard, MessageKind.ESCALATION)]
    assert days == list(days_of(Escalation(role="verksamhetschef", after=5, at_most=at_most), date(2027, 1, 29)))
    assert len(days) == at_most


def test_it_rides_in_the_one_message_of_the_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, PLAN, rows=(ANNA, BJORN))

    heard = [one for one in listen(life, FIRST, DAY) if one.name == "Björn Ås"]

    assert heard == [
        Heard(DAY, "Björn Ås", MessageKind.ESCALATION, tasks=("Äldreomsorg",), late=("Solgården",)),
    ]


def test_nobody_gets_two_messages_a_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, PLAN, at_most=3)

    heard = [(one.day, one.name) for one in listen(life, FIRST, LAST)]

    assert len(heard) == len(set(heard)) > 10


@pytest.mark.parametrize("changes", [{"optional": True}, {"hidden": True}])
def test_what_may_be_left_undone_or_not_be_known_of_is_not_told_on(
    store: SqlStore, engine: Engine, changes: dict[str, Any]
) -> None:
    life = a_life(store, engine, replace(CHECK, **changes))

    heard = listen(life, FIRST, LAST)

    assert (of_kind(heard, MessageKind.ESCALATION), warnings(heard)) == ([], [])


def test_whoever_could_not_be_warned_is_not_told_on(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, rows=(replace(ANNA, entra_object_id=None), BJORN))
    with store.write() as uow:
        uow.references.forget_person(life.town.people[0].id)

    assert listen(life, FIRST, LAST) == []


def test_successor_is_warned_before_it_is_told_on(store: SqlStore, engine: Engine) -> None:
    """The one before them was."""
    life = a_life(store, engine, rows=(ANNA, BJORN))
    listen(life, FIRST, ONE_BEFORE)
    with store.write() as uow:
        uow.people.end_roles(life.town.id, life.town.people[0].id, on=ONE_BEFORE)
        uow.people.import_rows(life.town.id, [replace(ANNA, name="Ny Ek", email="ny@karlstad.example", since=DAY)])

    heard = listen(life, DAY, DAY)

    assert [one for one in heard if one.kind is MessageKind.ESCALATION] == []


def test_nobody_is_told_of_their_own_late_answer(store: SqlStore, engine: Engine) -> None:
    own = make_activity(key="plan", title="Plan", level="area", rule=CHECK.rule)
    life = a_life(store, engine, own, rows=(ANNA, BJORN))

    heard = listen(life, FIRST, LAST)

    assert of_kind(heard, MessageKind.ESCALATION) == []
    assert heard


def test_late_answer_that_a_holiday_lies_before_is_told_on_a_working_day(store: SqlStore, engine: Engine) -> None:
    easter = make_activity(rule=DateRule(due=MonthDay(3, 22), opens=MonthDay(3, 1)))
    life = a_life(store, engine, easter, rows=(ANNA, BJORN))

    heard = listen(life, date(2027, 3, 1), date(2027, 4, 9))

    (told,) = of_kind(heard, MessageKind.ESCALATION)
    assert told[0] == working_days_after(date(2027, 3, 22), 5) == date(2027, 3, 31)


def test_timeline_tells_to_whom_it_was_told(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, rows=(ANNA, BJORN))
    listen(life, FIRST, LAST)

    with store.read() as uow:
        (task,) = uow.assignments.of_person(life.town.people[0].id, LAST, states=[State.OPEN])
        timeline = task_timeline(uow, life.town.id, task.id)

    assert timeline is not None
    told = [(one.at, one.person) for one in timeline.told if one.step is Step.ESCALATED]
    assert told == [(at(DAY), "Björn Ås")]


def test_ticking_again_tells_nothing_twice(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, rows=(ANNA, BJORN))
    listen(life, FIRST, ONE_BEFORE)

    for minute in range(3):
        life.tick(at(DAY, 8, minute))

    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).where(outbox.c.kind == MessageKind.ESCALATION)) == 1
