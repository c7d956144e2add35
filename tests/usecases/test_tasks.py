"""What a person has to do: their own, the pressing first, and nothing of anybody else's."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from scheduler.assignments import Assignment
from scheduler.chains import Awaited
from scheduler.lifecycle import State
from scheduler.more_time import MoreTime
from scheduler.organisation import Person, Subject
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import MonthDay
from scheduler.usecases.tasks import TaskList, remaining_tasks, task_list
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    NOON,
    WHEEL,
    Town,
    make_activity,
    make_town,
    make_wheel,
    plan_year,
)
from tests.usecases.test_auditing import statements

ANNA_S, BJORN_S = 0, 1


def due(key: str, month: int, day: int) -> Activity:
    return make_activity(key=key, title=key, rule=DateRule(due=MonthDay(month, day), opens=MonthDay(1, 1)))


LATE, NEAR, FAR = due("sen", 1, 8), due("nara", 1, 25), due("fjarran", 2, 28)
ENDLESS = make_activity(key="utan_slut", title="utan_slut", rule=StartRule(opens=MonthDay(1, 1)))
AUTUMN = make_activity(key="host", rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(10, 1)))


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


def plant(store: SqlStore, town: Town, *activities: Activity, year: int = 2027, today: date = MONDAY) -> None:
    with store.write() as uow:
        plan_year(uow, town, *activities, year=year)
        uow.assignments.open_due(town.id, today)


def tasks_of(store: SqlStore, person: Person, today: date = MONDAY, *, wheel: Wheel = WHEEL) -> TaskList:
    with store.read() as uow:
        return task_list(uow, wheel, person, today)


def keys(tasks: TaskList) -> tuple[list[str], list[str], int]:
    return [one.activity for one in tasks.open], [one.activity for one in tasks.upcoming], tasks.done


def set_state(store: SqlStore, activity: str, state: State) -> None:
    with store.write() as uow:
        for town in uow.municipalities.all():
            for one in uow.assignments.of_municipality(town.id, year=2027):
                if one.activity == activity:
                    uow.assignments.set_state(one.id, state)


def test_open_tasks_come_with_the_most_pressing_first_and_those_without_an_end_last(
    store: SqlStore, town: Town
) -> None:
    plant(store, town, ENDLESS, FAR, NEAR, LATE, AUTUMN)

    assert keys(tasks_of(store, town.people[ANNA_S])) == (["sen", "nara", "fjarran", "utan_slut"], ["host"], 0)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.PLANNED, ([], ["fjarran"], 0)),
        (State.OPEN, (["fjarran"], [], 0)),
        (State.STARTED, (["fjarran"], [], 0)),
        (State.RETURNED, (["fjarran"], [], 0)),
        (State.SUBMITTED, ([], [], 1)),
        (State.APPROVED, ([], [], 1)),
        (State.CANCELLED, ([], [], 0)),
    ],
)
def test_task_stands_where_its_state_puts_it(
    store: SqlStore, town: Town, state: State, expected: tuple[list[str], list[str], int]
) -> None:
    plant(store, town, FAR)
    set_state(store, "fjarran", state)

    assert keys(tasks_of(store, town.people[ANNA_S])) == expected


def test_unanswered_task_of_last_year_is_still_open(store: SqlStore, town: Town) -> None:
    plant(store, town, FAR, year=2026)

    assert keys(tasks_of(store, town.people[ANNA_S])) == (["fjarran"], [], 0)


def test_answered_task_of_last_year_is_not_counted_as_done_this_year(store: SqlStore, town: Town) -> None:
    plant(store, town, FAR, year=2026)
    with store.write() as uow:
        uow.assignments.set_state(1, State.SUBMITTED)

    assert keys(tasks_of(store, town.people[ANNA_S])) == ([], [], 0)


def test_five_next_tasks_are_shown_in_the_order_they_open(store: SqlStore, town: Town) -> None:
    months = (11, 6, 9, 7, 8, 10)
    later = [
        make_activity(key=f"manad_{month}", rule=DateRule(due=MonthDay(12, 31), opens=MonthDay(month, 1)))
        for month in months
    ]

    plant(store, town, *later)

    assert keys(tasks_of(store, town.people[ANNA_S]))[1] == [f"manad_{month}" for month in (6, 7, 8, 9, 10)]


def test_nobody_sees_the_tasks_of_another_level_unit_or_municipality(store: SqlStore, town: Town) -> None:
    cilla = make_town(store, "kristianstad", [CILLA])
    areas = make_activity(key="omrade", level=Level.AREA, performer="verksamhetschef")
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, unit="Älvgården", name="Eva", email="eva@karlstad.example")])
        town = Town(town.municipality, uow.people.organisation(town.id), tuple(uow.people.everyone(town.id)))
    plant(store, town, FAR, areas)
    plant(store, cilla, NEAR)

    found = {
        person.name: [(one.activity, one.place) for one in tasks_of(store, person).open]
        for person in (*town.people, *cilla.people)
    }

    assert found == {
        "Anna Ek": [("fjarran", "Solgården")],
        "Björn Ås": [("omrade", "Äldreomsorg")],
        "Eva": [("fjarran", "Älvgården")],
        "Cilla Öst": [("nara", "Solgården")],
    }


def test_role_held_for_an_area_gives_no_task_of_the_unit_with_the_same_number(store: SqlStore) -> None:
    adam = replace(ANNA, unit="", provider=Provider.NOT_APPLICABLE, name="Adam", email="adam@karlstad.example")
    town = make_town(store, rows=[ANNA, adam])
    plant(store, town, FAR)

    assert [keys(tasks_of(store, person))[0] for person in town.people] == [["fjarran"], []]


@pytest.mark.parametrize(("until", "open_tasks"), [(MONDAY, ["egenkontroll"]), (date(2027, 1, 10), [])])
def test_tasks_go_with_the_role(store: SqlStore, town: Town, until: date, open_tasks: list[str]) -> None:
    plant(store, town, ACTIVITY)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=until)])

    assert keys(tasks_of(store, town.people[ANNA_S]))[0] == open_tasks


def test_remaining_tasks_leave_out_the_one_in_hand(store: SqlStore, town: Town) -> None:
    plant(store, town, LATE, NEAR)
    with store.read() as uow:
        first, second = remaining_tasks(uow, town.people[ANNA_S].id, MONDAY)

        assert remaining_tasks(uow, town.people[ANNA_S].id, MONDAY, without=first.id) == (second,)
        assert remaining_tasks(uow, town.people[BJORN_S].id, MONDAY) == ()


WHOLE = make_activity(
    key="samlad",
    title="Samlad bedömning",
    level=Level.AREA,
    waits_for=("nara", "fjarran"),
    rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)),
)
EVA = replace(ANNA, unit="Älvgården", name="Eva", email="eva@karlstad.example")


def held_up(tasks: TaskList) -> list[tuple[str, str, tuple[Awaited, ...]]]:
    return [(one.task.activity, one.task.place, one.awaited) for one in tasks.waiting]


def plant_waiting(store: SqlStore, *activities: Activity) -> tuple[Town, Wheel]:
    """Two units that answer first, and Björn's area that waits; nothing of his opens by itself."""
    town, wheel = make_town(store, rows=[ANNA, BJORN, EVA]), make_wheel(*activities)
    plant(store, town, *activities)
    set_state(store, "samlad", State.PLANNED)
    return town, wheel


