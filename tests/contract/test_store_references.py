"""Where people and bodies can be written to: one address each, the latest known."""

from dataclasses import replace

from scheduler.days import ONE_DAY
from scheduler.usecases.mailing import mail_address
from store.unit_of_work import SqlStore
from tests.factories import ANNA, CILLA, MONDAY, make_reference, make_town

ANNAS = make_reference(1, person_id=1)
COUNCILS = make_reference(1, body="von")


def test_reference_is_new_once_and_then_the_latest_known(store: SqlStore) -> None:
    make_town(store)
    moved = replace(ANNAS, service_url="https://smba.example/amer/", conversation_id="a:2")

    with store.write() as uow:
        remembered = [uow.references.remember(one) for one in (ANNAS, moved, moved)]

    with store.read() as uow:
        assert (remembered, uow.references.of_person(1)) == ([True, False, False], moved)
        assert uow.references.of_person(2) is None


def test_reference_of_a_body_is_the_municipalitys_own(store: SqlStore) -> None:
    karlstad, kristianstad = make_town(store), make_town(store, "kristianstad", [CILLA])
    other = replace(COUNCILS, municipality_id=kristianstad.id, conversation_id="19:other")

    with store.write() as uow:
        first = uow.references.remember(COUNCILS)
        unknown = uow.references.of_body(kristianstad.id, "von")
        second = uow.references.remember(other), uow.references.remember(replace(other, bot_id="28:new"))

    with store.read() as uow:
        assert (first, unknown, second) == (True, None, (True, False))
        assert uow.references.of_body(karlstad.id, "von") == COUNCILS
        assert uow.references.of_body(kristianstad.id, "von") == replace(other, bot_id="28:new")


def test_reference_is_new_again_when_forgotten(store: SqlStore) -> None:
    make_town(store)
    with store.write() as uow:
        uow.references.remember(ANNAS)
        uow.references.forget_person(1)
        forgotten = uow.references.of_person(1)

        assert (forgotten, uow.references.remember(ANNAS)) == (None, True)


def test_mail_is_for_those_alone_who_have_a_role_and_no_way_to_teams(store: SqlStore) -> None:
    kristianstad = make_town(store, "kristianstad", [replace(CILLA, entra_object_id=None)])
    rows = [
        ANNA,
        replace(ANNA, name="Berit", email="berit@x.example", entra_object_id=None),
        replace(ANNA, name="Ceder", email="ceder@x.example", entra_object_id=None, until=MONDAY - ONE_DAY),
        replace(ANNA, name="Disa", email="disa@x.example", entra_object_id=None),
    ]
    town = make_town(store, rows=rows)
    berit, disa = town.people[1], town.people[3]
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=disa.id))
        wanting = uow.references.without_teams(town.id, MONDAY)
        first = [uow.references.remember(mail_address(one)) for one in (berit, disa)]

        assert (wanting, first) == ((berit,), [True, False])
        assert uow.references.without_teams(town.id, MONDAY) == ()
        assert uow.references.without_teams(kristianstad.id, MONDAY) == kristianstad.people
        assert uow.references.of_person(disa.id) == make_reference(town.id, person_id=disa.id)
        assert uow.references.needless_mail(town.id, is_sent=True) == ()
        assert uow.references.needless_mail(town.id, is_sent=False) == (berit.id,)


def test_mail_address_tells_nobody_where_teams_is(store: SqlStore) -> None:
    town = make_town(store, rows=[replace(ANNA, entra_object_id=None)])
    with store.write() as uow:
        uow.references.remember(mail_address(town.people[0]))
        unknown = uow.references.any_of(town.id)
        uow.references.remember(make_reference(town.id, body="von"))

        assert (unknown, uow.references.any_of(town.id)) == (None, make_reference(town.id, body="von"))


def test_whoever_comes_from_mail_to_teams_is_new_there(store: SqlStore) -> None:
    town = make_town(store, rows=[replace(ANNA, entra_object_id=None)])
    teams = make_reference(town.id, person_id=town.people[0].id)
    with store.write() as uow:
        remembered = [uow.references.remember(one) for one in (mail_address(town.people[0]), teams, teams)]

        assert (remembered, uow.references.of_person(town.people[0].id)) == ([True, True, False], teams)
