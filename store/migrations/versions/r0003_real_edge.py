"""Who cannot be reached, and how fast each tenant may be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "unreachable",
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "pace",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("tokens", sa.Float, nullable=False),
        sa.Column("filled_at", INSTANT, nullable=False),
        sa.Column("paused_until", INSTANT),
        sa.PrimaryKeyConstraint("tenant"),
    )
