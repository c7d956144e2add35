"""A year or many in virtual time, through the real code and a real SQLite file, ticked day by day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from random import Random
from typing import Any

from bot.sender import Sender
from bot.service import Service
from bot.simulation.behaviour import ANSWERS_NOW, Behaviour
from bot.simulation.diary import Deed, diary_of
from bot.simulation.mailbox import Delivered, Mailbox, body_reference, person_reference
from bot.simulation.plan import Plan
from bot.simulation.record import Record
from bot.simulation.report import report
from bot.simulation.scene import Scene
from bot.simulation.showing import orphaned_tasks
from bot.simulation.town import invent_people
from bot.simulation.typing import typed_for
from scheduler.assignments import Assignment
from scheduler.audit import By
from scheduler.clock import StandingClock, local_day, morning_of
from scheduler.days import ONE_DAY, each_day, working_day_on_or_after
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from scheduler.ports import Store, UnitOfWork
from scheduler.reviews import Verdict
from scheduler.usecases.answering import open_form, save_page
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.outcomes import FormPage, Outcome, Receipt
from scheduler.usecases.review_outcomes import Judged
from scheduler.usecases.reviewing import Judging, judge, to_judge
from scheduler.usecases.ticking import tick

LONGEST_FORM = 200
RETURNED_SHARE = 0.1
SENT_BACK = "Beskriv gärna lite mer."
ONLY_LOOKS = 0.2
"""How often somebody opens a form and answers it another day, so that its version is settled then."""


@dataclass(slots=True)
class CountedTokens:
    """Names that are unique and the same in every run."""

    count: int = 0

    def new(self) -> str:
        self.count += 1
        return f"token-{self.count}"


@dataclass(slots=True)
class Simulation:
    """One run; the service is another one from the day on which the wheel or a form has changed."""

    plan: Plan
    store: Store
    clock: StandingClock
    service: Service
    mailbox: Mailbox
    random: Random
    people: dict[int, Person] = field(default_factory=dict)
    asked: dict[int, set[int]] = field(default_factory=dict)
    record: Record = field(default_factory=Record)

    async def run(self, progress: Callable[[date], None]) -> dict[str, Any]:
        """Live every day; what was seen, as `simulate --format json` prints it."""
        for year in range(self.plan.year, self.plan.year + self.plan.years):
            deeds = diary_of(self.plan, year)
            for day in each_day(date(year, 1, 1), date(year, 12, 31)):
                await self._live_through(day, deeds.get(day, ()))
                progress(day)
            self._look_for_orphans(date(year, 12, 31))
        await self._send_what_is_left()
        with self.store.read() as uow:
            return report(uow, self.plan, self.service.content, self.service.municipality_id, self.record)

    async def _live_through(self, day: date, deeds: Iterable[Deed]) -> None:
        self.clock.move_to(morning_of(day))
        for deed in deeds:
            self._do(deed, Random(f"{self.plan.seed}:{day}"))
        self._tick()
        answered, read = len(self.record.answered_on), len(self.mailbox.delivered)
        await Sender(self.service, self.mailbox).send_waiting()
        for person_id, card in sorted(self._read(self.mailbox.delivered[read:]), key=itemgetter(0)):
            self._live(self.people[person_id], card)
            if card.names_reviews:
                self._judge(self.people[person_id])
        if len(self.record.answered_on) > answered:  # what leads on from there opens at once, as the ticker would
            self._tick()

    def _tick(self) -> None:
        tick(self.store, self.service.content, self.service.municipality_id, self.clock.now())

    async def _send_what_is_left(self) -> None:
        """The year ends on a free day: what was written then goes on the next working day."""
        self.clock.move_to(morning_of(working_day_on_or_after(self.plan.last + ONE_DAY)))
        await Sender(self.service, self.mailbox).send_waiting()
        self.record.delivered = self.mailbox.delivered

    def _do(self, deed: Deed, random: Random) -> None:
        with self.store.write() as uow:
            municipality = uow.municipalities.get(self.service.municipality_id)
            scene = Scene(uow, municipality, self.service.content, random, self.clock.now(), self.record.changes)
            deed(scene)
            self.meet(uow)
        self.service = replace(self.service, content=scene.content)

    def meet(self, uow: UnitOfWork) -> None:
        """Whoever is new can be written to from now on."""
        for person in uow.people.everyone(self.service.municipality_id):
            if person.id not in self.people:
                self.people[person.id] = person
                uow.references.remember(person_reference(person))

    def _look_for_orphans(self, day: date) -> None:
        with self.store.read() as uow:
            found = orphaned_tasks(uow, self.service.content, self.service.municipality_id, day)
            self.record.orphaned.update(found)

    def _read(self, delivered: Iterable[Delivered]) -> Iterator[tuple[int, Delivered]]:
        return ((one.person_id, one) for one in delivered if one.person_id is not None)

    def _live(self, person: Person, card: Delivered) -> None:
        with self.store.read() as uow:
            open_tasks = uow.assignments.of_person(person.id, card.day, states=ANSWERABLE)
        asked = self.asked.setdefault(person.id, set())
        asked.update(card.tasks, (task.id for task in open_tasks if card.names_more))
        decide = ANSWERS_NOW[self.plan.behaviour]
        for task in open_tasks:
            if task.id in asked and decide(task, person.id, card.day, self.random):
                self._answer(person, task, card.day)
            elif task.id in asked and self.random.random() < ONLY_LOOKS:
                self._open(person, task)

    def _judge(self, person: Person) -> None:
        """All that waits for the person: most of it is approved, some comes back with a word."""
        with self.store.read() as uow:
            waiting = to_judge(uow, self.service.content.wheel, person, local_day(self.clock.now()))
        for one in waiting:
            verdict = Verdict.RETURNED if self.random.random() < RETURNED_SHARE else Verdict.APPROVED
            judging = Judging(
                assignment_id=one.task.id, revision=one.revision, words=SENT_BACK, comments={}, verdict=verdict
            )
            now, by = self.clock.now(), self._by(person)
            outcome = judge(self.store, self.service.content, person, judging, now=now, by=by)
            if not isinstance(outcome, Judged):
                self.record.errors.append(f"{local_day(now)}: {one.task.activity}: {type(outcome).__name__}")
            elif verdict is Verdict.RETURNED:
                self.record.answered_on.pop(one.task.id, None)

    def _open(self, person: Person, task: Assignment) -> Outcome:
        now, tokens = self.clock.now(), self.service.tokens
        return open_form(self.store, self.service.content, person, task.id, now=now, tokens=tokens, by=self._by(person))

    def _by(self, person: Person) -> By:
        return By(municipality_id=person.municipality_id, at=self.clock.now(), request="", person_id=person.id)

    def _answer(self, person: Person, task: Assignment, day: date) -> None:
        outcome = self._open(person, task)
        for _ in range(LONGEST_FORM):
            if not isinstance(outcome, FormPage):
                break
            outcome = self._step(person, outcome)
        if isinstance(outcome, Receipt):
            self.record.answered_on[task.id] = day
            self.record.answered_with[task.id] = outcome.form
        else:
            self.record.errors.append(f"{day}: {task.activity} {task.place}: {type(outcome).__name__}")

    def _step(self, person: Person, shown: FormPage) -> Outcome:
        typed = typed_for(shown.asked, random=self.random, today=shown.today)
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
            now, tokens, by = self.clock.now(), self.service.tokens, self._by(person)
            outcome = save_page(self.store, self.service.content, person, attempt, now=now, tokens=tokens, by=by)
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
        for body in wheel.bodies:
            uow.references.remember(body_reference(municipality.id, body))
    service = Service(
        store=store,
        content=plan.content,
        municipality_id=municipality.id,
        calendar_clock=clock,
        system_clock=clock,
        tokens=CountedTokens(),
        public_url="http://localhost",
        rate=UNPACED,
        writes_first=False,
    )
    simulation = Simulation(plan, store, clock, service, Mailbox(clock), random)
    with store.write() as uow:
        simulation.meet(uow)
    return simulation
