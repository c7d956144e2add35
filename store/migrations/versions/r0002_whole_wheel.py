"""Units that open and close, roles held above a place, what was started, moved, published and kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(16)


def upgrade() -> None:
    op.add_column("unit", sa.Column("since", sa.Date))
    op.add_column("unit", sa.Column("until", sa.Date))
    op.add_column("unit", sa.Column("heir_id", sa.Integer))
    op.add_column("occurrence", sa.Column("basis", WORD, nullable=False, server_default="planned"))
    op.add_column("occurrence", sa.Column("hidden", sa.Boolean, nullable=False, server_default=sa.false()))
    _held_at()
    _moves_and_happenings()
    _editions_and_forms()


def _held_at() -> None:
    """Until now every role was held at the place itself."""
    op.add_column("assignment", sa.Column("held_level", WORD, nullable=False, server_default="unit"))
    op.add_column("assignment", sa.Column("held_id", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE assignment SET held_level = level, held_id = subject_id")
    op.drop_index("ix_assignment_level_subject_id_role", "assignment")
    op.create_index("ix_assignment_level_subject_id", "assignment", ["level", "subject_id"])
    op.create_index("ix_assignment_held_level_held_id_role", "assignment", ["held_level", "held_id", "role"])


def _moves_and_happenings() -> None:
    op.create_table(
        "occurrence_move",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("occurrence_id", sa.Integer, sa.ForeignKey("occurrence.id"), nullable=False),
        sa.Column("opens", sa.Date),
        sa.Column("due", sa.Date),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("because", sa.String, nullable=False),
        sa.Column("moved_by", sa.String, nullable=False),
        sa.Column("moved_at", INSTANT, nullable=False),
    )
    op.create_index("ix_occurrence_move_occurrence_id", "occurrence_move", ["occurrence_id"])
    op.create_table(
        "happening",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.UniqueConstraint("municipality_id", "event", "place", "day"),
    )


def _editions_and_forms() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("municipality_id", "year", "number"),
    )
    op.create_table(
        "kept_form",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", "version"),
    )
