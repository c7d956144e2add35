"""Days lived through the real rows: ticks as the ticker makes them, and sending as the sender does it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, select

from scheduler.clock import STOCKHOLM, StandingClock, local_day
from scheduler.days import is_working_hour
from scheduler.lifecycle import ANSWERABLE
from scheduler.loading import Content, shipped_forms
from scheduler.organisation import Person
from scheduler.outbox import Message, MessageKind
from scheduler.ports import Store
from scheduler.usecases.dispatching import Daily, content_of
from scheduler.usecases.ticking import Ticked, tick
from scheduler.wheel import Activity
from store.schema import assignment, covered_rung, occurrence, outbox, submission
from tests.factories import ANNA, CountedTokens, Town, make_content, make_reference, make_wheel
from tests.usecases.at_desk import AtDesk

DISA = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one person got one day: which activities it named, and what is asked about which actions."""

    day: date
    person_id: int
    kind: MessageKind
    tasks: tuple[str, ...]
    actions: tuple[str, ...] = ()


@dataclass(slots=True)
class Life:
    store: Store
    engine: Engine
    town: Town
    content: Content
    clock: StandingClock
    tokens: CountedTokens = field(default_factory=CountedTokens)
    sent: list[Sent] = field(default_factory=list)

    def tick(self, at: datetime | None = None) -> Ticked:
        if at is not None:
            self.clock.move_to(at)
        return tick(self.store, self.content, self.town.id, self.clock.now())

    def claim(self) -> list[Message]:
        now = self.clock.now()
        with self.store.write() as uow:
            lease_until = now + timedelta(minutes=2)
            return list(uow.outbox.claim(calendar=now, now=now, lease_until=lease_until, limit=50))

    def send(self) -> None:
        """What waits goes, or is cancelled when nothing is left to say; nothing goes outside working hours."""
        if is_working_hour(self.clock.now()):
            for message in self.claim():
                self._settle(message)

    def _settle(self, message: Message) -> None:
        with self.store.write() as uow:
            said = content_of(uow, self.content, message, self.clock.now())
            if said is None:
                uow.outbox.cancel(message)
                uow.reminders.release(message.id)
                return
            uow.outbox.mark_sent(message, at=self.clock.now(), activity_id=f"activity-{message.id}")
        if isinstance(said, Daily) and message.person_id is not None:
            tasks = tuple(f"{task.activity} {task.slot} {task.place}" for task in said.tasks)
            actions = tuple(f"{one.ask.kind} {one.action.says.measure}" for one in said.actions)
            self.sent.append(Sent(said.today, message.person_id, message.kind, tasks, actions))

    def live(self, *instants: datetime) -> list[Sent]:
        """Tick and send at each of them; what was sent meanwhile."""
        before = len(self.sent)
        for instant in instants:
            self.tick(instant)
            self.send()
        return self.sent[before:]

    def answer(self, person: Person, activity: str) -> None:
        """The person's first open task of that activity, answered with the plain form."""
        with self.store.read() as uow:
            mine = uow.assignments.of_person(person.id, local_day(self.clock.now()), states=ANSWERABLE)
        task = next(task for task in mine if task.activity == activity)
        desk = AtDesk(self.store, person, self.content, self.tokens, self.clock.now())
        desk.answers(task.id, {"klart_datum": "2027-01-04", "kommentar": f"{task.activity} {task.place}"})

    def answered(self) -> list[tuple[Any, ...]]:
        chosen = select(occurrence.c.activity, occurrence.c.slot, submission.c.answers, submission.c.submitted_at)
        return self._rows(chosen.select_from(submission.join(assignment).join(occurrence)))

    def covered(self) -> list[tuple[Any, ...]]:
        """Every rung that some message stands for, with the person who is told."""
        columns = (covered_rung.c.assignment_id, covered_rung.c.rung, covered_rung.c.person_id, covered_rung.c.day)
        return self._rows(select(*columns))

    def messages(self) -> list[tuple[Any, ...]]:
        """Person, kind, day, the instant from which it may go, and state."""
        columns = (outbox.c.person_id, outbox.c.kind, outbox.c.day, outbox.c.due_at, outbox.c.state)
        return self._rows(select(*columns).order_by(outbox.c.id))

    def _rows(self, chosen: Any) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return sorted((tuple(row) for row in connection.execute(chosen)), key=repr)


def begin(store: Store, engine: Engine, town: Town, activities: Iterable[Activity], *, at: datetime) -> Life:
    """A town whose people can all be reached, on a clock that stands."""
    with store.write() as uow:
        for person in uow.people.everyone(town.id):
            uow.references.remember(make_reference(town.id, person_id=person.id))
    content = make_content(*shipped_forms(), wheel=make_wheel(*activities))
    return Life(store, engine, town, content, StandingClock(at))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That time of day in Stockholm."""
    return datetime.combine(day, time(hour, minute), STOCKHOLM)
