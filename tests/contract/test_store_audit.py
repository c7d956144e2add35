"""A log that only grows, whoever asks; and what the other tables prove about a task."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import DatabaseError

from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.outbox import Covered, MessageKind, MessageState, NewMessage
from scheduler.ports_answering import Decision
from scheduler.ports_audit import Answered, Asking, Handed
from store.audit import SqlAudit
from store.columns import METADATA
from store.engine import open_engine
from store.schema import audit
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    NOON,
    Town,
    by_person,
    make_by,
    make_reference,
    make_submission,
    make_town,
    plan_one,
    plan_year,
)
from tests.postgres import Server

REFUSED = "the audit log is append-only"
OPENED = AuditEntry(
    municipality_id=1,
    at=NOON,
    deed=Deed.OPENED,
    thing=Thing.ASSIGNMENT,
    thing_id=1,
    person_id=1,
    role="enhetschef",
    request="turn-1",
)
TAMPERING = (
    "UPDATE audit SET person_id = 2",
    "UPDATE audit SET after = 'något annat' WHERE id = 1",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id = 1",
)
EACH_IN_ITS_OWN_WAY = {
    "sqlite": "INSERT OR REPLACE INTO audit SELECT * FROM audit",
    "postgresql": "TRUNCATE audit",
}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


@pytest.fixture
def created(request: pytest.FixtureRequest, tmp_path: Path, dialect: str) -> Iterator[Engine]:
    """Tables made by the schema itself, without any migration."""
    if dialect == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.bare() as engine:
            METADATA.create_all(engine)
            yield engine
        return
    engine = open_engine(f"sqlite:///{tmp_path / 'created.sqlite3'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def append(store: SqlStore, *entries: AuditEntry) -> None:
    with store.write() as uow:
        uow.audit.append(*entries)


def logged(store: SqlStore, municipality_id: int = 1) -> list[AuditEntry]:
    with store.read() as uow:
        return list(uow.audit.of_municipality(municipality_id))


def ask(store: SqlStore, task: int, person: int, day: date, *rungs: str) -> int:
    """A message to the person that covers the task's rungs."""
    with store.write() as uow:
        new = NewMessage(
            municipality_id=1,
            kind=MessageKind.DAILY,
            dedupe_key=f"{person} {day}",
            day=day,
            due_at=NOON,
            person_id=person,
        )
        message = uow.outbox.add(new)
        assert message is not None
        uow.reminders.cover(message, [Covered(task, person, rung, day) for rung in rungs])
    return message


def test_entry_comes_back_as_written(store: SqlStore, town: Town) -> None:
    moved = make_by(town.id).did(Deed.MOVED, Thing.OCCURRENCE, 7, before="2027-01-01/2027-02-28", after="/2027-03-01")

    append(store, OPENED, moved)

    assert logged(store) == [OPENED, moved]


@pytest.mark.parametrize("statement", TAMPERING)
def test_nobody_changes_or_deletes_what_is_written(store: SqlStore, engine: Engine, town: Town, statement: str) -> None:
    append(store, OPENED)

    with pytest.raises(DatabaseError, match=REFUSED), engine.begin() as connection:
        connection.execute(text(statement))

    assert logged(store) == [OPENED]


def test_nobody_empties_or_overwrites_it_in_the_databases_own_way_either(
    store: SqlStore, engine: Engine, town: Town, dialect: str
) -> None:
    append(store, OPENED)

    with pytest.raises(DatabaseError, match=REFUSED), engine.begin() as connection:
        connection.execute(text(EACH_IN_ITS_OWN_WAY[dialect]))

    assert logged(store) == [OPENED]


def test_tables_that_the_schema_made_refuse_just_as_those_that_were_migrated(created: Engine) -> None:
    store = SqlStore(created)
    make_town(store)
    append(store, OPENED)

    for statement in TAMPERING:
        with pytest.raises(DatabaseError, match=REFUSED), created.begin() as connection:
            connection.execute(text(statement))

    assert logged(store) == [OPENED]


def test_table_can_be_dropped_and_made_anew_with_its_guard(store: SqlStore, engine: Engine, town: Town) -> None:
    append(store, OPENED)

    with engine.begin() as connection:
        audit.drop(connection)
        has_gone = not inspect(connection).has_table("audit")
        audit.create(connection)
    append(store, replace(OPENED, request="turn-2"))

    with pytest.raises(DatabaseError, match=REFUSED), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert has_gone
    assert [one.request for one in logged(store)] == ["turn-2"]


def test_entry_is_gone_with_the_deed_that_was_rolled_back(store: SqlStore, engine: Engine, town: Town) -> None:
    with engine.connect() as connection:
        SqlAudit(connection).append(OPENED)
        connection.rollback()

    assert logged(store) == []


