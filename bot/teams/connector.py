"""The Bot Connector's REST interface over one shared HTTP session."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.channel import Address, Card, SendFailed
from bot.teams.activities import card_activity
from bot.teams.outbound import TokenSource

TIMEOUT = aiohttp.ClientTimeout(total=15)
RETRYABLE = frozenset({412, 429, 502, 503, 504})
SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?")


class Connector:
    """The channel port over the Bot Connector; the session belongs to the caller."""

    def __init__(
        self, session: aiohttp.ClientSession, tokens: TokenSource, *, timeout: aiohttp.ClientTimeout = TIMEOUT
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._timeout = timeout

    async def send(self, to: Address, card: Card) -> str:
        return await self.post(to, card_activity(card))

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        await self.put(to, activity_id, activity=card_activity(card))

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        wanted = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": user_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        answer = await self._call("POST", _url(service_url), wanted)
        return Address(service_url, _required(answer, "id"), tenant_id, "msteams", bot_id)

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        wanted = {
            "isGroup": True,
            "bot": {"id": bot_id},
            "tenantId": tenant_id,
            "channelData": {"channel": {"id": channel_id}, "tenant": {"id": tenant_id}},
            "activity": card_activity(card),
        }
        answer = await self._call("POST", _url(service_url), wanted)
        return _named(answer, "activityId") or _required(answer, "id").rpartition(";messageid=")[2]

    async def post(self, to: Address, activity: Mapping[str, Any]) -> str:
        """Sends any activity and gives its id."""
        url = _url(to.service_url, to.conversation_id, "activities")
        return _named(await self._call("POST", url, _addressed(to, activity)), "id")

    async def put(self, to: Address, activity_id: str, *, activity: Mapping[str, Any]) -> None:
        url = _url(to.service_url, to.conversation_id, "activities", activity_id)
        await self._call("PUT", url, {**_addressed(to, activity), "id": activity_id})

    async def delete(self, to: Address, activity_id: str) -> None:
        await self._call("DELETE", _url(to.service_url, to.conversation_id, "activities", activity_id), None)

    async def _call(self, method: str, url: URL, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json"}
        if token := await self._tokens.token():
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else orjson.dumps(body)
        try:
            # A redirect would carry the token to a host that nobody allowed.
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                answer = _object(await response.read())
                _raise_unless_taken(response, answer)
                return answer
        except TimeoutError as error:
            raise SendFailed("Timeout", permanent=False) from error
        except aiohttp.InvalidURL as error:
            raise SendFailed("InvalidServiceUrl", permanent=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise SendFailed("ConnectionFailed", permanent=False) from error


def _url(service_url: str, *path: str) -> URL:
    # Conversation ids hold ":", ";", "@" and "=", which the service wants escaped and yarl would leave alone.
    parts = ["v3", "conversations", *(quote(part, safe="") for part in path)]
    try:
        url = URL("/".join([service_url.rstrip("/"), *parts]), encoded=True)
        # yarl looks at the port no sooner than it is asked for it.
        is_usable = url.scheme in {"http", "https"} and bool(url.host) and url.port is not None
    except ValueError as error:
        raise SendFailed("InvalidServiceUrl", permanent=True) from error
    if not is_usable:
        raise SendFailed("InvalidServiceUrl", permanent=True)
    return url


def _addressed(to: Address, activity: Mapping[str, Any]) -> dict[str, Any]:
    return {"from": {"id": to.bot_id}, "conversation": {"id": to.conversation_id}, **activity}


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _named(answer: Mapping[str, Any], name: str) -> str:
    found = answer.get(name)
    return found if isinstance(found, str) else ""


def _required(answer: Mapping[str, Any], name: str) -> str:
    if found := _named(answer, name):
        return found
    raise SendFailed("NoIdInAnswer", permanent=True)


def _raise_unless_taken(response: aiohttp.ClientResponse, answer: Mapping[str, Any]) -> None:
    if 200 <= response.status < 300:
        return
    error = answer.get("error")
    code = _named(error, "code") if isinstance(error, dict) else ""
    raise SendFailed(
        code or f"HTTP{response.status}",
        permanent=response.status not in RETRYABLE,
        retry_after=_seconds(response.headers.get("Retry-After")),
        status=response.status,
    )


def _seconds(header: str | None) -> float | None:
    return float(header) if header and SECONDS.fullmatch(header.strip()) else None
