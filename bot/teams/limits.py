"""How much the door takes at once; what is more is sent away with word of when to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.buckets import Buckets, Pace
from scheduler.clock import Clock
from scheduler.pacing import UNPACED

A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one process: turns under way at the same time, and turns of one person a second."""

    at_once: int = 256
    per_person: float = 10.0


LIMITS = Limits()
UNLIMITED = Limits(at_once=1_000_000, per_person=UNPACED)
"""For a load that is measured, and for clocks that stand."""


class Busy(Exception):
    """The turn was not begun; the text says which bound was met."""

    def __init__(self, reason: str, *, retry_after: timedelta) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Gate:
    """Lets turns in as long as there is room for them; only for senders who have been verified."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._under_way = 0
        self._paces = Buckets(Pace(limits.per_person, A_SECOND), clock)

    @contextmanager
    def turn_of(self, sender: str) -> Iterator[None]:
        """Room for one turn of that sender until the block ends; `Busy` where there is none."""
        if self._under_way >= self._limits.at_once:
            raise Busy("crowded", retry_after=A_SECOND)
        if (wait := self._paces.take(sender)) is not None:
            raise Busy("pace", retry_after=wait)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
