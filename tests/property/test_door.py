"""Whatever comes to `POST /api/messages`: a status that is promised, and no turn that breaks."""

import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import jwt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from yarl import URL

from bot.teams.inbound import AnonymousInspector, TokenInspector, is_allowed
from bot.teams.keys import SigningKeys
from scheduler.clock import StandingClock
from tests.contract.teams_door import BOT, Door, open_door
from tests.fake_issuer import APP, NOON, SERVICE, FakeIssuer, encoded, running_issuer, token, with_header
from tests.property.conftest import Loop
from tests.property.json_values import texts, values

PROMISED = {200, 400, 401, 403, 413}
HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com")

kinds = st.sampled_from(
    ["message", "invoke", "installationUpdate", "conversationUpdate", "messageReaction", "typing", "event", "", "x"]
)
actions = st.one_of(
    values,
    st.fixed_dictionaries(
        {"type": st.sampled_from(["Action.Execute", "Action.Submit", ""])},
        optional={"verb": st.one_of(st.just("save"), values), "data": values},
    ),
)
accounts = st.one_of(values, st.fixed_dictionaries({"id": texts}, optional={"name": values, "aadObjectId": values}))
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": values,
    "name": st.one_of(st.just("adaptiveCard/action"), values),
    "action": st.one_of(st.just("add"), values),
    "text": values,
    "value": st.one_of(values, st.fixed_dictionaries({"action": actions}), st.fixed_dictionaries({"verb": values})),
    "from": accounts,
    "recipient": st.one_of(st.just({"id": BOT}), accounts),
    "conversation": st.one_of(
        values,
        st.fixed_dictionaries(
            {"id": texts}, optional={"conversationType": values, "isGroup": values, "tenantId": values}
        ),
    ),
    "channelData": st.one_of(
        values,
        st.fixed_dictionaries({"tenant": st.one_of(st.just({"id": "tenant"}), values)}, optional={"channel": values}),
    ),
    "membersAdded": st.lists(accounts, max_size=3),
    "membersRemoved": values,
    "entities": st.lists(
        st.one_of(values, st.fixed_dictionaries({"type": texts}, optional={"mentioned": values, "text": values})),
        max_size=3,
    ),
    "attachments": values,
    "timestamp": st.one_of(values, st.just("2026-11-23T19:52:30.641Z")),
    "locale": values,
    "replyToId": values,
    "serviceUrl": values,
    "channelId": values,
    "deliveryMode": values,
    "suggestedActions": values,
    "relatesTo": values,
    "expiration": values,
    "reactionsAdded": values,
    "isGroup": values,
}
changes = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.none(), max_size=4).flatmap(
    lambda chosen: st.fixed_dictionaries({name: FIELDS[name] for name in chosen})
)


@pytest.fixture(scope="module")
def door(loop: Loop) -> Iterator[Door]:
    with loop.inside(open_door(AnonymousInspector())) as opened:
        yield opened


def met(loop: Loop, door: Door, body: bytes) -> int:
    """The status, when no turn has broken."""
    with capture_logs() as logged:
        status, _ = loop.run(door.knock(body))
    assert [entry for entry in logged if entry["log_level"] == "error"] == []
    return status


@settings(max_examples=200)
@given(kinds, changes)
def test_activity_with_any_value_in_any_field_meets_a_promised_status(
    loop: Loop, door: Door, kind: str, changes: dict[str, Any]
) -> None:
    body = json.dumps({**door.activity(kind), **changes}).encode()

    assert met(loop, door, body) in PROMISED


@given(st.one_of(st.binary(max_size=200), values.map(lambda value: json.dumps(value).encode())))
@example(b"\xef\xbb\xbf{}")
@example(b"1e400")
def test_body_of_any_kind_is_refused(loop: Loop, door: Door, body: bytes) -> None:
    assert met(loop, door, body) in PROMISED - {200}


