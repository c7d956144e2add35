"""Absences with stand-ins, delegated tasks, what was put off or seen, and more time asked for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(16)


def upgrade() -> None:
    op.add_column("assignment", sa.Column("extended_to", sa.Date))
    _absences()
    _delegations()
    _of_one_person("snooze", sa.Column("until", sa.Date, nullable=False))
    _of_one_person("seen", sa.Column("seen_at", INSTANT, nullable=False))
    _more_time()


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("stand_in_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
    )
    for name in ("person_id", "stand_in_id", "municipality_id"):
        op.create_index(f"ix_absence_{name}_until", "absence", [name, "until"])


def _delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("from_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("to_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Integer, sa.ForeignKey("person.id")),
    )
    for name in ("assignment_id", "to_id", "from_id"):
        op.create_index(f"ix_delegation_{name}", "delegation", [name])


def _of_one_person(table: str, what: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        what,
        sa.PrimaryKeyConstraint("assignment_id", "person_id"),
        sqlite_with_rowid=False,
    )


def _more_time() -> None:
    op.create_table(
        "more_time",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("asked_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("wanted", sa.Date, nullable=False),
        sa.Column("because", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("ruling", WORD, nullable=False),
        sa.Column("ruled_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("ruled_at", INSTANT),
        sa.Column("granted", sa.Date),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("heard_at", INSTANT),
    )
    op.create_index("ix_more_time_assignment_id", "more_time", ["assignment_id"])
    op.create_index("ix_more_time_asked_by", "more_time", ["asked_by"])
    op.create_index("ix_more_time_municipality_id_ruling", "more_time", ["municipality_id", "ruling"])
