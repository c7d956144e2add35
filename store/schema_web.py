"""The tables of who has been let in on the web; both keep hashes of what opens, never that itself."""

from sqlalchemy import Index, Table, UniqueConstraint

from store.columns import METADATA, instant, key, refers_to, word

access_code = Table(
    "access_code",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person"),
    word("code_hash"),
    word("target"),
    instant("created_at"),
    instant("expires_at"),
    instant("used_at", optional=True),
    UniqueConstraint("code_hash"),
    Index(None, "person_id", "created_at"),
)

web_session = Table(
    "web_session",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person"),
    word("token_hash"),
    instant("created_at"),
    instant("expires_at"),
    instant("ended_at", optional=True),
    UniqueConstraint("token_hash"),
    Index(None, "person_id"),
)