def test_task_that_waits_for_others_says_for_what_and_is_not_said_to_open_later(store: SqlStore) -> None:
    town, wheel = plant_waiting(store, NEAR, FAR, WHOLE)
    with store.write() as uow:
        first = next(one for one in uow.assignments.of_municipality(town.id, year=2027) if one.activity == "nara")
        uow.assignments.set_state(first.id, State.SUBMITTED)

    tasks = tasks_of(store, town.people[BJORN_S], wheel=wheel)

    assert held_up(tasks) == [
        ("samlad", "Äldreomsorg", (Awaited("nara", "nara", 1, 2), Awaited("fjarran", "fjarran", 0, 2)))
    ]
    assert keys(tasks) == ([], [], 0)


def test_task_waits_for_nobody_when_all_have_answered(store: SqlStore) -> None:
    town, wheel = plant_waiting(store, NEAR, replace(WHOLE, waits_for=("nara",)))
    set_state(store, "nara", State.SUBMITTED)

    tasks = tasks_of(store, town.people[BJORN_S], wheel=wheel)

    assert (held_up(tasks), keys(tasks)[1]) == ([], ["samlad"])


def test_nobody_sees_what_others_have_to_wait_for(store: SqlStore) -> None:
    town, wheel = plant_waiting(store, NEAR, FAR, WHOLE)

    assert held_up(tasks_of(store, town.people[ANNA_S], wheel=wheel)) == []


def test_hidden_activity_is_not_named_to_those_who_wait_for_it(store: SqlStore) -> None:
    town, wheel = plant_waiting(store, replace(NEAR, hidden=True), FAR, WHOLE)

    tasks = tasks_of(store, town.people[BJORN_S], wheel=wheel)

    assert [[one.title for one in awaited] for _, _, awaited in held_up(tasks)] == [["", "fjarran"]]


def test_list_asks_no_more_of_the_rows_for_many_tasks_and_wishes_of_others(store: SqlStore, engine: Engine) -> None:
    town = make_town(store, rows=[ANNA, BJORN])
    anna, bjorn = town.people
    with store.write() as uow:
        plan_year(uow, town, NEAR)
        uow.assignments.open_due(town.id, MONDAY)
    with statements(engine) as of_one:
        tasks_of(store, anna)

    with store.write() as uow:
        plan_year(uow, town, NEAR, FAR, LATE)
        uow.assignments.open_due(town.id, MONDAY)
        tasks = remaining_tasks(uow, anna.id, MONDAY)
        for task in tasks:
            uow.more_times.ask(wish_of(task, anna))
    with statements(engine) as of_three:
        found = tasks_of(store, anna)

    assert [found.remarks[task.id].asked_for for task in found.open] == [date(2027, 3, 31)] * 3
    assert len(tasks_of(store, bjorn).to_rule) == 3
    assert len(of_three) - len(of_one) == 1  # who rules, once for all of them


def wish_of(task: Assignment, asker: Person) -> MoreTime:
    return MoreTime(
        id=0,
        municipality_id=task.municipality_id,
        assignment_id=task.id,
        asked_by=asker.id,
        asked_at=NOON,
        due=task.due or MONDAY,
        wanted=date(2027, 3, 31),
        because="Vi byter system.",
        role="verksamhetschef",
        subject=Subject(Level.AREA, 1),
    )
