"""One person's turn, with what is needed to answer it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from bot.channel import Card, Turn
from bot.service import Service
from scheduler.audit import By
from scheduler.clock import local_day
from scheduler.organisation import Person

NO_NUMBER = -1
"""What is read where a card carried no number; no row has it."""

LARGEST_NUMBER = 2**31 - 1
"""As large as a row's number can be; a database would choke on more."""

LONGEST_REQUEST = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` is read once, from the calendar clock; `data` is a hint from the client."""

    service: Service
    person: Person
    turn: Turn
    now: datetime
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def has_pages(self) -> bool:
        """Whether the service can be reached with a browser."""
        return bool(self.service.public_url)

    @property
    def by(self) -> By:
        return acting(self.service, self.person, self.turn)

    def number(self, name: str) -> int:
        """A whole number that the card carried, else `NO_NUMBER`."""
        return whole_number(self.data.get(name))

    def text(self, name: str) -> str:
        return str(self.data.get(name, ""))


def acting(service: Service, person: Person, turn: Turn) -> By:
    """The person, as the audit log is told of them; the turn's own name is a hint from the client."""
    name = "".join(filter(str.isprintable, turn.activity_id or ""))[:LONGEST_REQUEST]
    return By(municipality_id=person.municipality_id, at=service.system_clock.now(), request=name, person_id=person.id)


def whole_number(value: object) -> int:
    """The number from 0 up that the value says, else `NO_NUMBER`."""
    try:
        number = int(str(value))
    except ValueError:
        return NO_NUMBER
    return number if 0 <= number <= LARGEST_NUMBER else NO_NUMBER


Answer: TypeAlias = Callable[[Visit], Card]
