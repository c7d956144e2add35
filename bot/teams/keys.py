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
from yarl import URL

from scheduler.clock import Clock

KEPT = timedelta(hours=24)
BETWEEN_REFRESHES = timedelta(minutes=5)
BETWEEN_FIRST_TRIES = timedelta(seconds=10)
TIMEOUT = aiohttp.ClientTimeout(total=10)
PATIENCE = 3.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels it may speak for."""

    public: Any
    endorsements: frozenset[str]


class SigningKeys:
    """Finds a key by its id; fetches daily, and once in five minutes for an id it does not know.

    A request waits `patience` seconds for keys that are being fetched, and then goes by those that are known.
    """

    def __init__(
        self, session: aiohttp.ClientSession, config_url: str, *, clock: Clock, patience: float = PATIENCE
    ) -> None:
        self._session = session
        self._config_url = config_url
        self._clock = clock
        self._patience = patience
        self._fetching: asyncio.Task[None] | None = None
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched: datetime | None = None
        self._tried: datetime | None = None

    async def find(self, kid: str) -> SigningKey | None:
        if kid not in self._keys or self._is_older(self._fetched, KEPT):
            await self._refresh()
        return self._keys.get(kid)

    def _is_older(self, instant: datetime | None, age: timedelta) -> bool:
        return instant is None or self._clock.now() - instant >= age

    async def _refresh(self) -> None:
        """One fetch at a time for all who wait."""
        if self._fetching is None or self._fetching.done():
            pause = BETWEEN_REFRESHES if self._keys else BETWEEN_FIRST_TRIES
            if not self._is_older(self._tried, pause):
                return
            self._tried = self._clock.now()
            self._fetching = asyncio.ensure_future(self._fetch())
        await asyncio.wait({self._fetching}, timeout=self._patience)

    async def _fetch(self) -> None:
        try:
            config = await self._get(self._config_url)
            keys = _signing_keys(await self._get(self._place_of_keys(config)))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("signing_keys_not_fetched", error=type(error).__name__)
            return
        if keys:
            self._keys, self._fetched = keys, self._tried

    def _place_of_keys(self, config: Mapping[str, Any]) -> str:
        """Where the issuer says that its keys are, which has to be with itself."""
        place = str(config.get("jwks_uri"))
        if URL(place).origin() != URL(self._config_url).origin():
            raise ValueError("the keys lie with another host")
        return place

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
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    return SigningKey(public, frozenset(name for name in endorsements if isinstance(name, str)))
