"""From an HTTP request to a turn and back, under botbuilder-core's own adapter."""

import math
from datetime import timedelta
from typing import Any, Protocol

import orjson
import structlog
from aiohttp import web
from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, InvokeResponse, ResourceResponse

from bot.channel import SendFailed
from bot.failing import log_broken
from bot.teams.activities import text_activity
from bot.teams.connector import Connector
from bot.teams.failing import broken_invoke
from bot.teams.inbound import Inspector
from bot.teams.limits import Busy, Gate
from bot.teams.payload import Oversized, Unreadable, read_activity, read_body, read_payload
from bot.teams.reading import address_of, speaker_of, tenant_of
from cards.phrases_teams import TURN_BROKE

INVOKE_RESPONSE = BotAdapter._INVOKE_RESPONSE_KEY  # noqa: SLF001 -- ActivityHandler looks there
SENT_FIELDS = ("type", "text", "speak", "summary", "attachments", "replyToId", "recipient")

log = structlog.get_logger(__name__)


class Stranger(Exception):
    """Whoever sent the request may not speak to the bot; the text says what was wanting."""

    def __init__(self, wanting: str, *, status: int) -> None:
        super().__init__(wanting)
        self.status = status


class Adapters(Protocol):
    def find(self, app_id: str, tenant: str) -> "TeamsAdapter | None":
        """The municipality's to which both the app and the tenant belong; None where there is none."""


class FrontDoor:
    """Lets in what may be believed and there is room for, each to its own municipality."""

    def __init__(self, inspector: Inspector, adapters: Adapters, *, gate: Gate) -> None:
        self._inspector = inspector
        self._adapters = adapters
        self._gate = gate

    async def process(self, request: web.Request) -> web.Response:
        """The route for `POST /api/messages`."""
        try:
            adapter, activity = await self._admitted(request)
            with self._gate.turn_of(speaker_of(activity)):
                return await adapter.turn(activity)
        except Oversized:
            return _refusal(413, "oversized")
        except Unreadable as error:
            return _refusal(400, str(error))
        except Stranger as stranger:
            return _refusal(stranger.status, str(stranger))
        except Busy as busy:
            return _refusal(429, str(busy), retry_after=busy.retry_after)

    async def _admitted(self, request: web.Request) -> "tuple[TeamsAdapter, Activity]":
        payload = read_payload(await read_body(request))
        service_url, channel_id = payload["serviceUrl"], payload["channelId"]
        authorization = request.headers.get("Authorization")
        app_id = await self._inspector.admits(authorization, service_url=service_url, channel_id=channel_id)
        if app_id is None:
            raise Stranger("token", status=401)
        # No sooner: a large one takes long to build, and a stranger must not be able to ask for that.
        activity = read_activity(payload)
        adapter = self._adapters.find(app_id, tenant_of(activity).lower())
        if adapter is None:
            raise Stranger("tenant", status=403)
        return adapter, activity


class TeamsAdapter(BotAdapter):  # type: ignore[misc]
    """Takes the turns of one municipality, and answers through its own app."""

    def __init__(self, connector: Connector, handler: ActivityHandler) -> None:
        super().__init__()
        self._connector = connector
        self._handler = handler

    async def turn(self, activity: Activity) -> web.Response:
        context = TurnContext(self, activity)
        try:
            await self.run_pipeline(context, self._handler.on_turn)
            return _taken(context)
        except SendFailed as error:
            # The turn is done and its reply lost; an error here would make Teams run the turn again.
            log.warning("reply_failed", code=error.code, status=error.status)
        except Exception as error:
            # Whatever it was: an HTTP error would make Teams run the turn again and tell the person nothing of use.
            log_broken("turn_failed", error, kind=activity.type)
            await self._apologise(context)
        return _taken(context)

    async def _apologise(self, context: TurnContext) -> None:
        """To whoever asked for something and has not been answered."""
        context.turn_state[INVOKE_RESPONSE] = broken_invoke()
        if context.activity.type != ActivityTypes.message or context.responded:
            return
        try:
            await context.send_activity(Activity().deserialize(text_activity(TURN_BROKE)))
        except Exception as error:
            # Sending may be the very thing that broke.
            log.warning("reply_failed", code=type(error).__name__)

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        return [await self._send(context, activity) for activity in activities]

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[INVOKE_RESPONSE] = activity.value
            return ResourceResponse()
        return ResourceResponse(id=await self._connector.post(address_of(context.activity), _plain(activity)))

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        await self._connector.put(address_of(context.activity), activity.id, activity=_plain(activity))
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        await self._connector.delete(address_of(context.activity), reference.activity_id)


def _plain(activity: Activity) -> dict[str, Any]:
    serialized: dict[str, Any] = activity.serialize()
    return {name: serialized[name] for name in SENT_FIELDS if serialized.get(name) is not None}


def _taken(context: TurnContext) -> web.Response:
    """The answer in the same breath, which only an invoke has."""
    if context.activity.type != ActivityTypes.invoke:
        return web.Response(status=200)
    answer: InvokeResponse = context.turn_state.get(INVOKE_RESPONSE) or broken_invoke()
    body = b"" if answer.body is None else orjson.dumps(answer.body)
    return web.Response(status=answer.status, body=body, content_type="application/json")


def _refusal(status: int, reason: str, *, retry_after: timedelta | None = None) -> web.Response:
    log.info("activity_refused", status=status, reason=reason)
    headers = {"Retry-After": str(max(1, math.ceil(retry_after.total_seconds())))} if retry_after else {}
    return web.json_response({"error": {"code": reason}}, status=status, headers=headers)
