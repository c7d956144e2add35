"""What a simulation reports: it must tell when something went wrong, so here everything does."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.simulation.behaviour import Behaviour
from bot.simulation.mailbox import Delivered
from bot.simulation.plan import Plan
from bot.simulation.record import Record
from bot.simulation.report import report
from bot.simulation.scene import Change
from bot.simulation.showing import orphaned_tasks
from scheduler.lifecycle import State
from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports import UnitOfWork
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    FORM,
    MONDAY,
    NOON,
    make_content,
    make_reference,
    make_submission,
    make_town,
    make_wheel,
    plan_one,
)

CONTENT = make_content(FORM, wheel=make_wheel(replace(ACTIVITY, performer="enhetschef")))
PLAN = Plan(content=CONTENT, year=2027, years=2, units=1, seed=5, behaviour=Behaviour.LATE)
SATURDAY = date(2027, 1, 16)
NO_CHANGES = {
    "managers_left": 0, "managers_arrived": 0, "units_opened": 0, "units_closed": 0, "units_merged": 0,
    "editions": 0, "form_versions": 0, "events": 0, "started_by_hand": 0,
}  # fmt: skip


def seen(uow: UnitOfWork, **written: Any) -> Any:
    return report(uow, PLAN, CONTENT, 1, Record(**written))


def test_report_counts_what_should_not_have_happened(store: SqlStore) -> None:
    make_town(store)
    delivered = [
        Delivered("person:1", MONDAY, (1,)),
        Delivered("person:1", MONDAY, (2,)),
        Delivered("person:2", SATURDAY, (1, 2)),
        Delivered("body:von", MONDAY, ()),
        Delivered("body:von", MONDAY, ()),
        Delivered("body:von", MONDAY, ()),
    ]

    with store.read() as uow:
        told = seen(uow, delivered=delivered, answered_on={1: MONDAY, 2: SATURDAY}, orphaned={7, 8})

    names = ("per_person_per_day_max", "weekend_messages", "after_answer_reminders", "orphaned")
    assert {name: told[name] for name in names} == {
        "per_person_per_day_max": 2,
        "weekend_messages": 1,
        "after_answer_reminders": 1,
        "orphaned": 2,
    }


def test_report_is_all_noughts_when_nothing_was_delivered(store: SqlStore) -> None:
    make_town(store)

    with store.read() as uow:
        told = seen(uow)

    assert told == {
        "wheel": "karlstad",
        "years": [2027, 2028],
        "units": 1,
        "seed": 5,
        "behaviour": "late",
        "assignments": dict.fromkeys(("planned", "open", "submitted", "approved", "overdue", "cancelled"), 0),
        "messages": dict.fromkeys(("daily", "catch_up", "escalation", "digest"), 0),
        "answers": 0,
        "per_person_per_day_max": 0,
        "weekend_messages": 0,
        "after_answer_reminders": 0,
        "digests": [],
        "series_without_future": ["egenkontroll"],
        "changes": NO_CHANGES,
        "orphaned": 0,
        "unshowable": 0,
        "errors": [],
    }


def test_report_counts_every_change_by_its_name(store: SqlStore) -> None:
    make_town(store)
    changes = {change: number for number, change in enumerate(Change, start=1)}

    with store.read() as uow:
        told = seen(uow, changes=changes)["changes"]

    assert told == {name: number for number, name in enumerate(NO_CHANGES, start=1)}


def test_report_counts_every_open_state_as_open_and_the_late_beside(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        task = plan_one(uow, town)
        uow.assignments.set_state(task.id, State.STARTED)

    with store.read() as uow:
        told = seen(uow)["assignments"]

    assert told == {"planned": 0, "open": 1, "submitted": 0, "approved": 0, "overdue": 1, "cancelled": 0}


def test_report_tells_messages_that_never_went_as_errors(store: SqlStore) -> None:
    make_town(store)
    with store.write() as uow:
        uow.references.remember(make_reference(1, person_id=1))
        for number in range(3):
            uow.outbox.add(
                NewMessage(
                    municipality_id=1, kind=MessageKind.DAILY, dedupe_key=str(number), day=MONDAY, due_at=NOON,
                    person_id=1,
                )
            )  # fmt: skip
        sent, failed = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON + timedelta(minutes=2), limit=2)
        uow.outbox.mark_sent(sent, at=NOON, activity_id="a")
        uow.outbox.fail(failed, code="Gone")

    with store.read() as uow:
        told = seen(uow, errors=["2027-01-11: somebody was refused"])

    assert told["messages"]["daily"] == 1
    assert told["errors"] == ["2027-01-11: somebody was refused", "1 daily failed", "1 daily pending"]


def unshowable(store: SqlStore, *, kept: int, version: int, role: str = "enhetschef") -> int:
    """One answer by Anna, given with the second version of the form; `kept` is the version that is still known."""
    town = make_town(store)
    anna = town.people[0].id
    second = replace(FORM, version=2)
    with store.write() as uow:
        task = plan_one(uow, town)
        uow.forms.keep([replace(FORM, version=kept)])
        answer = make_submission(task.id, anna, form=FORM.key, form_version=version, role=role)
        uow.answering.submit(answer)
    with store.read() as uow:
        count = seen(uow, answered_with={task.id: second})["unshowable"]
        assert isinstance(count, int)
        return count


def test_answer_can_be_shown_when_its_version_was_kept_and_its_author_held_the_role(store: SqlStore) -> None:
    assert unshowable(store, kept=2, version=2) == 0


def test_answer_can_not_be_shown_when_its_version_was_not_kept(store: SqlStore) -> None:
    assert unshowable(store, kept=3, version=2) == 1


def test_answer_can_not_be_shown_when_it_names_another_version_than_its_author_saw(store: SqlStore) -> None:
    assert unshowable(store, kept=2, version=1) == 1


def test_answer_can_not_be_shown_when_its_author_did_not_hold_the_role(store: SqlStore) -> None:
    assert unshowable(store, kept=2, version=2, role="verksamhetschef") == 1


def test_open_task_is_orphaned_when_its_manager_has_left(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        task = plan_one(uow, town)
        uow.people.end_roles(town.id, town.people[0].id, on=MONDAY)
        planned = list(orphaned_tasks(uow, CONTENT, town.id, SATURDAY))
        uow.assignments.set_state(task.id, State.OPEN)

        before, after = (list(orphaned_tasks(uow, CONTENT, town.id, day)) for day in (MONDAY, SATURDAY))

    assert (planned, before, after) == ([], [], [task.id])
