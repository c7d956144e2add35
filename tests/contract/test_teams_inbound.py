"""Tokens of the Bot Framework against an issuer with real keys over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import jwt
import orjson
import pytest

from bot.teams.inbound import ANY_APP, MAX_REMEMBERED, AnonymousInspector, TokenInspector, Verified, is_allowed
from bot.teams.keys import PATIENCE, SigningKeys
from scheduler.clock import StandingClock
from tests.fake_issuer import (
    APP,
    KEYS,
    NOON,
    SERVICE,
    FakeIssuer,
    claims,
    encoded,
    part,
    running_issuer,
    signed_on_a_curve,
    signed_with_the_public_key,
    token,
    unsigned,
    with_another_payload,
    with_header,
)

HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com")
NO_PATIENCE = 0.0


@dataclass
class Post:
    """An inspector at work, with the issuer it asks and the clock it goes by."""

    inspector: TokenInspector
    issuer: FakeIssuer
    clock: StandingClock

    async def admits(
        self, authorization: str | None, *, service_url: str = SERVICE, channel: str = "msteams"
    ) -> str | None:
        return await self.inspector.admits(authorization, service_url=service_url, channel_id=channel)

    async def fetches_keys(self) -> None:
        """Wait for a fetch that is under way, or for one that this begins."""
        await self.admits(f"Bearer {token()}")
        assert self.inspector._keys._fetching is not None
        await self.inspector._keys._fetching

    async def asked(self) -> int:
        """How often the issuer was asked, once the question that is on its way has arrived."""
        async with asyncio.timeout(10):
            while self.issuer.fetched < 2:
                await asyncio.sleep(0)
        return self.issuer.fetched

    def wait(self, **span: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**span))


@asynccontextmanager
async def open_post(*, patience: float = PATIENCE) -> AsyncIterator[Post]:
    clock = StandingClock(NOON)
    async with running_issuer() as issuer, aiohttp.ClientSession() as session:
        keys = SigningKeys(session, f"{issuer.url}/config", clock=clock, patience=patience)
        yield Post(TokenInspector(keys, app_ids={APP}, hosts=HOSTS, clock=clock), issuer, clock)
        issuer.is_swift.set()
        if keys._fetching is not None:
            await keys._fetching


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with open_post() as opened:
        yield opened


@pytest.fixture
async def hurried_post() -> AsyncIterator[Post]:
    """Waits for no keys."""
    async with open_post(patience=NO_PATIENCE) as opened:
        yield opened


def without_kid() -> str:
    return jwt.encode(claims(), KEYS["old"], algorithm="RS256")


@pytest.mark.parametrize(
    "good",
    [
        token(),
        token(aud=[APP, "another"]),
        token(nbf=None),
        token(exp=int((NOON - timedelta(minutes=4)).timestamp()), nbf=None),
        token(nbf=int((NOON + timedelta(minutes=4)).timestamp())),
    ],
    ids=["plain", "two audiences", "no nbf", "expired within the leeway", "begins within the leeway"],
)
async def test_token_is_believed_when_everything_agrees(post: Post, good: str) -> None:
    assert await post.admits(f"Bearer {good}")


BAD_TOKENS = {
    "expired": token(exp=int((NOON - timedelta(minutes=6)).timestamp())),
    "not begun": token(nbf=int((NOON + timedelta(minutes=6)).timestamp())),
    "no expiry": token(exp=None),
    "wrong audience": token(aud="another-app"),
    "no audience": token(aud=None),
    "wrong issuer": token(iss="https://sts.windows.net/tenant/"),
    "no issuer": token(iss=None),
    "other service": token(serviceurl="https://smba.trafficmanager.net/amer/"),
    "missing serviceurl": token(serviceurl=None),
    "odd serviceurl": token(serviceurl=[SERVICE]),
    "unknown kid": token(kid="nobody"),
    "another key under a known kid": token("new", kid="old"),
    "no kid": without_kid(),
    "alg none": unsigned(),
    "HS256 with the public key": signed_with_the_public_key(),
    "RS512": token(algorithm="RS512"),
    "PS256": token(algorithm="PS256"),
    "ES256": signed_on_a_curve(),
    "algorithm in small letters": with_header({"kid": "old", "alg": "rs256"}),
    "algorithm of another kind": with_header({"kid": "old", "alg": ["RS256"]}),
    "payload exchanged": with_another_payload(),
    "not a token": "hello",
    "three dots": "a.b.c",
    "deep header": f"{encoded(b'[' * 5000)}.{encoded(b'{}')}.x",
    "deep payload": f"{part({'alg': 'RS256', 'kid': 'old'})}.{encoded(b'[' * 5000)}.x",
    "kid is an object": with_header({"kid": {"a": 1}}),
    "kid is a number": with_header({"kid": 1}),
    "kid is a list": with_header({"kid": ["old"]}),
    "kid is huge": with_header({"kid": "old" * 2000}),
    "kid with a NUL": with_header({"kid": "old\0"}),
    "key in its own header": with_header({"jwk": {"kty": "oct", "k": "AAAA"}}),
    "critical header": with_header({"kid": "old", "crit": ["b64"], "b64": False}),
    "empty": "",
}


@pytest.mark.parametrize("bad", BAD_TOKENS.values(), ids=BAD_TOKENS)
async def test_token_is_refused_when_something_is_wrong(post: Post, bad: str) -> None:
    assert not await post.admits(f"Bearer {bad}")
    assert await post.admits(f"Bearer {token()}")


@pytest.mark.parametrize("claim", ["exp", "nbf"])
@pytest.mark.parametrize("value", ["tomorrow", True, [], {}, "1e999"])
async def test_token_is_refused_when_a_time_is_no_number(post: Post, claim: str, value: Any) -> None:
    assert not await post.admits(f"Bearer {token(**{claim: value})}")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", f"Basic {token()}", token()])
async def test_request_is_refused_when_its_header_bears_no_token(post: Post, header: str | None) -> None:
    assert not await post.admits(header)


async def test_token_is_refused_when_the_activity_names_another_service(post: Post) -> None:
    assert await post.admits(f"Bearer {token()}")
    assert not await post.admits(f"Bearer {token()}", service_url="https://smba.trafficmanager.net/amer/")


async def test_token_is_refused_when_its_service_is_not_allowed(post: Post) -> None:
    foreign = "https://evil.example/"

    assert not await post.admits(f"Bearer {token(serviceurl=foreign)}", service_url=foreign)


async def test_token_is_refused_when_its_key_does_not_speak_for_the_channel(post: Post) -> None:
    assert not await post.admits(f"Bearer {token()}", channel="webchat")


async def test_token_is_refused_when_its_key_speaks_for_no_channel(post: Post) -> None:
    post.issuer.serves = {"old": ()}

    assert not await post.admits(f"Bearer {token()}")


async def test_token_is_checked_once_and_believed_until_it_expires(post: Post) -> None:
    believed = []
    for _ in range(4):
        believed.append(await post.admits(f"Bearer {token()}"))
        post.wait(minutes=30)

    assert believed == [APP, APP, APP, None]


async def test_remembered_tokens_are_bounded(post: Post) -> None:
    said = Verified(APP, SERVICE, frozenset({"msteams"}), NOON.timestamp())
    for number in range(MAX_REMEMBERED + 10):
        post.inspector._remember(number.to_bytes(4, "big"), said)

    assert len(post.inspector._remembered) == MAX_REMEMBERED


async def test_keys_are_fetched_once_for_many_tokens(post: Post) -> None:
    for number in range(5):
        await post.admits(f"Bearer {token(sub=str(number))}")

    assert post.issuer.fetched == 1


async def test_keys_are_fetched_again_when_a_day_has_passed(post: Post) -> None:
    await post.admits(f"Bearer {token()}")
    post.wait(hours=24)

    exp = int((NOON + timedelta(hours=25)).timestamp())
    assert await post.admits(f"Bearer {token(exp=exp)}")
    assert post.issuer.fetched == 2


async def test_new_key_is_found_when_the_issuer_has_rolled_over(post: Post) -> None:
    await post.admits(f"Bearer {token()}")
    post.issuer.serves = {"new": ("msteams",)}
    post.wait(minutes=5)

    assert await post.admits(f"Bearer {token('new')}")
    assert post.issuer.fetched == 2


async def test_unknown_key_asks_the_issuer_at_most_every_five_minutes(post: Post) -> None:
    await post.admits(f"Bearer {token()}")
    for number in range(10):
        await post.admits(f"Bearer {token(kid='nobody', sub=str(number))}")
        post.wait(seconds=40)

    assert post.issuer.fetched == 2


async def test_keys_are_kept_when_the_issuer_is_down(post: Post) -> None:
    await post.admits(f"Bearer {token()}")
    post.issuer.is_down = True
    post.wait(hours=24)

    exp = int((NOON + timedelta(hours=25)).timestamp())
    assert await post.admits(f"Bearer {token(exp=exp)}")
    assert post.issuer.fetched == 2


async def test_token_is_refused_until_the_issuer_has_been_reached(post: Post) -> None:
    post.issuer.is_down = True
    refused = await post.admits(f"Bearer {token()}")
    post.issuer.is_down = False
    post.wait(seconds=10)

    assert (refused, await post.admits(f"Bearer {token()}")) == (None, APP)


async def test_known_keys_are_used_at_once_when_the_issuer_is_slow(hurried_post: Post) -> None:
    post = hurried_post
    await post.fetches_keys()
    post.issuer.is_swift.clear()
    post.wait(hours=24)

    exp = int((NOON + timedelta(hours=25)).timestamp())
    assert await post.admits(f"Bearer {token(exp=exp)}")
    assert not await post.admits(f"Bearer {token('new', exp=exp)}")
    assert await post.asked() == 2


async def test_new_key_is_known_once_a_slow_issuer_has_answered(hurried_post: Post) -> None:
    post = hurried_post
    post.issuer.is_swift.clear()
    refused = [not await post.admits(f"Bearer {token()}") for _ in range(3)]
    post.issuer.is_swift.set()
    await post.fetches_keys()

    assert (refused, await post.admits(f"Bearer {token()}"), post.issuer.fetched) == ([True] * 3, APP, 1)


async def test_all_wait_for_the_same_fetch(post: Post) -> None:
    believed = await asyncio.gather(*(post.admits(f"Bearer {token(sub=str(number))}") for number in range(20)))

    assert (believed, post.issuer.fetched) == ([APP] * 20, 1)


async def test_old_key_is_refused_when_the_issuer_has_rolled_over(post: Post) -> None:
    await post.admits(f"Bearer {token()}")
    post.issuer.serves = {"new": ("msteams",)}
    post.wait(minutes=5)
    await post.admits(f"Bearer {token('new')}")

    assert not await post.admits(f"Bearer {token(sub='signed after it was withdrawn')}")


GARBAGE = {
    "nothing": b"",
    "no JSON": b"<html>",
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "null": b"null",
    "no keys": b"{}",
    "keys are a number": b'{"keys": 7}',
    "keys are odd": b'{"keys": [null, 7, [], {}, {"kid": 7}, {"kid": "old"}, {"kid": "old", "kty": "RSA"}]}',
    "half a key": b'{"keys": [{"kid": "old", "kty": "RSA", "endorsements": ["msteams"], "n": 7, "e": []}]}',
    "empty key": b'{"keys": [{"kid": "old", "kty": "RSA", "endorsements": ["msteams"], "n": "", "e": ""}]}',
    "no endorsements": b'{"keys": [{"kid": "old", "kty": "RSA", "endorsements": 1, "n": "AQAB", "e": "AQAB"}]}',
    "not UTF-8": b'{"keys": "\xff"}',
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("place", ["config_answer", "keys_answer"])
async def test_known_keys_are_kept_when_the_issuer_answers_garbage(post: Post, place: str, garbage: bytes) -> None:
    await post.admits(f"Bearer {token()}")
    setattr(post.issuer, place, garbage)
    post.wait(minutes=5)

    assert not await post.admits(f"Bearer {token('new')}")
    assert await post.admits(f"Bearer {token(sub='another')}")
    assert post.issuer.fetched == 2


@pytest.mark.parametrize("place", ["http://localhost:1/keys", "https://evil.example/keys", "/keys", "file:///keys", 7])
async def test_keys_that_lie_with_another_host_are_not_fetched(post: Post, place: object) -> None:
    post.issuer.config_answer = orjson.dumps({"jwks_uri": place})
    refused = not await post.admits(f"Bearer {token()}")
    post.issuer.config_answer = None
    post.wait(seconds=10)

    assert (refused, await post.admits(f"Bearer {token()}")) == (True, APP)


async def test_keys_that_another_server_really_serves_are_not_fetched_either(post: Post) -> None:
    async with running_issuer() as other:
        post.issuer.config_answer = orjson.dumps({"jwks_uri": f"{other.url}/keys"})

        assert not await post.admits(f"Bearer {token()}")


@pytest.mark.parametrize(
    ("service_url", "allowed"),
    [
        (SERVICE, True),
        ("https://SMBA.trafficmanager.net/emea/", True),
        ("https://eu.teams.microsoft.com/", True),
        ("https://teams.microsoft.com/", False),
        ("https://evilteams.microsoft.com/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evil.example\\.teams.microsoft.com/", False),
        ("https://evil.example#.teams.microsoft.com/", False),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:443/emea/", True),
        ("https://smba.trafficmanager.net:8443/emea/", False),
        ("https://smba.trafficmanager.net:80/emea/", False),
        ("https://smba.trafficmanager.net:x/", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("https://smba.trafficmanager.net./emea/", False),
        ("https://smba.trafficmanager.net%2eevil.example/", False),
        ("https://smba.trafficmanager.net%00.teams.microsoft.com/", False),
        ("https://smba.trafficmanager.net\n.evil.example/", False),
        ("https://smba.traffic\tmanager.net/", False),
        (" https://smba.trafficmanager.net/", False),
        ("https://smba。trafficmanager.net/", False),
        ("https://ſmba.trafficmanager.net/", False),
        ("https://smbа.trafficmanager.net/", False),
        ("https://xn--smb-7cd.trafficmanager.net/", False),
        ("https://trafficmanager.net/", False),
        ("https://evil-smba.trafficmanager.net/", False),
        ("https://.teams.microsoft.com/", False),
        ("https://x..teams.microsoft.com/", False),
        ("https://evil.example/https://smba.trafficmanager.net/", False),
        ("https://127.0.0.1/", False),
        ("//smba.trafficmanager.net/", False),
        ("HTTPS://smba.trafficmanager.net/emea/", True),
        ("https://[::1/", False),
        ("ftp://smba.trafficmanager.net/", False),
        ("", False),
    ],
)
def test_service_is_allowed_when_its_host_is_listed(service_url: str, allowed: bool) -> None:
    assert is_allowed(service_url, HOSTS) is allowed


async def test_anonymous_inspector_believes_anyone_who_answers_on_this_machine() -> None:
    inspector = AnonymousInspector()

    admitted = [
        await inspector.admits(header, service_url=url, channel_id="msteams")
        for header in (None, "Bearer x")
        for url in ("http://localhost:56150/_connector", "http://127.0.0.1/", "https://evil.example/")
    ]

    assert admitted == [ANY_APP, ANY_APP, None, ANY_APP, ANY_APP, None]


async def test_token_tells_which_of_several_apps_was_spoken_to(post: Post) -> None:
    post.inspector._app_ids = (APP, "another")

    spoken_to = [await post.admits(f"Bearer {token(aud=one)}") for one in (APP, "another", "a third")]

    assert spoken_to == [APP, "another", None]
