"""What the core asks of its surroundings where a year is planned: what was published, what has happened, who meets."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from scheduler.editions import Edition
from scheduler.meetings import Called, CalledMeeting
from scheduler.slots import Happening


class Editions(Protocol):
    """What was published stays as it was."""

    def publish(self, municipality_id: int, edition: Edition) -> None: ...
    def of_municipality(self, municipality_id: int) -> Sequence[Edition]:
        """In order of year and number."""


class Happenings(Protocol):
    """What has happened to places; an empty place is the administration."""

    def record(self, municipality_id: int, happening: Happening, *, at: datetime) -> bool:
        """False where it was there already."""

    def of_municipality(self, municipality_id: int) -> Sequence[Happening]:
        """In order of day."""


class Meetings(Protocol):
    """What calendars tell of meetings."""

    def follow(self, municipality_id: int, called: Iterable[Called], *, now: datetime) -> None:
        """Add new ones, count changed ones as changed, and cancel those ahead that are no longer called."""

    def of_municipality(self, municipality_id: int) -> Sequence[CalledMeeting]:
        """In order of the day they were called for."""
