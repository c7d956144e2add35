"""The connector against a Bot Connector over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.channel import Address, SendFailed
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from tests.fake_connector import FakeConnector, Received, running_connector

CARD = {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "Egenkontroll väntar", "body": []}
ATTACHMENT = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
MESSAGE = {"type": "message", "summary": "Egenkontroll väntar", "attachments": [ATTACHMENT]}


class FixedToken:
    async def token(self) -> str | None:
        return "secret"


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with running_connector() as connector:
        yield connector


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as shared:
        yield shared


@pytest.fixture
def connector(session: aiohttp.ClientSession) -> Connector:
    return Connector(session, NoToken())


def address(fake: FakeConnector, conversation: str = "a:anna") -> Address:
    return Address(fake.url, conversation, "tenant", "msteams", "28:bot")


async def failure_of(connector: Connector, to: Address) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await connector.send(to, CARD)
    return caught.value


async def test_send_posts_the_card_and_returns_the_activity_id(fake: FakeConnector, connector: Connector) -> None:
    sent = await connector.send(address(fake), CARD)

    assert sent == "activity-1"
    addressed = {"from": {"id": "28:bot"}, "conversation": {"id": "a:anna"}}
    assert fake.received == [Received("POST", "/teams/v3/conversations/a%3Aanna/activities", {**addressed, **MESSAGE})]


async def test_send_escapes_the_id_when_it_holds_url_characters(fake: FakeConnector, connector: Connector) -> None:
    await connector.send(address(fake, "19:å/b?c#d@thread.tacv2;messageid=1"), CARD)

    escaped = "19%3A%C3%A5%2Fb%3Fc%23d%40thread.tacv2%3Bmessageid%3D1"
    assert fake.calls == [("POST", f"/teams/v3/conversations/{escaped}/activities")]


async def test_send_speaks_when_the_card_does(fake: FakeConnector, connector: Connector) -> None:
    await connector.send(address(fake), {**CARD, "speak": "Du har en uppgift"})

    assert fake.received[0].body["speak"] == "Du har en uppgift"


async def test_send_carries_the_bearer_token_when_there_is_one(
    fake: FakeConnector, session: aiohttp.ClientSession
) -> None:
    await Connector(session, FixedToken()).send(address(fake), CARD)
    await Connector(session, NoToken()).send(address(fake), CARD)

    assert fake.authorizations == ["Bearer secret", None]


async def test_send_returns_an_empty_id_when_the_answer_names_none(fake: FakeConnector, connector: Connector) -> None:
    fake.answer_next_with(b"accepted", status=202)

    assert await connector.send(address(fake), CARD) == ""


async def test_update_puts_the_card_on_the_activity(fake: FakeConnector, connector: Connector) -> None:
    await connector.update(address(fake), "1:2", card=CARD)

    assert fake.calls == [("PUT", "/teams/v3/conversations/a%3Aanna/activities/1%3A2")]
    assert fake.cards == [CARD]


async def test_open_personal_returns_an_address_for_the_person(fake: FakeConnector, connector: Connector) -> None:
    opened = await connector.open_personal(service_url=fake.url, tenant_id="tenant", bot_id="28:bot", user_id="29:anna")

    assert opened == Address(fake.url, "a:personal-29:anna", "tenant", "msteams", "28:bot")
    wanted = {
        "isGroup": False,
        "bot": {"id": "28:bot"},
        "members": [{"id": "29:anna"}],
        "tenantId": "tenant",
        "channelData": {"tenant": {"id": "tenant"}},
    }
    assert fake.received == [Received("POST", "/teams/v3/conversations", wanted)]


async def test_open_personal_fails_for_good_when_the_answer_names_no_conversation(
    fake: FakeConnector, connector: Connector
) -> None:
    fake.answer_next_with(b"{}")

    with pytest.raises(SendFailed) as caught:
        await connector.open_personal(service_url=fake.url, tenant_id="t", bot_id="28:bot", user_id="29:anna")

    assert (caught.value.code, caught.value.permanent) == ("NoIdInAnswer", True)


async def test_post_in_channel_starts_a_thread_and_returns_its_activity(
    fake: FakeConnector, connector: Connector
) -> None:
    posted = await connector.post_in_channel(
        service_url=fake.url, tenant_id="tenant", bot_id="28:bot", channel_id="19:council", card=CARD
    )

    assert posted == "activity-1"
    wanted = {
        "isGroup": True,
        "bot": {"id": "28:bot"},
        "tenantId": "tenant",
        "channelData": {"channel": {"id": "19:council"}, "tenant": {"id": "tenant"}},
        "activity": MESSAGE,
    }
    assert fake.received == [Received("POST", "/teams/v3/conversations", wanted)]


async def test_post_in_channel_finds_the_activity_in_the_thread_when_it_is_not_named(
    fake: FakeConnector, connector: Connector
) -> None:
    fake.answer_next_with(b'{"id": "19:council;messageid=177"}', status=201)

    posted = await connector.post_in_channel(
        service_url=fake.url, tenant_id="tenant", bot_id="28:bot", channel_id="19:council", card=CARD
    )

    assert posted == "177"


@dataclass(frozen=True)
class Failure:
    status: int
    code: str
    permanent: bool


FAILURES = [
    Failure(400, "BadSyntax", permanent=True),
    Failure(401, "BotNotRegistered", permanent=True),
    Failure(403, "BotNotInConversationRoster", permanent=True),
    Failure(403, "ConversationBlockedByUser", permanent=True),
    Failure(404, "ConversationNotFound", permanent=True),
    Failure(412, "PreconditionFailed", permanent=False),
    Failure(413, "MessageSizeTooBig", permanent=True),
    Failure(429, "Throttled", permanent=False),
    Failure(500, "ServiceError", permanent=True),
    Failure(502, "BadGateway", permanent=False),
    Failure(503, "ServiceUnavailable", permanent=False),
    Failure(504, "GatewayTimeout", permanent=False),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: f"{failure.status}-{failure.code}")
async def test_send_failed_tells_whether_to_try_again(
    fake: FakeConnector, connector: Connector, failure: Failure
) -> None:
    fake.answer_next(failure.status, code=failure.code)

    error = await failure_of(connector, address(fake))

    told = (error.status, error.code, error.permanent, error.retry_after)
    assert told == (failure.status, failure.code, failure.permanent, None)
    assert len(fake.received) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("12", 12.0), ("1.5", 1.5), ("inf", None), ("-1", None), ("nan", None), ("9999999", None), ("soon", None)],
)
async def test_send_failed_carries_retry_after_when_it_is_a_sane_number_of_seconds(
    fake: FakeConnector, connector: Connector, header: str, seconds: float | None
) -> None:
    fake.answer_next(429, headers={"Retry-After": header})

    error = await failure_of(connector, address(fake))

    assert (error.code, error.permanent, error.retry_after) == ("HTTP429", False, seconds)


async def test_send_may_be_tried_again_when_the_connection_is_lost(fake: FakeConnector, connector: Connector) -> None:
    fake.drop_next()

    error = await failure_of(connector, address(fake))

    assert (error.status, error.code, error.permanent) == (0, "ConnectionFailed", False)


async def test_send_may_be_tried_again_when_nobody_listens(connector: Connector) -> None:
    error = await failure_of(connector, Address("http://127.0.0.1:1/", "a", "t", "msteams", "28:bot"))

    assert (error.code, error.permanent) == ("ConnectionFailed", False)


async def test_send_does_not_follow_a_redirect(fake: FakeConnector, session: aiohttp.ClientSession) -> None:
    fake.answer_next(307, headers={"Location": f"{fake.url}elsewhere"})

    error = await failure_of(Connector(session, FixedToken()), address(fake))

    assert (error.status, error.permanent, len(fake.received)) == (307, True, 1)


@pytest.mark.parametrize("service_url", ["", "nonsense", "http://", "http://a:x/", "http://[/", "ftp://a/"])
async def test_send_fails_for_good_when_the_service_url_is_none(connector: Connector, service_url: str) -> None:
    error = await failure_of(connector, Address(service_url, "a", "t", "msteams", "28:bot"))

    assert (error.code, error.permanent) == ("InvalidServiceUrl", True)


async def test_sends_share_one_connection_when_the_session_is_shared(fake: FakeConnector, connector: Connector) -> None:
    for _ in range(5):
        await connector.send(address(fake), CARD)

    assert (len(fake.received), len(fake.connections)) == (5, 1)
