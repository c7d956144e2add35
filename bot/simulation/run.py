"""A year or many in virtual time, through the real code and a real SQLite file, ticked day by day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from bot.sender import Sender
from bot.service import Service
from bot.simulation.behaviour import ANSWERS_NOW, Behaviour
from bot.simulation.mailbox import PERSON, Delivered, Mailbox
from bot.simulation.plan import Plan
from bot.simulation.report import report
from bot.simulation.town import invent_people
from bot.simulation.typing import typed_for
from scheduler.assignments import Assignment
from scheduler.clock import StandingClock, morning_of
from scheduler.days import each_day
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person
from scheduler.ports import Reference, Store
from scheduler.usecases.answering import Move, Saving, open_form, save_page
from scheduler.usecases.outcomes import FormPage, Outcome, Receipt
from scheduler.usecases.ticking import tick

LONGEST_FORM = 200


@dataclass(slots=True)
class CountedTokens:
    """Names that are unique and the same in every run."""

    count: int = 0

    def new(self) -> str:
        self.count += 1
        return f"token-{self.count}"


@dataclass(slots=True)
class Simulation:
    """One run; `errors` are sentences about what should not have happened."""

    plan: Plan
    store: Store
    clock: StandingClock
    service: Service
    mailbox: Mailbox
    random: Random
    people: dict[int, Person]
    asked: dict[int, set[int]] = field(default_factory=dict)
    answered_on: dict[int, date] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    async def run(self, progress: Callable[[date], None]) -> dict[str, Any]:
        """Live every day; what was seen, as `simulate --format json` prints it."""
        sender = Sender(self.service, self.mailbox)
        for day in each_day(self.plan.first, self.plan.last):
            self.clock.move_to(morning_of(day))
            tick(self.store, self.plan.content.wheel, self.service.municipality_id, self.clock.now())
            read = len(self.mailbox.delivered)
            await sender.send_waiting()
            for person_id, tasks in sorted(self._read(self.mailbox.delivered[read:])):
                self.asked.setdefault(person_id, set()).update(tasks)
                self._live(self.people[person_id], day)
            progress(day)
        with self.store.read() as uow:
            return report(
                uow,
                self.plan,
                municipality_id=self.service.municipality_id,
                delivered=self.mailbox.delivered,
                answered_on=self.answered_on,
                errors=self.errors,
            )

    def _read(self, delivered: Iterable[Delivered]) -> Iterator[tuple[int, tuple[int, ...]]]:
        return ((one.person_id, one.tasks) for one in delivered if one.person_id is not None)

    def _live(self, person: Person, day: date) -> None:
        with self.store.read() as uow:
            open_tasks = uow.assignments.of_person(person.id, day, states=ANSWERABLE)
        for task in open_tasks:
            decide = ANSWERS_NOW[self.plan.behaviour]
            if task.id in self.asked[person.id] and decide(task, person.id, day, self.random):
                self._answer(person, task, day)

    def _answer(self, person: Person, task: Assignment, day: date) -> None:
        content, now, tokens = self.plan.content, self.clock.now(), self.service.tokens
        outcome = open_form(self.store, content, person, task.id, now=now, tokens=tokens)
        for _ in range(LONGEST_FORM):
            if not isinstance(outcome, FormPage):
                break
            outcome = self._step(person, outcome)
        if isinstance(outcome, Receipt):
            self.answered_on[task.id] = day
        else:
            self.errors.append(f"{day}: {task.activity} {task.place}: {type(outcome).__name__}")

    def _step(self, person: Person, shown: FormPage) -> Outcome:
        typed = typed_for(shown.page, {}, random=self.random, today=shown.today)
        saving = Saving(
            assignment_id=shown.task.id,
            step=shown.form.steps.index(shown.page.step),
            item=shown.page.item,
            draft_version=shown.draft_version,
            token=shown.token,
            move=Move.SUBMIT if shown.page.number == shown.page.of else Move.NEXT,
            typed=typed,
        )
        for attempt in self._attempts(saving):
            outcome = save_page(
                self.store, self.plan.content, person, attempt, now=self.clock.now(), tokens=self.service.tokens
            )
        return outcome

    def _attempts(self, saving: Saving) -> Iterator[Saving]:
        """What Teams delivers: usually once; in chaos often twice."""
        yield saving
        if self.plan.behaviour is Behaviour.CHAOTIC and self.random.random() < 0.5:
            yield saving


def start(plan: Plan, store: Store) -> Simulation:
    """An empty store becomes an invented municipality on the eve of the first day."""
    random = Random(plan.seed)
    clock = StandingClock(morning_of(plan.first))
    wheel = plan.content.wheel
    with store.write() as uow:
        municipality = uow.municipalities.add(wheel.key, wheel.municipality, wheel.key, started_on=plan.first)
        uow.people.import_rows(municipality.id, invent_people(wheel, plan.units, random))
        people = {person.id: person for person in uow.people.everyone(municipality.id)}
        for reference in _references(plan, municipality.id, people):
            uow.references.remember(reference)
    service = Service(
        store=store,
        content=plan.content,
        municipality_id=municipality.id,
        calendar_clock=clock,
        system_clock=clock,
        tokens=CountedTokens(),
        public_url="http://localhost",
    )
    return Simulation(plan, store, clock, service, Mailbox(clock), random, people)


def _references(plan: Plan, municipality_id: int, people: dict[int, Person]) -> Iterator[Reference]:
    for person_id in people:
        yield _reference(municipality_id, f"{PERSON}{person_id}", person_id=person_id)
    for body in plan.content.wheel.bodies:
        yield _reference(municipality_id, f"body:{body.key}", body=body.key)


def _reference(
    municipality_id: int, conversation: str, *, person_id: int | None = None, body: str | None = None
) -> Reference:
    return Reference(
        municipality_id, "http://localhost", conversation, "simulated", "simulated", "bot", person_id, body
    )
