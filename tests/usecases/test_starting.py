"""What a person starts by hand: only their own, once a day for each place, and open at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from scheduler.lifecycle import State
from scheduler.organisation import Person, Subject
from scheduler.planning import NewAssignment, Planned
from scheduler.rules_started import TriggerRule
from scheduler.slots import Offset, Precision, Slot
from scheduler.usecases.beginning import Started, start_task
from scheduler.usecases.outcomes import FormPage
from scheduler.usecases.starting import startable_by
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    BJORN,
    CILLA,
    FORM,
    MONDAY,
    Town,
    by_person,
    make_activity,
    make_content,
    make_town,
    make_wheel,
)
from tests.usecases.at_desk import AtDesk
from tests.usecases.living import at

RULE = TriggerRule(when="En brist har upptäckts", due=Offset(days=10))
ANALYSIS = make_activity(key="analys", title="Händelseanalys", rule=RULE, form=FORM.key)
AREA = make_activity(key="omrade", title="Områdets analys", rule=RULE, level=Level.AREA)
OFFICE = make_activity(key="uppdrag", title="Uppdrag", rule=replace(RULE, due=None), level=Level.ADMINISTRATION)
VISIT = make_activity(key="besok", title="Besök", rule=RULE, performer="kvalitetsstrateg", provider=Provider.PRIVATE)
SPARE = make_activity(key="temamote", title="Temamöte", optional=True)
YEARLY = make_activity(key="arlig", title="Årlig")
WHEEL = make_wheel(ANALYSIS, AREA, OFFICE, VISIT, SPARE, YEARLY)
ALVGARDEN = replace(ANNA, unit="Älvgården")
EKBACKEN = replace(ANNA, unit="Ekbacken", provider=Provider.PRIVATE, name="Eva Ro", email="eva@karlstad.example")
STINA = replace(BJORN, area="", name="Stina Dal", email="stina@karlstad.example", role="kvalitetsstrateg")


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[ANNA, ALVGARDEN, EKBACKEN, BJORN, STINA])


def named(town: Town, name: str) -> Person:
    return next(one for one in town.people if one.name == name)


def unit(town: Town, name: str) -> Subject:
    return Subject(Level.UNIT, next(one.id for one in town.organisation.units if one.name == name))


def offered(store: SqlStore, person: Person, today: date = MONDAY) -> list[tuple[str, str]]:
    with store.read() as uow:
        return [(one.activity.key, one.place) for one in startable_by(uow, WHEEL, person, today)]


def start(
    store: SqlStore, person: Person, activity: str, place: Subject, day: date = MONDAY, *, wheel: Wheel = WHEEL
) -> Started | None:
    return start_task(store, wheel, person, activity, place, now=at(day), by=by_person(person))


def slots_of(store: SqlStore, town: Town, activity: str = ANALYSIS.key) -> list[str]:
    with store.read() as uow:
        return [one.slot for one in uow.assignments.of_activities(town.id, [activity])]


def test_each_is_offered_what_their_role_carries_out_at_their_places(store: SqlStore, town: Town) -> None:
    found = {person.name: offered(store, person) for person in town.people}

    assert found == {
        "Anna Ek": [
            ("analys", "Solgården"),
            ("analys", "Älvgården"),
            ("temamote", "Solgården"),
            ("temamote", "Älvgården"),
        ],
        "Eva Ro": [("analys", "Ekbacken"), ("temamote", "Ekbacken")],
        "Björn Ås": [("omrade", "Äldreomsorg")],
        "Stina Dal": [("uppdrag", ""), ("besok", "Ekbacken")],
    }


def test_started_task_is_open_at_once_with_its_own_days(store: SqlStore, town: Town) -> None:
    anna, place = named(town, "Anna Ek"), unit(town, "Älvgården")

    started = start(store, anna, ANALYSIS.key, place)

    assert started is not None
    task = started.task
    assert (started.is_new, task.state, task.slot) == (True, State.OPEN, f"2027-01-11@unit:{place.id}")
    assert (task.title, task.place, task.opens, task.due) == (
        "Händelseanalys",
        "Älvgården",
        MONDAY,
        MONDAY + timedelta(days=10),
    )


def test_started_task_can_be_answered_without_a_tick(store: SqlStore, town: Town) -> None:
    anna = named(town, "Anna Ek")
    started = start(store, anna, ANALYSIS.key, unit(town, "Solgården"))

    assert started is not None
    page = AtDesk(store, anna, make_content(FORM, wheel=WHEEL)).opens(started.task.id)
    assert isinstance(page, FormPage)
    assert (page.page.number, page.task.title) == (1, "Händelseanalys")


def test_second_start_of_the_day_finds_the_first(store: SqlStore, town: Town) -> None:
    anna, place = named(town, "Anna Ek"), unit(town, "Solgården")
    first = start(store, anna, ANALYSIS.key, place)
    elsewhere = start(store, anna, ANALYSIS.key, unit(town, "Älvgården"))

    again = start(store, anna, ANALYSIS.key, place)
    next_day = start(store, anna, ANALYSIS.key, place, MONDAY + timedelta(days=1))

    assert first is not None
    assert again == Started(first.task, is_new=False)
    assert [one and one.is_new for one in (elsewhere, next_day)] == [True, True]
    assert len(slots_of(store, town)) == 3


def test_the_days_answered_task_is_found_again(store: SqlStore, town: Town) -> None:
    anna, place = named(town, "Anna Ek"), unit(town, "Solgården")
    first = start(store, anna, ANALYSIS.key, place)
    assert first is not None
    with store.write() as uow:
        uow.assignments.set_state(first.task.id, State.SUBMITTED)

    assert start(store, anna, ANALYSIS.key, place) == Started(replace(first.task, state=State.SUBMITTED), is_new=False)


@pytest.mark.parametrize(
    ("name", "activity", "place"),
    [
        ("Anna Ek", "analys", "Ekbacken"),
        ("Eva Ro", "analys", "Solgården"),
        ("Björn Ås", "analys", "Solgården"),
        ("Anna Ek", "arlig", "Solgården"),
        ("Anna Ek", "besok", "Solgården"),
        ("Stina Dal", "besok", "Solgården"),
        ("Anna Ek", "finns_inte", "Solgården"),
    ],
)
def test_nobody_starts_what_is_not_theirs(store: SqlStore, town: Town, name: str, activity: str, place: str) -> None:
    assert start(store, named(town, name), activity, unit(town, place)) is None
    assert slots_of(store, town, activity) == []


def test_nobody_starts_a_place_of_another_municipality(store: SqlStore, town: Town) -> None:
    cilla = make_town(store, "kristianstad", [CILLA])

    assert start(store, cilla.people[0], ANALYSIS.key, unit(town, "Solgården")) is None
    assert (slots_of(store, town), slots_of(store, cilla)) == ([], [])


@pytest.mark.parametrize(("until", "works"), [(MONDAY, True), (MONDAY - timedelta(days=1), False)])
def test_right_to_start_goes_with_the_role(store: SqlStore, town: Town, until: date, works: bool) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=until)])

    assert (start(store, named(town, "Anna Ek"), ANALYSIS.key, unit(town, "Solgården")) is not None) is works


def test_planned_occurrence_of_the_same_day_is_not_taken_for_the_started_one(store: SqlStore, town: Town) -> None:
    anna, place = named(town, "Anna Ek"), unit(town, "Solgården")
    first = start(store, anna, SPARE.key, place)
    meeting = Planned(SPARE, Slot(MONDAY.isoformat(), None, MONDAY, Precision.DAY))
    with store.write() as uow:
        uow.assignments.add_missing(town.id, [NewAssignment(meeting, place, "enhetschef", place)])

    assert first is not None
    assert start(store, anna, SPARE.key, place) == Started(first.task, is_new=False)
    assert sorted(slots_of(store, town, SPARE.key)) == ["2027-01-11", f"2027-01-11@unit:{place.id}"]


def test_task_that_must_wait_for_others_is_begun_but_not_open(store: SqlStore, town: Town) -> None:
    anna, place = named(town, "Anna Ek"), unit(town, "Solgården")
    wheel = make_wheel(ANALYSIS, replace(SPARE, waits_for=(ANALYSIS.key,)))
    start(store, anna, ANALYSIS.key, place, MONDAY - timedelta(days=20), wheel=wheel)

    started = start(store, anna, SPARE.key, place, wheel=wheel)

    assert started is not None
    assert (started.is_new, started.task.state) == (True, State.PLANNED)


def test_one_task_is_begun_when_many_press_at_once(store: SqlStore, town: Town) -> None:
    anna, place, together = named(town, "Anna Ek"), unit(town, "Solgården"), Barrier(6)

    def press(_: int) -> Started | None:
        together.wait()
        return start(store, anna, ANALYSIS.key, place)

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(press, range(6)))

    assert sorted(one.is_new for one in found if one is not None) == [False] * 5 + [True]
    assert len(slots_of(store, town)) == 1
