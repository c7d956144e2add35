"""What lies waiting to be sent: ids alone, never a card."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class MessageKind(StrEnum):
    DAILY = "daily"
    CATCH_UP = "catch_up"
    ESCALATION = "escalation"
    DIGEST = "digest"
    RECALL = "recall"


class MessageState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    CANCELLED = "cancelled"


WAITING = (MessageState.PENDING, MessageState.RETRY)
"""Not sent, and nobody is sending it."""

GONE = (MessageState.SENDING, MessageState.SENT)
"""Sent, or on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A row to be; nothing happens where its dedupe key is already there. To one person or to one body's channel.

    `recalls` is the id of the message that this one takes back.
    """

    municipality_id: int
    kind: MessageKind
    dedupe_key: str
    day: date
    due_at: datetime
    person_id: int | None = None
    body: str | None = None
    digest_id: int | None = None
    recalls: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A claimed or listed row; `fence` must be named when its outcome is written.

    The key tells apart the digests that one body gets on one day. It has an activity already where an earlier claim had
    run out by the time its sender could tell that it was sent.
    """

    id: int
    municipality_id: int
    kind: MessageKind
    day: date
    due_at: datetime
    state: MessageState
    attempts: int
    fence: int
    person_id: int | None
    body: str | None
    digest_id: int | None
    dedupe_key: str = field(default="", compare=False)
    recalls: int | None = None
    activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """A rung that a message stands for; unique by assignment, rung and the person who is told."""

    assignment_id: int
    person_id: int
    rung: str
    day: date


def daily_key(municipality_id: int, person_id: int, day: date) -> str:
    return f"daily:{municipality_id}:{person_id}:{day.isoformat()}"


def recall_key(message_id: int) -> str:
    return f"recall:{message_id}"


def digest_key(municipality_id: int, digest: str, day: date) -> str:
    return f"digest:{municipality_id}:{digest}:{day.isoformat()}"


def message_words(message_id: int) -> str:
    """What the audit log calls a message that made something happen."""
    return f"message:{message_id}"


def message_in(words: str) -> int | None:
    """The message that `message_words` named; None for any other request."""
    kind, _, number = words.partition(":")
    return int(number) if kind == "message" and number.isdecimal() else None
