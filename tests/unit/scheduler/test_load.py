"""What a planned year asks of each person, and where it asks too much."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.load import (
    Asked,
    Limits,
    LoadWarning,
    PersonLoad,
    Staff,
    WarningKind,
    asked_in,
    loads_of,
    month_of,
    warnings_in,
    week_of,
)
from scheduler.organisation import Subject
from scheduler.people_file import PeopleRow
from scheduler.planning import Planned, occurrences_in
from scheduler.rules_counted import TimesRule
from scheduler.rules_yearly import DateRule, MonthRule, StartRule
from scheduler.slots import MonthDay, Precision, Slot
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Level, Provider
from tests.factories import ACTIVITY, ANNA, BJORN, make_activity, make_wheel

DORIS = replace(
    ANNA,
    area="",
    unit="",
    provider=Provider.NOT_APPLICABLE,
    service_types=(),
    name="Doris Al",
    email="doris@karlstad.example",
    role="kvalitetsstrateg",
)
SECOND_UNIT = replace(ANNA, unit="Tallbacken")
UNIT = Subject(Level.UNIT, 1)
JULY_31 = DateRule(due=MonthDay(7, 31))


def asked(wheel: Wheel, *rows: PeopleRow) -> tuple[Asked, ...]:
    return tuple(asked_in(wheel, occurrences_in(wheel, 2027), Staff(rows)))


def loads(wheel: Wheel, *rows: PeopleRow) -> tuple[PersonLoad, ...]:
    return loads_of(asked(wheel, *rows))


def warned(wheel: Wheel, *rows: PeopleRow, limits: Limits | None = None) -> tuple[LoadWarning, ...]:
    return warnings_in(asked(wheel, *rows), Staff(rows), limits or Limits())


def on_days(count: int, month: int = 2) -> Activity:
    days = tuple(MonthDay(month, day) for day in range(1, count + 1))
    return make_activity(rule=TimesRule(times=count, days=days))


def test_one_who_leads_two_units_answers_twice_and_comes_before_one_who_answers_once() -> None:
    for_area = make_activity(key="plan", level="area", performer="verksamhetschef", rule=MonthRule(month=4))

    assert loads(make_wheel(for_area, ACTIVITY), BJORN, ANNA, SECOND_UNIT) == (
        PersonLoad("Anna Ek", ("enhetschef",), {"2027-02": 2}),
        PersonLoad("Björn Ås", ("verksamhetschef",), {"2027-04": 1}),
    )


def test_those_with_equally_much_come_by_name() -> None:
    other = replace(SECOND_UNIT, name="Aina Bo", email="aina@karlstad.example")

    assert [load.person for load in loads(make_wheel(), ANNA, other)] == ["Aina Bo", "Anna Ek"]


def test_months_stand_in_order_of_time_and_the_total_is_their_sum() -> None:
    late = make_activity(key="sen", rule=DateRule(due=MonthDay(12, 31)))
    start = make_activity(key="start", rule=StartRule(opens=MonthDay(1, 1)))

    (load,) = loads(make_wheel(late, start, ACTIVITY), ANNA)

    assert (list(load.by_month.items()), load.total) == ([("2027-01", 1), ("2027-02", 1), ("2027-12", 1)], 3)


@pytest.mark.parametrize(
    ("since", "until", "persons"),
    [
        (date(2027, 2, 28), None, ("Anna Ek",)),
        (date(2027, 3, 1), None, ()),
        (date(2026, 1, 1), date(2027, 2, 28), ("Anna Ek",)),
        (date(2026, 1, 1), date(2027, 2, 27), ()),
    ],
)
def test_a_role_counts_for_who_holds_it_on_the_deadline_day(
    since: date, until: date | None, persons: tuple[str, ...]
) -> None:
    (planned,) = occurrences_in(make_wheel(), 2027)

    assert asked(make_wheel(), replace(ANNA, since=since, until=until)) == (
        Asked(planned, "enhetschef", UNIT, persons),
    )


def test_what_is_done_for_each_unit_by_one_at_the_administration_is_all_hers() -> None:
    wheel = make_wheel(make_activity(performer="kvalitetsstrateg"))

    assert loads(wheel, ANNA, SECOND_UNIT, DORIS) == (PersonLoad("Doris Al", ("kvalitetsstrateg",), {"2027-02": 2}),)


def test_it_counts_for_both_where_two_hold_the_role_and_once_where_one_holds_it_twice() -> None:
    other = replace(ANNA, name="Aina Bo", email="aina@karlstad.example")

    assert loads(make_wheel(), ANNA, ANNA, other) == (
        PersonLoad("Aina Bo", ("enhetschef",), {"2027-02": 1}),
        PersonLoad("Anna Ek", ("enhetschef",), {"2027-02": 1}),
    )


def test_people_with_the_same_name_are_told_apart_by_their_addresses() -> None:
    namesake = replace(SECOND_UNIT, email="anna.ek@karlstad.example")

    assert [load.person for load in loads(make_wheel(), ANNA, namesake)] == [
        "Anna Ek (anna.ek@karlstad.example)",
        "Anna Ek (anna@karlstad.example)",
    ]


def test_units_of_the_same_name_in_two_areas_are_two_places() -> None:
    namesake = replace(ANNA, area="Hemtjänst", name="Aina Bo", email="aina@karlstad.example")

    assert [one.persons for one in asked(make_wheel(), ANNA, namesake)] == [("Anna Ek",), ("Aina Bo",)]


def test_nothing_is_anyones_where_no_performer_is_named() -> None:
    assert loads(make_wheel(make_activity(performer=None)), ANNA) == ()


@pytest.mark.parametrize(("count", "busy"), [(5, []), (6, [6])])
def test_more_deadlines_of_one_person_in_a_week_than_the_limit_are_warned_of(count: int, busy: list[int]) -> None:
    found = warned(make_wheel(on_days(count)), ANNA)

    assert found == tuple(LoadWarning(WarningKind.BUSY_WEEK, "Anna Ek", "2027-W05", number) for number in busy)


def test_deadlines_in_different_weeks_are_not_added_up() -> None:
    days = (MonthDay(2, 7), MonthDay(2, 8))

    found = warned(make_wheel(make_activity(rule=TimesRule(times=2, days=days))), ANNA, limits=Limits(per_week=1))

    assert found == ()


def test_a_month_without_a_day_and_a_start_without_an_end_fall_in_no_week_but_in_their_months() -> None:
    month = make_activity(key="manad", rule=MonthRule(month=1))
    start = make_activity(key="start", rule=StartRule(opens=MonthDay(1, 31)))

    found = warned(make_wheel(month, start), ANNA, limits=Limits(per_week=1, per_month=1))

    assert found == (LoadWarning(WarningKind.BUSY_MONTH, "Anna Ek", "2027-01", 2),)


@pytest.mark.parametrize(
    ("most", "busy"), [(3, ()), (2, (LoadWarning(WarningKind.BUSY_MONTH, "Anna Ek", "2027-02", 3),))]
)
def test_more_answers_in_a_month_than_the_limit_are_warned_of(most: int, busy: tuple[LoadWarning, ...]) -> None:
    assert warned(make_wheel(on_days(3)), ANNA, limits=Limits(per_month=most)) == busy


def test_a_deadline_in_july_is_warned_of_but_not_what_only_opens_there() -> None:
    start = make_activity(key="start", rule=StartRule(opens=MonthDay(7, 1)))
    month = make_activity(key="manad", rule=MonthRule(month=7))

    found = warned(make_wheel(make_activity(rule=JULY_31), start, month), ANNA)

    assert found == (LoadWarning(WarningKind.JULY, "Anna Ek", "2027-07", 2),)


def test_a_role_that_nobody_holds_is_warned_of_once_a_year_with_its_place() -> None:
    wheel = make_wheel(on_days(2), make_activity(key="plan", level="administration", performer="kvalitetsstrateg"))

    found = warned(wheel, replace(ANNA, until=date(2026, 12, 31)))

    assert found == (
        LoadWarning(WarningKind.NOBODY, "", "2027", 2, "enhetschef", "Solgården"),
        LoadWarning(WarningKind.NOBODY, "", "2027", 1, "kvalitetsstrateg", ""),
    )


def test_warnings_come_kind_by_kind_and_the_greatest_first() -> None:
    other = replace(SECOND_UNIT, name="Aina Bo", email="aina@karlstad.example")
    third = replace(ANNA, unit="Ekbacken")
    wheel = make_wheel(make_activity(rule=JULY_31), make_activity(key="mars", rule=DateRule(due=MonthDay(3, 31))))

    found = warned(wheel, other, ANNA, third, limits=Limits(per_week=1))

    assert found == (
        LoadWarning(WarningKind.BUSY_WEEK, "Anna Ek", "2027-W13", 2),
        LoadWarning(WarningKind.BUSY_WEEK, "Anna Ek", "2027-W30", 2),
        LoadWarning(WarningKind.JULY, "Anna Ek", "2027-07", 2),
        LoadWarning(WarningKind.JULY, "Aina Bo", "2027-07", 1),
    )


def test_the_first_days_of_a_year_may_lie_in_the_last_week_of_the_year_before() -> None:
    days = (date(2027, 1, 1), date(2027, 1, 4), date(2027, 12, 31))

    assert [(week_of(day), month_of(day)) for day in days] == [
        ("2026-W53", "2027-01"),
        ("2027-W01", "2027-01"),
        ("2027-W52", "2027-12"),
    ]


def test_what_is_counted_for_a_single_place_is_asked_only_there() -> None:
    planned = Planned(ACTIVITY, Slot("x@Tallbacken", None, date(2027, 5, 3), Precision.DAY, place="Tallbacken"))

    found = tuple(asked_in(make_wheel(), [planned], Staff((ANNA, SECOND_UNIT))))

    assert found == (Asked(planned, "enhetschef", Subject(Level.UNIT, 2), ("Anna Ek",)),)
