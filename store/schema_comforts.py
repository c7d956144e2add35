"""The tables of what answers cost: each answer's time and how much was left unchanged, and each form's median."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from store.columns import METADATA, number, refers_to, word

answer_effort = Table(
    "answer_effort",
    METADATA,
    refers_to("submission"),
    refers_to("municipality"),
    word("form"),
    number("form_version"),
    number("seconds", optional=True),
    number("unchanged"),
    number("comparable"),
    PrimaryKeyConstraint("submission_id"),
    Index(None, "municipality_id", "form", "form_version", "submission_id"),
)

form_pace = Table(
    "form_pace",
    METADATA,
    refers_to("municipality"),
    word("form"),
    number("form_version"),
    number("seconds"),
    number("counted_to"),
    PrimaryKeyConstraint("municipality_id", "form", "form_version"),
)
