"""Every digest of the four municipalities in a simulated year, beside the same figures counted by hand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.channel import Card
from bot.simulation.behaviour import Behaviour
from bot.simulation.mailbox import Mailbox
from bot.simulation.plan import Plan
from bot.simulation.run import Simulation, start
from scheduler.clock import local_day, morning_of
from scheduler.digest_sections import Section
from scheduler.digests import Digest
from scheduler.loading import Content, example_of, load_shipped
from scheduler.usecases.counting import make_digest
from scheduler.usecases.digesting import covered_year, next_meeting_of, stated_day
from scheduler.wheel import DigestPlan
from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from store.upgrade import upgrade
from tests.usecases.counted_by_hand import ByHand, all_tasks, figures_of

YEARS = {"atvidaberg": 1, "karlstad": 1, "kristianstad": 1, "norrkoping": 2}
UNITS = 6


def telling_all(name: str) -> Content:
    """The example with every section in every digest, and no figure too small to be shown."""
    content = load_shipped(name, local=example_of(name))
    assert content.wheel.local is not None
    digests = tuple(replace(plan, sections=tuple(Section)) for plan in content.wheel.digests)
    return replace(content, wheel=replace(content.wheel, digests=digests, local=replace(content.wheel.local, few=1)))


@dataclass(slots=True)
class Reader(Mailbox):
    """Counts every digest by hand at the moment at which it is posted, when the rows are as it counted them."""

    year: "Year | None" = None

    def _keep(self, to: str, card: Card) -> str:
        if self.year is not None:
            self.year.read_what_came()
        return Mailbox._keep(self, to, card)


@dataclass(slots=True)
class Year:
    """A simulation whose digests are read as they come; `told` are those that have been compared.

    What differs is kept for the end: the sender would take an error for one of the channel's, and try again.
    """

    content: Content
    engine: Engine
    simulation: Simulation
    told: list[Digest] = field(default_factory=list)
    faults: list[tuple[str, str, object, object]] = field(default_factory=list)

    def live(self) -> None:
        self.simulation.mailbox = Reader(self.simulation.clock, year=self)
        asyncio.run(self.simulation.run(lambda day: None))

    def read_what_came(self) -> None:
        with self.simulation.store.read() as uow:
            kept = uow.digests.all_kept(self.simulation.service.municipality_id)
        for one in kept[len(self.told) :]:
            plan = self.plan_of(one.digest.key)
            sent_on = local_day(one.digest.cut_off)
            self.compare(one.digest, plan, stated_day(self.content.wheel, plan, sent_on))
            self.told.append(one.digest)

    def read_on_demand(self, day: date) -> Iterator[Digest]:
        with self.simulation.store.read() as uow:
            town = uow.municipalities.get(self.simulation.service.municipality_id)
            digests = [
                (plan, make_digest(uow, self.content, town, plan, morning_of(day)))
                for plan in self.content.wheel.digests
            ]
        for plan, digest in digests:
            self.compare(digest, plan, day)
            yield digest

    def plan_of(self, key: str) -> DigestPlan:
        return next(plan for plan in self.content.wheel.digests if plan.key == key)

    def compare(self, digest: Digest, plan: DigestPlan, day: date) -> None:
        with self.simulation.store.read() as uow:
            units = uow.people.organisation(self.simulation.service.municipality_id).units
        with self.engine.connect() as connection:
            tasks = all_tasks(connection)
        by_hand = ByHand(
            content=self.content,
            plan=plan,
            tasks=tasks,
            kinds={unit.id: ", ".join(sorted(unit.service_types)) for unit in units},
            year=covered_year(self.content.wheel, plan, day),
            day=day,
            today=local_day(digest.cut_off),
            until=next_meeting_of(self.content.wheel, plan, day),
        )
        told, counted = figures_of(digest), by_hand.figures()
        differ = [name for name in counted if told[name] != counted[name]]
        self.faults += [(digest.key, name, told[name], counted[name]) for name in differ]


@contextmanager
def year_of(name: str, folder: Path) -> Iterator[Year]:
    content = telling_all(name)
    engine = open_engine(f"sqlite:///{folder / name}.sqlite3", durability=Durability.NORMAL)
    upgrade(engine)
    plan = Plan(content=content, year=2027, years=YEARS[name], units=UNITS, seed=1, behaviour=Behaviour.LATE)
    store = SqlStore(engine)
    try:
        yield Year(content, engine, start(plan, store))
    finally:
        store.close()


@pytest.mark.parametrize("name", sorted(YEARS))
def test_every_digest_says_what_counting_by_hand_says(name: str, tmp_path: Path) -> None:
    with year_of(name, tmp_path) as year:
        year.live()
        on_demand = list(year.read_on_demand(date(2026 + YEARS[name], 12, 31)))

    assert year.faults == []
    posted = {digest.key for digest in year.told}
    dated = [plan for plan in year.content.wheel.digests if plan.body and plan.rule.lack(year.content.wheel) is None]
    assert posted == {plan.key for plan in dated}
    assert [digest.key for digest in on_demand] == [plan.key for plan in year.content.wheel.digests]
    assert sum(digest.answered for digest in year.told) > 0
