"""The tables that calendars are made from: their addresses, and the meetings that bodies were called to."""

from sqlalchemy import Index, Table, UniqueConstraint

from store.columns import METADATA, day, instant, key, number, refers_to, word

feed = Table(
    "feed",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person", optional=True),
    word("scope"),
    word("name"),
    word("token_hash"),
    day("created_on"),
    day("expires_on", optional=True),
    day("revoked_on", optional=True),
    day("last_used_on", optional=True),
    day("replaced_on", optional=True),
    UniqueConstraint("token_hash"),
    Index(None, "municipality_id"),
    Index(None, "person_id"),
)

called_meeting = Table(
    "called_meeting",
    METADATA,
    key(),
    refers_to("municipality"),
    word("body"),
    day("called_for"),
    day("held_on", optional=True),
    word("begins_at"),
    number("revision"),
    instant("changed_at"),
    UniqueConstraint("municipality_id", "body", "called_for"),
)
