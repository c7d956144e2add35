"""From a wheel to occurrences, and from occurrences to the places that they concern."""

from datetime import date

import pytest

from scheduler.ladder import Ladder
from scheduler.organisation import Area, Organisation, Subject, Unit
from scheduler.planning import (
    NewAssignment,
    Planned,
    assignments_for,
    concerns,
    is_planted_ahead,
    occurrences_in,
    still_ahead,
    years_opening_in,
    years_to_plan,
)
from scheduler.rules_counted import CoverageRule, PeriodRule
from scheduler.rules_started import AfterRule, CountedFrom, EventRule, IntervalRule, NextFrom, UndatedRule
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import Happening, MonthDay, Precision, Slot, TurnBy
from scheduler.wheel import Activity
from scheduler.wheel_parts import ActivityLevel, EventKind, Level, Provider, Role
from tests.factories import ACTIVITY, WHEEL, make_activity, make_wheel

OWN = Unit(1, 1, "Solgården", Provider.IN_HOUSE, ("särskilt boende", "dagverksamhet"))
PRIVATE = Unit(2, 1, "Tallbacken", Provider.PRIVATE, ("särskilt boende",))
HOME_CARE = Unit(3, 2, "Hemtjänst Norr", Provider.PRIVATE, ("hemtjänst",))
TOWN = Organisation(
    municipality_id=7,
    areas=(Area(1, "Särskilt boende"), Area(2, "Hemtjänst"), Area(3, "Utan enheter")),
    units=(OWN, PRIVATE, HOME_CARE),
)
START = StartRule(opens=MonthDay(1, 1))


def planned(activity: Activity) -> Planned:
    (one,) = occurrences_in(make_wheel(activity), 2027)
    return one


def subjects(activity: Activity) -> list[Subject]:
    return [one.subject for one in assignments_for(make_wheel(activity), planned(activity), TOWN)]


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2027, 1, 1), range(2027, 2029)),
        (date(2027, 9, 30), range(2027, 2029)),
        (date(2027, 10, 1), range(2027, 2030)),
        (date(2027, 12, 31), range(2027, 2030)),
        (date(2028, 2, 29), range(2028, 2030)),
    ],
)
def test_years_to_plan_reach_fifteen_months_ahead(today: date, years: range) -> None:
    assert years_to_plan(today) == years


def test_occurrences_come_in_order_of_time_then_of_the_wheel() -> None:
    late = make_activity(key="sen", rule=DateRule(due=MonthDay(12, 31)))
    early = make_activity(key="tidig", rule=DateRule(due=MonthDay(1, 31)))
    same = make_activity(key="samma", rule=DateRule(due=MonthDay(1, 31)))
    start = make_activity(key="start", rule=START)

    found = occurrences_in(make_wheel(late, early, same, start), 2027)

    assert [one.activity.key for one in found] == ["start", "tidig", "samma", "sen"]


def test_no_occurrence_comes_of_what_is_undated_or_lacks_a_base_year() -> None:
    undated = make_activity(key="odaterad", rule=UndatedRule(why="Källan nämner inget datum."))
    lacking = make_activity(key="lmu", rule=DateRule(due=MonthDay(3, 31), every=2))

    assert occurrences_in(make_wheel(undated, lacking), 2027) == ()


@pytest.mark.parametrize(
    ("slot", "since", "ahead"),
    [
        (Slot("2027", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY), date(2027, 2, 28), True),
        (Slot("2027", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY), date(2027, 3, 1), False),
        (Slot("2027", date(2027, 1, 1), None, Precision.NONE), date(2027, 1, 1), True),
        (Slot("2027", date(2027, 1, 1), None, Precision.NONE), date(2027, 12, 31), True),
        (Slot("2027", date(2027, 1, 1), None, Precision.NONE), date(2028, 1, 1), False),
    ],
)
def test_occurrence_is_still_ahead_until_its_last_day_has_passed(slot: Slot, since: date, ahead: bool) -> None:
    assert still_ahead(Planned(ACTIVITY, slot), since) is ahead


def test_asking_starts_at_the_stated_start_or_the_longest_rung() -> None:
    without_start = make_activity(rule=DateRule(due=MonthDay(5, 31)))

    assert [planned(one).asks_from for one in (ACTIVITY, without_start)] == [date(2027, 1, 1), date(2027, 4, 30)]


def test_asking_starts_on_the_working_day_before_the_deadline_when_the_ladder_is_empty() -> None:
    silent = make_activity(rule=DateRule(due=MonthDay(2, 28)), ladder=Ladder(before=(), after=()))

    assert (planned(silent).asks_from, planned(silent).first_rung) == (date(2027, 2, 26), None)


