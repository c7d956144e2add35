"""What is written down about every deed: who, in which role, when, to what, and what it changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What somebody, or the service itself, did."""

    OPENED = "opened"
    SAVED = "saved"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    STARTED = "started"
    CANCELLED = "cancelled"
    MOVED = "moved"
    PUBLISHED = "published"
    RECORDED = "recorded"
    IMPORTED = "imported"
    CLOSED = "closed"
    CREATED = "created"
    CHANGED = "changed"
    REVOKED = "revoked"
    RECALLED = "recalled"
    MASKED = "masked"
    CONNECTED = "connected"
    RESTORED = "restored"
    REFUSED = "refused"


class Thing(StrEnum):
    """What it was done to; each is told apart by its row's id."""

    ASSIGNMENT = "assignment"
    OCCURRENCE = "occurrence"
    EDITION = "edition"
    EVENT = "event"
    PEOPLE = "people"
    UNIT = "unit"
    FEED = "feed"
    MESSAGE = "message"
    MASK = "mask"
    BODY = "body"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log; `before` and `after` are words of ours or days, never anything that a person typed.

    `person_id` is None where an administrator at the command line, or the service itself, did it; `request` tells
    what is about one and the same request apart from everything else.
    """

    municipality_id: int
    at: datetime
    deed: Deed
    thing: Thing
    thing_id: int | None = None
    person_id: int | None = None
    role: str = ""
    before: str = ""
    after: str = ""
    request: str = ""
