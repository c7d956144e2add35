"""From an activity at the door to an answer on the wire, with everything real but Teams itself."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channel import CardAction, Joined, Reply, Sender, TextMessage, Turn
from bot.teams.inbound import AnonymousInspector
from cards.phrases_teams import TURN_BROKE
from tests.contract.teams_door import BOT, CARD, Door, open_door


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with open_door(AnonymousInspector()) as opened:
        yield opened


async def test_text_reaches_the_application_as_a_turn(door: Door) -> None:
    status, _ = await door.knock(door.activity("message", text="uppgifter"))

    assert status == 200
    assert door.conversation.turns == [
        Turn(
            address=door.address(),
            sender=Sender("29:anna", "Anna", "entra-anna"),
            event=TextMessage("uppgifter"),
            reply_to_id=None,
            activity_id="in-1",
            is_personal=True,
            team_channel_id=None,
        )
    ]


async def test_text_is_answered_with_the_card(door: Door) -> None:
    await door.knock(door.activity("message", text="uppgifter"))

    assert door.fake.calls == [("POST", "/teams/v3/conversations/a%3Aanna/activities")]
    sent = door.fake.received[0].body
    assert (sent["type"], sent["summary"], sent["replyToId"], sent["from"]) == ("message", "Hej", "in-1", {"id": BOT})
    assert door.fake.cards == [CARD]


async def test_text_is_answered_with_text_when_the_reply_is_text(door: Door) -> None:
    door.conversation.reply = Reply(text="Tack")

    await door.knock(door.activity("message", text="hej"))

    assert [request.body["text"] for request in door.fake.received] == ["Tack"]


async def test_nothing_is_sent_when_the_application_has_nothing_to_say(door: Door) -> None:
    door.conversation.reply = None

    status, _ = await door.knock(door.activity("message", text="hej"))

    assert (status, len(door.conversation.turns), door.fake.received) == (200, 1, [])


async def test_text_loses_the_mention_of_the_bot_and_keeps_others(door: Door) -> None:
    mentions = [
        {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Årshjulet</at>"},
        {"type": "mention", "mentioned": {"id": "29:bo"}, "text": "<at>Bo</at>"},
    ]

    await door.knock(door.activity("message", text="<at>Årshjulet</at>&nbsp;frånvaro <at>Bo</at>\n", entities=mentions))

    assert door.conversation.events == [TextMessage("frånvaro <at>Bo</at>")]


async def test_turn_names_the_channel_when_written_in_a_team(door: Door) -> None:
    thread = {"id": "19:council;messageid=1", "conversationType": "channel", "isGroup": True}
    data = {"tenant": {"id": "tenant"}, "channel": {"id": "19:council"}, "team": {"id": "19:team"}}

    await door.knock(door.activity("message", text="hej", conversation=thread, channelData=data))

    turn = door.conversation.turns[0]
    told = (turn.is_personal, turn.team_channel_id, turn.address)
    assert told == (False, "19:council", door.address("19:council;messageid=1"))


async def test_tenant_is_read_from_the_conversation_when_channel_data_names_none(door: Door) -> None:
    status, _ = await door.knock(door.activity("message", text="hej", channelData={}))

    assert (status, door.conversation.turns[0].address) == (200, door.address())


async def test_execute_is_answered_in_the_same_breath(door: Door) -> None:
    action = {"type": "Action.Execute", "verb": "save", "data": {"assignment": "7", "comment": "Bra"}}

    status, body = await door.knock(door.execute(action))

    assert (status, body) == (
        200,
        {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD},
    )
    assert door.conversation.events == [CardAction("save", {"assignment": "7", "comment": "Bra"})]
    assert door.conversation.turns[0].reply_to_id == "card-1"
    assert door.fake.received == []


@pytest.mark.parametrize(("reply", "text"), [(Reply(text="Sparat"), "Sparat"), (None, "")])
async def test_execute_is_answered_with_a_message_when_there_is_no_card(
    door: Door, reply: Reply | None, text: str
) -> None:
    door.conversation.reply = reply

    answer = await door.knock(door.execute({"type": "Action.Execute", "verb": "save"}))

    assert answer == (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text})


@pytest.mark.parametrize(
    "action",
    [
        None,
        "save",
        [],
        {},
        {"type": "Action.Submit", "verb": "save"},
        {"type": "Action.Execute"},
        {"type": "Action.Execute", "verb": 7},
        {"type": "Action.Execute", "verb": "save", "data": "x"},
        {"type": "Action.Execute", "verb": "save", "data": [1]},
    ],
    ids=repr,
)
async def test_execute_is_refused_in_the_body_when_malformed(door: Door, action: object) -> None:
    status, body = await door.knock(door.execute(action))

    assert (status, body["statusCode"], body["type"]) == (200, 400, "application/vnd.microsoft.error")
    assert door.conversation.turns == []


async def test_execute_is_refused_in_the_body_when_there_is_no_value(door: Door) -> None:
    status, body = await door.knock(door.activity("invoke", name="adaptiveCard/action"))

    assert (status, body["statusCode"]) == (200, 400)


@pytest.mark.parametrize("fields", [{"name": "task/fetch", "value": {}}, {}], ids=["unknown", "nameless"])
async def test_invoke_is_refused_when_its_name_is_none_we_know(door: Door, fields: dict[str, Any]) -> None:
    assert await door.knock(door.activity("invoke", **fields)) == (400, None)


async def test_submit_replaces_the_card_it_came_from(door: Door) -> None:
    await door.knock(door.activity("message", value={"verb": "save", "comment": "Bra"}, replyToId="card-1"))

    assert door.conversation.events == [CardAction("save", {"verb": "save", "comment": "Bra"})]
    assert door.fake.calls == [("PUT", "/teams/v3/conversations/a%3Aanna/activities/card-1")]
    assert door.fake.received[0].body["id"] == "card-1"
    assert door.fake.cards == [CARD]


async def test_submit_sends_a_new_card_when_the_old_cannot_be_replaced(door: Door) -> None:
    door.fake.answer_next(404, code="ActivityNotFoundInConversation")

    status, _ = await door.knock(door.activity("message", value={"verb": "save"}, replyToId="card-1"))

    assert (status, door.fake.cards) == (200, [CARD, CARD])
    assert door.fake.calls == [
        ("PUT", "/teams/v3/conversations/a%3Aanna/activities/card-1"),
        ("POST", "/teams/v3/conversations/a%3Aanna/activities"),
    ]


async def test_submit_sends_a_new_card_when_it_names_none(door: Door) -> None:
    await door.knock(door.activity("message", value={"verb": "save"}))

    assert door.fake.calls == [("POST", "/teams/v3/conversations/a%3Aanna/activities")]


TEAM = {"id": "19:team", "conversationType": "channel", "isGroup": True}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("installationUpdate", {"action": "add"}),
        ("conversationUpdate", {"membersAdded": [{"id": "29:anna"}]}),
        ("conversationUpdate", {"membersAdded": [{"id": BOT}, {"id": "29:anna"}]}),
        ("conversationUpdate", {"membersAdded": [{"id": BOT}], "conversation": TEAM}),
    ],
)
async def test_joining_is_answered_once(door: Door, kind: str, fields: dict[str, Any]) -> None:
    await door.knock(door.activity(kind, **fields))

    assert (door.conversation.events, door.fake.cards) == ([Joined()], [CARD])


async def test_joining_names_the_channel_when_one_was_chosen(door: Door) -> None:
    data = {"tenant": {"id": "tenant"}, "settings": {"selectedChannel": {"id": "19:council"}}}

    await door.knock(door.activity("installationUpdate", action="add", conversation=TEAM, channelData=data))

    assert door.conversation.turns[0].team_channel_id == "19:council"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("installationUpdate", {"action": "remove"}),
        ("installationUpdate", {}),
        ("conversationUpdate", {"membersAdded": [{"id": "29:bo"}], "conversation": TEAM}),
        ("conversationUpdate", {"membersRemoved": [{"id": "29:bo"}]}),
        ("conversationUpdate", {"membersAdded": []}),
        ("messageReaction", {"reactionsAdded": [{"type": "like"}]}),
        ("message", {"text": "   "}),
        ("message", {"value": {"no": "verb"}}),
        ("message", {"value": "text"}),
        ("message", {}),
        ("typing", {}),
        ("event", {"name": "application/vnd.microsoft.meetingStart"}),
        ("tomorrow's kind", {}),
    ],
)
async def test_activity_is_left_alone_when_it_asks_for_nothing(door: Door, kind: str, fields: dict[str, Any]) -> None:
    status, body = await door.knock(door.activity(kind, **fields))

    assert (status, body, door.conversation.turns, door.fake.received) == (200, None, [], [])


async def test_turn_is_not_repeated_when_its_reply_cannot_be_sent(door: Door) -> None:
    door.fake.answer_next(403, code="ConversationBlockedByUser")

    status, _ = await door.knock(door.activity("message", text="hej"))

    assert (status, len(door.conversation.turns)) == (200, 1)


async def test_reply_goes_out_when_the_caller_expects_it_in_the_response(door: Door) -> None:
    status, _ = await door.knock(door.activity("message", text="hej", deliveryMode="expectReplies"))

    assert (status, door.fake.cards) == (200, [CARD])


SAVE = {"type": "Action.Execute", "verb": "save"}
SECRETS = ("Kund 19121212-1212 föll.", "anna@karlstad.example")


def a_breakage() -> Exception:
    """As a database tells it: with the statement's parameters, which are what somebody answered."""
    error = RuntimeError(f"[parameters: {SECRETS}]")
    error.__cause__ = ValueError(SECRETS[0])
    return error


