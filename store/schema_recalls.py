"""The table of what was taken back; a message that stands here is never claimed again."""

from sqlalchemy import Boolean, Column, PrimaryKeyConstraint, Table

from store.columns import METADATA, instant, refers_to, word

recall = Table(
    "recall",
    METADATA,
    refers_to("outbox", "message_id"),
    refers_to("municipality"),
    instant("recalled_at"),
    word("because"),
    Column("deletes", Boolean, nullable=False),
    PrimaryKeyConstraint("message_id"),
)
