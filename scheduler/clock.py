"""The only place that asks what time it is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MORNING = time(9, 0)


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, aware and in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class StandingClock:
    """A clock that stands where it was put: the demo's and the simulation's calendar."""

    instant: datetime = field()

    def now(self) -> datetime:
        return self.instant

    def move_to(self, instant: datetime) -> None:
        """Only forward; an earlier instant is a `ValueError`, for rows already written cannot be unwritten."""
        if instant < self.instant:
            raise ValueError(f"the clock stands at {self.instant} and cannot go back to {instant}")
        self.instant = instant


def local_day(now: datetime) -> date:
    """The calendar day in Stockholm at that instant."""
    return now.astimezone(STOCKHOLM).date()


def morning_of(day: date) -> datetime:
    """09:00 in Stockholm on that day, as an instant in UTC."""
    return datetime.combine(day, MORNING, STOCKHOLM).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first moment of that day in Stockholm, as an instant in UTC."""
    return datetime.combine(day, time.min, STOCKHOLM).astimezone(UTC)
