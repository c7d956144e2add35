"""What is written down about every deed: who, in which role, when, to what, and what it changed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

NOT_PLANNED, UNIT_CLOSED = "not_planned", "unit_closed"
"""Why the service itself ends a task that had opened."""

REVIEWED = "review"
"""Tells a reviewer's verdict, as what came before it, from a body's decision that somebody entered."""


class Deed(StrEnum):
    """What somebody, or the service itself, did."""

    OPENED = "opened"
    SAVED = "saved"
    SUBMITTED = "submitted"
    COPIED = "copied"
    RETURNED = "returned"
    APPROVED = "approved"
    STARTED = "started"
    CANCELLED = "cancelled"
    ENDED = "ended"
    MOVED = "moved"
    PUBLISHED = "published"
    RECORDED = "recorded"
    IMPORTED = "imported"
    ROLE_BEGAN = "role_began"
    ROLE_CHANGED = "role_changed"
    UNIT_OPENED = "unit_opened"
    CLOSED = "closed"
    CREATED = "created"
    CHANGED = "changed"
    REPLACED = "replaced"
    REVOKED = "revoked"
    RECALLED = "recalled"
    MASKED = "masked"
    CONNECTED = "connected"
    RESTORED = "restored"
    REFUSED = "refused"
    UNDELIVERED = "undelivered"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    ABSENT = "absent"
    BACK = "back"
    DELEGATED = "delegated"
    TAKEN_BACK = "taken_back"
    SNOOZED = "snoozed"
    SEEN = "seen"
    ASKED_TIME = "asked_time"
    GRANTED = "granted"
    DENIED = "denied"


class Thing(StrEnum):
    """What it was done to; each is told apart by its row's id."""

    ASSIGNMENT = "assignment"
    OCCURRENCE = "occurrence"
    ACTIVITY = "activity"
    EDITION = "edition"
    EVENT = "event"
    PEOPLE = "people"
    PERSON = "person"
    UNIT = "unit"
    FEED = "feed"
    MESSAGE = "message"
    MASK = "mask"
    BODY = "body"
    MUNICIPALITY = "municipality"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log; `before` and `after` are words of ours or days, never anything that a person typed.

    `person_id` is who did it, or for whom it was where the service itself did; None where an administrator did it at
    the command line, whom `actor` names. `request` tells what is about one and the same request from everything else.
    """

    municipality_id: int
    at: datetime
    deed: Deed
    thing: Thing
    thing_id: int | None = None
    person_id: int | None = None
    role: str = ""
    actor: str = ""
    before: str = ""
    after: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who asks for something, when and by which request: a person in the chat, or `actor` at the command line.

    `at` is the system clock's now.
    """

    municipality_id: int
    at: datetime
    request: str
    person_id: int | None = None
    actor: str = ""

    def did(
        self,
        deed: Deed,
        thing: Thing,
        thing_id: int | None = None,
        *,
        role: str = "",
        before: str = "",
        after: str = "",
    ) -> AuditEntry:
        return AuditEntry(
            municipality_id=self.municipality_id,
            at=self.at,
            deed=deed,
            thing=thing,
            thing_id=thing_id,
            person_id=self.person_id,
            role=role,
            actor=self.actor,
            before=before,
            after=after,
            request=self.request,
        )


def draft_words(version: int, step: int) -> str:
    """The draft's version and the step that was saved, which people count from 1."""
    return f"{version}/{step + 1}"


def span_words(opens: date | None, due: date | None) -> str:
    """The first and the last day, with nothing where there is none; nothing at all for what is called off."""
    return "/".join(day.isoformat() if day else "" for day in (opens, due)) if opens or due else ""
