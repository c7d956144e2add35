"""Where people and bodies can be written to: one address each, the latest known."""

from dataclasses import replace

from store.unit_of_work import SqlStore
from tests.factories import CILLA, make_reference, make_town

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
