"""Load is shed at the door with 429 and word of when to come back, before it reaches the application."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import pytest

from bot.teams.inbound import AnonymousInspector
from bot.teams.limits import UNLIMITED, Limits
from tests.contract.teams_door import ANNA, JSON, Door, open_door

HASTY = Limits(at_once=UNLIMITED.at_once, per_person=2.0)
NARROW = Limits(at_once=2, per_person=UNLIMITED.per_person)
BJORN = {"id": "29:björn", "name": "Björn", "aadObjectId": "entra-björn"}


async def answer(door: Door, activity: Mapping[str, Any]) -> tuple[int, str | None]:
    """The status, and after how many seconds to come back."""
    async with door.client.post("/api/messages", data=orjson.dumps(activity), headers=JSON) as response:
        return response.status, response.headers.get("Retry-After")


async def test_hasty_person_is_told_to_come_back_and_taken_then() -> None:
    async with open_door(AnonymousInspector(), limits=HASTY) as door:
        hello = door.activity("message", text="hej")
        at_once = [await answer(door, hello) for _ in range(4)]
        door.clock.move_to(door.clock.now() + timedelta(seconds=1))

        assert at_once == [(200, None), (200, None), (429, "1"), (429, "1")]
        assert (await answer(door, hello), len(door.conversation.turns)) == ((200, None), 3)


async def test_person_is_the_same_in_any_letters_and_by_any_channel_id() -> None:
    async with open_door(AnonymousInspector(), limits=HASTY) as door:
        senders = [ANNA, {**ANNA, "aadObjectId": "ENTRA-ANNA"}, {**ANNA, "id": "29:anna-in-a-team"}]

        answers = [await answer(door, door.activity("message", text="hej", **{"from": one})) for one in senders]

        assert [status for status, _ in answers] == [200, 200, 429]


async def test_haste_of_one_costs_others_nothing() -> None:
    async with open_door(AnonymousInspector(), limits=HASTY) as door:
        for _ in range(5):
            await answer(door, door.activity("message", text="hej"))

        answers = [await answer(door, door.activity("message", text="hej", **{"from": BJORN})) for _ in range(2)]

        assert answers == [(200, None), (200, None)]


async def test_hasty_button_is_refused_too_and_does_nothing() -> None:
    async with open_door(AnonymousInspector(), limits=HASTY) as door:
        save = door.execute({"type": "Action.Execute", "verb": "save"})

        answers = [await answer(door, save) for _ in range(3)]

        assert (answers[-1], len(door.conversation.turns)) == ((429, "1"), 2)


async def test_turn_is_refused_while_as_many_as_may_are_under_way() -> None:
    async with open_door(AnonymousInspector(), limits=NARROW) as door:
        hello = door.activity("message", text="hej")
        door.conversation.released.clear()
        waiting = [asyncio.ensure_future(answer(door, hello)) for _ in range(2)]
        async with asyncio.timeout(10):
            while len(door.conversation.turns) < 2:
                await asyncio.sleep(0)
        refused = await answer(door, hello)
        door.conversation.released.set()

        assert (refused, await asyncio.gather(*waiting)) == ((429, "1"), [(200, None), (200, None)])
        assert (await answer(door, hello), len(door.conversation.turns)) == ((200, None), 3)


@pytest.mark.parametrize("stranger", [{"serviceUrl": "https://evil.example/"}, {"channelData": {}, "conversation": {}}])
async def test_strangers_use_up_nobodys_turns(stranger: dict[str, Any]) -> None:
    async with open_door(AnonymousInspector(), limits=HASTY) as door:
        for _ in range(9):
            await answer(door, door.activity("message", text="hej", **stranger))

        assert await answer(door, door.activity("message", text="hej")) == (200, None)
