"""Assignments planned in bulk, opened, looked up and moved on."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.organisation import Subject
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import MonthDay, Precision
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    YEAR,
    Town,
    make_activity,
    make_town,
    plan_one,
    plan_year,
)

EGENKONTROLL = Assignment(
    id=1,
    municipality_id=1,
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2027",
    asks_from=date(2027, 1, 1),
    opens=date(2027, 1, 1),
    due=date(2027, 2, 28),
    precision=Precision.DAY,
    subject=Subject(Level.UNIT, 1),
    place="Solgården",
    role="enhetschef",
    state=State.PLANNED,
    form="common.klart",
)
QUARTERLY = make_activity(key="uppfoljning", title="Uppföljning", rule=PeriodRule(kind="quarter", days_after=20))


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


def test_planning_makes_an_assignment_for_each_place(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        added = plan_year(uow, town)

    with store.read() as uow:
        assert (added, uow.assignments.get(1)) == (1, EGENKONTROLL)


def test_planning_adds_only_what_is_missing_when_done_again(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town)
        uow.assignments.set_state(1, State.STARTED)

    with store.write() as uow:
        added = plan_year(uow, town, ACTIVITY, QUARTERLY), plan_year(uow, town, ACTIVITY, QUARTERLY)

    with store.read() as uow:
        assert added == (4, 0)
        assert uow.assignments.get(1) == replace(EGENKONTROLL, state=State.STARTED)


def test_planning_adds_nothing_when_nothing_is_planned(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        assert uow.assignments.add_missing(town.id, []) == 0


@pytest.mark.parametrize(
    ("changes", "form"),
    [({}, "common.klart"), ({"decides": "von"}, "common.beslut"), ({"decides": "von", "form": "k.egen"}, "k.egen")],
)
def test_form_is_the_activitys_own_else_for_what_it_is(
    store: SqlStore, town: Town, changes: dict[str, str], form: str
) -> None:
    with store.write() as uow:
        assert plan_one(uow, town, **changes).form == form


@pytest.mark.parametrize(
    ("level", "place"),
    [(Level.UNIT, "Solgården"), (Level.AREA, "Äldreomsorg"), (Level.ADMINISTRATION, "Karlstad")],
)
def test_place_has_the_name_that_people_know(store: SqlStore, town: Town, level: Level, place: str) -> None:
    with store.write() as uow:
        assert plan_one(uow, town, level=level).place == place


def test_opening_takes_those_whose_day_has_come(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town, QUARTERLY)
        first = uow.assignments.open_due(town.id, date(2027, 4, 1)), uow.assignments.open_due(town.id, date(2027, 4, 1))

    with store.read() as uow:
        found = uow.assignments.of_municipality(town.id, year=YEAR)
    assert first == (3, 0)
    assert [(one.slot, one.state) for one in found] == [
        ("2026-Q4", State.OPEN),
        ("2027-Q1", State.OPEN),
        ("2027-Q2", State.OPEN),
        ("2027-Q3", State.PLANNED),
    ]


def test_form_version_stays_when_pinned_once(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town)
        uow.assignments.pin_form(1, 2)
        uow.assignments.pin_form(1, 3)

        assert uow.assignments.get(1, lock=True) == replace(EGENKONTROLL, form_version=2)


def test_assignment_is_none_when_there_is_no_such_row(store: SqlStore) -> None:
    with store.read() as uow:
        assert uow.assignments.get(1) is None


def test_of_person_lists_by_deadline_those_without_one_last(store: SqlStore, town: Town) -> None:
    begun = make_activity(key="start", rule=StartRule(opens=MonthDay(1, 1)))
    early = make_activity(key="januari", rule=DateRule(due=MonthDay(1, 31)))
    with store.write() as uow:
        plan_year(uow, town, begun, ACTIVITY, early)

    with store.read() as uow:
        found = uow.assignments.of_person(1, MONDAY, states=[State.PLANNED])
        none = uow.assignments.of_person(1, MONDAY, states=[State.OPEN])
    assert ([one.activity for one in found], none) == (["januari", "egenkontroll", "start"], ())


def test_of_person_follows_the_role_from_day_to_day(store: SqlStore) -> None:
    successor = replace(ANNA, name="Disa", email="disa@karlstad.example", since=date(2027, 2, 1))
    town = make_town(store, rows=[replace(ANNA, until=date(2027, 1, 31)), successor])
    with store.write() as uow:
        plan_year(uow, town)

    with store.read() as uow:
        holders = [uow.assignments.holder_of(1, day) for day in (date(2027, 1, 31), date(2027, 2, 1))]
        held = [len(uow.assignments.of_person(1, day, states=State)) for day in (date(2027, 1, 31), date(2027, 2, 1))]
    assert (holders, held) == ([(1,), (2,)], [1, 0])


def test_assignment_is_listed_once_when_a_role_is_held_twice(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, replace(ANNA, since=date(2026, 7, 1))])
    with store.write() as uow:
        plan_year(uow, town)

    with store.read() as uow:
        assert uow.assignments.holder_of(1, MONDAY) == (1,)
        assert uow.assignments.of_person(1, MONDAY, states=State) == (EGENKONTROLL,)
        assert uow.assignments.of_places(1, MONDAY, year=YEAR) == (EGENKONTROLL,)


def test_of_places_gives_every_state_of_the_year_by_deadline_else_start(store: SqlStore, town: Town) -> None:
    begun = make_activity(key="start", rule=StartRule(opens=MonthDay(3, 1)))
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY, begun)
        plan_year(uow, town, ACTIVITY, begun, year=2028)
        uow.assignments.set_state(1, State.APPROVED)

    with store.read() as uow:
        found = uow.assignments.of_places(1, MONDAY, year=2027)
        also = uow.assignments.of_municipality(town.id, year=2027)
    assert [(one.activity, one.slot, one.state) for one in found] == [
        ("egenkontroll", "2027", State.APPROVED),
        ("start", "2027", State.PLANNED),
    ]
    assert also == found


def test_count_names_every_state_and_what_is_overdue(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town, QUARTERLY)
        uow.assignments.open_due(town.id, date(2027, 4, 1))
        uow.assignments.set_state(1, State.SUBMITTED)

    with store.read() as uow:
        assert uow.assignments.count_by_state(town.id, date(2027, 4, 21)) == {
            "planned": 1,
            "open": 2,
            "started": 0,
            "returned": 0,
            "submitted": 1,
            "approved": 0,
            "cancelled": 0,
            "overdue": 1,
        }


def test_nothing_is_overdue_on_the_day_itself(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town)

        counts = [
            uow.assignments.count_by_state(town.id, day)["overdue"] for day in (date(2027, 2, 28), date(2027, 3, 1))
        ]

    assert counts == [0, 1]


def test_cilla_sees_nothing_of_another_municipality(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA, replace(BJORN, email="b@kristianstad.example")])
    with store.write() as uow:
        plan_year(uow, town)

    with store.write() as uow:
        assert uow.assignments.of_person(1, MONDAY, states=State) == (EGENKONTROLL,)
        assert uow.assignments.of_person(3, MONDAY, states=State) == ()
        assert uow.assignments.of_places(3, MONDAY, year=YEAR) == ()
        assert uow.assignments.of_municipality(kristianstad.id, year=YEAR) == ()
        assert uow.assignments.holder_of(1, MONDAY) == (1,)
        assert uow.assignments.open_due(kristianstad.id, MONDAY) == 0
        assert set(uow.assignments.count_by_state(kristianstad.id, MONDAY).values()) == {0}
