"""A Bot Connector made by hand: real HTTP, it remembers what came and answers as it is told."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain, cycle
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True, slots=True)
class Received:
    """One request; `path` as it was on the wire, escapes and all."""

    method: str
    path: str
    body: Mapping[str, Any]

    @property
    def receiver(self) -> str:
        """The conversation that it is for; the person or the channel where one is asked for."""
        if "conversation" in self.body:
            return str(self.body["conversation"]["id"])
        members = self.body.get("members") or [self.body.get("channelData", {}).get("channel", {})]
        return str(members[0].get("id", ""))


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request is met; without a status as by a connector that is well.

    What is taken lands with its receiver: `lands` times, though the answer may be late by `delay` seconds, or lost.
    """

    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    lands: int = 1
    is_lost: bool = False


WELL = Answer()
LOST = Answer(is_lost=True)
"""Taken, and the connection closed before the answer."""
UNHEARD = Answer(is_lost=True, lands=0)
TWICE = Answer(lands=2)


def refusal(status: int, code: str = "", *, retry_after: int | None = None) -> Answer:
    """An error with the service's own code in it, if one is given."""
    body = {"error": {"code": code, "message": "as told"}} if code else {}
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Answer(status, orjson.dumps(body), headers)


@dataclass(slots=True)
class FakeConnector:
    url: str = ""
    received: list[Received] = field(default_factory=list)
    landed: Counter[str] = field(default_factory=Counter)
    authorizations: list[str | None] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    heard: Callable[[Received, web.Request], None] = lambda received, request: None
    _next: deque[Answer] = field(default_factory=deque)
    _turns: dict[str, Iterator[Answer]] = field(default_factory=dict)
    _ids: int = 0

    def meet(self, *answers: Answer, receiver: str = "", for_ever: bool = False) -> None:
        """The coming requests for that receiver, or for everyone, are met in turns: once each, or over and over."""
        turns = cycle(answers) if for_ever else iter(answers)
        self._turns[receiver] = turns if for_ever else chain(self._turns.get(receiver, ()), turns)

    def answer_next(self, status: int, *, code: str = "", headers: Mapping[str, str] | None = None) -> None:
        """The next request gets an error of that status, with the service's own error code if one is given."""
        told = refusal(status, code)
        self._next.append(Answer(status, told.body, headers or {}))

    def answer_next_with(self, body: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self._next.append(Answer(status, body, headers or {}))

    def drop_next(self) -> None:
        """The next request loses its connection without an answer."""
        self._next.append(UNHEARD)

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.received]

    @property
    def cards(self) -> list[Any]:
        """The cards in what was sent, in order; None for an activity without one."""
        sent = [request.body.get("activity", request.body) for request in self.received]
        return [activity["attachments"][0]["content"] if activity.get("attachments") else None for activity in sent]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        received = await self._record(request)
        told = self._told(received)
        if told.status < 400:
            self.landed[received.receiver] += told.lands
        self.heard(received, request)
        if told.delay:
            await asyncio.sleep(told.delay)
        if told.is_lost:
            if request.transport is not None:
                request.transport.close()
            return web.Response()
        usual = self._usual(received) if not told.status else told
        return web.Response(status=usual.status, body=usual.body, headers=dict(usual.headers))

    async def _record(self, request: web.Request) -> Received:
        body = await request.read()
        received = Received(request.method, request.raw_path, orjson.loads(body) if body else {})
        self.received.append(received)
        self.authorizations.append(request.headers.get("Authorization"))
        if request.transport is not None:
            self.connections.add(request.transport.get_extra_info("peername"))
        return received

    def _told(self, received: Received) -> Answer:
        turns = chain(self._turns.get(received.receiver, ()), self._turns.get("", ()))
        return self._next.popleft() if self._next else next(turns, WELL)

    def _usual(self, received: Received) -> Answer:
        self._ids += 1
        activity = f"activity-{self._ids}"
        if not received.path.endswith("/v3/conversations"):
            return Answer(200, orjson.dumps({"id": activity}))
        if not received.body.get("isGroup"):
            return Answer(201, orjson.dumps({"id": f"a:personal-{received.receiver}"}))
        thread = f"{received.receiver};messageid={activity}"
        return Answer(201, orjson.dumps({"id": thread, "activityId": activity}))


@asynccontextmanager
async def running_connector() -> AsyncIterator[FakeConnector]:
    """A connector that listens until the block ends; its address is in `url`."""
    fake = FakeConnector()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.handle)
    async with TestServer(app) as server:
        fake.url = str(server.make_url("/teams/"))
        yield fake
