"""What a simulation saw, by the names that `interfaces` promises."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.simulation.mailbox import Delivered
from bot.simulation.plan import Plan
from bot.simulation.record import Record
from bot.simulation.scene import Change
from bot.simulation.showing import unshowable_answers
from scheduler.clock import local_day
from scheduler.days import is_working_day
from scheduler.lifecycle import State
from scheduler.loading import Content
from scheduler.outbox import MessageKind, MessageState
from scheduler.planning import years_to_plan
from scheduler.ports import UnitOfWork
from scheduler.series import series_without_future

UNASKED = (MessageKind.DAILY, MessageKind.CATCH_UP, MessageKind.ESCALATION, MessageKind.DIGEST)


def report(uow: UnitOfWork, plan: Plan, content: Content, municipality_id: int, record: Record) -> dict[str, Any]:
    """`content` is as it stands on the last day, when the wheel and the forms may have changed since the first."""
    messages = uow.outbox.counts(municipality_id)
    return {
        "wheel": content.wheel.key,
        "years": list(range(plan.year, plan.year + plan.years)),
        "units": plan.units,
        "seed": plan.seed,
        "behaviour": str(plan.behaviour),
        "assignments": _assignments(uow.assignments.count_by_state(municipality_id, plan.last)),
        "messages": {str(kind): messages.get((kind, MessageState.SENT), 0) for kind in UNASKED},
        "answers": len(record.answered_on),
        "per_person_per_day_max": _most_in_a_day(record.delivered),
        "weekend_messages": sum(not is_working_day(one.day) for one in record.delivered),
        "after_answer_reminders": sum(_already_answered(one, record.answered_on) for one in record.delivered),
        "digests": _digests(uow, municipality_id),
        "series_without_future": list(_dry(uow, content, municipality_id, plan.last)),
        "changes": {str(change): record.changes[change] for change in Change},
        "orphaned": len(record.orphaned),
        "unshowable": sum(1 for _ in unshowable_answers(uow, content, municipality_id, record)),
        "errors": [*record.errors, *_unsent(messages)],
    }


def _assignments(states: Mapping[str, int]) -> dict[str, int]:
    return {
        "planned": states.get(State.PLANNED, 0),
        "open": sum(states.get(state, 0) for state in (State.OPEN, State.STARTED, State.RETURNED)),
        "submitted": states.get(State.SUBMITTED, 0),
        "approved": states.get(State.APPROVED, 0),
        "overdue": states.get("overdue", 0),
        "cancelled": states.get(State.CANCELLED, 0),
    }


def _dry(uow: UnitOfWork, content: Content, municipality_id: int, today: date) -> tuple[str, ...]:
    planned = _planned(uow, municipality_id, today)
    return series_without_future(content.wheel, planned, today, uow.people.organisation(municipality_id))


def _most_in_a_day(delivered: Iterable[Delivered]) -> int:
    counts = Counter((one.person_id, one.day) for one in delivered if one.person_id is not None)
    return max(counts.values(), default=0)


def _already_answered(delivered: Delivered, answered_on: Mapping[int, date]) -> bool:
    return any(answered_on.get(task, date.max) < delivered.day for task in delivered.tasks)


def _digests(uow: UnitOfWork, municipality_id: int) -> list[dict[str, Any]]:
    return [
        {
            "body": digest.body,
            "period": digest.period,
            "date": local_day(digest.cut_off).isoformat(),
            "answered": digest.answered,
            "expected": digest.expected,
        }
        for digest in uow.digests.sent(municipality_id)
    ]


def _planned(uow: UnitOfWork, municipality_id: int, today: date) -> set[tuple[str, str]]:
    return {
        (assignment.activity, assignment.slot)
        for year in years_to_plan(today)
        for assignment in uow.assignments.of_municipality(municipality_id, year=year)
    }


def _unsent(messages: Mapping[tuple[str, str], int]) -> list[str]:
    return [
        f"{count} {kind} {state}"
        for (kind, state), count in sorted(messages.items())
        if state not in (MessageState.SENT, MessageState.CANCELLED)
    ]
