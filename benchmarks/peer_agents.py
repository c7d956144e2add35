"""A bot of the Microsoft 365 Agents SDK: `python -m benchmarks.peer_agents ACTIVITY`.

It sends unasked, and answers with a card. Anonymous, so that it checks no token and asks for none.
"""

import logging
import sys
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from microsoft_agents.activity import Activity, TurnContextProtocol
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import ActivityHandler, RestChannelServiceClientFactory, TurnContext
from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider, ClaimsIdentity

from benchmarks.children import obey, run
from benchmarks.peers import CONVERSATION, at_once, cpu_of, listening

EVENT = {"type": "event", "from": CONVERSATION["user"], "recipient": CONVERSATION["bot"]}
AUDIENCE = "https://api.botframework.com"


class Anonymous:
    """Gives everyone the token that is none."""

    def __getattr__(self, name: str) -> Any:
        return lambda *anything: AnonymousTokenProvider()


class Bot(ActivityHandler):  # type: ignore[misc, unused-ignore]
    def __init__(self, activity: dict[str, Any]) -> None:
        self._activity = activity

    async def on_message_activity(self, turn_context: TurnContextProtocol[Any]) -> None:
        await turn_context.send_activity(Activity.model_validate(self._activity))


async def _run(activity: dict[str, Any]) -> None:
    factory = RestChannelServiceClientFactory(Anonymous())  # type: ignore[arg-type, unused-ignore]
    adapter, bot = CloudAdapter(channel_service_client_factory=factory), Bot(activity)

    async def say(turn_context: TurnContext) -> None:
        await turn_context.send_activity(Activity.model_validate(activity))

    async def lap(*, count: int, service_url: str) -> dict[str, float]:
        to = Activity.model_validate({**EVENT, **CONVERSATION, "serviceUrl": service_url})
        nobody = ClaimsIdentity()
        return await at_once(
            count, lambda: adapter.continue_conversation_with_claims(nobody, to.model_copy(), say, AUDIENCE)
        )

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response()

    async with listening(messages) as port:
        await obey({"round": lap, "port": port, "cpu": cpu_of})


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # it would warn in every turn that it has no app id
    run(_run(orjson.loads(Path(sys.argv[1]).read_bytes())))
