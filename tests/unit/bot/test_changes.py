"""What the years bring to an invented town: people, units, editions, forms, calendars, events."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from bot.simulation.behaviour import Behaviour
from bot.simulation.causes import somebody_starts, something_happens, startable_keys
from bot.simulation.changes import NOTICE, a_manager_leaves, a_unit_closes, a_unit_opens, two_units_merge
from bot.simulation.diary import Deed, diary_of
from bot.simulation.editing import bring_out_a_form, edited, next_version, publish_coming_year
from bot.simulation.meetings import same_weekday, with_meetings_in
from bot.simulation.plan import Plan
from bot.simulation.scene import Change, Scene
from scheduler.clock import morning_of
from scheduler.days import is_working_day
from scheduler.forms import Form
from scheduler.loading import Content
from scheduler.organisation import Unit
from scheduler.rules_started import EventRule, TriggerRule
from scheduler.rules_yearly import DateRule, MonthRule
from scheduler.slots import Happening, MonthDay
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Body, EventKind, Level, Meeting
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, FORM, Town, make_activity, make_content, make_town, make_wheel

MONDAY = date(2028, 4, 3)
CLOSING = MONDAY + NOTICE
EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
UNITS = (ANNA, replace(ANNA, unit="Gården"), EVA, replace(EVA, unit="Lunden"), BJORN)
DATED = make_activity(key="rapport", title="Rapport", form=FORM.key, rule=DateRule(due=MonthDay(5, 10)))
ON_REQUEST = make_activity(key="begaran", title="Begäran", form=FORM.key, rule=TriggerRule(when="Någon begär det."))
ON_START = make_activity(key="start", title="Start", form=FORM.key, rule=EventRule(events=("ny_enhet",)))
NEW_UNIT = EventKind(key="ny_enhet", title="Ny enhet", level=Level.UNIT)
WHEEL = make_wheel(DATED, ON_REQUEST, ON_START, events=(NEW_UNIT,))
CONTENT = make_content(FORM, wheel=WHEEL)


def done(store: SqlStore, town: Town, *deeds: Deed, content: Content = CONTENT, seed: int = 1) -> Scene:
    """All of them on one Monday; the scene as it is after that, to be read only for its content and its counts."""
    with store.write() as uow:
        scene = Scene(uow, town.municipality, content, Random(seed), morning_of(MONDAY), Counter())
        for deed in deeds:
            deed(scene)
    return scene


def units_of(store: SqlStore, town: Town) -> dict[str, Unit]:
    with store.read() as uow:
        return {unit.name: unit for unit in uow.people.organisation(town.id).units}


def leading(store: SqlStore, town: Town, on: date) -> dict[str, list[str]]:
    """The managers of each unit that day."""
    found: dict[str, list[str]] = {}
    with store.read() as uow:
        names = {unit.id: unit.name for unit in uow.people.organisation(town.id).units}
        for person in uow.people.everyone(town.id):
            for one in uow.people.roles_of(person.id, on):
                if one.subject.level is Level.UNIT:
                    found.setdefault(names[one.subject.id], []).append(person.name)
    return found


def test_successor_has_the_same_units_from_the_day_after(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)
    before = leading(store, town, MONDAY)

    scene = done(store, town, a_manager_leaves)

    after = leading(store, town, MONDAY + timedelta(days=1))
    changed = {unit for unit in before if before[unit] != after[unit]}
    assert leading(store, town, MONDAY) == before
    assert changed in ({"Solgården", "Gården"}, {"Ekbacken", "Lunden"})
    assert {tuple(after[unit]) for unit in changed} == {("Chef 4",)}
    assert scene.changes == {Change.MANAGERS_LEFT: 1, Change.MANAGERS_ARRIVED: 1}


def test_unit_that_opens_has_a_first_day_a_manager_and_a_number_of_its_own(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)

    scene = done(store, town, a_unit_opens, a_unit_opens)

    units = units_of(store, town)
    assert [(name, units[name].since) for name in ("Enhet 5", "Enhet 6")] == [
        ("Enhet 5", CLOSING),
        ("Enhet 6", CLOSING),
    ]
    assert {name: leading(store, town, CLOSING)[name] for name in ("Enhet 5", "Enhet 6")} == {
        "Enhet 5": ["Chef 4"],
        "Enhet 6": ["Chef 5"],
    }
    assert scene.changes == {Change.MANAGERS_ARRIVED: 2, Change.UNITS_OPENED: 2}


def test_unit_that_closes_has_a_last_day_and_no_heir(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)

    scene = done(store, town, a_unit_closes)

    closed = [(unit.until, unit.heir_id) for unit in units_of(store, town).values() if unit.until]
    assert closed == [(CLOSING, None)]
    assert scene.changes == {Change.UNITS_CLOSED: 1}


def test_units_that_merge_are_two_and_the_one_goes_on(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)

    scene = done(store, town, two_units_merge)

    units = units_of(store, town).values()
    (closed,) = (unit for unit in units if unit.until)
    assert (closed.until, closed.heir_id in {unit.id for unit in units if not unit.until}) == (CLOSING, True)
    assert scene.changes == {Change.UNITS_MERGED: 1}


def test_manager_whose_only_unit_closes_leaves_with_it(store: SqlStore) -> None:
    alone = [replace(ANNA, unit=f"Hus {number}", name=f"Chef Hus {number}", email=f"{number}@x.example")
             for number in range(4)]  # fmt: skip
    town = make_town(store, rows=alone)

    scene = done(store, town, a_unit_closes)

    (closed,) = (unit.name for unit in units_of(store, town).values() if unit.until)
    assert leading(store, town, CLOSING)[closed] == [f"Chef {closed}"]
    assert closed not in leading(store, town, CLOSING + timedelta(days=1))
    assert scene.changes == {Change.UNITS_CLOSED: 1, Change.MANAGERS_LEFT: 1}


def test_town_of_three_keeps_its_units(store: SqlStore) -> None:
    town = make_town(store, rows=[*UNITS[:3], BJORN])

    scene = done(store, town, a_unit_closes, two_units_merge)

    assert ([unit.until for unit in units_of(store, town).values()], scene.changes) == ([None] * 3, {})


def test_coming_year_is_published_with_its_meetings_and_a_title_reworded(store: SqlStore) -> None:
    town = make_town(store)
    body = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2028, 9, 20)),))
    content = replace(CONTENT, wheel=make_wheel(DATED, bodies=(body,)))

    scene = done(store, town, publish_coming_year, content=content)

    with store.read() as uow:
        (edition,) = uow.editions.of_municipality(town.id)
    assert (edition.year, edition.number, edition.wheel) == (2029, 1, scene.content.wheel)
    assert edition.wheel.edition == "2029"
    assert edition.wheel.bodies[0].meetings == (Meeting(on=date(2028, 9, 20)), Meeting(on=date(2029, 9, 19)))
    assert edition.wheel.activities == (replace(DATED, rule=DateRule(due=MonthDay(5, 13))),)
    assert scene.changes == {Change.EDITIONS: 1}


def test_title_is_reworded_in_even_years_without_growing() -> None:
    once = edited(make_wheel(DATED), 2030, Random(1))
    twice = edited(once, 2032, Random(1))

    assert [one.activities[0].title for one in (once, twice)] == ["Rapport (utgåva 2030)", "Rapport (utgåva 2032)"]


def test_wheel_without_a_deadline_to_move_is_reworded_in_odd_years_too() -> None:
    late = replace(DATED, rule=DateRule(due=MonthDay(5, 28)))
    wheel = make_wheel(late, replace(DATED, key="manad", rule=MonthRule(month=4)))

    titles = [one.title for one in edited(wheel, 2031, Random(1)).activities]

    assert sorted(titles) == ["Rapport", "Rapport (utgåva 2031)"]


def test_new_form_version_takes_the_place_of_the_old_which_is_known_because_it_was_kept(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        uow.forms.keep([FORM])

    scene = done(store, town, bring_out_a_form)

    second = next_version(FORM)
    assert scene.content == Content(WHEEL, {FORM.key: second}, {(FORM.key, 1): FORM, (FORM.key, 2): second})
    assert scene.changes == {Change.FORM_VERSIONS: 1}


def test_next_version_asks_one_question_more() -> None:
    third = next_version(next_version(FORM))

    def keys(form: Form) -> list[str]:
        return [question.key for question in form.steps[0].questions]

    assert (third.version, keys(third)) == (3, [*keys(FORM), "tillagg_2", "tillagg_3"])
    assert third.steps[1:] == FORM.steps[1:]


@pytest.mark.parametrize(
    ("day", "year", "same"),
    [
        (date(2028, 2, 16), 2029, date(2029, 2, 21)),  # the third Wednesday
        (date(2028, 3, 29), 2029, date(2029, 3, 28)),  # the fifth, where there are four
        (date(2027, 1, 13), 2028, date(2028, 1, 12)),
        (date(2027, 6, 3), 2029, date(2029, 6, 7)),
        (date(2028, 1, 6), 2030, date(2030, 1, 3)),
        (date(2029, 4, 13), 2030, date(2030, 4, 12)),
        (date(2027, 4, 9), 2029, date(2029, 4, 13)),
    ],
)
def test_meeting_is_called_for_the_same_weekday_of_the_month(day: date, year: int, same: date) -> None:
    assert (same_weekday(day, year), same.weekday()) == (same, day.weekday())


def test_no_meeting_is_called_for_a_free_day_or_another_year() -> None:
    days = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]

    called = [same_weekday(day, year) for day in days if day.weekday() < 5 for year in range(2029, 2037)]

    assert [day for day in called if not is_working_day(day)] == []
    assert {day.year for day in called} == set(range(2029, 2037))


def test_calendar_that_reaches_so_far_stays_and_one_without_meetings_stays_empty() -> None:
    far = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2028, 9, 20)),))
    wheel = make_wheel(bodies=(far, Body(key="kf", name="Fullmäktige")))

    assert with_meetings_in(wheel, 2028) == wheel


def test_event_happens_at_a_place_for_which_it_means_something(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, replace(EVA, service_types=("hemtjänst",)), BJORN])
    wheel = make_wheel(replace(ON_START, service_types=("hemtjänst",)), events=(NEW_UNIT,))

    scene = done(store, town, lambda scene: something_happens(scene, NEW_UNIT), content=make_content(wheel=wheel))

    with store.read() as uow:
        happened = uow.happenings.of_municipality(town.id)
    assert happened == (Happening(event="ny_enhet", on=MONDAY, place="Ekbacken"),)
    assert scene.changes == {Change.EVENTS: 1}


@pytest.mark.parametrize(("level", "place"), [(Level.AREA, "Äldreomsorg"), (Level.ADMINISTRATION, None)])
def test_event_of_a_wider_place_names_the_area_or_nothing(store: SqlStore, level: Level, place: str | None) -> None:
    town = make_town(store)
    event = replace(NEW_UNIT, level=level)

    done(store, town, lambda scene: something_happens(scene, event))

    with store.read() as uow:
        assert [one.place for one in uow.happenings.of_municipality(town.id)] == [place]


def test_somebody_who_may_starts_it_for_one_of_their_places(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)

    scene = done(store, town, lambda scene: somebody_starts(scene, "begaran"))

    with store.read() as uow:
        (task,) = uow.assignments.of_activities(town.id, ["begaran"])
    assert (task.opens, task.place in {"Solgården", "Gården", "Ekbacken", "Lunden"}) == (MONDAY, True)
    assert scene.changes == {Change.STARTED_BY_HAND: 1}


def test_only_what_a_person_performs_without_a_calendar_can_be_started() -> None:
    wheel = make_wheel(DATED, ON_REQUEST, replace(ON_REQUEST, key="extern", performer=None), replace(
        DATED, key="frivillig", optional=True))  # fmt: skip

    assert startable_keys(wheel) == ("begaran", "frivillig")


def counted(years: int, year: int, *, units: int = 12, wheel: Wheel = WHEEL) -> dict[str, int]:
    plan = Plan(
        content=make_content(FORM, wheel=wheel), year=2027, years=years, units=units, seed=3, behaviour=Behaviour.CALM
    )
    deeds = [deed for deeds in diary_of(plan, year).values() for deed in deeds]
    return dict(Counter(getattr(deed, "func", deed).__name__ for deed in deeds))


CAUSES = {"something_happens": 1, "somebody_starts": 12}
LATER_YEAR = {
    **CAUSES,
    "a_manager_leaves": 1,
    "a_unit_opens": 2,
    "a_unit_closes": 1,
    "two_units_merge": 1,
    "publish_coming_year": 1,
}


def test_single_year_has_its_causes_and_no_change() -> None:
    assert counted(1, 2027) == CAUSES


def test_first_of_many_years_ends_with_an_edition_alone() -> None:
    assert counted(10, 2027) == {**CAUSES, "publish_coming_year": 1}


def test_every_later_year_brings_changes_and_every_other_a_form_version() -> None:
    assert counted(10, 2028) == {**LATER_YEAR, "bring_out_a_form": 1}
    assert counted(10, 2029) == LATER_YEAR


def test_large_town_sees_more_of_it() -> None:
    assert counted(10, 2029, units=150)["a_manager_leaves"] == 10
    assert counted(10, 2029, units=150)["two_units_merge"] == 3


def test_wheel_without_events_and_causes_is_lived_without_them() -> None:
    assert counted(1, 2027, wheel=make_wheel(DATED)) == {}
