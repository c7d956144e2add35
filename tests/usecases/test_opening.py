"""What opens when its day has come, and what is held up until others have answered."""

from dataclasses import replace

import pytest

from scheduler.chains import Awaited
from scheduler.lifecycle import ANSWERED, State
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.opening import open_due, waiting_tasks
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, MONDAY, Town, make_activity, make_town, make_wheel, plan_year

FIRST = make_activity(key="risk", title="Riskanalys")
WHOLE = make_activity(
    key="samlad",
    title="Samlad bedömning",
    level=Level.AREA,
    waits_for=("risk",),
    rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)),
)
AUTUMN = make_activity(
    key="host", level=Level.AREA, waits_for=("risk",), rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(10, 1))
)
WHEEL = make_wheel(FIRST, WHOLE, AUTUMN)
NORR = replace(ANNA, area="Hemtjänst", unit="Norr", name="Nils", email="nils@karlstad.example")
NORRS = replace(BJORN, area="Hemtjänst", name="Hedda Lind", email="hedda@karlstad.example")
BJORN_S, HEDDA_S = 1, 3


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, BJORN, NORR, NORRS])
    with store.write() as uow:
        plan_year(uow, town, FIRST, WHOLE, AUTUMN)
    return town


def opened(store: SqlStore, town: Town) -> tuple[int, list[tuple[str, str]]]:
    """How many opened, and all that are open now."""
    with store.write() as uow:
        count = open_due(uow, WHEEL, town.id, MONDAY)
        found = uow.assignments.of_municipality(town.id, year=2027)
    return count, [(one.activity, one.place) for one in found if one.state is State.OPEN]


def waits(store: SqlStore, town: Town, person: int) -> list[tuple[str, tuple[Awaited, ...]]]:
    with store.read() as uow:
        found = waiting_tasks(uow, WHEEL, town.id, town.people[person].id, MONDAY)
    return [(one.task.activity, one.awaited) for one in found]


def set_first(store: SqlStore, town: Town, place: str, state: State) -> None:
    with store.write() as uow:
        found = uow.assignments.of_activities(town.id, [FIRST.key])
        uow.assignments.set_state(next(one.id for one in found if one.place == place), state)


def test_only_what_waits_for_nobody_opens(store: SqlStore, town: Town) -> None:
    assert opened(store, town) == (2, [("risk", "Norr"), ("risk", "Solgården")])
    assert opened(store, town)[0] == 0


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_place_opens_by_itself_when_its_own_are_answered(store: SqlStore, town: Town, state: State) -> None:
    opened(store, town)
    set_first(store, town, "Solgården", state)

    count, now_open = opened(store, town)

    assert state in ANSWERED
    assert (count, now_open) == (1, [("risk", "Norr"), ("samlad", "Äldreomsorg")])


@pytest.mark.parametrize("state", [State.PLANNED, State.OPEN, State.STARTED, State.RETURNED])
def test_answer_that_is_not_in_holds_it_up(store: SqlStore, town: Town, state: State) -> None:
    opened(store, town)
    set_first(store, town, "Solgården", state)

    assert waits(store, town, BJORN_S) == [("samlad", (Awaited("risk", "Riskanalys", 0, 1),))]
    assert ("samlad", "Äldreomsorg") not in opened(store, town)[1]


def test_what_is_cancelled_holds_nothing_up(store: SqlStore, town: Town) -> None:
    set_first(store, town, "Norr", State.CANCELLED)

    assert waits(store, town, HEDDA_S) == []
    assert ("samlad", "Hemtjänst") in opened(store, town)[1]


def test_only_those_whose_day_has_come_are_said_to_wait(store: SqlStore, town: Town) -> None:
    assert [activity for activity, _ in waits(store, town, HEDDA_S)] == ["samlad"]


def test_nobody_waits_for_another_municipality(store: SqlStore, town: Town) -> None:
    other = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        plan_year(uow, other, FIRST)
    for place in ("Solgården", "Norr"):
        set_first(store, town, place, State.SUBMITTED)

    assert (waits(store, town, BJORN_S), waits(store, town, HEDDA_S)) == ([], [])
