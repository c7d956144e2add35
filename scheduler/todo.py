"""What the municipality still has to decide before its wheel can be trusted whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.days import add_months
from scheduler.reviews import reviewer_of
from scheduler.rules import AnyRule
from scheduler.rules_counted import MeetingRule, PeriodRule, TimesRule
from scheduler.rules_started import UndatedRule
from scheduler.rules_yearly import StartRule
from scheduler.wheel import Activity, DigestPlan, Wheel

MONTHS_LEFT_AT_LEAST = 6


class TodoKind(StrEnum):
    """What kind of decision is missing; the words for people are phrases of `cards/`."""

    DATE = "date"
    BASE_YEAR = "base_year"
    PERIOD_DAY = "period_day"
    DAYS = "days"
    FIRST_DAY = "first_day"
    MEETINGS = "meetings"
    MEETINGS_END = "meetings_end"
    END = "end"
    PERFORMER = "performer"
    REVIEWER = "reviewer"
    INFERRED = "inferred"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Todo:
    """One decision; `detail` is the wheel's own word on it: a reason, the inferred fields, a body's name or a day.

    `activity` is empty for what concerns a body, or a digest, which `digest` names.
    """

    activity: str
    title: str
    kind: TodoKind
    detail: str = ""
    digest: str = ""


def todos(wheel: Wheel, today: date) -> tuple[Todo, ...]:
    """What is undecided, in the wheel's own order, and after that the bodies whose meetings soon come to an end."""
    return (
        *(todo for activity in wheel.activities for todo in _of(wheel, activity)),
        *(todo for plan in wheel.digests for todo in _of_digest(wheel, plan)),
        *_ending(wheel, today),
    )


def _of(wheel: Wheel, activity: Activity) -> Iterator[Todo]:
    lack = activity.rule.lack(wheel)
    if lack is not None:
        yield Todo(activity.key, activity.title, TodoKind(lack), _detail(wheel, activity.rule))
    if isinstance(activity.rule, StartRule):
        yield Todo(activity.key, activity.title, TodoKind.END)
    if activity.performer is None and not activity.external_performer:
        yield Todo(activity.key, activity.title, TodoKind.PERFORMER)
    if activity.review in wheel.body_by_key and reviewer_of(wheel, activity.key) is None:
        yield Todo(activity.key, activity.title, TodoKind.REVIEWER, wheel.name_of(activity.review or ""))
    if activity.inferred:
        yield Todo(activity.key, activity.title, TodoKind.INFERRED, ", ".join(activity.inferred))


def _of_digest(wheel: Wheel, plan: DigestPlan) -> Iterator[Todo]:
    """Until there is a day, those who are to be told have to ask."""
    lack = plan.rule.lack(wheel)
    if lack is not None:
        kind = TodoKind.DIGEST if isinstance(plan.rule, UndatedRule) else TodoKind(lack)
        yield Todo("", plan.title, kind, _detail(wheel, plan.rule), digest=plan.key)
    if plan.inferred:
        yield Todo("", plan.title, TodoKind.INFERRED, ", ".join(plan.inferred), digest=plan.key)


def _detail(wheel: Wheel, rule: AnyRule) -> str:
    if isinstance(rule, MeetingRule):
        return wheel.name_of(rule.body)
    return rule.why if isinstance(rule, UndatedRule | PeriodRule | TimesRule) else ""


def _ending(wheel: Wheel, today: date) -> Iterator[Todo]:
    """A calendar with less than six months left, where something hangs on its meetings."""
    rules = (*(one.rule for one in wheel.activities), *(one.rule for one in wheel.digests))
    counted = {rule.body for rule in rules if isinstance(rule, MeetingRule)}
    for body in wheel.bodies:
        meetings = wheel.meetings_of(body.key)
        if body.key in counted and meetings and meetings[-1].on < add_months(today, MONTHS_LEFT_AT_LEAST):
            yield Todo("", body.name, TodoKind.MEETINGS_END, meetings[-1].on.isoformat())
