"""Who may speak to the bot: the token of an incoming request."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import jwt

from bot.teams.keys import SigningKeys
from scheduler.clock import Clock

ISSUER = "https://api.botframework.com"
OPENID_CONFIG_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LEEWAY_SECONDS = 300
MAX_REMEMBERED = 10_000
LOOPBACK = ("localhost", "127.0.0.1")
PLAIN = re.compile(r"[!-~]*")
"""No spaces, no control characters and nothing that looks like a letter of ASCII without being one."""
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


ANY_APP = "*"
"""What everyone speaks to who is believed without a token."""


class Inspector(Protocol):
    async def admits(self, authorization: str | None, *, service_url: str, channel_id: str) -> str | None:
        """The id of the app that was spoken to, given the Authorization header and what the activity claims.

        None where the request may not be believed.
        """


class AnonymousInspector:
    """Believes everyone, so only for a bot bound to a loopback address; replies still go to `hosts` alone."""

    def __init__(self, *, hosts: Collection[str] = LOOPBACK) -> None:
        self._hosts = hosts

    async def admits(self, authorization: str | None, *, service_url: str, channel_id: str) -> str | None:
        # Any page in the person's browser can reach a loopback address: do not let it name where replies go.
        return ANY_APP if is_allowed(service_url, self._hosts) else None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good token says; `expires` in seconds since 1970."""

    app_id: str
    service_url: str
    endorsements: frozenset[str]
    expires: float


class TokenInspector:
    """Believes a token of the Bot Framework made out to one of `app_ids`."""

    def __init__(self, keys: SigningKeys, *, app_ids: Collection[str], hosts: Collection[str], clock: Clock) -> None:
        self._keys = keys
        self._app_ids = app_ids
        self._hosts = hosts
        self._clock = clock
        self._remembered: OrderedDict[bytes, Verified] = OrderedDict()

    async def admits(self, authorization: str | None, *, service_url: str, channel_id: str) -> str | None:
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or not is_allowed(service_url, self._hosts):
            return None
        said = await self._verified(token)
        if said is None or said.service_url != service_url or channel_id not in said.endorsements:
            return None
        return said.app_id

    async def _verified(self, token: str) -> Verified | None:
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        if (known := self._remembered.get(digest)) and self._is_current(known.expires):
            return known
        self._remembered.pop(digest, None)
        said = await self._verify(token)
        if said is not None:
            self._remember(digest, said)
        return said

    def _remember(self, digest: bytes, said: Verified) -> None:
        while len(self._remembered) >= MAX_REMEMBERED:
            self._remembered.popitem(last=False)
        self._remembered[digest] = said

    async def _verify(self, token: str) -> Verified | None:
        # JSON nested deep enough to exhaust the parser is a bad token too; older pyjwt lets that error through.
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            key = await self._keys.find(kid) if isinstance(kid, str) else None
            if key is None:
                return None
            claims = self._claims(token, key.public)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            return None
        expires, service_url = claims["exp"], claims.get("serviceurl")
        if not isinstance(service_url, str) or not self._is_timely(claims):
            return None
        return Verified(self._app_in(claims["aud"]), service_url, key.endorsements, expires)

    def _app_in(self, audience: str | list[str]) -> str:
        """The one of our apps that the token is made out to; a token names one, though the format allows more."""
        named = [audience] if isinstance(audience, str) else audience
        return next(app_id for app_id in self._app_ids if app_id in named)

    def _claims(self, token: str, key: Any) -> dict[str, Any]:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            issuer=ISSUER,
            audience=list(self._app_ids),
            # pyjwt would ask the machine's clock; the one passed in is asked in _is_timely.
            options={
                "require": ["exp", "iss", "aud"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
        return claims

    def _is_timely(self, claims: Mapping[str, Any]) -> bool:
        expires, begins = claims["exp"], claims.get("nbf", 0)
        if not _is_number(expires) or not _is_number(begins):
            return False
        return self._is_current(expires) and begins - LEEWAY_SECONDS <= self._clock.now().timestamp()

    def _is_current(self, expires: float) -> bool:
        return self._clock.now().timestamp() < expires + LEEWAY_SECONDS


def is_allowed(service_url: str, hosts: Collection[str]) -> bool:
    """HTTPS, or HTTP to this machine, to a host that is listed or ends in a listed ".suffix"."""
    if not PLAIN.fullmatch(service_url):
        return False
    try:
        parts = urlsplit(service_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or not HOST.fullmatch(host):
        return False
    is_encrypted = parts.scheme == "https" and port in (None, 443)
    if not is_encrypted and not (parts.scheme in ("http", "https") and host in LOOPBACK):
        return False
    return any(host == listed or (listed.startswith(".") and host.endswith(listed)) for listed in hosts)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
