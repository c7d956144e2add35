"""What calendars must know of a row: how often it has changed and when; meetings as called; when a feed is used."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("assignment", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("assignment", sa.Column("changed_at", INSTANT))
    op.add_column("feed", sa.Column("last_used_on", sa.Date))
    op.add_column("feed", sa.Column("replaced_on", sa.Date))
    op.create_table(
        "called_meeting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("called_for", sa.Date, nullable=False),
        sa.Column("held_on", sa.Date),
        sa.Column("begins_at", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.UniqueConstraint("municipality_id", "body", "called_for"),
    )