def test_log_is_read_by_day_and_person_and_by_one_municipality_alone(store: SqlStore, town: Town) -> None:
    other = make_town(store, "kristianstad", [CILLA])
    later = replace(OPENED, at=NOON + timedelta(days=1), person_id=2)
    abroad = by_person(other.people[0]).did(Deed.OPENED, Thing.ASSIGNMENT, 1)
    append(store, OPENED, later, abroad)

    with store.read() as uow:
        since = uow.audit.of_municipality(town.id, since=later.at)
        before = uow.audit.of_municipality(town.id, before=later.at)
        bjorns = uow.audit.of_municipality(town.id, person_id=2)
        theirs = uow.audit.of_municipality(other.id)

    assert (since, before, bjorns, theirs) == ((later,), (OPENED,), (later,), (abroad,))


def test_log_of_a_person_has_what_was_done_to_the_person_and_to_their_addresses(store: SqlStore, town: Town) -> None:
    anna, bjorn = town.people[:2]
    role = make_by(town.id).did(Deed.ROLE_BEGAN, Thing.PERSON, bjorn.id)
    with store.write() as uow:
        new = uow.feeds.add(
            municipality_id=town.id, person_id=bjorn.id, scope="me", name="", token_hash="x", created_on=NOON.date()
        )
    address = make_by(town.id).did(Deed.CREATED, Thing.FEED, new.id)
    somebody = make_by(town.id).did(Deed.ROLE_BEGAN, Thing.PERSON, anna.id)
    append(store, role, somebody, address)

    with store.read() as uow:
        bjorns = uow.audit.of_municipality(town.id, person_id=bjorn.id)

    assert bjorns == (role, address)


def test_what_is_about_a_task_is_about_it_or_its_occurrence_and_written_by_its_own_municipality(
    store: SqlStore, town: Town
) -> None:
    other = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        plan_one(uow, town, key="annat")
        task = plan_one(uow, town)
        (occurrence,) = uow.assignments.occurrences(town.id, [task.activity])
    about = replace(OPENED, thing_id=task.id)
    moved = make_by(town.id).did(Deed.MOVED, Thing.OCCURRENCE, occurrence.id)
    another = replace(OPENED, thing_id=task.id + 1)
    abroad = by_person(other.people[0]).did(Deed.REFUSED, Thing.ASSIGNMENT, task.id)
    append(store, about, another, abroad, moved)

    with store.read() as uow:
        assert uow.audit.of_task(task.id) == (about, moved)


def test_asking_tells_the_rungs_the_receiver_and_how_it_went(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        task = plan_one(uow, town)
    first = ask(store, task.id, 1, MONDAY, "opening", "before-30")
    second = ask(store, task.id, 1, MONDAY + timedelta(days=1), "before-14")
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        (message,) = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON, limit=1)
        uow.outbox.mark_sent(message, at=NOON, activity_id="")

    with store.read() as uow:
        asked = uow.audit.asked(task.id)

    sent = Asking(
        message_id=first,
        person_id=1,
        rungs=("before-30", "opening"),
        due_at=NOON,
        state=MessageState.SENT,
        sent_at=NOON,
        has_id=False,
        code="",
    )
    waiting = replace(sent, message_id=second, rungs=("before-14",), state=MessageState.PENDING, sent_at=None)
    assert asked == (sent, waiting)


def test_answer_is_told_with_the_decision_about_its_own_revision(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        task = plan_one(uow, town)
        uow.answering.submit(make_submission(task.id, 1))
        uow.answering.submit(make_submission(task.id, 2, revision=2, token="token-2"))
        uow.answering.decide(
            Decision(task.id, 1, "von", adopted=False, decided_on=MONDAY, paragraph="§ 4", case_number="7")
        )

    with store.read() as uow:
        answered = uow.audit.answered(task.id)

    first = Answered(
        revision=1,
        person_id=1,
        role="enhetschef",
        at=NOON,
        body="von",
        adopted=False,
        decided_on=MONDAY,
        paragraph="§ 4",
        case_number="7",
    )
    assert answered == (first, Answered(revision=2, person_id=2, role="enhetschef", at=NOON))


def test_task_of_a_closed_unit_is_told_to_have_gone_to_its_heir(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, BJORN, replace(ANNA, unit="Älvgården", email="eva@karlstad.example")])
    with store.write() as uow:
        plan_year(uow, town)
        first, second = uow.assignments.of_municipality(town.id, year=2027)
        uow.people.close_unit(town.id, first.subject.id, on=MONDAY, into=second.subject.id)
        uow.assignments.hand_over(town.id, NOON + timedelta(days=1))

    with store.read() as uow:
        handed = [uow.audit.handed(one.id) for one in (first, second)]

    assert handed == [Handed(MONDAY + timedelta(days=1), second.place), None]


def test_audit_table_holds_no_more_than_the_entry_says(engine: Engine) -> None:
    columns = {column.name for column in select(audit).selected_columns} - {"id"}

    assert columns == set(AuditEntry.__slots__)
