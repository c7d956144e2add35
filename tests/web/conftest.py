"""A running house with Karlstad's example people entered and one tick behind it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.service import SecretTokens
from scheduler.clock import local_day
from scheduler.organisation import Person
from scheduler.usecases.feeds import create_feed
from scheduler.usecases.sights import OWN
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import by_person
from tests.running_app import House, open_house, settled


@dataclass(frozen=True, slots=True)
class Town:
    """The house and who lives around it; the first of the people is Anna Lindqvist, who runs three units."""

    house: House
    people: list[Person]

    def feed(self, *, scope: str = OWN, expires_on: date | None = None) -> tuple[int, str]:
        """The number and the token of a new feed of Anna's."""
        service = self.house.service
        today = local_day(service.calendar_clock.now())
        with service.store.write() as uow:
            anna, by = self.people[0], by_person(self.people[0])
            new = create_feed(
                uow, SecretTokens(), anna, scope=scope, name="", today=today, by=by, expires_on=expires_on
            )
        return new.feed.id, new.token

    def revoke(self, number: int) -> None:
        with self.house.service.store.write() as uow:
            uow.feeds.revoke(number, local_day(self.house.clock.now()))


@pytest.fixture(scope="session")
def settled_file(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Path:
    """A database with everybody entered and the first day ticked, to be copied: it takes longer than most tests."""
    return settled(upgraded_file, tmp_path_factory.mktemp("town") / "settled.sqlite3")


@pytest.fixture
def engine(tmp_path: Path, settled_file: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{shutil.copy(settled_file, tmp_path / 'arshjul.sqlite3')}")
    yield engine
    engine.dispose()


@pytest.fixture
async def town(store: SqlStore) -> AsyncIterator[Town]:
    async with open_house(store) as house:
        await house.has_begun()
        with store.read() as uow:
            people = list(uow.people.everyone(house.service.municipality_id))
        yield Town(house, people)
