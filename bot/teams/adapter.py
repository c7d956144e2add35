"""From an HTTP request to a turn and back, under botbuilder-core's own adapter."""

from collections.abc import Container
from typing import Any

import orjson
import structlog
from aiohttp import web
from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, InvokeResponse, ResourceResponse

from bot.channel import SendFailed
from bot.teams.connector import Connector
from bot.teams.inbound import Inspector
from bot.teams.payload import Oversized, Unreadable, read_activity, read_body, read_payload
from bot.teams.reading import address_of, tenant_of

INVOKE_RESPONSE = BotAdapter._INVOKE_RESPONSE_KEY  # noqa: SLF001 -- ActivityHandler looks there
SENT_FIELDS = ("type", "text", "speak", "summary", "attachments", "replyToId", "recipient")

log = structlog.get_logger(__name__)


class TeamsAdapter(BotAdapter):  # type: ignore[misc]
    """`tenants` holds those that may speak to the bot; it is asked on every request, so it may change."""

    def __init__(
        self, connector: Connector, handler: ActivityHandler, *, inspector: Inspector, tenants: Container[str]
    ) -> None:
        super().__init__()
        self._connector = connector
        self._handler = handler
        self._inspector = inspector
        self._tenants = tenants

    async def process(self, request: web.Request) -> web.Response:
        """The route for `POST /api/messages`."""
        try:
            payload = read_payload(await read_body(request))
            activity = read_activity(payload)
        except Oversized:
            return _refusal(413, "oversized")
        except Unreadable as error:
            return _refusal(400, str(error))
        if not await self._inspector.admits(
            request.headers.get("Authorization"), service_url=activity.service_url, channel_id=activity.channel_id
        ):
            return _refusal(401, "token")
        if tenant_of(activity).lower() not in self._tenants:
            return _refusal(403, "tenant")
        return await self._turn(activity)

    async def _turn(self, activity: Activity) -> web.Response:
        context = TurnContext(self, activity)
        try:
            await self.run_pipeline(context, self._handler.on_turn)
        except SendFailed as error:
            # The turn is done and its reply lost; an error here would make Teams run the turn again.
            log.warning("reply_failed", code=error.code, status=error.status)
        if activity.type != ActivityTypes.invoke:
            return web.Response(status=200)
        return _invoked(context.turn_state.get(INVOKE_RESPONSE))

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


def _invoked(answer: InvokeResponse | None) -> web.Response:
    if answer is None:
        return web.Response(status=500)
    body = b"" if answer.body is None else orjson.dumps(answer.body)
    return web.Response(status=answer.status, body=body, content_type="application/json")


def _refusal(status: int, reason: str) -> web.Response:
    log.info("activity_refused", status=status, reason=reason)
    return web.json_response({"error": {"code": reason}}, status=status)
