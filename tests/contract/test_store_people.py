"""People, places and roles: imported, asked for, and invisible from elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.organisation import Area, Organisation, Person, RoleHolding, Subject, Unit
from scheduler.wheel_parts import Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, MONDAY, make_people_rows, make_town

ANNA_AS_PERSON = Person(1, 1, "Anna Ek", "anna@karlstad.example", "aaaaaaaa-0000-0000-0000-000000000001")
BJORN_AS_PERSON = Person(2, 1, "Björn Ås", "bjorn@karlstad.example", "bbbbbbbb-0000-0000-0000-000000000002")
CILLA_AS_PERSON = Person(3, 2, "Cilla Öst", "cilla@kristianstad.example", "cccccccc-0000-0000-0000-000000000003")
SOLGARDEN = Unit(1, 1, "Solgården", Provider.IN_HOUSE, ("särskilt boende", "dagverksamhet"))


def test_import_makes_people_and_places(store: SqlStore) -> None:
    town = make_town(store)

    assert town.people == (ANNA_AS_PERSON, BJORN_AS_PERSON)
    assert town.organisation == Organisation(1, (Area(1, "Äldreomsorg"),), (SOLGARDEN,))


def test_import_changes_nothing_when_done_again(store: SqlStore) -> None:
    town = make_town(store)

    with store.write() as uow:
        uow.people.import_rows(town.id, make_people_rows())

    with store.read() as uow:
        assert uow.people.everyone(town.id) == town.people
        assert uow.people.organisation(town.id) == town.organisation
        assert uow.people.roles_of(1, MONDAY) == (RoleHolding("enhetschef", Subject(Level.UNIT, 1), date(2026, 1, 1)),)


def test_import_updates_what_the_rows_say_and_keeps_the_rest(store: SqlStore) -> None:
    town = make_town(store)
    changed = replace(
        ANNA,
        name="Anna Björk",
        entra_object_id=None,
        provider=Provider.PRIVATE,
        service_types=(),
        until=date(2027, 6, 30),
    )

    with store.write() as uow:
        uow.people.import_rows(town.id, [changed])

    with store.read() as uow:
        assert uow.people.everyone(town.id) == (replace(ANNA_AS_PERSON, name="Anna Björk"), BJORN_AS_PERSON)
        assert uow.people.organisation(town.id).units == (
            replace(SOLGARDEN, provider=Provider.PRIVATE, service_types=()),
        )
        assert uow.people.roles_of(1, MONDAY) == (
            RoleHolding("enhetschef", Subject(Level.UNIT, 1), date(2026, 1, 1), date(2027, 6, 30)),
        )


def test_import_gives_one_person_several_roles_when_an_address_stands_on_several_rows(store: SqlStore) -> None:
    also = replace(BJORN, area="", email=ANNA.email, name=ANNA.name, role="kvalitetsstrateg")
    town = make_town(store, rows=[ANNA, also])

    with store.read() as uow:
        assert len(town.people) == 1
        assert uow.people.roles_of(1, MONDAY) == (
            RoleHolding("enhetschef", Subject(Level.UNIT, 1), date(2026, 1, 1)),
            RoleHolding("kvalitetsstrateg", Subject(Level.ADMINISTRATION, town.id), date(2026, 1, 1)),
        )


def test_import_does_nothing_when_there_are_no_rows(store: SqlStore) -> None:
    town = make_town(store, rows=[])

    assert (town.people, town.organisation) == ((), Organisation(1, (), ()))


@pytest.mark.parametrize(
    ("day", "roles"),
    [
        (date(2027, 1, 31), []),
        (date(2027, 2, 1), ["verksamhetschef"]),
        (date(2027, 2, 28), ["verksamhetschef"]),
        (date(2027, 3, 1), []),
    ],
)
def test_role_is_held_from_its_first_day_through_its_last(store: SqlStore, day: date, roles: list[str]) -> None:
    make_town(store, rows=[replace(BJORN, since=date(2027, 2, 1), until=date(2027, 2, 28))])

    with store.read() as uow:
        assert [holding.role for holding in uow.people.roles_of(1, day)] == roles


def test_person_is_found_by_entra_id_however_it_is_written(store: SqlStore) -> None:
    town = make_town(store)

    with store.read() as uow:
        assert uow.people.by_entra_id(town.id, "AAAAAAAA-0000-0000-0000-000000000001") == ANNA_AS_PERSON


def test_person_is_the_one_entered_last_when_an_address_was_changed(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, replace(ANNA, email="anna.ek@karlstad.example")])

    with store.read() as uow:
        found = uow.people.by_entra_id(town.id, ANNA.entra_object_id or "")

    assert found == town.people[1]


def test_cilla_is_seen_in_her_own_municipality_alone(store: SqlStore) -> None:
    karlstad, kristianstad = make_town(store), make_town(store, "kristianstad", [CILLA])

    with store.read() as uow:
        assert uow.people.everyone(karlstad.id) == (ANNA_AS_PERSON, BJORN_AS_PERSON)
        assert uow.people.everyone(kristianstad.id) == (CILLA_AS_PERSON,)
        assert uow.people.organisation(kristianstad.id).units == (replace(SOLGARDEN, id=2, area_id=2),)
        assert uow.people.person(karlstad.id, 3) is None
        assert uow.people.person(kristianstad.id, 3) == CILLA_AS_PERSON
        assert uow.people.by_entra_id(karlstad.id, CILLA.entra_object_id or "") is None
