"""Every known way of getting in without being let in, the status it meets, and that it leaves no trace."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, func, select

from cards import phrases, phrases_form
from store import schema
from store.unit_of_work import SqlStore
from tests.fake_issuer import (
    NOON,
    running_issuer,
    signed_on_a_curve,
    signed_with_the_public_key,
    token,
    unsigned,
    with_another_payload,
    with_header,
)
from tests.running_app import JSON, filled
from tests.unit.cards.reading import buttons_of, words_of
from tests.web.guarded_house import Guarded, open_guarded


@pytest.fixture
async def house(store: SqlStore, engine: Engine) -> AsyncIterator[Guarded]:
    async with open_guarded(store, engine) as opened:
        yield opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    authorization: str | None
    body: bytes
    method: str = "POST"
    kind: str = JSON["Content-Type"]
    is_chunked: bool = False


def good(house: Guarded, **fields: Any) -> Request:
    """What Teams sends when Anna writes a word; a field of None is left out."""
    activity = house.anna.activity("message", text="uppgifter", **fields)
    stated = {name: value for name, value in activity.items() if value is not None}
    return Request(authorization=house.bearer(), body=orjson.dumps(stated))


async def sent(house: Guarded, request: Request) -> int:
    headers = {"Content-Type": request.kind}
    if request.authorization is not None:
        headers["Authorization"] = request.authorization
    data = pieces(request.body) if request.is_chunked else request.body
    async with house.client.request(request.method, "/api/messages", data=data, headers=headers) as response:
        await response.read()
        return response.status


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 8192):
        yield body[start : start + 8192]


Making = Callable[[Guarded], Request]


def with_token(make: Callable[..., str], **claims: Any) -> Making:
    """The good request with another token; a claim of None is left out."""
    return lambda house: replace(
        good(house), authorization=f"Bearer {make(**{'serviceurl': house.fake.url, **claims})}"
    )


def with_authorization(header: str | None) -> Making:
    return lambda house: replace(good(house), authorization=header)


def saying(**fields: Any) -> Making:
    return lambda house: good(house, **fields)


def from_service(url: str) -> Making:
    """An activity that asks for its answer there, with a token that says the same; {port} is the connector's own."""

    def make(house: Guarded) -> Request:
        there = url.format(port=house.fake.url.split(":")[2].partition("/")[0])
        return replace(good(house, serviceUrl=there), authorization=house.bearer(serviceurl=there))

    return make


def sending(body: bytes, **changes: Any) -> Making:
    return lambda house: replace(good(house), body=body, **changes)


def spliced(words: bytes, **changes: Any) -> Making:
    """The good body with something written at its end."""
    return lambda house: replace(good(house), body=good(house).body[:-1] + b"," + words + b"}", **changes)


def asked_by(method: str) -> Making:
    return lambda house: replace(good(house), method=method)


AN_HOUR_AGO = int((NOON - timedelta(hours=1)).timestamp())
IN_AN_HOUR = int((NOON + timedelta(hours=1)).timestamp())
FAT = json.dumps({"padding": "x" * 300_000})[1:-1].encode()
ELSEWHERE = "http://localhost:{port}/teams/"