async def test_button_is_answered_with_a_message_that_leaves_the_card_when_the_turn_breaks(door: Door) -> None:
    door.conversation.error = a_breakage()

    answer = await door.knock(door.execute(SAVE))

    kind = "application/vnd.microsoft.activity.message"
    assert answer == (200, {"statusCode": 200, "type": kind, "value": TURN_BROKE})
    assert door.fake.received == []


async def test_button_is_answered_with_a_message_when_the_card_cannot_be_written(door: Door) -> None:
    door.conversation.reply = Reply(card={"number": 2**70})

    status, body = await door.knock(door.execute(SAVE))

    assert (status, body["value"]) == (200, TURN_BROKE)


@pytest.mark.parametrize("fields", [{"text": "hej"}, {"value": {"verb": "save"}, "replyToId": "card-1"}])
async def test_words_are_answered_with_an_apology_when_the_turn_breaks(door: Door, fields: dict[str, Any]) -> None:
    door.conversation.error = a_breakage()

    status, body = await door.knock(door.activity("message", **fields))

    assert (status, body) == (200, None)
    assert [request.body["text"] for request in door.fake.received] == [TURN_BROKE]


async def test_nothing_is_said_when_a_turn_breaks_that_nobody_waits_for(door: Door) -> None:
    door.conversation.error = a_breakage()

    status, _ = await door.knock(door.activity("installationUpdate", action="add"))

    assert (status, door.fake.received) == (200, [])


async def test_turn_that_breaks_is_taken_when_the_apology_cannot_be_sent_either(door: Door) -> None:
    door.conversation.error = a_breakage()
    door.fake.answer_next(403, code="ConversationBlockedByUser")

    status, _ = await door.knock(door.activity("message", text="hej"))

    assert (status, len(door.fake.received)) == (200, 1)


@pytest.mark.parametrize("is_button", [True, False])
async def test_turn_that_breaks_is_logged_once_and_without_its_words(door: Door, is_button: bool) -> None:
    door.conversation.error = a_breakage()
    asked = door.execute({**SAVE, "data": {"q_a": SECRETS[0]}}) if is_button else door.activity("message", text="hej")

    with capture_logs() as logged:
        await door.knock(asked)

    (entry,) = logged
    assert (entry["event"], entry["kind"]) == ("turn_failed", asked["type"])
    assert entry["errors"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert entry["at"][-1].startswith("tests.contract.teams_door:")
    assert not any(words in str(logged) for words in (*SECRETS, "parameters", "Anna"))