def test_first_rung_is_the_opening_moved_to_a_working_day() -> None:
    assert planned(ACTIVITY).first_rung == date(2027, 1, 4)


def test_assignment_names_the_role_that_acts_in_the_performers_place() -> None:
    acting = Role(key="utforare", title="Utförare", level=Level.UNIT, held_by="enhetschef")
    activity = make_activity(performer="utforare", provider=Provider.IN_HOUSE)
    wheel = make_wheel(activity, roles=(*WHEEL.roles, acting))

    assert list(assignments_for(wheel, planned(activity), TOWN)) == [
        NewAssignment(planned(activity), Subject(Level.UNIT, 1), "enhetschef", Subject(Level.UNIT, 1))
    ]


def test_nobody_is_asked_when_no_performer_is_named() -> None:
    assert subjects(make_activity(performer=None)) == []


@pytest.mark.parametrize(
    ("provider", "units"),
    [
        (Provider.BOTH, [1, 2, 3]),
        (Provider.NOT_APPLICABLE, [1, 2, 3]),
        (Provider.IN_HOUSE, [1]),
        (Provider.PRIVATE, [2, 3]),
    ],
)
def test_units_are_asked_by_who_runs_them(provider: Provider, units: list[int]) -> None:
    assert subjects(make_activity(provider=provider)) == [Subject(Level.UNIT, unit) for unit in units]


@pytest.mark.parametrize(
    ("service_types", "concerned"),
    [((), True), (("dagverksamhet",), True), (("hemtjänst", "särskilt boende"), True), (("hemtjänst",), False)],
)
def test_unit_is_concerned_by_any_of_its_service_types(service_types: tuple[str, ...], concerned: bool) -> None:
    assert concerns(make_activity(service_types=service_types), OWN) is concerned


def test_unit_without_service_types_is_concerned_only_when_none_are_named() -> None:
    bare = Unit(4, 1, "Ny enhet", Provider.IN_HOUSE)

    assert [concerns(make_activity(service_types=types), bare) for types in ((), ("hemtjänst",))] == [True, False]


@pytest.mark.parametrize(
    ("provider", "areas"),
    [(Provider.BOTH, [1, 2]), (Provider.IN_HOUSE, [1]), (Provider.PRIVATE, [1, 2])],
)
def test_areas_are_asked_when_one_of_their_units_is_concerned(provider: Provider, areas: list[int]) -> None:
    activity = make_activity(level=Level.AREA, performer="verksamhetschef", provider=provider)

    assert subjects(activity) == [Subject(Level.AREA, area) for area in areas]


def test_administration_is_asked_once_whatever_its_units() -> None:
    activity = make_activity(level=Level.ADMINISTRATION, performer="kvalitetsstrateg", provider=Provider.PRIVATE)

    assert subjects(activity) == [Subject(Level.ADMINISTRATION, 7)]


@pytest.mark.parametrize(
    ("role_level", "activity_level", "held_at"),
    [
        (Level.AREA, Level.UNIT, [Subject(Level.AREA, 1), Subject(Level.AREA, 1), Subject(Level.AREA, 2)]),
        (Level.ADMINISTRATION, Level.UNIT, [Subject(Level.ADMINISTRATION, 7)] * 3),
        (Level.ADMINISTRATION, Level.AREA, [Subject(Level.ADMINISTRATION, 7)] * 2),
        (Level.UNIT, Level.AREA, []),
    ],
)
def test_role_of_a_wider_place_acts_in_each_place_within_it(
    role_level: Level, activity_level: Level, held_at: list[Subject]
) -> None:
    acting = Role(key="stod", title="Stöd", level=role_level)
    activity = make_activity(level=activity_level, performer="stod")
    found = assignments_for(make_wheel(activity, roles=(*WHEEL.roles, acting)), planned(activity), TOWN)

    assert [(one.subject.level, one.role, one.held_at) for one in found] == [
        (activity_level, "stod", place) for place in held_at
    ]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (ActivityLevel.COMMITTEE, [Subject(Level.ADMINISTRATION, 7)]),
        (ActivityLevel.MUNICIPALITY, [Subject(Level.ADMINISTRATION, 7)]),
        (ActivityLevel.AREA, [Subject(Level.AREA, 1), Subject(Level.AREA, 2)]),
        (ActivityLevel.PROVIDER, [Subject(Level.UNIT, unit) for unit in (1, 2, 3)]),
        (ActivityLevel.INDIVIDUAL, [Subject(Level.UNIT, unit) for unit in (1, 2, 3)]),
        (ActivityLevel.ALL, [Subject(Level.UNIT, unit) for unit in (1, 2, 3)]),
    ],
)
def test_activity_is_carried_out_where_its_level_says(level: ActivityLevel, expected: list[Subject]) -> None:
    assert subjects(make_activity(level=level)) == expected


