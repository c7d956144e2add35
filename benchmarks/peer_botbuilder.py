"""A stock botbuilder bot: `python -m benchmarks.peer_botbuilder ACTIVITY`. It sends unasked, and answers with a card.

Without an app id, so that it checks no token and asks for none: with one, each turn would fetch its own.
"""

import sys
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, ConversationReference

from benchmarks.children import obey, run
from benchmarks.peers import CONVERSATION, at_once, cpu_of, listening


class Configuration:
    APP_ID = ""
    APP_PASSWORD = ""


class Bot(ActivityHandler):  # type: ignore[misc]
    def __init__(self, activity: dict[str, Any]) -> None:
        self._activity = activity

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(Activity().deserialize(self._activity))


async def _run(activity: dict[str, Any]) -> None:
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration())), Bot(activity)

    async def say(turn_context: TurnContext) -> None:
        await turn_context.send_activity(Activity().deserialize(activity))

    async def lap(*, count: int, service_url: str) -> dict[str, float]:
        reference = ConversationReference().deserialize({**CONVERSATION, "serviceUrl": service_url})
        return await at_once(count, lambda: adapter.continue_conversation(reference, say, ""))

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, bot)
        return answer

    async with listening(messages) as port:
        await obey({"round": lap, "port": port, "cpu": cpu_of})


if __name__ == "__main__":
    run(_run(orjson.loads(Path(sys.argv[1]).read_bytes())))
