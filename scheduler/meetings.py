"""Meetings as they have been called: rows remember that one was moved, for the calendars that have it already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.wheel import Wheel


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A body's meeting as the wheel has it; `held_on` is None where it is cancelled, `begins_at` is in Stockholm."""

    body: str
    called_for: date
    held_on: date | None
    begins_at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledMeeting(Called):
    """Its row; `revision` counts how often it has changed since it was first called, the last time at `changed_at`."""

    id: int
    revision: int
    changed_at: datetime


def called_in(wheel: Wheel) -> Iterator[Called]:
    """Every meeting of every body, cancelled ones too."""
    for body in wheel.bodies:
        for meeting in body.meetings:
            yield Called(body=body.key, called_for=meeting.on, held_on=meeting.day, begins_at=meeting.at)
