"""How fast messages may go to one tenant: a bucket that time fills and sending empties."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

RATE = 20.0
"""Messages a second and tenant; Teams takes about 30."""
SAVED_UP = 0.4
"""Seconds whose worth may go at once: with what comes in meanwhile, the fullest second holds 28 at that rate."""
UNPACED = 1e9
"""For a far end on this machine, and for clocks that stand."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What may go at once, as it stood at an instant; never more than `saved_up` seconds' worth."""

    tokens: float
    filled_at: datetime
    paused_until: datetime | None = None
    saved_up: float = SAVED_UP

    def at(self, now: datetime, rate: float) -> "Bucket":
        """The bucket filled up to that instant; a clock that went back fills nothing."""
        if self.is_paused(now):
            return self
        since = max(self.filled_at, self.paused_until or self.filled_at)
        passed = max((now - since).total_seconds(), 0.0)
        tokens = min(_most(rate, self.saved_up), self.tokens + passed * rate)
        return replace(self, tokens=tokens, filled_at=max(now, self.filled_at), paused_until=None)

    def taking(self, wanted: int, now: datetime, rate: float) -> tuple[int, "Bucket"]:
        """How many of the wanted may go now, and the bucket after that."""
        filled = self.at(now, rate)
        granted = 0 if filled.is_paused(now) else min(wanted, int(filled.tokens))
        return granted, replace(filled, tokens=filled.tokens - granted)

    def with_one_more(self, rate: float) -> "Bucket":
        """The bucket as it is when one that was taken comes back."""
        return replace(self, tokens=min(_most(rate, self.saved_up), self.tokens + 1.0))

    def wait(self, now: datetime, rate: float) -> timedelta:
        """How long until one more may go."""
        if self.paused_until is not None and self.is_paused(now):
            return self.paused_until - now
        lacking = max(1.0 - self.at(now, rate).tokens, 0.0)
        return timedelta(seconds=lacking / rate)

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until


def full(now: datetime, rate: float, *, saved_up: float = SAVED_UP) -> Bucket:
    """As a tenant starts that was never written to."""
    return Bucket(_most(rate, saved_up), now, saved_up=saved_up)


def _most(rate: float, saved_up: float) -> float:
    return max(rate * saved_up, 1.0)