@given(st.data())
def test_good_activity_with_bytes_exchanged_meets_a_promised_status(
    loop: Loop, door: Door, data: st.DataObject
) -> None:
    body = json.dumps(door.activity("message", text="uppgifter")).encode()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(start + 8, len(body))))

    mangled = body[:start] + data.draw(st.binary(max_size=8)) + body[end:]

    assert met(loop, door, mangled) in PROMISED


@given(st.one_of(texts, st.text(st.characters(codec="latin-1"), max_size=40).map(lambda text: f"https://{text}")))
@example(SERVICE)
def test_service_that_is_allowed_is_one_of_ours(url: str) -> None:
    if is_allowed(url, HOSTS):
        host = URL(url).host or ""
        assert host == HOSTS[0] or host.endswith(HOSTS[1])


@pytest.fixture(scope="module")
def inspector(loop: Loop) -> Iterator[TokenInspector]:
    clock = StandingClock(NOON)
    with loop.inside(running_issuer()) as issuer, loop.inside(in_session(loop)) as session:
        yield TokenInspector(keys_of(issuer, session, clock), app_ids={APP}, hosts=HOSTS, clock=clock)


def in_session(loop: Loop) -> aiohttp.ClientSession:
    async def opened() -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    return loop.run(opened())


def keys_of(issuer: FakeIssuer, session: aiohttp.ClientSession, clock: StandingClock) -> SigningKeys:
    return SigningKeys(session, f"{issuer.url}/config", clock=clock)


def believed(loop: Loop, inspector: TokenInspector, authorization: str) -> bool:
    app_id = loop.run(inspector.admits(authorization, service_url=SERVICE, channel_id="msteams"))
    return app_id is not None


GOOD = token()


def test_good_token_is_believed(loop: Loop, inspector: TokenInspector) -> None:
    assert believed(loop, inspector, f"Bearer {GOOD}")


@given(st.data())
def test_token_with_anything_exchanged_is_refused(loop: Loop, inspector: TokenInspector, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD) - 1))
    piece = data.draw(st.one_of(st.text(max_size=4), st.text("ABCabc123-_.=", max_size=4)))

    mangled = GOOD[:start] + piece + GOOD[start + 1 :]

    assert says_the_same(mangled) or not believed(loop, inspector, f"Bearer {mangled}")


def says_the_same(mangled: str) -> bool:
    """Whether one who is not strict about base64 would take it for the good token: it may be believed or refused."""
    head, _, signature = mangled.rpartition(".")
    try:
        bits = jwt.utils.base64url_decode(signature), jwt.utils.base64url_decode(GOOD.rpartition(".")[2])
    except ValueError:
        return False
    return head == GOOD.rpartition(".")[0] and bits[0] == bits[1]


@settings(max_examples=60)
@given(st.dictionaries(st.one_of(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "x5c"]), texts), values))
def test_token_with_any_header_is_refused_unless_it_names_key_and_algorithm(
    loop: Loop, inspector: TokenInspector, header: dict[str, Any]
) -> None:
    bearer = f"Bearer {with_header(header)}"

    if header.get("kid") != "old" or header.get("alg", "RS256") != "RS256":
        assert not believed(loop, inspector, bearer)


@given(st.dictionaries(st.sampled_from(["iss", "aud", "exp", "nbf", "iat", "serviceurl"]), values, min_size=1))
def test_token_with_any_claims_is_judged_and_refused_when_it_is_not_made_out_to_us(
    loop: Loop, inspector: TokenInspector, claims: dict[str, Any]
) -> None:
    told = believed(loop, inspector, f"Bearer {with_header({'kid': 'old'}, **claims)}")

    assert not (told and {"iss", "aud", "serviceurl"} & {*claims})


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: f"Bearer a.{encoded(raw)}.b")))
def test_header_of_any_kind_is_refused(loop: Loop, inspector: TokenInspector, header: str) -> None:
    assert not believed(loop, inspector, header)
