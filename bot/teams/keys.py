"""The keys with which the Bot Framework signs, fetched and kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import jwt
import orjson
import structlog
from jwt.algorithms import RSAAlgorithm

from scheduler.clock import Clock

KEPT = timedelta(hours=24)
BETWEEN_REFRESHES = timedelta(minutes=5)
BETWEEN_FIRST_TRIES = timedelta(seconds=10)
TIMEOUT = aiohttp.ClientTimeout(total=10)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels it may speak for."""

    public: Any
    endorsements: frozenset[str]


class SigningKeys:
    """Finds a key by its id; fetches daily, and once in five minutes for an id it does not know."""

    def __init__(self, session: aiohttp.ClientSession, config_url: str, *, clock: Clock) -> None:
        self._session = session
        self._config_url = config_url
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched: datetime | None = None
        self._tried: datetime | None = None

    async def find(self, kid: str) -> SigningKey | None:
        if kid in self._keys and not self._is_older(self._fetched, KEPT):
            return self._keys[kid]
        async with self._lock:
            if kid not in self._keys or self._is_older(self._fetched, KEPT):
                await self._refresh()
        return self._keys.get(kid)

    def _is_older(self, instant: datetime | None, age: timedelta) -> bool:
        return instant is None or self._clock.now() - instant >= age

    async def _refresh(self) -> None:
        pause = BETWEEN_REFRESHES if self._keys else BETWEEN_FIRST_TRIES
        if not self._is_older(self._tried, pause):
            return
        self._tried = self._clock.now()
        try:
            config = await self._get(self._config_url)
            keys = _signing_keys(await self._get(str(config.get("jwks_uri"))))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("signing_keys_not_fetched", error=type(error).__name__)
            return
        if keys:
            self._keys, self._fetched = keys, self._tried

    async def _get(self, url: str) -> Mapping[str, Any]:
        async with self._session.get(url, timeout=TIMEOUT, raise_for_status=True) as response:
            answer = orjson.loads(await response.read())
        if not isinstance(answer, dict):
            raise ValueError("not a JSON object")  # noqa: TRY004 -- wrong input, not a wrong argument
        return answer


def _signing_keys(answer: Mapping[str, Any]) -> dict[str, SigningKey]:
    listed = answer.get("keys")
    found = {}
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("kid"), str) and (key := _signing_key(entry)):
            found[entry["kid"]] = key
    return found


def _signing_key(entry: Mapping[str, Any]) -> SigningKey | None:
    endorsements = entry.get("endorsements")
    if entry.get("kty") != "RSA" or not isinstance(endorsements, list):
        return None
    try:
        public = RSAAlgorithm.from_jwk(dict(entry))
    except (jwt.PyJWTError, ValueError):
        return None
    return SigningKey(public, frozenset(name for name in endorsements if isinstance(name, str)))
