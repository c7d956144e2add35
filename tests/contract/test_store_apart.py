"""A sender of one municipality takes nothing that waits for another, though both lie in one table."""

from collections.abc import Sequence

import pytest

from scheduler.outbox import MessageKind, NewMessage
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, NOON, Town, make_reference, make_town


@pytest.fixture
def towns(store: SqlStore) -> tuple[Town, Town]:
    """Two municipalities in one tenant, with a message to the first person of each."""
    found = make_town(store), make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        for town in found:
            person = town.people[0]
            uow.references.remember(make_reference(town.id, person_id=person.id))
            uow.outbox.add(
                NewMessage(
                    municipality_id=town.id,
                    kind=MessageKind.DAILY,
                    dedupe_key=person.name,
                    day=MONDAY,
                    due_at=NOON,
                    person_id=person.id,
                )
            )
    return found


def claimed(store: SqlStore, municipality_id: int | None) -> Sequence[int]:
    with store.write() as uow:
        messages = uow.outbox.claim(
            calendar=NOON, now=NOON, lease_until=NOON, limit=9, tenant="tenant", municipality_id=municipality_id
        )
        return [message.municipality_id for message in messages]


def test_claim_takes_the_messages_of_its_municipality_alone(store: SqlStore, towns: tuple[Town, Town]) -> None:
    karlstad, kristianstad = towns

    taken = [claimed(store, one) for one in (kristianstad.id, kristianstad.id, karlstad.id)]

    assert taken == [[kristianstad.id], [], [karlstad.id]]


def test_claim_takes_everybodys_when_it_names_no_municipality(store: SqlStore, towns: tuple[Town, Town]) -> None:
    assert claimed(store, None) == [town.id for town in towns]


def test_tenant_waits_only_for_a_municipality_that_has_something_to_say(
    store: SqlStore, towns: tuple[Town, Town]
) -> None:
    karlstad, kristianstad = towns
    claimed(store, karlstad.id)

    with store.read() as uow:
        waiting = [
            uow.outbox.tenants_waiting(calendar=NOON, now=NOON, municipality_id=town.id)
            for town in (karlstad, kristianstad)
        ]

    assert waiting == [(), ("tenant",)]
