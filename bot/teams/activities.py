"""Outgoing activities as plain dictionaries."""

from http import HTTPStatus
from typing import Any

from bot.channel import Card

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
ERROR_TYPE = "application/vnd.microsoft.error"
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"


def card_activity(card: Card) -> dict[str, Any]:
    """A message that carries the card; its fallback text becomes the notification's summary."""
    return {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}], **_spoken(card)}


def text_activity(text: str) -> dict[str, Any]:
    return {"type": "message", "text": text, "summary": text}


def invoke_body(kind: str, value: object, *, status: HTTPStatus = HTTPStatus.OK) -> dict[str, Any]:
    """The answer to a pressed button: the transport is 200 even for a refused one, and the client reads this status."""
    return {"statusCode": int(status), "type": kind, "value": value}


def _spoken(card: Card) -> dict[str, Any]:
    fields = {"summary": card.get("fallbackText"), "speak": card.get("speak")}
    return {name: text for name, text in fields.items() if text}
