"""Every deed leaves a line in the log, in the same transaction: who, in which role, by which request, and what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from scheduler.assignments import Assignment
from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.editions import AppliesFrom
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.organisation import Subject
from scheduler.outbox import Covered, MessageKind, NewMessage
from scheduler.rules_started import TriggerRule
from scheduler.slots import Happening
from scheduler.usecases.beginning import start_task
from scheduler.usecases.desk import Move
from scheduler.usecases.dispatching import set_aside
from scheduler.usecases.feeds import create_feed, replace_feed, revoke_feed
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.outcomes import Receipt, Refused
from scheduler.usecases.publishing import publish
from scheduler.usecases.registering import close_unit, import_people, open_unit
from scheduler.usecases.sights import OWN
from scheduler.usecases.starting import record_happening
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    CILLA,
    MONDAY,
    NOON,
    WHEEL,
    CountedTokens,
    Town,
    by_person,
    make_activity,
    make_by,
    make_content,
    make_reference,
    make_town,
    make_wheel,
    plan_one,
)
from tests.usecases.at_desk import OUTCOME, REST, RISK, WHOLE, AtDesk, a_page, open_task

SECRETARY = replace(ANNA, unit="", area="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
DECISION = make_activity(
    key="plan", level=Level.ADMINISTRATION, performer="kvalitetsstrateg", decides="von", form="common.beslut"
)
SENT_BACK = {"resultat": "aterremitterad", "datum": "2027-01-08", "paragraf": "§ 48", "diarienummer": ""}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


@pytest.fixture
def task(store: SqlStore, town: Town) -> Assignment:
    return open_task(store, town)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0])


def logged(store: SqlStore, municipality_id: int = 1) -> list[AuditEntry]:
    with store.read() as uow:
        return list(uow.audit.of_municipality(municipality_id))


def told(store: SqlStore) -> list[tuple[Deed, Thing, int | None, str, str]]:
    return [(one.deed, one.thing, one.thing_id, one.before, one.after) for one in logged(store)]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that the database is asked to run meanwhile."""
    seen: list[str] = []

    def see(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", see)
    yield seen
    event.remove(engine, "before_cursor_execute", see)


def test_form_is_told_to_be_opened_the_first_time_alone(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    anna.opens(task.id)
    anna.request = "request-2"
    anna.opens(task.id)

    assert logged(store) == [
        AuditEntry(
            municipality_id=1,
            at=NOON,
            deed=Deed.OPENED,
            thing=Thing.ASSIGNMENT,
            thing_id=task.id,
            person_id=anna.person.id,
            role="enhetschef",
            request="request-1",
        )
    ]


def test_each_save_is_told_once_with_its_step_and_the_last_one_as_handed_in(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)

    assert told(store) == [
        (Deed.OPENED, Thing.ASSIGNMENT, task.id, "", ""),
        (Deed.SAVED, Thing.ASSIGNMENT, task.id, "", "1/1"),
        (Deed.SAVED, Thing.ASSIGNMENT, task.id, "", "2/2"),
        (Deed.SUBMITTED, Thing.ASSIGNMENT, task.id, "", "1"),
    ]


def test_handing_in_what_is_not_whole_is_told_as_a_save(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    anna.types(anna.page(task.id), OUTCOME, Move.SUBMIT)

    assert told(store)[1:] == [(Deed.SAVED, Thing.ASSIGNMENT, task.id, "", "1/1")]


def test_what_stores_nothing_is_not_told(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    page = anna.page(task.id)
    anna.types(page, {**OUTCOME, "utfall": "nej", "orsak": "Anna 850709-9805"})
    anna.types(page, OUTCOME)
    anna.types(page, {**OUTCOME, "antal": "9"})

    assert [one[0] for one in told(store)] == [Deed.OPENED, Deed.SAVED]


def test_repeated_hand_in_is_told_once(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    page = anna.page(task.id)
    page = a_page(anna.types(page, OUTCOME))
    page = a_page(anna.types(page, RISK))

    outcomes = [anna.types(page, REST, Move.SUBMIT) for _ in range(2)]

    assert all(isinstance(one, Receipt) for one in outcomes)
    assert [one[0] for one in told(store)].count(Deed.SUBMITTED) == 1


def test_body_that_sends_back_is_told_with_the_revision_and_without_its_words(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [SECRETARY])
        sara = uow.people.everyone(town.id)[-1]
        matter = plan_one(uow, town, **{name: getattr(DECISION, name) for name in ("key", "level", "decides", "form")})
        uow.assignments.set_state(matter.id, State.OPEN)
    desk = AtDesk(store, sara, make_content(*shipped_forms(), wheel=make_wheel(DECISION)))

    desk.answers(matter.id, SENT_BACK)

    assert [(one.deed, one.role, one.after) for one in logged(store)][1:] == [
        (Deed.SUBMITTED, "kvalitetsstrateg", "1"),
        (Deed.RETURNED, "kvalitetsstrateg", "1"),
    ]


@pytest.mark.parametrize(("wanted", "named"), [(1, 1), (4711, 4711), (-1, None)])
def test_reaching_for_anothers_task_is_refused_and_told(
    store: SqlStore, town: Town, task: Assignment, wanted: int, named: int | None
) -> None:
    bjorn = AtDesk(store, town.people[1])

    outcome = bjorn.opens(wanted)

    assert isinstance(outcome, Refused)
    assert logged(store) == [by_person(bjorn.person).did(Deed.REFUSED, Thing.ASSIGNMENT, named, after="not_yours")]


def test_stranger_from_another_municipality_is_told_of_in_their_own(
    store: SqlStore, town: Town, task: Assignment
) -> None:
    other = make_town(store, "kristianstad", [CILLA])

    AtDesk(store, other.people[0]).opens(task.id)

    assert logged(store, town.id) == []
    assert [one.deed for one in logged(store, other.id)] == [Deed.REFUSED]


def test_what_is_started_by_hand_is_told_and_what_may_not_be_is_refused(store: SqlStore, town: Town) -> None:
    wheel = make_wheel(make_activity(key="analys", rule=TriggerRule(when="Vid behov")))
    anna, bjorn = town.people
    place = Subject(Level.UNIT, town.organisation.units[0].id)

    for person in (anna, anna, bjorn):
        start_task(store, wheel, person, "analys", place, now=NOON, by=by_person(person))

    assert [(one.deed, one.thing, one.person_id, one.after) for one in logged(store)] == [
        (Deed.STARTED, Thing.ASSIGNMENT, anna.id, ""),
        (Deed.REFUSED, Thing.ACTIVITY, bjorn.id, "analys"),
    ]


def test_moved_and_cancelled_occurrences_are_told_with_their_days(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        task = plan_one(uow, town)
        for due in (date(2027, 3, 31), None):
            (found,) = uow.assignments.occurrences(town.id, [task.activity])
            move_occurrence(uow, found, due, because="Semester", moved_by="Eva", now=NOON, by=make_by(actor="Eva"))

    assert logged(store) == [
        make_by(actor="Eva").did(
            Deed.MOVED, Thing.OCCURRENCE, found.id, before="2027-01-01/2027-02-28", after="2027-01-01/2027-03-31"
        ),
        make_by(actor="Eva").did(Deed.CANCELLED, Thing.OCCURRENCE, found.id, before="2027-01-01/2027-03-31"),
    ]


def test_what_an_administrator_enters_is_told(store: SqlStore, town: Town) -> None:
    by, unit = make_by(), town.organisation.units[0].id
    with store.write() as uow:
        publish(uow, WHEEL, town.municipality, 2027, AppliesFrom.NEXT, NOON, by=by)
        happening = Happening(event="ny_utforare", on=MONDAY, place="Solgården")
        for _ in range(2):
            record_happening(uow, WHEEL, town.id, happening, NOON, by=by)
        open_unit(uow, town.id, unit, on=MONDAY, by=by)
        close_unit(uow, town.id, unit, on=date(2027, 6, 30), into=None, by=by)
        close_unit(uow, town.id, unit, on=date(2027, 6, 30), into=9, by=by)

    assert told(store) == [
        (Deed.PUBLISHED, Thing.EDITION, None, "", "2027/1"),
        (Deed.RECORDED, Thing.EVENT, None, "", "ny_utforare 2027-01-11 Solgården"),
        (Deed.UNIT_OPENED, Thing.UNIT, unit, "", "2027-01-11"),
        (Deed.CLOSED, Thing.UNIT, unit, "", "2027-06-30"),
        (Deed.CLOSED, Thing.UNIT, unit, "", "2027-06-30 9"),
    ]


def test_import_tells_how_many_rows_and_which_roles_began_and_ended(store: SqlStore, town: Town) -> None:
    rows = [replace(ANNA, until=date(2027, 6, 30)), replace(ANNA, name="Disa Berg", email="disa@karlstad.example")]

    with store.write() as uow:
        import_people(uow, town.id, rows, by=make_by())
        import_people(uow, town.id, rows, by=make_by())
        disa = uow.people.everyone(town.id)[-1]

    held = "enhetschef unit 1 2026-01-01/"
    assert told(store) == [
        (Deed.IMPORTED, Thing.PEOPLE, None, "", "2"),
        (Deed.ROLE_CHANGED, Thing.PERSON, 1, held, f"{held}2027-06-30"),
        (Deed.ROLE_BEGAN, Thing.PERSON, disa.id, "", held),
        (Deed.IMPORTED, Thing.PEOPLE, None, "", "2"),
    ]


def test_calendar_addresses_are_told_without_the_address_and_without_its_name(store: SqlStore, town: Town) -> None:
    anna, tokens, by = town.people[0], CountedTokens(), by_person(town.people[0])
    with store.write() as uow:
        first = create_feed(uow, tokens, anna, scope=OWN, name="Min mobil", today=MONDAY, by=by)
        second = replace_feed(uow, tokens, anna, scope=OWN, name="Min mobil", today=MONDAY, by=by)
        revoke_feed(uow, second.feed.id, MONDAY, by=by)
        revoke_feed(uow, second.feed.id, MONDAY, by=by)

    assert told(store) == [
        (Deed.CREATED, Thing.FEED, first.feed.id, "", OWN),
        (Deed.REPLACED, Thing.FEED, first.feed.id, "", ""),
        (Deed.CREATED, Thing.FEED, second.feed.id, "", OWN),
        (Deed.REVOKED, Thing.FEED, second.feed.id, "", ""),
    ]


def test_message_that_cannot_be_delivered_is_told_for_each_task_it_was_about(
    store: SqlStore, town: Town, task: Assignment
) -> None:
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        new = NewMessage(
            municipality_id=town.id, kind=MessageKind.DAILY, dedupe_key="k", day=MONDAY, due_at=NOON, person_id=1
        )
        number = uow.outbox.add(new)
        assert number is not None
        uow.reminders.cover(number, [Covered(task.id, 1, "opening", MONDAY)])
        (message,) = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON + timedelta(minutes=2), limit=1)

    with store.write() as uow:
        set_aside_twice = [set_aside(uow, message, code="BotBlocked", at=NOON) for _ in range(2)]

    assert set_aside_twice == [True, False]
    assert logged(store) == [
        AuditEntry(
            municipality_id=town.id,
            at=NOON,
            deed=Deed.UNDELIVERED,
            thing=Thing.ASSIGNMENT,
            thing_id=task.id,
            person_id=1,
            after="BotBlocked",
            request=f"message:{number}",
        )
    ]


def test_log_costs_an_answer_one_insert_and_no_query(
    store: SqlStore, engine: Engine, anna: AtDesk, task: Assignment
) -> None:
    page = anna.page(task.id)
    costs = []
    for typed, move in ((OUTCOME, Move.NEXT), (RISK, Move.NEXT), (REST, Move.SUBMIT)):
        with statements(engine) as seen:
            outcome = anna.types(page, typed, move)
        costs.append([one.split()[0] for one in seen if "audit" in one])
        if not isinstance(outcome, Receipt):
            page = a_page(outcome)

    assert costs == [["INSERT"], ["INSERT"], ["INSERT"]]
