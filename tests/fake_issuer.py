"""The Bot Framework's token issuer made by hand: real keys over real HTTP, and it answers as it is told."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

APP = "app-id"
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
SERVICE = "https://smba.trafficmanager.net/emea/"
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("old", "new")}
CURVE_KEY = ec.generate_private_key(ec.SECP256R1())


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


def token(key: str = "old", kid: str | None = None, *, algorithm: str = "RS256", **changes: Any) -> str:
    return jwt.encode(claims(**changes), KEYS[key], algorithm=algorithm, headers={"kid": kid or key})


def unsigned(**changes: Any) -> str:
    return jwt.encode(claims(**changes), "", algorithm="none", headers={"kid": "old"})


def signed_on_a_curve(**changes: Any) -> str:
    return jwt.encode(claims(**changes), CURVE_KEY, algorithm="ES256", headers={"kid": "old"})


def signed_with_the_public_key(**changes: Any) -> str:
    """The old trick: HMAC with what everyone knows. pyjwt refuses to make one, so it is put together here."""
    pem = KEYS["old"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    first = ".".join(part(value) for value in ({"alg": "HS256", "typ": "JWT", "kid": "old"}, claims(**changes)))
    return f"{first}.{encoded(jwt.get_algorithm_by_name('HS256').sign(first.encode(), pem))}"


def with_header(header: Mapping[str, Any], **changes: Any) -> str:
    """A token with any header at all, rightly signed by the old key."""
    first = f"{part({'alg': 'RS256', 'typ': 'JWT', **header})}.{part(claims(**changes))}"
    return f"{first}.{encoded(jwt.get_algorithm_by_name('RS256').sign(first.encode(), KEYS['old']))}"


def with_another_payload(**changes: Any) -> str:
    head, _, signature = token(**changes).split(".")
    return f"{head}.{part(claims(**changes, sub='someone'))}.{signature}"


def part(value: object) -> str:
    return encoded(json.dumps(value).encode())


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class FakeIssuer:
    """`config_answer` and `keys_answer` go out in place of the right ones; while not `is_swift` it answers nothing."""

    url: str = ""
    serves: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"old": ("msteams",)})
    is_down: bool = False
    config_answer: bytes | None = None
    keys_answer: bytes | None = None
    is_swift: asyncio.Event = field(default_factory=asyncio.Event)
    fetched: int = 0

    def __post_init__(self) -> None:
        self.is_swift.set()

    async def config(self, request: web.Request) -> web.Response:
        self.fetched += 1
        await self.is_swift.wait()
        if self.is_down:
            return web.Response(status=503)
        if self.config_answer is not None:
            return web.Response(body=self.config_answer)
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"})

    async def keys(self, request: web.Request) -> web.Response:
        if self.keys_answer is not None:
            return web.Response(body=self.keys_answer)
        return web.json_response({"keys": [self.entry(kid) for kid in self.serves]})

    def entry(self, kid: str) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(KEYS[kid].public_key(), as_dict=True)
        return {**public, "kid": kid, "use": "sig", "endorsements": list(self.serves[kid])}


@asynccontextmanager
async def running_issuer() -> AsyncIterator[FakeIssuer]:
    """An issuer that listens until the block ends; its configuration is at `url`/config."""
    issuer = FakeIssuer()
    app = web.Application()
    app.router.add_get("/config", issuer.config)
    app.router.add_get("/keys", issuer.keys)
    async with TestServer(app) as server:
        issuer.url = str(server.make_url("")).rstrip("/")
        yield issuer
