"""What the door refuses, and with which status; never 500 for input."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from bot.channel import TextMessage
from bot.teams.inbound import AnonymousInspector
from tests.contract.teams_door import JSON, Door, open_door


class RefusingInspector:
    async def admits(self, authorization: str | None, *, service_url: str, channel_id: str) -> str | None:
        return None


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with open_door(AnonymousInspector()) as opened:
        yield opened


@pytest.fixture
async def shut_door() -> AsyncIterator[Door]:
    async with open_door(RefusingInspector()) as opened:
        yield opened


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"null",
        b"7",
        b"[]",
        b'"message"',
        b"{}",
        b'{"type":7}',
        b'{"type":"message"',
        b'{"type":"message\xff"}',
        b'{"type":"\\ud800"}',
        nested(60_000 // 6),
        b"[" * 200_000,
    ],
    ids=lambda body: repr(body[:24]),
)
async def test_body_is_refused_when_it_is_no_activity(door: Door, body: bytes) -> None:
    status, _ = await door.knock(body)

    assert (status, door.conversation.turns) == (400, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": ""},
        {"type": None},
        {"type": 7},
        {"serviceUrl": None},
        {"serviceUrl": 7},
        {"channelId": ""},
        {"channelId": {}},
        {"conversation": None},
        {"conversation": "a:anna"},
        {"conversation": {}},
        {"conversation": {"id": 7}},
        {"conversation": {"id": {"a": 1}}},
        {"conversation": {"id": "a", "isGroup": "maybe"}},
        {"from": "anna"},
        {"from": {"id": 7}},
        {"from": {"id": "a", "name": ["x"]}},
        {"from": {"id": "a", "aadObjectId": {}}},
        {"recipient": []},
        {"recipient": {"id": {}}},
        {"text": 7},
        {"text": {"a": 1}},
        {"text": "a\0b"},
        {"id": 7},
        {"replyToId": ["x"]},
        {"action": 1},
        {"timestamp": "yesterday"},
        {"timestamp": 7},
        {"channelData": "x"},
        {"entities": "x"},
        {"entities": [7]},
        {"membersAdded": {}},
        {"membersAdded": ["x"]},
        {"membersAdded": [{"id": 7}]},
        {"attachments": [1]},
        {"value": {"verb": "save", "deep": orjson.loads(b"[" * 200 + b"]" * 200)}},
    ],
    ids=lambda wrong: repr(wrong)[:60],
)
async def test_activity_is_refused_when_a_field_is_malformed(door: Door, wrong: dict[str, Any]) -> None:
    status, _ = await door.knock({**door.activity("message", text="hej"), **wrong})

    assert (status, door.conversation.turns, door.fake.received) == (400, [], [])


@pytest.mark.parametrize(
    "odd",
    [
        {"from": None},
        {"recipient": None},
        {"channelData": None, "id": None, "entities": None},
        {"entities": [None]},
        {"entities": [{"type": "mention"}, {"type": "mention", "mentioned": 7, "text": {}}]},
        {"channelData": {"tenant": {"id": "tenant"}, "channel": 7, "settings": 7}},
        {"channelData": {"tenant": 7}},
        {"membersAdded": [None]},
        {"timestamp": "2026-11-23T19:52:30.641Z", "locale": "sv-SE"},
        {"a field of tomorrow": {"a": [1, None, 2.5]}},
    ],
    ids=lambda odd: repr(odd)[:60],
)
async def test_activity_is_taken_when_a_field_is_merely_odd(door: Door, odd: dict[str, Any]) -> None:
    status, _ = await door.knock({**door.activity("message", text="hej"), **odd})

    assert (status, door.conversation.events) == (200, [TextMessage("hej")])


@pytest.mark.parametrize(("padding", "status"), [(200_000, 200), (262_145, 413), (600_000, 413), (2_000_000, 413)])
async def test_body_is_refused_above_256_kib(door: Door, padding: int, status: int) -> None:
    answered, _ = await door.knock(door.activity("message", text="hej", value="x" * padding))

    assert answered == status


async def test_body_is_refused_above_256_kib_when_its_length_is_not_told(door: Door) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b" " * 1024

    async with door.client.post("/api/messages", data=pieces(), headers=JSON) as response:
        assert response.status == 413


async def test_request_is_unauthorised_when_the_inspector_refuses(shut_door: Door) -> None:
    status, _ = await shut_door.knock(shut_door.activity("message", text="hej"))

    assert (status, shut_door.conversation.turns, shut_door.fake.received) == (401, [], [])


@pytest.mark.parametrize("service_url", ["https://evil.example/", "http://127.0.0.1.evil.example/", "file:///x"])
async def test_anonymous_request_is_unauthorised_when_replies_would_leave_the_machine(
    door: Door, service_url: str
) -> None:
    status, _ = await door.knock(door.activity("message", text="hej", serviceUrl=service_url))

    assert (status, door.conversation.turns) == (401, [])


@pytest.mark.parametrize(
    "foreign",
    [
        {"channelData": {"tenant": {"id": "another"}}},
        {"channelData": {}, "conversation": {"id": "a:anna"}},
        {"channelData": {}, "conversation": {"id": "a:anna", "tenantId": "another"}},
    ],
)
async def test_request_is_forbidden_when_the_tenant_is_foreign(door: Door, foreign: dict[str, Any]) -> None:
    status, _ = await door.knock(door.activity("message", text="hej", **foreign))

    assert (status, door.conversation.turns) == (403, [])


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_body_is_refused_when_it_is_badly_packed(door: Door, packing: str) -> None:
    headers = {**JSON, "Content-Encoding": packing}

    async with door.client.post("/api/messages", data=b"\x00\x01 not packed at all", headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json2"])
async def test_body_is_refused_when_it_does_not_call_itself_json(door: Door, kind: str) -> None:
    body = orjson.dumps(door.activity("message", text="hej"))

    async with door.client.post("/api/messages", data=body, headers={"Content-Type": kind}) as response:
        assert (response.status, door.conversation.turns) == (400, [])


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_route_takes_posts_alone(door: Door, method: str) -> None:
    async with door.client.request(method, "/api/messages") as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")


async def test_stranger_cannot_have_an_activity_built(shut_door: Door) -> None:
    malformed = shut_door.activity("message", entities=[7], timestamp="yesterday")

    status, _ = await shut_door.knock(malformed)

    assert status == 401
