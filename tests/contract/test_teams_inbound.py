"""Tokens of the Bot Framework against an issuer with real keys over real HTTP."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from bot.teams.inbound import MAX_REMEMBERED, AnonymousInspector, TokenInspector, Verified, is_allowed
from bot.teams.keys import SigningKeys
from scheduler.clock import StandingClock

APP = "app-id"
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
SERVICE = "https://smba.trafficmanager.net/emea/"
HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com")
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("old", "new")}


def claims(**changes: Any) -> dict[str, Any]:
    """What a good token says; a change to None leaves the claim out."""
    good = {
        "iss": "https://api.botframework.com",
        "aud": APP,
        "serviceurl": SERVICE,
        "nbf": int(NOON.timestamp()),
        "exp": int((NOON + timedelta(hours=1)).timestamp()),
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def token(key: str = "old", kid: str | None = None, **changes: Any) -> str:
    headers = {"kid": kid or key}
    return jwt.encode(claims(**changes), KEYS[key], algorithm="RS256", headers=headers)


@dataclass
class FakeIssuer:
    url: str = ""
    serves: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"old": ("msteams",)})
    is_down: bool = False
    fetched: int = 0

    async def config(self, request: web.Request) -> web.Response:
        self.fetched += 1
        if self.is_down:
            return web.Response(status=503)
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"})

    async def keys(self, request: web.Request) -> web.Response:
        return web.json_response({"keys": [self._entry(kid) for kid in self.serves]})

    def _entry(self, kid: str) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(KEYS[kid].public_key(), as_dict=True)
        return {**public, "kid": kid, "use": "sig", "endorsements": list(self.serves[kid])}


@dataclass
class Post:
    """An inspector at work, with the issuer it asks and the clock it goes by."""

    inspector: TokenInspector
    issuer: FakeIssuer
    clock: StandingClock

    async def admits(self, authorization: str | None, *, service_url: str = SERVICE, channel: str = "msteams") -> bool:
        return await self.inspector.admits(authorization, service_url=service_url, channel_id=channel)

    def wait(self, **span: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**span))


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    issuer, clock = FakeIssuer(), StandingClock(NOON)
    app = web.Application()
    app.router.add_get("/config", issuer.config)
    app.router.add_get("/keys", issuer.keys)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        issuer.url = str(server.make_url("")).rstrip("/")
        keys = SigningKeys(session, f"{issuer.url}/config", clock=clock)
        yield Post(TokenInspector(keys, app_ids={APP}, hosts=HOSTS, clock=clock), issuer, clock)


def unsigned() -> str:
    return jwt.encode(claims(), "", algorithm="none", headers={"kid": "old"})


def signed_with_the_public_key() -> str:
    """The old trick: HMAC with what everyone knows. pyjwt refuses to make one, so it is put together here."""
    pem = KEYS["old"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    first = ".".join(part(value) for value in ({"alg": "HS256", "typ": "JWT", "kid": "old"}, claims()))
    algorithm = jwt.get_algorithm_by_name("HS256")
    return f"{first}.{encoded(algorithm.sign(first.encode(), pem))}"


def part(value: object) -> str:
    return encoded(json.dumps(value).encode())


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def with_another_payload() -> str:
    head, _, signature = token().split(".")
    return f"{head}.{part(claims(serviceurl=SERVICE, aud=APP, sub='someone'))}.{signature}"


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
    "payload exchanged": with_another_payload(),
    "not a token": "hello",
    "three dots": "a.b.c",
    "deep header": f"{encoded(b'[' * 5000)}.{encoded(b'{}')}.x",
    "deep payload": f"{part({'alg': 'RS256', 'kid': 'old'})}.{encoded(b'[' * 5000)}.x",
    "odd kid": f"{part({'alg': 'RS256', 'kid': {'a': 1}})}.{part(claims())}.x",
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

    assert believed == [True, True, True, False]


async def test_remembered_tokens_are_bounded(post: Post) -> None:
    said = Verified(SERVICE, frozenset({"msteams"}), NOON.timestamp())
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
    refused = not await post.admits(f"Bearer {token()}")
    post.issuer.is_down = False
    post.wait(seconds=10)

    assert (refused, await post.admits(f"Bearer {token()}")) == (True, True)


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
        ("https://smba.trafficmanager.net:x/", False),
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

    assert admitted == [True, True, False, True, True, False]
