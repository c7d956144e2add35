"""What to simulate."""

from dataclasses import dataclass
from datetime import date

from bot.simulation.behaviour import Behaviour
from scheduler.loading import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The first day is the first of January of `year`, the last one the end of the last of `years` years."""

    content: Content
    year: int
    years: int
    units: int
    seed: int
    behaviour: Behaviour

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year + self.years - 1, 12, 31)
