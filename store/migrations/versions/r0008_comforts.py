"""What an answer took and how much of it was left unchanged; how long a form version takes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "answer_effort",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), primary_key=True, autoincrement=False),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("form_version", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("comparable", sa.Integer, nullable=False),
    )
    op.create_index(
        op.f("ix_answer_effort_municipality_id_form_form_version_submission_id"),
        "answer_effort",
        ["municipality_id", "form", "form_version", "submission_id"],
    )
    op.create_table(
        "form_pace",
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("form_version", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("counted_to", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "form", "form_version"),
    )
