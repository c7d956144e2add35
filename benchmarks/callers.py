"""Many callers at a time, each on a connection of its own, written straight on the socket."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.far_end import END_OF_HEAD, LENGTH

CALLERS = 16


class Refused(Exception):
    """The bot answered with something else than success: its time says nothing."""


@dataclass(frozen=True, slots=True)
class Called:
    """Seconds on the wall for all, and for each by itself."""

    wall: float
    each: Sequence[float]


async def call(port: int, bodies: Sequence[bytes], token: str | None = None) -> Called:
    """Post them all to the bot, `CALLERS` at a time."""
    waiting, each = iter(bodies), list[float]()
    begun = time.perf_counter()
    await asyncio.gather(*(_caller(port, waiting, token, each) for _ in range(CALLERS)))
    return Called(time.perf_counter() - begun, each)


async def _caller(port: int, waiting: Iterator[bytes], token: str | None, each: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for body in waiting:
        begun = time.perf_counter()
        writer.write(_request(body, token))
        head = await reader.readuntil(END_OF_HEAD)
        length = LENGTH.search(head)
        answer = await reader.readexactly(int(length[1])) if length else b""
        each.append(time.perf_counter() - begun)
        if head[9:10] != b"2" or b'"statusCode":4' in answer:
            raise Refused(head, answer)
    writer.close()


def _request(body: bytes, token: str | None) -> bytes:
    told = "" if token is None else f"Authorization: Bearer {token}\r\n"
    head = f"POST /api/messages HTTP/1.1\r\nHost: bot\r\n{told}Content-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}".encode() + END_OF_HEAD + body
