"""A pace for each of many: everyone may take what time has filled their bucket with."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

from scheduler.clock import Clock
from scheduler.pacing import Bucket, full

MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """So many a second for as long as one likes; what a span of `saved_up` is worth may be taken at once."""

    rate: float
    saved_up: timedelta = timedelta(seconds=1)


class Buckets:
    """One for each name that was heard lately."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self._pace = pace
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._buckets

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, name: str) -> timedelta | None:
        """None where there was one to take, else how long to wait for it."""
        now, rate = self._clock.now(), self._pace.rate
        bucket = self._buckets.pop(name, None) or full(now, rate, saved_up=self._pace.saved_up.total_seconds())
        granted, left = bucket.taking(1, now, rate)
        while len(self._buckets) >= MOST_REMEMBERED:
            # Whoever was heard longest ago has a full bucket again.
            self._buckets.popitem(last=False)
        self._buckets[name] = left
        return None if granted else left.wait(now, rate)

    def give_back(self, name: str) -> None:
        """As if it had not been taken."""
        if name in self._buckets:
            self._buckets[name] = self._buckets[name].with_one_more(self._pace.rate)
