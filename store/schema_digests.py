"""The table that risks are counted from: what a submission says of each, without its words."""

from sqlalchemy import PrimaryKeyConstraint, Table

from store.columns import METADATA, number, refers_to

risk_answer = Table(
    "risk_answer",
    METADATA,
    refers_to("submission"),
    number("item"),
    number("likelihood"),
    number("consequence"),
    PrimaryKeyConstraint("submission_id", "item"),
    sqlite_with_rowid=False,
)
