"""Who the one person at the keyboard is right now."""

from dataclasses import dataclass

from bot.channel import Turn
from scheduler.organisation import Person
from scheduler.ports import Store


@dataclass(slots=True)
class Stage:
    """A `Register` in which whoever writes is the person whose turn it is."""

    store: Store
    municipality_id: int
    current: int

    def person_of(self, turn: Turn) -> Person | None:
        with self.store.read() as uow:
            return uow.people.person(self.municipality_id, self.current)

    def become(self, person_id: int) -> Person | None:
        """Only the current person's messages reach the one chat; the other's wait until it is their turn."""
        with self.store.write() as uow:
            person = uow.people.person(self.municipality_id, person_id)
            if person is not None and person_id != self.current:
                uow.references.forget_person(self.current)
                self.current = person_id
        return person
