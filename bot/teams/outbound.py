"""Tokens for what the bot sends."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias

import msal

from bot.channel import SendFailed
from scheduler.clock import Clock

SCOPE = "https://api.botframework.com/.default"
AUTHORITY = "https://login.microsoftonline.com"
AHEAD = timedelta(minutes=5)
TIMEOUT_SECONDS = 15

Acquire: TypeAlias = Callable[[], Mapping[str, Any]]


class TokenSource(Protocol):
    async def token(self) -> str | None:
        """None where the channel asks for none; raises `SendFailed` when a token cannot be had."""


class NoToken:
    """For a channel on this machine that asks for no token."""

    async def token(self) -> str | None:
        return None


class ClientSecretToken:
    """The app's own token, asked for in a thread, kept, and renewed five minutes before it ends."""

    def __init__(self, acquire: Acquire, clock: Clock) -> None:
        self._acquire = acquire
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._expires: datetime | None = None

    async def token(self) -> str | None:
        if self._lasts(AHEAD):
            return self._token
        async with self._lock:
            if not self._lasts(AHEAD):
                await self._renew()
        return self._token

    def _lasts(self, margin: timedelta) -> bool:
        return self._expires is not None and self._clock.now() + margin < self._expires

    async def _renew(self) -> None:
        try:
            answer = await asyncio.to_thread(self._acquire)
        except (OSError, ValueError) as error:
            answer = {"error": type(error).__name__}
        token, lifetime = answer.get("access_token"), answer.get("expires_in")
        if isinstance(token, str) and isinstance(lifetime, int | float):
            self._token, self._expires = token, self._clock.now() + timedelta(seconds=lifetime)
            return
        if not self._lasts(timedelta()):
            # Never permanent: an expired secret must not throw away what is waiting in the outbox.
            raise SendFailed(f"token:{answer.get('error', 'missing')}", permanent=False)


def msal_acquire(
    app_id: str, credential: str | Mapping[str, str], *, tenant_id: str, authority: str = AUTHORITY
) -> Acquire:
    """Asks Entra; `credential` is the secret, or msal's dictionary for a certificate. No network until it is called."""
    apps: list[msal.ConfidentialClientApplication] = []

    def acquire() -> Mapping[str, Any]:
        if not apps:
            apps.append(
                msal.ConfidentialClientApplication(
                    app_id,
                    client_credential=credential,
                    authority=f"{authority}/{tenant_id}",
                    timeout=TIMEOUT_SECONDS,
                )
            )
        answer: Mapping[str, Any] = apps[0].acquire_token_for_client(scopes=[SCOPE])
        return answer

    return acquire
