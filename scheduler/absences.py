"""Who is away from a day to a day, and who stands in for them."""

from dataclasses import dataclass
from datetime import date

LONGEST_ABSENCE = 366
"""In days; whoever is away for longer is entered again, or has left the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Both days inclusive; without a stand-in what would be asked waits for the person to come back."""

    id: int
    municipality_id: int
    person_id: int
    stand_in_id: int | None
    since: date
    until: date

    def is_on(self, day: date) -> bool:
        return self.since <= day <= self.until

    def overlaps(self, since: date, until: date) -> bool:
        return self.since <= until and since <= self.until
