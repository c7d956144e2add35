"""Tokens for what the bot sends."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias

import msal
import requests

from bot.channel import SendFailed
from bot.credentials import Certificate, ManagedIdentity, Registration, Secret
from scheduler.clock import Clock

RESOURCE = "https://api.botframework.com"
SCOPE = f"{RESOURCE}/.default"
AUTHORITY = "https://login.microsoftonline.com"
AHEAD = timedelta(minutes=5)
WELL_AHEAD = timedelta(minutes=10)
TIMEOUT_SECONDS = 15

Acquire: TypeAlias = Callable[[], Mapping[str, Any]]


class TokenSource(Protocol):
    async def token(self) -> str | None:
        """None where the channel asks for none; raises `SendFailed` when a token cannot be had."""


class NoToken:
    """For a channel on this machine that asks for no token."""

    async def token(self) -> str | None:
        return None


class KeptToken:
    """The app's own token, asked for in a thread and kept.

    It is renewed beside the sending in its last ten minutes, and waited for in its last five.
    """

    def __init__(self, acquire: Acquire, clock: Clock) -> None:
        self._acquire = acquire
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._expires: datetime | None = None
        self._renewal: asyncio.Task[None] | None = None

    async def token(self) -> str | None:
        if self._lasts(AHEAD):
            self._renew_beside()
            return self._token
        async with self._lock:
            if not self._lasts(AHEAD):
                await self._renew()
        return self._token

    def _renew_beside(self) -> None:
        is_under_way = self._renewal is not None and not self._renewal.done()
        if not self._lasts(WELL_AHEAD) and not is_under_way:
            self._renewal = asyncio.create_task(self._renew_once())

    async def _renew_once(self) -> None:
        async with self._lock:
            if not self._lasts(WELL_AHEAD):
                await self._renew()

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


def acquire_for(registration: Registration, *, authority: str = AUTHORITY) -> Acquire:
    """Asks Entra, or the machine, for a token; no network until it is called."""
    credential = registration.credential
    if isinstance(credential, ManagedIdentity):
        return identity_acquire(credential.client_id)
    return msal_acquire(
        registration.app_id, _for_msal(credential), tenant_id=registration.tenant_id, authority=authority
    )


def _for_msal(credential: Secret | Certificate) -> str | Mapping[str, str]:
    if isinstance(credential, Secret):
        return credential.text
    # Given the certificate rather than a thumbprint, msal signs with SHA-256 throughout.
    return {"private_key": credential.key, "public_certificate": credential.certificate}


def msal_acquire(
    app_id: str, credential: str | Mapping[str, str], *, tenant_id: str, authority: str = AUTHORITY
) -> Acquire:
    """Asks Entra; `credential` is the secret, or msal's dictionary for a certificate."""
    apps: list[msal.ConfidentialClientApplication] = []

    def acquire() -> Mapping[str, Any]:
        if not apps:
            apps.append(
                msal.ConfidentialClientApplication(
                    app_id,
                    client_credential=credential,
                    authority=f"{authority}/{tenant_id}",
                    instance_discovery=False,
                    timeout=TIMEOUT_SECONDS,
                )
            )
        apps[0].remove_tokens_for_client()  # msal would give the old one until its last five minutes
        answer: Mapping[str, Any] = apps[0].acquire_token_for_client(scopes=[SCOPE])
        return answer

    return acquire


class ImpatientSession(requests.Session):
    """A machine without identities has nobody at their address, who would be waited for without end."""

    def request(self, *args: Any, **named: Any) -> requests.Response:
        return super().request(*args, **{"timeout": TIMEOUT_SECONDS, **named})


def identity_acquire(client_id: str) -> Acquire:
    """Asks the machine for a token of the identity of that id, or of its own where the id is empty."""
    identity = (
        msal.UserAssignedManagedIdentity(client_id=client_id) if client_id else msal.SystemAssignedManagedIdentity()
    )
    session = ImpatientSession()
    refusals: dict[str, Any] = {}

    def acquire() -> Mapping[str, Any]:
        # A new client each time: one that is kept would give the old token until its last five minutes.
        client = msal.ManagedIdentityClient(identity, http_client=session, http_cache=refusals)
        answer: Mapping[str, Any] = client.acquire_token_for_client(resource=RESOURCE)
        return answer

    return acquire
