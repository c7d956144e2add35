"""Time on the wall and on the processor, summed over the stretches that are to count."""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

MICRO = 1_000_000


@dataclass(slots=True)
class Stopwatch:
    """Seconds so far; what is done between two stretches costs nothing."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu


def fresh() -> Stopwatch:
    """One that no earlier measurement's waste is charged to."""
    gc.collect()
    return Stopwatch()


@dataclass(frozen=True, slots=True)
class Spread:
    """Microseconds per item over all rounds; `cpu` is the median of the rounds."""

    least: float
    middle: float
    most: float
    cpu: float


def spread(rounds: Sequence[Stopwatch], items: int) -> Spread:
    walls = [one.wall / items * MICRO for one in rounds]
    return Spread(min(walls), median(walls), max(walls), median(one.cpu / items * MICRO for one in rounds))
