"""Being away: who is asked meanwhile, who may answer, what waits, and that nobody hears of it twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.absences import Absence
from scheduler.audit import Deed
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person
from scheduler.outbox import MessageKind
from scheduler.usecases.absences import (
    Away,
    Denied,
    Entered,
    Obstacle,
    end_absence,
    enter_absence,
    found_by,
    sensible_for,
)
from scheduler.usecases.outcomes import FormPage, Receipt, Refused
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, FORM, MONDAY, NOON, Town, by_person, make_town, plan_one
from tests.usecases.at_desk import WHOLE, AtDesk, open_task
from tests.usecases.living import Life, Sent, at, begin

EVA = replace(
    ANNA, unit="Björkbacken", name="Eva Ny", email="eva@karlstad.example", entra_object_id=None, role="enhetschef"
)
OPENING, THIRTY, FOURTEEN = date(2027, 1, 4), date(2027, 1, 29), date(2027, 2, 12)
CONTROL = "egenkontroll 2027 Solgården"


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[ANNA, BJORN, EVA])


def named(store: SqlStore, town: Town, name: str) -> Person:
    with store.read() as uow:
        return next(one for one in uow.people.everyone(town.id) if one.name.startswith(name))


def away(
    store: SqlStore, person: Person, since: date, until: date, stand_in: Person | None = None, *, today: date = MONDAY
) -> Entered | Denied:
    with store.write() as uow:
        return enter_absence(uow, person, Away(since, until, stand_in), today=today, by=by_person(person))


def mornings(first: date, last: date) -> list[datetime]:
    return [at(first + timedelta(days=days)) for days in range((last - first).days + 1)]


def a_life(store: SqlStore, engine: Engine, town: Town) -> Life:
    return begin(store, engine, town, [ACTIVITY], at=at(date(2027, 1, 1), 0))


def test_stand_in_is_asked_while_the_manager_is_away(store: SqlStore, engine: Engine, town: Town) -> None:
    anna, bjorn = named(store, town, "Anna"), named(store, town, "Björn")
    life = a_life(store, engine, town)
    life.live(*mornings(date(2027, 1, 1), date(2027, 1, 5)))
    away(store, anna, date(2027, 1, 25), date(2027, 2, 15), bjorn)

    sent = life.live(*mornings(date(2027, 1, 6), date(2027, 2, 18)))

    to_both = [(one.day, one.person_id) for one in sent if CONTROL in one.tasks]
    assert to_both == [
        (date(2027, 1, 25), bjorn.id),
        (THIRTY, bjorn.id),
        (FOURTEEN, bjorn.id),
        (date(2027, 2, 16), anna.id),
    ]


def test_rungs_wait_without_stand_in_and_come_as_one_message(store: SqlStore, engine: Engine, town: Town) -> None:
    anna = named(store, town, "Anna")
    life = a_life(store, engine, town)
    life.live(*mornings(date(2027, 1, 1), date(2027, 1, 5)))
    away(store, anna, date(2027, 1, 25), date(2027, 2, 16))

    sent = life.live(*mornings(date(2027, 1, 6), date(2027, 2, 18)))

    assert [one for one in sent if one.person_id == anna.id] == [
        Sent(date(2027, 2, 17), anna.id, MessageKind.CATCH_UP, (CONTROL,))
    ]


def test_waiting_message_is_not_sent_to_one_who_has_gone_away(store: SqlStore, engine: Engine, town: Town) -> None:
    anna = named(store, town, "Anna")
    life = a_life(store, engine, town)
    life.tick(at(OPENING, 0))
    away(store, anna, OPENING, OPENING, today=OPENING)

    sent = life.live(at(OPENING), at(date(2027, 1, 5)))

    assert [(one.day, one.person_id) for one in sent if CONTROL in one.tasks] == [(date(2027, 1, 5), anna.id)]


def test_stand_in_answers_under_their_own_name_and_the_receipt_says_for_whom(store: SqlStore, town: Town) -> None:
    anna, bjorn = named(store, town, "Anna"), named(store, town, "Björn")
    task = open_task(store, make_only(town))
    away(store, anna, MONDAY, MONDAY, bjorn)

    outcome = AtDesk(store, bjorn).answers(task.id, *WHOLE)

    assert isinstance(outcome, Receipt)
    submission = outcome.submission
    assert (submission.submitted_by, submission.submitted_by_name, submission.role) == (
        bjorn.id,
        bjorn.name,
        "enhetschef",
    )
    assert outcome.on_behalf_of == anna.name


def make_only(town: Town) -> Town:
    """The town with Anna's unit alone, so that there is one task."""
    units = tuple(unit for unit in town.organisation.units if unit.name == "Solgården")
    return replace(town, organisation=replace(town.organisation, units=units))


