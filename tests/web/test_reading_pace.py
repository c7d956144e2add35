"""How often one may ask: an address that opens something keeps its own pace, and guessing is slowed down by place."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.buckets import Pace
from bot.web.readers import ReadingLimits
from scheduler.usecases.sights import PICTURE
from store.unit_of_work import SqlStore
from tests.running_app import open_house
from tests.web.conftest import Town

HASTY = ReadingLimits(per_token=Pace(0.5, timedelta(seconds=6)), per_stranger=Pace(0.5, timedelta(seconds=8)))
NEAR, FAR = "203.0.113.7", "203.0.113.8"


@pytest.fixture
async def town(store: SqlStore) -> AsyncIterator[Town]:
    async with open_house(store, reading=HASTY) as house:
        await house.has_begun()
        with store.read() as uow:
            yield Town(house, list(uow.people.everyone(house.service.municipality_id)))


async def asked(town: Town, path: str, times: int, *, place: str = NEAR) -> list[tuple[int, str | None]]:
    """Status and when to come back, of requests that a proxy on this machine passes on."""
    answers = []
    for _ in range(times):
        async with town.house.client.get(path, headers={"X-Forwarded-For": f"10.0.0.1, {place}"}) as response:
            answers.append((response.status, response.headers.get("Retry-After")))
    return answers


def statuses(answers: list[tuple[int, str | None]]) -> list[int]:
    return [status for status, _ in answers]


async def test_calendar_is_given_out_at_its_pace_and_told_when_to_come_back(town: Town) -> None:
    _, token = town.feed()

    first = await asked(town, f"/calendar/{token}.ics", 4)
    town.house.system.move_to(town.house.system.now() + timedelta(seconds=2))
    later = await asked(town, f"/calendar/{token}.ics", 2)

    assert first == [(200, None), (200, None), (200, None), (429, "2")]
    assert later == [(200, None), (429, "2")]


@pytest.mark.parametrize("ending", ["", ".png"])
async def test_wheel_is_given_out_at_its_pace(town: Town, ending: str) -> None:
    _, token = town.feed(scope=PICTURE)

    assert statuses(await asked(town, f"/wheel/{token}{ending}", 4)) == [200, 200, 200, 429]


async def test_one_calendars_haste_holds_up_no_other(town: Town) -> None:
    (_, hasty), (_, calm) = town.feed(), town.feed()
    await asked(town, f"/calendar/{hasty}.ics", 4)

    assert statuses(await asked(town, f"/calendar/{calm}.ics", 1)) == [200]


async def test_guessing_is_slowed_down_by_place_whatever_is_guessed(town: Town) -> None:
    guesses = [(await asked(town, path, 1))[0] for path in ("/calendar/a.ics", "/wheel/b", "/wheel/c.png", "/wheel/d")]

    refused = [(await asked(town, path, 1))[0] for path in ("/calendar/a.ics", "/calendar/e.ics", "/wheel/f")]

    assert statuses(guesses) == [404] * 4
    assert refused == [(429, "2")] * 3
    assert statuses(await asked(town, "/calendar/a.ics", 1, place=FAR)) == [404]


async def test_guessing_holds_up_nobody_whose_address_has_opened_before(town: Town) -> None:
    _, token = town.feed()
    await asked(town, f"/calendar/{token}.ics", 1)
    await asked(town, "/calendar/guess.ics", 5)

    assert statuses(await asked(town, f"/calendar/{token}.ics", 1)) == [200]


async def test_opening_costs_no_guess(town: Town) -> None:
    tokens = [town.feed()[1] for _ in range(6)]
    for token in tokens:
        await asked(town, f"/calendar/{token}.ics", 1)

    assert statuses(await asked(town, "/calendar/guess.ics", 5)) == [404, 404, 404, 404, 429]


async def test_revoked_calendar_is_no_longer_found_at_its_pace(town: Town) -> None:
    number, token = town.feed()
    await asked(town, f"/calendar/{token}.ics", 1)
    town.revoke(number)

    assert statuses(await asked(town, f"/calendar/{token}.ics", 3)) == [404, 404, 429]
