"""The tables of review: what reviewers are writing, their verdicts, and to whom late answers were told."""

from sqlalchemy import JSON, Column, Index, Table, UniqueConstraint

from scheduler.reviews import Verdict
from store.columns import METADATA, day, instant, key, number, one_of, refers_to, word

review = Table(
    "review",
    METADATA,
    key(),
    refers_to("assignment"),
    number("revision"),
    Column("verdict", one_of(Verdict), nullable=False),
    refers_to("person", "judged_by"),
    word("role"),
    instant("judged_at"),
    word("words"),
    UniqueConstraint("assignment_id", "revision"),
)

review_comment = Table(
    "review_comment",
    METADATA,
    key(),
    refers_to("review"),
    word("question"),
    word("comment"),
    UniqueConstraint("review_id", "question"),
)

review_draft = Table(
    "review_draft",
    METADATA,
    key(),
    refers_to("assignment"),
    refers_to("person"),
    number("revision"),
    word("words"),
    Column("comments", JSON, nullable=False),
    instant("saved_at"),
    UniqueConstraint("assignment_id", "person_id"),
)

escalation = Table(
    "escalation",
    METADATA,
    key(),
    refers_to("assignment"),
    number("number"),
    refers_to("person"),
    day("day"),
    refers_to("outbox", "message_id"),
    UniqueConstraint("assignment_id", "number", "person_id"),
    Index(None, "message_id"),
)