def test_units_take_turns_so_that_each_is_asked_once_in_a_cycle() -> None:
    activity = make_activity(rule=DateRule(due=MonthDay(2, 28), every=2, base_year=2027, spread=TurnBy.UNIT))

    assert by_year(activity, 2027, 2028, 2029) == [[2], [1, 3], [2]]


def test_areas_take_turns_with_all_their_units() -> None:
    activity = make_activity(rule=DateRule(due=MonthDay(2, 28), every=2, base_year=2027, spread=TurnBy.AREA))

    assert by_year(activity, 2027, 2028) == [[3], [1, 2]]


def test_areas_are_asked_when_it_is_their_turn() -> None:
    activity = make_activity(level=Level.AREA, rule=PeriodRule(kind="half_year", days_after=0, turns=2))

    assert by_year(activity, 2027, 2028) == [[2, 1], [2, 1]]


def by_year(activity: Activity, *years: int) -> list[list[int]]:
    wheel = make_wheel(activity)
    return [
        [one.subject.id for planned in occurrences_in(wheel, year) for one in assignments_for(wheel, planned, TOWN)]
        for year in years
    ]


@pytest.mark.parametrize(
    ("place", "level", "expected"),
    [
        ("Solgården", Level.UNIT, [Subject(Level.UNIT, 1)]),
        ("Särskilt boende/Tallbacken", Level.UNIT, [Subject(Level.UNIT, 2)]),
        ("Särskilt boende", Level.UNIT, [Subject(Level.UNIT, 1), Subject(Level.UNIT, 2)]),
        ("Hemtjänst", Level.AREA, [Subject(Level.AREA, 2)]),
        ("Solgården", Level.ADMINISTRATION, [Subject(Level.ADMINISTRATION, 7)]),
        (None, Level.AREA, [Subject(Level.AREA, 1), Subject(Level.AREA, 2)]),
        ("Okänd", Level.UNIT, []),
    ],
)
def test_what_an_event_starts_concerns_the_place_where_it_happened(
    place: str | None, level: Level, expected: list[Subject]
) -> None:
    activity = make_activity(level=level, rule=EventRule(events=("start",)))
    wheel = make_wheel(
        activity,
        events=(EventKind(key="start", title="Start", level=Level.UNIT),),
        happenings=(Happening(event="start", on=date(2027, 3, 1), place=place),),
    )
    (occurrence,) = occurrences_in(wheel, 2027)

    assert [one.subject for one in assignments_for(wheel, occurrence, TOWN)] == expected


def test_only_the_first_of_an_interval_from_completion_has_a_row_ahead() -> None:
    wanted = {}
    for counted_from in NextFrom:
        rule = IntervalRule(months=6, first=date(2027, 5, 31), counted_from=counted_from)
        found = occurrences_in(make_wheel(make_activity(rule=rule)), 2027)
        wanted[counted_from] = [(one.slot.period, is_planted_ahead(one)) for one in found]

    assert wanted == {
        NextFrom.COMPLETION: [("2027-05-31", True), ("2027-11-30", False)],
        NextFrom.SCHEDULE: [("2027-05-31", True), ("2027-11-30", True)],
    }


def test_follower_has_a_row_ahead_only_when_it_is_counted_from_a_deadline() -> None:
    rules = [AfterRule(activity="egenkontroll", counted_from=counted_from) for counted_from in CountedFrom]
    followers = [make_activity(key=f"foljd_{number}", rule=rule) for number, rule in enumerate(rules)]

    found = occurrences_in(make_wheel(ACTIVITY, *followers), 2027)

    assert [(one.activity.key, is_planted_ahead(one)) for one in found] == [
        ("egenkontroll", True),
        ("foljd_0", False),
        ("foljd_1", True),
    ]


def test_planning_reaches_on_to_the_end_of_what_opens_within_the_horizon() -> None:
    wheel = make_wheel(ACTIVITY, make_activity(key="tackning", rule=CoverageRule(years=3, base_year=2027)))

    assert [years_opening_in(one, range(2027, 2029)) for one in (make_wheel(ACTIVITY), wheel)] == [
        range(2027, 2029),
        range(2027, 2031),
    ]
