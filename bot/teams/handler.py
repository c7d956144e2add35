"""Answers activities with what the application says."""

from http import HTTPStatus
from typing import Any

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, InvokeResponse

from bot.channel import Conversation, Ignored, Inbound, Joined, Reply, SendFailed, TextMessage, Turn
from bot.teams.activities import CARD_TYPE, ERROR_TYPE, MESSAGE_TYPE, card_activity, invoke_body, text_activity
from bot.teams.reading import Malformed, read_action, read_members, read_message, read_turn


class TeamsHandler(ActivityHandler):  # type: ignore[misc]
    """Every turn goes to one Conversation; unknown kinds of activity are left alone."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        event = read_message(turn_context.activity)
        turn, reply = await self._handle(turn_context, event)
        if isinstance(event, TextMessage) or turn.reply_to_id is None:
            await _send(turn_context, reply)
        else:
            await _replace(turn_context, reply, activity_id=turn.reply_to_id)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        _, reply = await self._handle(turn_context, read_members(turn_context.activity))
        await _send(turn_context, reply)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        _, reply = await self._handle(turn_context, Joined())
        await _send(turn_context, reply)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        if turn_context.activity.name != "adaptiveCard/action":
            # The protocol's own answer is 501, at which Teams asks three times more.
            return InvokeResponse(status=int(HTTPStatus.BAD_REQUEST))
        try:
            action = read_action(turn_context.activity)
        except Malformed as error:
            return _invoke(ERROR_TYPE, {"code": "BadRequest", "message": str(error)}, status=HTTPStatus.BAD_REQUEST)
        _, reply = await self._handle(turn_context, action)
        if reply is not None and reply.card is not None:
            return _invoke(CARD_TYPE, reply.card)
        return _invoke(MESSAGE_TYPE, (reply and reply.text) or "")

    async def _handle(self, turn_context: TurnContext, event: Inbound) -> tuple[Turn, Reply | None]:
        turn = read_turn(turn_context.activity, event)
        if isinstance(event, Ignored):
            return turn, None
        return turn, await self._conversation.handle(turn)


def _invoke(kind: str, value: object, *, status: HTTPStatus = HTTPStatus.OK) -> InvokeResponse:
    return InvokeResponse(status=200, body=invoke_body(kind, value, status=status))


def _activity(reply: Reply) -> Activity:
    fields: dict[str, Any] = text_activity(reply.text) if reply.text else {}
    if reply.card is not None:
        fields |= card_activity(reply.card)
    return Activity().deserialize(fields)


async def _send(turn_context: TurnContext, reply: Reply | None) -> None:
    if reply is not None:
        await turn_context.send_activity(_activity(reply))


async def _replace(turn_context: TurnContext, reply: Reply | None, *, activity_id: str) -> None:
    """Puts the reply where the answered card stands, or below it when that cannot be done."""
    if reply is None:
        return
    activity = _activity(reply)
    activity.id = activity_id
    try:
        await turn_context.update_activity(activity)
    except SendFailed:
        await _send(turn_context, reply)
