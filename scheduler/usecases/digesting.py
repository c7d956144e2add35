"""When somebody is told what was answered."""

from dataclasses import replace
from datetime import date, datetime

from scheduler.clock import local_day
from scheduler.days import work_starts_on, working_day_on_or_after
from scheduler.organisation import Municipality
from scheduler.outbox import MessageKind, NewMessage, digest_key
from scheduler.planning import years_to_plan
from scheduler.ports import UnitOfWork
from scheduler.rules_counted import PeriodRule
from scheduler.slots import Precision, Slot
from scheduler.wheel import DigestPlan, Wheel

YEAR_DIGITS = 4


def digest_days(wheel: Wheel, first: date, last: date) -> list[tuple[date, DigestPlan]]:
    """The working days, both ends included, on which a body is to be told something."""
    found = [
        (working_day_on_or_after(day), plan)
        for plan in wheel.digests
        for year in range(first.year - 1, last.year + 1)
        for slot in wheel.digest_slots(plan, year)
        if (day := told_on(slot)) is not None
    ]
    within = ((day, plan) for day, plan in found if first <= day <= last)
    return sorted(within, key=lambda pair: (pair[0], pair[1].key))


def told_on(slot: Slot) -> date | None:
    """Of a month without a day its first: what is to be dealt with some time in it must be known when it begins."""
    return slot.opens if slot.precision is Precision.MONTH else slot.due or slot.opens


def next_digest_day(wheel: Wheel, after: date) -> date | None:
    """The first such day after that one, within the planning horizon."""
    last = date(years_to_plan(after)[-1], 12, 31)
    return next((day for day, _ in digest_days(wheel, after, last) if day > after), None)


def queue_digests(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Write a message for each body's digest whose day has come since the municipality started; how many were new.

    Of a series of which several days were missed, only the latest is told. Who is told in a role reads of it in the
    day's own message.
    """
    added = 0
    newest = {plan.key: (day, plan) for day, plan in digest_days(wheel, municipality.started_on, local_day(now))}
    for day, plan in newest.values():
        if plan.body is None:
            continue
        message = NewMessage(
            municipality_id=municipality.id,
            kind=MessageKind.DIGEST,
            dedupe_key=digest_key(municipality.id, plan.key, day),
            day=day,
            due_at=max(now, work_starts_on(day)),
            body=plan.body,
        )
        added += uow.outbox.add(message) is not None
    return added


def stated_day(wheel: Wheel, plan: DigestPlan, sent_on: date) -> date:
    """The day that the plan states for a digest sent on that working day; a free day's digest is sent after it."""
    slots = (slot for year in (sent_on.year - 1, sent_on.year) for slot in wheel.digest_slots(plan, year))
    days = [day for slot in slots if (day := told_on(slot)) is not None and day <= sent_on]
    return max(days, default=sent_on)


def covered_year(wheel: Wheel, plan: DigestPlan, day: date) -> int:
    """The calendar year that a digest of that stated day tells of: after a period, the year in which it lies."""
    if isinstance(plan.rule, PeriodRule):
        for slot in wheel.digest_slots(plan, day.year):
            if slot.due == day:
                return int(slot.period[:YEAR_DIGITS])
    return day.year


def next_meeting_of(wheel: Wheel, plan: DigestPlan, day: date) -> date | None:
    """The body's next meeting after that day; the next day of the plan where no meetings are known."""
    body = wheel.body_by_key.get(plan.body or "")
    held = [meeting.day for meeting in body.meetings if meeting.day is not None] if body else []
    ahead = [one for one in held if one > day]
    if ahead:
        return min(ahead)
    days = (one for one, _ in digest_days(replace(wheel, digests=(plan,)), day, date(day.year + 1, 12, 31)))
    return next((one for one in days if one > day), None)
