"""What is checked of a request's body before anything is believed."""

from typing import Any

import orjson
from aiohttp import web
from botbuilder.schema import Activity
from msrest.exceptions import DeserializationError  # type: ignore[attr-defined]

JSON = "application/json"
MAX_BYTES = 256 * 1024
MAX_DEPTH = 64

# The SDK turns whatever stands in a text field into its Python repr, so the kinds are checked here.
KINDS: dict[str, type] = {
    "id": str,
    "name": str,
    "action": str,
    "text": str,
    "replyToId": str,
    "locale": str,
    "from": dict,
    "recipient": dict,
    "channelData": dict,
    "membersAdded": list,
    "entities": list,
}
REQUIRED = ("type", "serviceUrl", "channelId")
ACCOUNTS = ("from", "recipient", "conversation")
ACCOUNT_TEXTS = ("id", "name", "aadObjectId", "conversationType", "tenantId")


class Oversized(Exception):
    """The body is larger than any activity."""


class Unreadable(Exception):
    """The body is not an activity; the text says why."""


async def read_body(request: web.Request) -> bytes:
    """At most `MAX_BYTES` of JSON; more is `Oversized`, and what does not call itself JSON is `Unreadable`."""
    if request.content_type != JSON:
        raise Unreadable("not JSON")
    if (request.content_length or 0) > MAX_BYTES:
        raise Oversized
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > MAX_BYTES:
                raise Oversized
    except web.RequestPayloadError as error:
        raise Unreadable("broken off or badly packed") from error
    return bytes(body)


def read_payload(body: bytes) -> dict[str, Any]:
    """A JSON object with the fields every activity has; anything else is `Unreadable`."""
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Unreadable("not JSON") from error
    if not isinstance(payload, dict):
        raise Unreadable("not a JSON object")
    _check_values(payload)
    _check_fields(payload)
    return payload


def read_activity(payload: dict[str, Any]) -> Activity:
    """The SDK's model of a payload that has passed `read_payload`."""
    # With expectReplies the SDK would keep the replies back for a caller that Teams is not.
    stated = {name: value for name, value in payload.items() if name != "deliveryMode"}
    try:
        return Activity().deserialize(stated)
    except (DeserializationError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise Unreadable("not an activity") from error


def _check_values(payload: dict[str, Any]) -> None:
    """No deeper than a card can be, and no NUL, which PostgreSQL cannot keep."""
    level: list[Any] = [payload]
    for _ in range(MAX_DEPTH):
        if any(isinstance(value, str) and "\0" in value for value in level):
            raise Unreadable("a NUL character")
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise Unreadable("nested too deep")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _check_fields(payload: dict[str, Any]) -> None:
    for name in REQUIRED:
        if not isinstance(payload.get(name), str) or not payload[name]:
            raise Unreadable(f"{name} is not a text")
    for name, kind in KINDS.items():
        if not isinstance(payload.get(name), kind | None):
            raise Unreadable(f"{name} is of another kind")
    if not isinstance(payload.get("conversation"), dict) or not payload["conversation"].get("id"):
        raise Unreadable("conversation has no id")
    for account in (*(payload.get(name) for name in ACCOUNTS), *(payload.get("membersAdded") or ())):
        _check_account(account)


def _check_account(account: Any) -> None:
    if account is None:
        return
    if not isinstance(account, dict):
        raise Unreadable("a member is not an object")
    for name in ACCOUNT_TEXTS:
        if not isinstance(account.get(name), str | None):
            raise Unreadable(f"{name} of an account is not a text")
