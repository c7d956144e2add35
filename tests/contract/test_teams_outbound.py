"""The app's own token, asked for from a stand-in for msal."""

import asyncio
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channel import SendFailed
from bot.teams.outbound import KeptToken, NoToken, msal_acquire
from scheduler.clock import StandingClock

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


@dataclass
class FakeEntra:
    """Gives token-1, token-2 ... for an hour each, unless told to fail."""

    asked: int = 0
    may_answer: threading.Event = field(default_factory=threading.Event)
    failure: Mapping[str, Any] | Exception | None = None
    clock: StandingClock = field(default_factory=lambda: StandingClock(NOON))

    def acquire(self) -> Mapping[str, Any]:
        self.asked += 1
        assert self.may_answer.wait(10)
        if isinstance(self.failure, Exception):
            raise self.failure
        return self.failure or {"access_token": f"token-{self.asked}", "expires_in": 3600}

    def wait(self, **span: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**span))


@pytest.fixture
def entra() -> FakeEntra:
    entra = FakeEntra()
    entra.may_answer.set()
    return entra


@pytest.fixture
def source(entra: FakeEntra) -> KeptToken:
    return KeptToken(entra.acquire, entra.clock)


async def test_no_token_is_none() -> None:
    assert await NoToken().token() is None


async def test_token_is_asked_for_once_when_many_want_it_at_once(entra: FakeEntra, source: KeptToken) -> None:
    tokens = await asyncio.gather(*(source.token() for _ in range(20)))

    assert (set(tokens), entra.asked) == ({"token-1"}, 1)


async def test_token_is_kept_until_five_minutes_before_it_ends(entra: FakeEntra, source: KeptToken) -> None:
    first = await source.token()
    entra.wait(minutes=54, seconds=59)
    kept = await source.token()
    entra.wait(seconds=1)

    assert (first, kept, await source.token()) == ("token-1", "token-1", "token-2")


async def test_nobody_waits_for_the_token_that_is_fetched_in_the_last_ten_minutes(
    entra: FakeEntra, source: KeptToken
) -> None:
    await source.token()
    entra.wait(minutes=50)
    entra.may_answer.clear()

    meanwhile = [await source.token() for _ in range(3)]
    entra.may_answer.set()
    await settled(source)

    assert (meanwhile, await source.token(), entra.asked) == (["token-1"] * 3, "token-2", 2)


async def test_token_that_cannot_be_fetched_early_is_asked_for_again(entra: FakeEntra, source: KeptToken) -> None:
    await source.token()
    entra.wait(minutes=50)
    entra.failure = ConnectionError()
    first = await source.token()
    await settled(source)
    entra.failure = None
    second = await source.token()
    await settled(source)

    assert (first, second, await source.token()) == ("token-1", "token-1", "token-3")


async def settled(source: KeptToken) -> None:
    """Wait for the renewal that goes on beside the sending."""
    assert source._renewal is not None
    await source._renewal


FAILURES = [
    ({"error": "invalid_client", "error_description": "the secret, among other things"}, "token:invalid_client"),
    ({"unexpected": True}, "token:missing"),
    (ConnectionError("no route"), "token:ConnectionError"),
    (ValueError("Unable to get authority configuration"), "token:ValueError"),
]


@pytest.mark.parametrize(("failure", "code"), FAILURES)
async def test_token_may_be_asked_for_again_when_it_cannot_be_had(
    entra: FakeEntra, source: KeptToken, failure: Mapping[str, Any] | Exception, code: str
) -> None:
    entra.failure = failure

    with pytest.raises(SendFailed) as caught:
        await source.token()
    entra.failure = None

    assert (str(caught.value), caught.value.code, caught.value.permanent) == (code, code, False)
    assert await source.token() == "token-2"


async def test_token_lasts_to_its_end_when_it_cannot_be_renewed(entra: FakeEntra, source: KeptToken) -> None:
    await source.token()
    entra.failure = ConnectionError()
    entra.wait(minutes=59)
    last = await source.token()
    entra.wait(minutes=1)

    with pytest.raises(SendFailed):
        await source.token()
    assert last == "token-1"


async def test_msal_acquire_touches_no_network_before_it_is_called() -> None:
    acquire = msal_acquire("app", "secret", tenant_id="tenant", authority="https://localhost:1")

    with pytest.raises(SendFailed) as caught:
        await KeptToken(acquire, StandingClock(NOON)).token()

    assert caught.value.permanent is False
