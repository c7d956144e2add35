"""Alive, ready and counted, as those who keep it running see it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import Settings
from scheduler.ports import UnitOfWork
from store.unit_of_work import SqlStore
from tests.contract.test_ping import standing_watchman
from tests.running_app import PUBLIC_URL, House, open_house
from tests.web.conftest import Town


async def ask(house: House, path: str) -> tuple[int, Any]:
    async with house.client.get(path) as response:
        return response.status, await response.json()


async def test_service_is_alive(town: Town) -> None:
    assert await ask(town.house, "/healthz") == (200, {"status": "ok"})


async def test_service_is_not_ready_before_the_first_tick_has_ended(store: SqlStore) -> None:
    async with open_house(store) as house:
        with store.write():  # while this lasts no tick can end
            before = await ask(house, "/readyz")
        await house.work()
        after = await ask(house, "/readyz")

    assert (before, after) == ((503, {"status": "ticker"}), (200, {"status": "ok"}))


async def test_service_is_not_ready_when_the_last_tick_is_five_minutes_old(town: Town) -> None:
    house = town.house
    house.system.move_to(house.system.now() + timedelta(minutes=5))
    before = await ask(house, "/readyz")

    await house.work()

    assert (before, await ask(house, "/readyz")) == ((503, {"status": "ticker"}), (200, {"status": "ok"}))


@dataclass(slots=True)
class Mortal:
    """A store whose database can be taken away."""

    inner: SqlStore
    is_gone: bool = False

    def read(self) -> AbstractContextManager[UnitOfWork]:
        return self._unless_gone(self.inner.read)

    def write(self) -> AbstractContextManager[UnitOfWork]:
        return self._unless_gone(self.inner.write)

    def version(self) -> str:
        return self.inner.version()

    def _unless_gone(
        self, begin: Callable[[], AbstractContextManager[UnitOfWork]]
    ) -> AbstractContextManager[UnitOfWork]:
        if self.is_gone:
            raise ConnectionError
        return begin()


async def test_service_is_alive_but_not_ready_when_the_database_is_gone(store: SqlStore) -> None:
    mortal = Mortal(store)
    async with open_house(mortal) as house:
        await house.work()
        mortal.is_gone = True
        alive, ready = await ask(house, "/healthz"), await ask(house, "/readyz")

    assert (alive, ready) == ((200, {"status": "ok"}), (503, {"status": "database"}))


async def test_round_that_failed_is_no_round_and_the_next_one_tries_again(store: SqlStore) -> None:
    mortal = Mortal(store)
    async with open_house(mortal) as house:
        await house.has_begun()
        begun = house.engine.worked_at
        house.system.move_to(house.system.now() + timedelta(minutes=5))
        mortal.is_gone = True
        with pytest.raises(ConnectionError):
            await house.work()
        mortal.is_gone = False
        after_failure = house.engine.worked_at, await ask(house, "/readyz")
        await house.work()

        assert after_failure == (begun, (503, {"status": "ticker"}))
        assert await ask(house, "/readyz") == (200, {"status": "ok"})


async def test_watchman_hears_of_rounds_and_never_of_one_that_failed(store: SqlStore) -> None:
    mortal = Mortal(store)
    async with standing_watchman() as watchman:
        settings = Settings(allow_anonymous=True, public_url=PUBLIC_URL, ping_url=watchman.url)
        async with open_house(mortal, settings=settings) as house:
            await watchman.hears(1)
            house.system.move_to(house.system.now() + timedelta(minutes=6))
            mortal.is_gone = True
            with pytest.raises(ConnectionError):
                await house.work()
            ping = house.engine.ping
            after_failure = len(watchman.came), ping is not None and ping._under_way
            mortal.is_gone = False
            await house.engine.work()
            await watchman.hears(2)

    assert (after_failure, len(watchman.came)) == ((1, set()), 2)


async def test_metrics_count_the_messages_by_kind_and_state(town: Town) -> None:
    anna = town.house.chat(town.people[0])
    await anna.installs()
    await town.house.work()

    async with town.house.client.get("/metrics") as response:
        text = await response.text()

    families = {family.name: family.samples for family in text_string_to_metric_families(text)}
    counts = {(one.labels["kind"], one.labels["state"]): one.value for one in families["arshjul_messages"]}
    assert (response.status, response.content_type) == (200, "text/plain")
    assert counts == {("daily", "sent"): 1, ("daily", "pending"): 16}
