"""Questions about many at once give what the same question gives about each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from scheduler.lifecycle import ANSWERABLE, State
from scheduler.outbox import Covered, Message, MessageKind, NewMessage
from scheduler.ports import UnitOfWork
from scheduler.usecases.briefing import Briefing, brief
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, MONDAY, NOON, make_activity, make_reference, make_town, plan_year

LEASE = NOON + timedelta(minutes=2)
TO_ANNA = NewMessage(municipality_id=1, kind=MessageKind.DAILY, dedupe_key="anna", day=MONDAY, due_at=NOON, person_id=1)
TO_BJORN = replace(TO_ANNA, dedupe_key="bjorn", person_id=2)
TO_CILLA = replace(TO_ANNA, municipality_id=2, dedupe_key="cilla", person_id=3)
TO_BODY = replace(TO_ANNA, kind=MessageKind.DIGEST, dedupe_key="von", person_id=None, body="von")
ALL = (TO_ANNA, TO_BJORN, TO_CILLA, TO_BODY)


@pytest.fixture(autouse=True)
def two_towns(store: SqlStore) -> None:
    """Anna and Cilla have two open tasks each, Björn none; a message waits for each of them, and one for a body."""
    here = make_town(store)
    there = make_town(store, "kristianstad", (CILLA,))
    with store.write() as uow:
        for town in (here, there):
            plan_year(uow, town, make_activity(key="ett"), make_activity(key="tva"))
        for assignment_id in (1, 2, 3, 4):
            uow.assignments.set_state(assignment_id, State.OPEN)
        for person_id in (1, 3):
            uow.references.remember(make_reference(1 if person_id == 1 else 2, person_id=person_id))
        for new in ALL:
            uow.outbox.add(new)
        uow.reminders.cover(1, [Covered(one, 1, "open", MONDAY) for one in (2, 1)])
        uow.reminders.cover(3, [Covered(3, 3, "open", MONDAY)])


def claimed(uow: UnitOfWork) -> list[Message]:
    return list(uow.outbox.claim(calendar=NOON, now=NOON, lease_until=LEASE, limit=10))


def test_tasks_of_several_persons_are_those_of_each(store: SqlStore) -> None:
    with store.read() as uow:
        found = uow.assignments.of_persons([1, 2, 3], MONDAY, states=ANSWERABLE)
        each = {one: uow.assignments.of_person(one, MONDAY, states=ANSWERABLE) for one in (1, 3)}

    assert {person: tuple(tasks) for person, tasks in found.items()} == each
    assert [len(tasks) for tasks in each.values()] == [2, 2]


def test_rungs_of_several_messages_are_those_of_each(store: SqlStore) -> None:
    with store.read() as uow:
        found = uow.reminders.assignments_of_each([1, 2, 3])

    assert found == {1: [1, 2], 3: [3]}


def test_addresses_of_several_persons_are_those_of_each(store: SqlStore) -> None:
    with store.read() as uow:
        found = uow.references.of_persons([1, 2, 3])

        assert found == {one: uow.references.of_person(one) for one in (1, 3)}


def test_people_of_another_municipality_are_not_given(store: SqlStore) -> None:
    with store.read() as uow:
        here, there = uow.people.some_of(1, [1, 2, 3]), uow.people.some_of(2, [1, 2, 3])

    assert [[one.name for one in found] for found in (here, there)] == [[ANNA.name, BJORN.name], [CILLA.name]]


def test_briefing_about_several_messages_says_what_each_of_its_own_says(store: SqlStore) -> None:
    with store.write() as uow:
        uow.references.remember(make_reference(1, person_id=2))
        uow.references.remember(make_reference(1, body="von"))
        messages = claimed(uow)

        together = brief(uow, messages, NOON)
        alone = [brief(uow, [message], NOON) for message in messages]

    assert len(messages) == len(ALL)
    assert together == Briefing(
        today=MONDAY,
        tasks={person: tasks for one in alone for person, tasks in one.tasks.items()},
        asked={message: asked for one in alone for message, asked in one.asked.items()},
        people={person: known for one in alone for person, known in one.people.items()},
        roles={person: held for one in alone for person, held in one.roles.items()},
        references={person: known for one in alone for person, known in one.references.items()},
        rumours=together.rumours,
    )


def test_many_are_marked_at_once_but_for_those_whom_another_holds(store: SqlStore, engine: Engine) -> None:
    with store.write() as uow:
        first, _, last = claimed(uow)
    with store.write() as uow:
        uow.outbox.claim(calendar=NOON, now=LEASE + timedelta(seconds=1), lease_until=LEASE, limit=1)

    with store.write() as uow:
        marked = uow.outbox.mark_all_sent([(last, "activity-2"), (first, "activity-1")], at=NOON)

    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.state, outbox.c.activity_id).order_by(outbox.c.id)).all()
    assert marked == 1
    assert [tuple(row) for row in rows] == [
        ("sending", "activity-1"),
        ("sending", None),
        ("sent", "activity-2"),
        ("pending", None),
    ]


@pytest.mark.parametrize(
    ("known", "first", "tenants"),
    [
        ({}, True, ("tenant",)),
        ({"person_id": 2}, True, ("elsewhere", "tenant")),
        ({"person_id": 2}, False, ("elsewhere", "tenant")),
        ({"body": "von"}, False, ("elsewhere", "tenant")),
        ({"body": "okand"}, False, ("tenant",)),
        ({"body": "okand"}, True, ("elsewhere", "tenant")),
    ],
)
def test_tenants_wait_to_which_something_that_waits_can_go(
    store: SqlStore, known: dict[str, str], first: bool, tenants: tuple[str, ...]
) -> None:
    with store.write() as uow:
        if known:
            uow.references.remember(replace(make_reference(1, **known), tenant_id="elsewhere"))

        found = uow.outbox.tenants_waiting(calendar=NOON, now=NOON, first=first)

    assert found == tenants


def test_no_tenant_waits_before_anything_is_due(store: SqlStore) -> None:
    early = NOON - timedelta(hours=1)

    with store.read() as uow:
        assert uow.outbox.tenants_waiting(calendar=early, now=early) == ()
