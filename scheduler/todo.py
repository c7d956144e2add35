"""What the municipality still has to decide before its wheel can be trusted whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduler.rules import StartRule, UndatedRule
from scheduler.wheel import Activity, Wheel


class TodoKind(StrEnum):
    DATE = "date"
    BASE_YEAR = "base_year"
    END = "end"
    PERFORMER = "performer"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Todo:
    """One decision; `detail` is the wheel's own word on it: a reason, or the inferred fields."""

    activity: str
    title: str
    kind: TodoKind
    detail: str = ""


def todos(wheel: Wheel) -> tuple[Todo, ...]:
    return tuple(todo for activity in wheel.activities for todo in _of(activity))


def _of(activity: Activity) -> Iterator[Todo]:
    if isinstance(activity.rule, UndatedRule):
        yield Todo(activity.key, activity.title, TodoKind.DATE, activity.rule.why)
    if activity.rule.lacks_base_year:
        yield Todo(activity.key, activity.title, TodoKind.BASE_YEAR)
    if isinstance(activity.rule, StartRule):
        yield Todo(activity.key, activity.title, TodoKind.END)
    if activity.performer is None:
        yield Todo(activity.key, activity.title, TodoKind.PERFORMER)
    if activity.inferred:
        yield Todo(activity.key, activity.title, TodoKind.INFERRED, ", ".join(activity.inferred))
