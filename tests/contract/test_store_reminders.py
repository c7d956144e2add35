"""Rungs that have come, those that are covered, and the days of the next ones."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.lifecycle import State
from scheduler.outbox import Covered, MessageKind, NewMessage
from scheduler.ports import DueReminder, UnitOfWork
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, CILLA, MONDAY, NOON, Town, make_activity, make_town, plan_year

FIRST_RUNG = date(2027, 1, 4)
JANUARY = make_activity(key="januari", title="Januari", rule=DateRule(due=MonthDay(1, 31), opens=MonthDay(1, 1)))


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY)
        plan_year(uow, town, JANUARY)
    return town


def message(uow: UnitOfWork, town: Town, key: str) -> int:
    new = NewMessage(
        municipality_id=town.id, kind=MessageKind.DAILY, dedupe_key=key, day=MONDAY, due_at=NOON, person_id=1
    )
    message_id = uow.outbox.add(new)
    assert message_id is not None
    return message_id


def test_due_gives_what_has_come_by_person_and_deadline(store: SqlStore, town: Town) -> None:
    both = replace(ANNA, name="Disa", email="disa@karlstad.example")
    with store.write() as uow:
        uow.people.import_rows(town.id, [both])

    with store.read() as uow:
        kontroll, januari = uow.assignments.get(1), uow.assignments.get(2)
        assert kontroll is not None
        assert januari is not None
        assert uow.reminders.due(town.id, FIRST_RUNG) == (
            DueReminder(januari, 1),
            DueReminder(kontroll, 1),
            DueReminder(januari, 3),
            DueReminder(kontroll, 3),
        )


def test_due_gives_nothing_before_the_day(store: SqlStore, town: Town) -> None:
    with store.read() as uow:
        assert uow.reminders.due(town.id, date(2027, 1, 3)) == ()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.CANCELLED])
def test_due_leaves_out_what_nobody_waits_for(store: SqlStore, town: Town, state: State) -> None:
    with store.write() as uow:
        uow.assignments.set_state(1, state)

        assert [due.assignment.activity for due in uow.reminders.due(town.id, MONDAY)] == ["januari"]


def test_due_leaves_out_what_nobody_holds_that_day(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=date(2027, 1, 10))])

        assert uow.reminders.due(town.id, MONDAY) == ()


def test_due_names_a_holder_once_when_a_role_is_held_twice(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, since=date(2026, 7, 1))])

        assert [(due.assignment.id, due.person_id) for due in uow.reminders.due(town.id, MONDAY)] == [(2, 1), (1, 1)]


def test_schedule_moves_the_next_day_or_ends_the_ladder(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.reminders.schedule({1: date(2027, 1, 29), 2: None})

    with store.read() as uow:
        assert [due.assignment.id for due in uow.reminders.due(town.id, date(2027, 12, 31))] == [1]
        assert uow.reminders.due(town.id, date(2027, 1, 28)) == ()


def test_schedule_does_nothing_when_there_is_nothing_to_move(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.reminders.schedule({})

        assert uow.reminders.next_day(town.id, MONDAY.replace(day=1)) == FIRST_RUNG


def test_next_day_is_the_first_after_that_on_which_something_awaited_comes(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.reminders.schedule({1: date(2027, 1, 29), 2: date(2027, 1, 15)})
        before = [uow.reminders.next_day(town.id, date(2027, 1, day)) for day in (14, 15, 29)]
        uow.assignments.set_state(2, State.SUBMITTED)
        after = uow.reminders.next_day(town.id, date(2027, 1, 14))

    assert (before, after) == ([date(2027, 1, 15), date(2027, 1, 29), None], date(2027, 1, 29))


def test_rung_stays_with_its_message_when_covered_again(store: SqlStore, town: Town) -> None:
    rungs = [Covered(1, 1, "opening", FIRST_RUNG), Covered(1, 1, "before-30", date(2027, 1, 29))]
    with store.write() as uow:
        first, second = message(uow, town, "first"), message(uow, town, "second")
        uow.reminders.cover(first, rungs)
        uow.reminders.cover(second, [*rungs, Covered(2, 1, "opening", FIRST_RUNG)])

    with store.read() as uow:
        assert uow.reminders.covered([1, 2]) == {
            (1, 1): frozenset({"opening", "before-30"}),
            (2, 1): frozenset({"opening"}),
        }
        assert [uow.reminders.assignments_of(one) for one in (first, second)] == [(1,), (2,)]


def test_rung_is_covered_for_each_person_who_is_told(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        first, second = message(uow, town, "first"), message(uow, town, "second")
        uow.reminders.cover(first, [Covered(1, 1, "opening", FIRST_RUNG)])
        uow.reminders.cover(second, [Covered(1, 2, "opening", FIRST_RUNG)])

        assert uow.reminders.covered([1]) == {(1, 1): frozenset({"opening"}), (1, 2): frozenset({"opening"})}
        assert [uow.reminders.assignments_of(one) for one in (first, second)] == [(1,), (1,)]


def test_rung_that_one_holder_gets_back_stays_covered_for_the_other(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        first, second = message(uow, town, "first"), message(uow, town, "second")
        uow.reminders.cover(first, [Covered(1, 1, "opening", FIRST_RUNG)])
        uow.reminders.cover(second, [Covered(1, 2, "opening", FIRST_RUNG)])
        uow.reminders.release(second)

        assert uow.reminders.covered([1, 2]) == {(1, 1): frozenset({"opening"})}


def test_cillas_municipality_has_no_reminders_of_another(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])

    with store.read() as uow:
        assert len(uow.reminders.due(town.id, MONDAY)) == 2
        assert uow.reminders.due(kristianstad.id, MONDAY) == ()
        assert uow.reminders.next_day(kristianstad.id, date(2026, 12, 31)) is None
