"""Planning: never twice, never too short, never for the wrong place."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.clock import morning_of
from scheduler.organisation import Municipality
from scheduler.planning import occurrences_in, years_to_plan
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import MonthDay
from scheduler.usecases.planning import plan, planning_basis
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    Town,
    make_activity,
    make_content,
    make_town,
    make_wheel,
)

JANUARY = make_activity(key="januari", rule=DateRule(due=MonthDay(1, 10), opens=MonthDay(1, 1)))
START = make_activity(key="start", rule=StartRule(opens=MonthDay(1, 4)))
MONTHLY = make_activity(key="manad", rule=PeriodRule(kind="monthly", days_after=10))
NEW_UNIT = replace(ANNA, unit="Älvgården", name="Eva Ny", email="eva@karlstad.example", entra_object_id=None)
PRIVATE_UNIT = replace(NEW_UNIT, unit="Tallbacken", provider=Provider.PRIVATE)


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


def planned(store: SqlStore, town: Town, wheel: Wheel, today: date = MONDAY) -> int:
    with store.write() as uow:
        return plan(uow, make_content(wheel=wheel), uow.municipalities.get(town.id), morning_of(today))


def rows(store: SqlStore, town: Town, *years: int) -> list[tuple[str, str, str]]:
    with store.read() as uow:
        found = [one for year in years for one in uow.assignments.of_municipality(town.id, year=year)]
    return [(one.activity, one.slot, one.place) for one in found]


def started(store: SqlStore, on: date) -> Town:
    """A town of Anna and Björn that began on that day."""
    with store.write() as uow:
        municipality: Municipality = uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=on)
        uow.people.import_rows(municipality.id, [ANNA, BJORN])
        people = tuple(uow.people.everyone(municipality.id))
        return Town(municipality, uow.people.organisation(municipality.id), people)


def test_planning_adds_an_assignment_for_each_year_of_the_horizon(store: SqlStore, town: Town) -> None:
    assert planned(store, town, make_wheel(ACTIVITY)) == 2
    assert rows(store, town, 2026, 2027, 2028, 2029) == [
        ("egenkontroll", "2027", "Solgården"),
        ("egenkontroll", "2028", "Solgården"),
    ]


@pytest.mark.parametrize("today", [MONDAY, date(2027, 9, 30), date(2027, 10, 1), date(2028, 2, 29)])
def test_planning_again_changes_nothing(store: SqlStore, town: Town, today: date) -> None:
    wheel = make_wheel(ACTIVITY, JANUARY, MONTHLY)
    planned(store, town, wheel, today)
    before = rows(store, town, *range(2026, 2032))

    again = planned(store, town, wheel, today)

    assert (again, rows(store, town, *range(2026, 2032))) == (0, before)


def test_planning_again_changes_nothing_even_when_it_looks_at_every_row(store: SqlStore, town: Town) -> None:
    wheel = make_wheel(ACTIVITY, MONTHLY)
    planned(store, town, wheel)
    with store.write() as uow:
        uow.municipalities.mark_planned(town.id, "")

    assert planned(store, town, wheel) == 0


def test_planning_day_by_day_ends_in_the_same_rows_as_planning_once(store: SqlStore, town: Town) -> None:
    wheel = make_wheel(ACTIVITY, MONTHLY)
    elsewhere = make_town(store, "kristianstad", [CILLA])
    for month in range(1, 13):
        planned(store, town, wheel, date(2027, month, 1))
    planned(store, elsewhere, wheel, date(2027, 1, 1))
    planned(store, elsewhere, wheel, date(2027, 12, 1))

    assert rows(store, town, 2027, 2028, 2029, 2030) == rows(store, elsewhere, 2027, 2028, 2029, 2030)


def test_planning_reaches_on_when_the_horizon_moves(store: SqlStore, town: Town) -> None:
    added = [planned(store, town, make_wheel(ACTIVITY), date(2027, month, 1)) for month in (1, 9, 10, 12)]

    assert added == [2, 0, 1, 0]


@pytest.mark.parametrize(
    ("started_on", "slots"), [(date(2027, 1, 10), ["2027", "2028"]), (date(2027, 1, 11), ["2028"])]
)
def test_nothing_is_planned_that_was_over_when_the_municipality_started(
    store: SqlStore, started_on: date, slots: list[str]
) -> None:
    town = started(store, started_on)

    planned(store, town, make_wheel(JANUARY), date(2027, 1, 11))

    assert [slot for _, slot, _ in rows(store, town, 2027, 2028)] == slots


def test_start_without_an_end_is_planned_all_through_its_year(store: SqlStore) -> None:
    town = started(store, date(2027, 10, 5))

    planned(store, town, make_wheel(START), date(2027, 10, 5))

    assert [slot for _, slot, _ in rows(store, town, 2027, 2028)] == ["2027", "2028"]


def test_window_that_has_opened_is_planned_when_the_municipality_starts_in_it(store: SqlStore) -> None:
    town = started(store, date(2027, 2, 28))

    planned(store, town, make_wheel(ACTIVITY), date(2027, 2, 28))

    assert [slot for _, slot, _ in rows(store, town, 2027, 2028)] == ["2027", "2028"]


def test_new_unit_gets_its_assignments_at_the_next_planning(store: SqlStore, town: Town) -> None:
    planned(store, town, make_wheel(ACTIVITY))
    with store.write() as uow:
        uow.people.import_rows(town.id, [NEW_UNIT])

    assert planned(store, town, make_wheel(ACTIVITY)) == 2
    assert rows(store, town, 2027) == [("egenkontroll", "2027", "Solgården"), ("egenkontroll", "2027", "Älvgården")]


def test_new_activity_gets_its_assignments_at_the_next_planning(store: SqlStore, town: Town) -> None:
    planned(store, town, make_wheel(ACTIVITY))

    assert planned(store, town, make_wheel(ACTIVITY, JANUARY), date(2027, 1, 4)) == 2


def test_new_person_at_an_old_unit_adds_no_assignment(store: SqlStore, town: Town) -> None:
    planned(store, town, make_wheel(ACTIVITY))
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(NEW_UNIT, unit=ANNA.unit)])

    assert planned(store, town, make_wheel(ACTIVITY)) == 0


@pytest.mark.parametrize(
    ("provider", "places"),
    [
        (Provider.BOTH, ["Solgården", "Tallbacken"]),
        (Provider.NOT_APPLICABLE, ["Solgården", "Tallbacken"]),
        (Provider.IN_HOUSE, ["Solgården"]),
        (Provider.PRIVATE, ["Tallbacken"]),
    ],
)
def test_units_get_what_is_meant_for_who_runs_them(store: SqlStore, provider: Provider, places: list[str]) -> None:
    town = make_town(store, rows=[ANNA, PRIVATE_UNIT])

    planned(store, town, make_wheel(make_activity(provider=provider)))

    assert [place for *_, place in rows(store, town, 2027)] == places


def test_nothing_is_planned_when_nobody_is_said_to_perform_it(store: SqlStore, town: Town) -> None:
    assert planned(store, town, make_wheel(make_activity(performer=None))) == 0


def test_administration_is_planned_under_the_name_of_its_municipality(store: SqlStore, town: Town) -> None:
    activity = make_activity(level=Level.ADMINISTRATION, performer="kvalitetsstrateg")

    planned(store, town, make_wheel(activity))

    assert rows(store, town, 2027) == [("egenkontroll", "2027", "Karlstad")]


def test_other_municipality_is_left_alone(store: SqlStore, town: Town) -> None:
    elsewhere = make_town(store, "kristianstad", [CILLA])

    planned(store, town, make_wheel(ACTIVITY))

    assert rows(store, elsewhere, 2027, 2028) == []


def test_basis_differs_when_anything_that_planning_rests_on_does(town: Town) -> None:
    wheel, years = make_wheel(ACTIVITY), years_to_plan(MONDAY)
    moved = make_wheel(make_activity(rule=DateRule(due=MonthDay(3, 1))))
    without_units = replace(town.organisation, units=())

    bases = [
        planning_basis(wheel, town.organisation, years),
        planning_basis(moved, town.organisation, years),
        planning_basis(wheel, without_units, years),
        planning_basis(wheel, town.organisation, range(2027, 2030)),
    ]

    assert len(set(bases)) == 4
    assert bases[0] == planning_basis(make_wheel(make_activity()), town.organisation, years)


def test_every_occurrence_of_the_horizon_has_its_row(store: SqlStore, town: Town) -> None:
    wheel = make_wheel(ACTIVITY, MONTHLY, START)
    planned(store, town, wheel, date(2027, 1, 1))

    expected = {(one.activity.key, one.slot.period) for year in (2027, 2028) for one in occurrences_in(wheel, year)}

    assert {(activity, slot) for activity, slot, _ in rows(store, town, 2027, 2028)} == expected