def test_nobody_but_the_stand_in_may_and_only_from_the_first_day_to_the_last(store: SqlStore, town: Town) -> None:
    anna, bjorn, eva = (named(store, town, name) for name in ("Anna", "Björn", "Eva"))
    task = open_task(store, make_only(town))
    away(store, anna, MONDAY, MONDAY + timedelta(days=1), bjorn)

    seen = {
        (person.name, days): type(AtDesk(store, person, now=NOON + timedelta(days=days)).opens(task.id))
        for person in (anna, bjorn, eva)
        for days in (0, 1, 2)
    }

    assert seen == {
        **{(anna.name, days): FormPage for days in (0, 1, 2)},
        **{(eva.name, days): Refused for days in (0, 1, 2)},
        (bjorn.name, 0): FormPage,
        (bjorn.name, 1): FormPage,
        (bjorn.name, 2): Refused,
    }


def test_stand_in_of_a_stand_in_gets_nothing(store: SqlStore, town: Town) -> None:
    """One step: what Björn would have done for Anna waits while he is away himself."""
    anna, bjorn, eva = (named(store, town, name) for name in ("Anna", "Björn", "Eva"))
    task = open_task(store, make_only(town))
    away(store, bjorn, MONDAY, MONDAY, eva)

    entered = away(store, anna, MONDAY, MONDAY + timedelta(days=3), bjorn)

    assert isinstance(entered, Entered)
    assert [one.person_id for one in entered.stand_in_away] == [bjorn.id]
    assert isinstance(AtDesk(store, eva).opens(task.id), Refused)
    with store.read() as uow:
        assert uow.assignments.of_persons([anna.id, bjorn.id, eva.id], MONDAY, states=ANSWERABLE) == {}
        tuesday = uow.assignments.of_persons([anna.id, bjorn.id, eva.id], MONDAY + timedelta(days=1), states=ANSWERABLE)
    assert {person: [one.id for one in tasks] for person, tasks in tuesday.items()} == {bjorn.id: [task.id]}


@pytest.mark.parametrize(
    ("since", "until", "obstacles"),
    [
        (None, None, (Obstacle.NO_FIRST_DAY, Obstacle.NO_LAST_DAY)),
        (MONDAY, MONDAY - timedelta(days=1), (Obstacle.ENDS_BEFORE,)),
        (MONDAY - timedelta(days=2), MONDAY - timedelta(days=1), (Obstacle.IS_OVER,)),
        (MONDAY, MONDAY + timedelta(days=400), (Obstacle.TOO_LONG,)),
    ],
)
def test_absence_is_not_entered_when_its_days_are_wrong(
    store: SqlStore, town: Town, since: date, until: date, obstacles: tuple[Obstacle, ...]
) -> None:
    assert away(store, named(store, town, "Anna"), since, until) == Denied(obstacles)


def test_all_faults_are_told_at_once(store: SqlStore, town: Town) -> None:
    anna = named(store, town, "Anna")

    denied = away(store, anna, MONDAY, MONDAY - timedelta(days=1), anna)

    assert denied == Denied((Obstacle.ENDS_BEFORE, Obstacle.ONESELF))


def test_overlapping_absence_is_refused_with_the_one_that_is_there(store: SqlStore, town: Town) -> None:
    anna = named(store, town, "Anna")
    away(store, anna, MONDAY, MONDAY + timedelta(days=4))

    denied = away(store, anna, MONDAY + timedelta(days=4), MONDAY + timedelta(days=9))
    after = away(store, anna, MONDAY + timedelta(days=5), MONDAY + timedelta(days=9))

    first = Absence(
        id=1,
        municipality_id=town.id,
        person_id=anna.id,
        stand_in_id=None,
        since=MONDAY,
        until=MONDAY + timedelta(days=4),
    )
    assert denied == Denied((Obstacle.OVERLAPS,), first)
    assert isinstance(after, Entered)


