"""What a simulation reports: it must tell when something went wrong, so here everything does."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.simulation.behaviour import Behaviour
from bot.simulation.mailbox import Delivered
from bot.simulation.plan import Plan
from bot.simulation.report import report
from scheduler.lifecycle import State
from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports import UnitOfWork
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, MONDAY, NOON, make_content, make_reference, make_town, make_wheel, plan_one

CONTENT = make_content(wheel=make_wheel(replace(ACTIVITY, performer="enhetschef")))
PLAN = Plan(content=CONTENT, year=2027, years=2, units=1, seed=5, behaviour=Behaviour.LATE)
SATURDAY = date(2027, 1, 16)


def seen(uow: UnitOfWork, delivered: list[Delivered], answered_on: dict[int, date], *errors: str) -> Any:
    return report(uow, PLAN, municipality_id=1, delivered=delivered, answered_on=answered_on, errors=errors)


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
        told = seen(uow, delivered, {1: MONDAY, 2: SATURDAY})

    counted = {name: told[name] for name in ("per_person_per_day_max", "weekend_messages", "after_answer_reminders")}
    assert counted == {"per_person_per_day_max": 2, "weekend_messages": 1, "after_answer_reminders": 1}


def test_report_is_all_noughts_when_nothing_was_delivered(store: SqlStore) -> None:
    make_town(store)

    with store.read() as uow:
        told = seen(uow, [], {})

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
        "errors": [],
    }


def test_report_counts_every_open_state_as_open_and_the_late_beside(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        task = plan_one(uow, town)
        uow.assignments.set_state(task.id, State.STARTED)

    with store.read() as uow:
        told = seen(uow, [], {})["assignments"]

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
        told = seen(uow, [], {}, "2027-01-11: somebody was refused")

    assert told["messages"]["daily"] == 1
    assert told["errors"] == ["2027-01-11: somebody was refused", "1 daily failed", "1 daily pending"]