ATTACKS: Mapping[str, tuple[int, Making]] = {
    "no token": (401, with_authorization(None)),
    "empty token": (401, with_authorization("Bearer ")),
    "no token but a password": (401, with_authorization("Basic YW5uYTphbm5h")),
    "not a token": (401, with_authorization("Bearer a.b.c")),
    "forged signature": (401, with_token(lambda **claims: token("new", kid="old", **claims))),
    "payload exchanged": (401, with_token(with_another_payload)),
    "signature cut off": (401, with_token(lambda **claims: token(**claims).rpartition(".")[0] + ".")),
    "expired": (401, with_token(token, exp=AN_HOUR_AGO)),
    "not yet valid": (401, with_token(token, nbf=IN_AN_HOUR)),
    "no expiry": (401, with_token(token, exp=None)),
    "wrong audience": (401, with_token(token, aud="another-app")),
    "no audience": (401, with_token(token, aud=None)),
    "wrong issuer": (401, with_token(token, iss="https://sts.windows.net/tenant/")),
    "no issuer": (401, with_token(token, iss=None)),
    "alg none": (401, with_token(unsigned)),
    "HS256 with the public key": (401, with_token(signed_with_the_public_key)),
    "RS512": (401, with_token(token, algorithm="RS512")),
    "PS256": (401, with_token(token, algorithm="PS256")),
    "ES256": (401, with_token(signed_on_a_curve)),
    "no serviceurl claim": (401, with_token(token, serviceurl=None)),
    "another serviceurl claim": (401, with_token(token, serviceurl="https://smba.trafficmanager.net/emea/")),
    "serviceurl claim is a list": (401, lambda house: with_token(token, serviceurl=[house.fake.url])(house)),
    "unknown kid": (401, with_token(token, kid="nobody")),
    "no kid": (401, with_token(lambda **claims: with_header({}, **claims))),
    "kid is a number": (401, with_token(lambda **claims: with_header({"kid": 7}, **claims))),
    "kid is a list": (401, with_token(lambda **claims: with_header({"kid": ["old"]}, **claims))),
    "kid is huge": (401, with_token(lambda **claims: with_header({"kid": "old" * 1200}, **claims))),
    "no serviceUrl in the body": (400, saying(serviceUrl=None)),
    "empty serviceUrl in the body": (400, saying(serviceUrl="")),
    "serviceUrl in the body is a list": (400, lambda house: good(house, serviceUrl=[house.fake.url])),
    "serviceUrl of another service": (401, saying(serviceUrl="https://smba.trafficmanager.net/emea/")),
    "serviceUrl twice, the last another": (401, spliced(b'"serviceUrl":"https://smba.trafficmanager.net/emea/"')),
    "no channelId": (400, saying(channelId=None)),
    "channel the key does not speak for": (401, saying(channelId="webchat")),
    "channelId in capitals": (401, saying(channelId="MSTEAMS")),
    "foreign tenant": (403, saying(channelData={"tenant": {"id": "another"}})),
    "foreign tenant beside our own": (
        403,
        lambda house: good(
            house, channelData={"tenant": {"id": "another"}}, conversation={"id": "a:1", "tenantId": "tenant"}
        ),
    ),
    "no tenant": (403, saying(channelData=None, conversation={"id": "a:1", "conversationType": "personal"})),
    "tenant is a list": (403, saying(channelData={"tenant": {"id": ["tenant"]}}, conversation={"id": "a:1"})),
    "foreign host": (401, from_service("https://evil.example/teams/")),
    "foreign name of a listening host": (401, from_service(ELSEWHERE)),
    "our host as a subdomain": (401, from_service("http://127.0.0.1.evil.example:{port}/teams/")),
    "our host as a suffix": (401, from_service("https://evil-smba.trafficmanager.net/emea/")),
    "our host as a user": (401, from_service("http://127.0.0.1:{port}@localhost:{port}/teams/")),
    "our host as a path": (401, from_service("http://localhost:{port}/127.0.0.1/")),
    "our host as a fragment": (401, from_service("http://localhost:{port}/#127.0.0.1")),
    "our host with a dot after it": (401, from_service("https://smba.trafficmanager.net./emea/")),
    "our host in other letters": (401, from_service("https://ſmba.trafficmanager.net/emea/")),
    "our host in Cyrillic": (401, from_service("https://smbа.trafficmanager.net/emea/")),
    "our host in punycode": (401, from_service("https://xn--smb-7cd.trafficmanager.net/emea/")),
    "our host at another port": (401, from_service("https://smba.trafficmanager.net:8443/emea/")),
    "our host unencrypted": (401, from_service("http://smba.trafficmanager.net/emea/")),
    "our host over a file": (401, from_service("file://smba.trafficmanager.net/emea/")),
    "huge body": (413, spliced(FAT)),
    "huge body whose length is not told": (413, spliced(FAT, is_chunked=True)),
    "no body": (400, sending(b"")),
    "deep body": (400, sending(b'{"a":' * 10_000 + b"1" + b"}" * 10_000)),
    "deep value": (400, spliced(b'"value":' + b"[" * 500 + b"]" * 500)),
    "NaN": (400, spliced(b'"value":NaN')),
    "infinity": (400, spliced(b'"value":-Infinity')),
    "not UTF-8": (400, spliced(b'"locale":"\xff\xfe"')),
    "half a surrogate": (400, spliced(b'"locale":"\\ud800"')),
    "NUL": (400, spliced(b'"text":"a\\u0000b"')),
    "a list": (400, sending(b"[]")),
    "cut off": (400, lambda house: replace(good(house), body=good(house).body[:-5])),
    "two bodies": (400, lambda house: replace(good(house), body=good(house).body * 2)),
    "plain text": (400, lambda house: replace(good(house), kind="text/plain")),
    "a form": (400, lambda house: replace(good(house), kind="application/x-www-form-urlencoded")),
    "GET": (405, asked_by("GET")),
    "PUT": (405, asked_by("PUT")),
    "DELETE": (405, asked_by("DELETE")),
}


