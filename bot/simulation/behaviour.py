"""How invented people meet their tasks."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from random import Random

from scheduler.assignments import Assignment, Urgency


class Behaviour(StrEnum):
    CALM = "calm"
    LATE = "late"
    SILENT = "silent"
    CHAOTIC = "chaotic"


PROMPT_SHARE = 0.7
SILENT_SHARE = 0.3

Decide = Callable[[Assignment, int, date, Random], bool]


def _calm(task: Assignment, person_id: int, today: date, random: Random) -> bool:
    return random.random() < PROMPT_SHARE or task.urgency(today) is not Urgency.OPEN


def _late(task: Assignment, person_id: int, today: date, random: Random) -> bool:
    return task.due is None or task.urgency(today) is Urgency.LATE


def _silent(task: Assignment, person_id: int, today: date, random: Random) -> bool:
    never = Random(person_id).random() < SILENT_SHARE
    return not never and _calm(task, person_id, today, random)


ANSWERS_NOW: dict[Behaviour, Decide] = {
    Behaviour.CALM: _calm,
    Behaviour.LATE: _late,
    Behaviour.SILENT: _silent,
    Behaviour.CHAOTIC: _calm,
}
"""Whether a person who has just been asked answers the task today."""
