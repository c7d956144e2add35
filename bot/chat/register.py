"""Who is speaking: the register of people decides, never what a card claims."""

from dataclasses import dataclass
from typing import Protocol

from bot.channel import Turn
from scheduler.organisation import Person
from scheduler.ports import Store


class Register(Protocol):
    def person_of(self, turn: Turn) -> Person | None:
        """None for somebody who is not entered."""


@dataclass(frozen=True, slots=True)
class EntraRegister:
    """People by the object id that Teams vouches for."""

    store: Store
    municipality_id: int

    def person_of(self, turn: Turn) -> Person | None:
        if not turn.sender.entra_object_id:
            return None
        with self.store.read() as uow:
            return uow.people.by_entra_id(self.municipality_id, turn.sender.entra_object_id.lower())