@pytest.mark.parametrize(("status", "make"), ATTACKS.values(), ids=ATTACKS)
async def test_attack_meets_its_status_and_leaves_no_trace(house: Guarded, status: int, make: Making) -> None:
    untouched = house.traces()

    met = await sent(house, make(house))

    assert (met, house.traces()) == (status, untouched)


async def test_the_same_request_unforged_is_taken(house: Guarded) -> None:
    untouched = house.traces()

    taken = await sent(house, good(house))

    rows, replies, tokens = house.traces()
    assert (taken, replies, tokens) == (200, 1, 1)
    assert rows["reference"] != untouched[0]["reference"]
    assert house.fake.authorizations == ["Bearer the bot's own"]


@pytest.mark.parametrize("make", [spliced(b'"deliveryMode":"expectReplies"'), spliced(b'"text":"hej"')])
async def test_what_is_merely_odd_is_taken(house: Guarded, make: Making) -> None:
    assert (await sent(house, make(house)), len(house.fake.received)) == (200, 1)


async def test_flood_of_bad_tokens_costs_no_thread_no_row_and_one_question_to_the_issuer(house: Guarded) -> None:
    floods = [with_token(token, kid=f"nobody-{number}")(house) for number in range(100)]
    floods += [with_token(unsigned)(house), with_authorization(None)(house)] * 50

    with house.counted_work() as work:
        at_once = await asyncio.gather(*(sent(house, flood) for flood in floods))
        afterwards = [await sent(house, flood) for flood in floods[:5]]

    assert ({*at_once, *afterwards}, work, house.issuer.fetched) == ({401}, [], 1)


async def test_good_request_does_cost_a_thread_and_rows(house: Guarded) -> None:
    request = good(house)

    with house.counted_work() as work:
        await sent(house, request)

    assert {*work} == {"thread", "database"}


async def test_key_that_the_issuer_has_withdrawn_opens_nothing(house: Guarded) -> None:
    before = await sent(house, good(house))
    house.issuer.serves = {"new": ("msteams",)}
    house.system.move_to(NOON + timedelta(minutes=5))
    renewed = await sent(house, with_token(lambda **claims: token("new", **claims))(house))
    untouched = house.traces()

    withdrawn = await sent(house, with_token(token, sub="signed later")(house))

    assert (before, renewed, withdrawn, house.traces()) == (200, 200, 401, untouched)


async def test_known_keys_open_the_door_when_the_issuer_is_down(house: Guarded) -> None:
    before = await sent(house, good(house))
    house.issuer.is_down = True
    house.system.move_to(NOON + timedelta(minutes=30))

    known = await sent(house, with_token(token, sub="signed later")(house))
    unknown = await sent(house, with_token(lambda **claims: token("new", **claims))(house))

    assert (before, known, unknown) == (200, 200, 401)


async def test_nothing_opens_the_door_when_the_issuer_was_never_reached(house: Guarded) -> None:
    house.issuer.is_down = True
    untouched = house.traces()

    assert (await sent(house, good(house)), house.traces()) == (401, untouched)


async def test_keys_of_another_host_open_nothing(house: Guarded) -> None:
    async with running_issuer() as other:
        house.issuer.config_answer = orjson.dumps({"jwks_uri": f"{other.url}/keys"})
        untouched = house.traces()

        assert (await sent(house, good(house)), house.traces()) == (401, untouched)


async def submission(house: Guarded) -> dict[str, Any]:
    """The invoke by which Anna hands in her first task, with everything filled in."""
    anna = house.anna
    form = await anna.fills_in(await anna.presses(await anna.says("uppgifter"), phrases.ANSWER))
    data = {**next(data for title, data in buttons_of(form) if title == phrases_form.SUBMIT), **filled(form)}
    action = {"type": "Action.Execute", "verb": data["verb"], "data": data}
    return anna.activity("invoke", name="adaptiveCard/action", value={"action": action}, replyToId="card-1")


def submissions_in(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(schema.submission))


@pytest.mark.parametrize("ids", [["same"] * 4, ["first", "second", "third", "fourth"]], ids=["same id", "new ids"])
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one by one"])
async def test_answer_is_stored_once_however_often_it_is_delivered(
    house: Guarded, engine: Engine, ids: list[str], at_once: bool
) -> None:
    invoke = await submission(house)
    deliveries = [house.knock({**invoke, "id": one}) for one in ids]

    answers = await asyncio.gather(*deliveries) if at_once else [await one for one in deliveries]

    assert [answer == answers[0] for answer in answers] == [True] * 4
    assert phrases_form.RECEIPT_LEAD in words_of(answers[0][1]["value"])
    assert submissions_in(engine) == 1
