"""What stands for Teams: a process that takes every message, at once or 100 ms later, and a token issuer's keys.

Written straight on the socket, so that it is never what the others wait for.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from benchmarks.children import Child, child, obey, run

SLOW_SECONDS = 0.1
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"
TAKEN = b'{"id":"activity-1"}'
ISSUER, APP_ID, KEY_ID = "https://api.botframework.com", "benchmark-app", "benchmark-key"
LATER = 4_000_000_000
SERVICE, SLOW_SERVICE, OPENID, KEYS = "/teams/", "/slow/", "/openid", "/keys"


@dataclass(frozen=True, slots=True)
class FarEnd:
    """Where it listens, and a token that its issuer signed for the bot."""

    base: str
    token: str

    @property
    def service(self) -> str:
        return self.base + SERVICE

    @property
    def slow_service(self) -> str:
        return self.base + SLOW_SERVICE

    @property
    def openid(self) -> str:
        return self.base + OPENID


@contextmanager
def far_end() -> Iterator[FarEnd]:
    with child("benchmarks.far_end") as process:
        yield described(process)


def described(process: Child) -> FarEnd:
    return FarEnd(**process.ask("describe"))


class Connection(asyncio.Protocol):
    """HTTP/1.1 with nothing in it but what clients of a bot need."""

    def __init__(self, pages: dict[bytes, bytes]) -> None:
        self._pages = pages
        self._received = b""
        self._transport = asyncio.Transport()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(END_OF_HEAD)) >= 0:
            head = self._received[:end]
            length = LENGTH.search(head)
            whole = end + len(END_OF_HEAD) + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            self._received = self._received[whole:]
            self._answer(head.split(b" ", 2)[1])

    def _answer(self, path: bytes) -> None:
        answer = _response(self._pages.get(path, TAKEN))
        if path.startswith(SLOW_SERVICE.encode()):
            asyncio.get_running_loop().call_later(SLOW_SECONDS, self._transport.write, answer)
        else:
            self._transport.write(answer)


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + END_OF_HEAD + body


async def _serve() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pages = dict[bytes, bytes]()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(pages), "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    public = {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": KEY_ID, "endorsements": ["msteams"]}
    pages[OPENID.encode()] = json.dumps({"jwks_uri": base + KEYS}).encode()
    pages[KEYS.encode()] = json.dumps({"keys": [public]}).encode()
    claims = {"iss": ISSUER, "aud": APP_ID, "exp": LATER, "nbf": 0, "serviceurl": base + SERVICE}
    token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID})

    async def describe() -> dict[str, str]:
        return {"base": base, "token": token}

    async with server:
        await obey({"describe": describe})


if __name__ == "__main__":
    run(_serve())