def test_coming_back_early_ends_the_stand_ins_part_and_is_written_down(store: SqlStore, town: Town) -> None:
    anna, bjorn = named(store, town, "Anna"), named(store, town, "Björn")
    task = open_task(store, make_only(town))
    entered = away(store, anna, MONDAY, MONDAY + timedelta(days=9), bjorn)
    assert isinstance(entered, Entered)

    with store.write() as uow:
        end_absence(uow, entered.absence, last_day=MONDAY, by=by_person(anna))

    tomorrow = AtDesk(store, bjorn, now=NOON + timedelta(days=1))
    assert isinstance(AtDesk(store, bjorn).opens(task.id), FormPage)
    assert isinstance(tomorrow.opens(task.id), Refused)
    with store.read() as uow:
        log = [(one.deed, one.before, one.after) for one in uow.audit.of_municipality(town.id)][:2]
    assert log == [
        (Deed.ABSENT, "", f"2027-01-11/2027-01-20 {bjorn.id}"),
        (Deed.BACK, f"2027-01-11/2027-01-20 {bjorn.id}", "2027-01-11/2027-01-11"),
    ]


def test_absence_that_ends_before_it_begins_has_never_been(store: SqlStore, town: Town) -> None:
    anna = named(store, town, "Anna")
    entered = away(store, anna, MONDAY + timedelta(days=5), MONDAY + timedelta(days=9))
    assert isinstance(entered, Entered)

    with store.write() as uow:
        end_absence(uow, entered.absence, last_day=MONDAY, by=by_person(anna))

    with store.read() as uow:
        assert uow.absences.of_municipality(town.id, since=MONDAY) == ()


def test_late_task_is_not_overdue_while_its_holder_is_away_without_stand_in(store: SqlStore, town: Town) -> None:
    anna, bjorn = named(store, town, "Anna"), named(store, town, "Björn")
    with store.write() as uow:
        plan_one(uow, make_only(town), form=FORM.key)
    late = date(2027, 3, 8)
    away(store, anna, late, late)
    away(store, anna, late + timedelta(days=1), late + timedelta(days=1), bjorn)

    with store.read() as uow:
        counts = [
            uow.assignments.count_by_state(town.id, late + timedelta(days=days))["overdue"] for days in (-1, 0, 1, 2)
        ]

    assert counts == [1, 0, 1, 1]


def test_those_nearest_in_place_and_role_are_named_first(store: SqlStore, town: Town) -> None:
    far = replace(EVA, area="Funktionsstöd", unit="Ekvägen", name="Fia Far", email="fia@karlstad.example")
    other = replace(far, role="verksamhetschef", unit="", name="Olle Annan", email="olle@karlstad.example")
    with store.write() as uow:
        uow.people.import_rows(town.id, [far, other])

    with store.read() as uow:
        names = [one.name for one in sensible_for(uow, named(store, town, "Anna"), MONDAY)]

    assert names == ["Eva Ny", "Björn Ås", "Fia Far"]


def test_person_of_another_municipality_can_be_neither_found_nor_chosen(store: SqlStore, town: Town) -> None:
    make_town(store, "kristianstad", [CILLA])

    with store.read() as uow:
        found = [
            found_by(uow, town.id, typed) for typed in (CILLA.name, CILLA.email, " eva  NY ", "anna@karlstad.example")
        ]

    assert found[:2] == [Obstacle.NOBODY, Obstacle.NOBODY]
    assert [one.name for one in found[2:] if isinstance(one, Person)] == ["Eva Ny", "Anna Ek"]


def test_stand_in_acts_in_the_roles_too(store: SqlStore, town: Town) -> None:
    anna, bjorn = named(store, town, "Anna"), named(store, town, "Björn")
    away(store, anna, MONDAY, MONDAY, bjorn)

    with store.read() as uow:
        told = [
            [one.name for one in uow.absences.told_in_role(town.id, "enhetschef", day)]
            for day in (MONDAY, MONDAY + timedelta(days=1))
        ]
        roles = uow.people.roles_of_each([anna.id, bjorn.id], MONDAY)

    assert told == [["Björn Ås", "Eva Ny"], ["Anna Ek", "Eva Ny"]]
    assert roles == {bjorn.id: frozenset({"verksamhetschef", "enhetschef"})}
