"""Turns an Activity into a Turn, trusting nothing about its shape."""

import re
from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity

from bot.channel import Address, CardAction, Ignored, Inbound, Joined, Sender, TextMessage, Turn

# Teams leaves these around a mention.
SPACES = re.compile(r"(&nbsp;|[ \t\u00a0])+")


class Malformed(Exception):
    """The activity lacks what its kind must have; the text says what."""


def read_turn(activity: Activity, event: Inbound) -> Turn:
    sender = activity.from_property
    return Turn(
        address=address_of(activity),
        sender=Sender(
            id=_text(sender and sender.id),
            name=_text(sender and sender.name),
            entra_object_id=_text(sender and sender.aad_object_id) or None,
        ),
        event=event,
        reply_to_id=activity.reply_to_id or None,
        activity_id=activity.id or None,
        is_personal=is_personal(activity),
        team_channel_id=_team_channel(activity),
    )


def address_of(activity: Activity) -> Address:
    return Address(
        service_url=activity.service_url,
        conversation_id=activity.conversation.id,
        tenant_id=tenant_of(activity),
        channel_id=activity.channel_id,
        bot_id=_text(activity.recipient and activity.recipient.id),
    )


def tenant_of(activity: Activity) -> str:
    """Empty where the activity names none."""
    # The SDK maps tenant_id to "tenantID"; Teams sends "tenantId", which lands among the additional properties.
    stated = _text(_mapping(_mapping(activity.channel_data).get("tenant")).get("id"))
    return stated or _text(_mapping(activity.conversation.additional_properties).get("tenantId"))


def speaker_of(activity: Activity) -> str:
    """Who speaks, whatever channel id they go by; empty where the activity does not say."""
    sender = activity.from_property
    known = _text(sender and sender.aad_object_id).lower() or _text(sender and sender.id)
    return f"{tenant_of(activity).lower()}/{known}"


def is_personal(activity: Activity) -> bool:
    kind = activity.conversation.conversation_type
    return kind == "personal" if kind else not activity.conversation.is_group


def read_message(activity: Activity) -> Inbound:
    """A button of the kind Action.Submit arrives as a message with a value."""
    value = _mapping(activity.value)
    if verb := _text(value.get("verb")):
        return CardAction(verb=verb, data=value)
    text = _without_mention(activity)
    return TextMessage(text=text) if text else Ignored()


def read_action(activity: Activity) -> CardAction:
    """The Action.Execute of an invoke; raises `Malformed`."""
    action = _mapping(activity.value).get("action")
    if not isinstance(action, Mapping):
        raise Malformed("value.action is not an object")
    if action.get("type") != "Action.Execute":
        raise Malformed("value.action.type is not Action.Execute")
    data = action.get("data") or {}
    if not isinstance(data, Mapping):
        raise Malformed("value.action.data is not an object")
    verb = _text(action.get("verb")) or _text(data.get("verb"))
    if not verb:
        raise Malformed("value.action has no verb")
    return CardAction(verb=verb, data=data)


def read_members(activity: Activity) -> Inbound:
    """Someone was added: the bot itself anywhere, or, in a personal chat, the person."""
    added = {member.id for member in activity.members_added or () if member}
    bot = _text(activity.recipient and activity.recipient.id)
    return Joined() if bot in added or (added and is_personal(activity)) else Ignored()


def _team_channel(activity: Activity) -> str | None:
    if is_personal(activity):
        return None
    data = _mapping(activity.channel_data)
    # Word of an install names the channel that was chosen for it, not one that was written in.
    chosen = _mapping(_mapping(data.get("settings")).get("selectedChannel"))
    return _text(_mapping(data.get("channel")).get("id")) or _text(chosen.get("id")) or None


def _without_mention(activity: Activity) -> str:
    text = _text(activity.text)
    bot = _text(activity.recipient and activity.recipient.id)
    for entity in activity.entities or ():
        said = _mapping(entity and entity.additional_properties)
        if mention := _text(said.get("text")) if _mapping(said.get("mentioned")).get("id") == bot else "":
            text = text.replace(mention, " ")
    return SPACES.sub(" ", text).strip()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
