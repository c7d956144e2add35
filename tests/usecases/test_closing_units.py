"""Units that open, close and merge, and people who leave: nothing awaited is left without a holder."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from scheduler.audit import UNIT_CLOSED, Deed
from scheduler.lifecycle import State
from scheduler.organisation import RoleHolding
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, make_activity, make_town
from tests.usecases.living import Life, at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
SPRING = make_activity(key="var", title="Vår", rule=DateRule(due=MonthDay(5, 31), opens=MonthDay(3, 1)))
SUMMER = make_activity(key="sommar", title="Sommar", rule=DateRule(due=MonthDay(8, 31), opens=MonthDay(5, 1)))
AUTUMN = make_activity(key="host", title="Höst", rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(9, 1)))
BEFORE, LAST_DAY, AFTER = date(2027, 5, 10), date(2027, 6, 30), date(2027, 7, 1)


def a_life(store: SqlStore, engine: Engine) -> Life:
    town = make_town(store, rows=[ANNA, EVA, BJORN])
    life = begin(store, engine, town, [SPRING, SUMMER, AUTUMN], at=at(BEFORE))
    life.tick()
    return life


def close(life: Life, *, into: int | None) -> None:
    with life.store.write() as uow:
        uow.people.close_unit(life.town.id, 1, on=LAST_DAY, into=into)


def states_at(life: Life, place: str) -> dict[str, State]:
    with life.store.read() as uow:
        found = uow.assignments.of_municipality(life.town.id, year=2027)
    return {one.activity: one.state for one in found if one.place == place}


def held_by(life: Life, name: str, on: date) -> list[tuple[str, str]]:
    person = next(one.id for one in life.town.people if one.name == name)
    with life.store.read() as uow:
        mine = uow.assignments.of_person(person, on, states=[State.OPEN, State.STARTED, State.RETURNED])
    return [(one.activity, one.place) for one in mine]


def test_unit_is_asked_as_before_until_its_last_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    close(life, into=None)
    life.tick()

    assert states_at(life, "Solgården") == {"var": State.OPEN, "sommar": State.CANCELLED, "host": State.CANCELLED}
    assert states_at(life, "Ekbacken") == {"var": State.OPEN, "sommar": State.OPEN, "host": State.PLANNED}


def test_closed_unit_keeps_its_answers_and_nothing_more_is_asked_of_it(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.answer(next(one for one in life.town.people if one.name == "Anna Ek"), "sommar")
    with store.write() as uow:
        (task,) = (one for one in uow.assignments.of_activities(life.town.id, ["var"]) if one.place == "Solgården"
                   and one.slot == "2027")  # fmt: skip
        uow.assignments.set_state(task.id, State.STARTED)
    close(life, into=None)

    life.live(at(AFTER))

    assert states_at(life, "Solgården") == {"var": State.CANCELLED, "sommar": State.SUBMITTED, "host": State.CANCELLED}
    anna = next(one.id for one in life.town.people if one.name == "Anna Ek")
    assert [one for one in life.sent if one.person_id == anna] == []
    with store.read() as uow:
        told = [(one.deed, one.thing_id, one.after) for one in uow.audit.of_municipality(life.town.id)]
    assert (Deed.ENDED, task.id, UNIT_CLOSED) in told


def test_unit_that_merges_hands_what_is_open_to_the_other_ones_manager(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    close(life, into=2)
    life.tick()
    before = held_by(life, "Eva Ro", LAST_DAY)

    life.tick(at(AFTER))
    life.tick(at(date(2027, 7, 2)))

    assert before == [("var", "Ekbacken"), ("sommar", "Ekbacken")]
    assert held_by(life, "Eva Ro", AFTER) == [
        ("var", "Ekbacken"), ("var", "Solgården"), ("sommar", "Ekbacken"), ("sommar", "Solgården"),
    ]  # fmt: skip
    assert held_by(life, "Anna Ek", AFTER) == []
    assert states_at(life, "Solgården")["host"] is State.CANCELLED


def test_begun_task_goes_over_as_well_and_on_to_the_heirs_heir(store: SqlStore, engine: Engine) -> None:
    third = replace(EVA, unit="Gården", name="Göte Ek", email="gote@karlstad.example")
    town = make_town(store, rows=[ANNA, EVA, third, BJORN])
    life = begin(store, engine, town, [SUMMER], at=at(BEFORE))
    life.tick()
    with store.write() as uow:
        uow.assignments.set_state(1, State.STARTED)
        uow.people.close_unit(town.id, 1, on=LAST_DAY, into=2)
        uow.people.close_unit(town.id, 2, on=date(2027, 7, 31), into=3)

    life.tick(at(AFTER))
    eva = held_by(life, "Eva Ro", AFTER)
    life.tick(at(date(2027, 8, 2)))

    assert eva == [("sommar", "Ekbacken"), ("sommar", "Solgården")]
    assert held_by(life, "Göte Ek", date(2027, 8, 2)) == [
        ("sommar", "Ekbacken"), ("sommar", "Gården"), ("sommar", "Solgården"),
    ]  # fmt: skip


def test_new_unit_is_asked_from_its_first_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    with store.write() as uow:
        uow.people.open_unit(life.town.id, 2, on=date(2027, 8, 1))

    life.tick()

    assert states_at(life, "Ekbacken") == {"var": State.CANCELLED, "sommar": State.OPEN, "host": State.PLANNED}


def test_unit_of_another_municipality_is_not_touched(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    other = make_town(store, "kristianstad", rows=[CILLA])

    with store.write() as uow:
        uow.people.close_unit(other.id, 1, on=LAST_DAY, into=None)
        untouched = uow.people.organisation(life.town.id).units[0].until
        uow.people.close_unit(life.town.id, 1, on=LAST_DAY, into=None)

        assert (untouched, uow.people.organisation(life.town.id).units[0].until) == (None, LAST_DAY)


def test_person_who_leaves_holds_nothing_from_the_day_after(store: SqlStore) -> None:
    town = make_town(store)
    anna = town.people[0].id

    with store.write() as uow:
        ended = uow.people.end_roles(town.id, anna, on=LAST_DAY)
        then, after = uow.people.roles_of(anna, LAST_DAY), uow.people.roles_of(anna, AFTER)

    assert (ended, then, after) == (1, (RoleHolding("enhetschef", then[0].subject, ANNA.since, LAST_DAY),), ())
