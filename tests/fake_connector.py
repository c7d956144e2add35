"""A Bot Connector made by hand: real HTTP, it remembers what came and answers as it is told."""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FakeConnector:
    url: str = ""
    received: list[Received] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    _next: deque[Answer | None] = field(default_factory=deque)
    _ids: int = 0

    def answer_next(self, status: int, *, code: str = "", headers: Mapping[str, str] | None = None) -> None:
        """The next request gets an error of that status, with the service's own error code if one is given."""
        body = {"error": {"code": code, "message": "as told"}} if code else {}
        self._next.append(Answer(status, orjson.dumps(body), headers or {}))

    def answer_next_with(self, body: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self._next.append(Answer(status, body, headers or {}))

    def drop_next(self) -> None:
        """The next request loses its connection without an answer."""
        self._next.append(None)

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.received]

    @property
    def cards(self) -> list[Any]:
        """The cards in what was sent, in order; None for an activity without one."""
        sent = [request.body.get("activity", request.body) for request in self.received]
        return [activity["attachments"][0]["content"] if activity.get("attachments") else None for activity in sent]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        await self._record(request)
        told = self._next.popleft() if self._next else self._usual(request)
        if told is None:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return web.Response(status=told.status, body=told.body, headers=dict(told.headers))

    async def _record(self, request: web.Request) -> None:
        body = await request.read()
        self.received.append(Received(request.method, request.raw_path, orjson.loads(body) if body else {}))
        self.authorizations.append(request.headers.get("Authorization"))
        assert request.transport is not None
        self.connections.add(request.transport.get_extra_info("peername"))

    def _usual(self, request: web.Request) -> Answer:
        self._ids += 1
        activity = f"activity-{self._ids}"
        if not request.path.endswith("/v3/conversations"):
            return Answer(200, orjson.dumps({"id": activity}))
        wanted = self.received[-1].body
        if not wanted.get("isGroup"):
            return Answer(201, orjson.dumps({"id": f"a:personal-{wanted['members'][0]['id']}"}))
        thread = f"{wanted['channelData']['channel']['id']};messageid={activity}"
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
