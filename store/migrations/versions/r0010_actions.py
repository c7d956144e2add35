"""Actions, what has happened to them, who is asked to do what with them, and who was told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_action()
    op.create_table(
        "action_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("effect", sa.String(16)),
    )
    op.create_index("ix_action_event_action_id", "action_event", ["action_id"])
    op.create_table(
        "action_ask",
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("held_level", sa.String(16), nullable=False),
        sa.Column("held_id", sa.Integer, nullable=False),
        sa.Column("opens", sa.Date, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("tells_at_once", sa.Boolean, nullable=False),
        sa.Column("remind_on", sa.Date),
        sa.PrimaryKeyConstraint("action_id", "kind"),
    )
    op.create_index("ix_action_ask_held_level_held_id_role", "action_ask", ["held_level", "held_id", "role"])
    op.create_index("ix_action_ask_remind_on", "action_ask", ["remind_on"])
    op.create_table(
        "action_rung",
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False),
        sa.Column("rung", sa.String, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("outbox.id"), nullable=False),
        sa.PrimaryKeyConstraint("action_id", "rung", "person_id"),
    )
    op.create_index("ix_action_rung_message_id_action_id", "action_rung", ["message_id", "action_id"])


def _create_action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("activity", sa.String, nullable=False),
        sa.Column("question_group", sa.String, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("held_level", sa.String(16), nullable=False),
        sa.Column("held_id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in WORDS),
        sa.Column("deadline", sa.Date),
        sa.Column("follow_up", sa.Date),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("repeated", sa.Boolean, nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_action_assignment_id", "action", ["assignment_id"])
    op.create_index("ix_action_municipality_id_state", "action", ["municipality_id", "state"])
    op.create_index("ix_action_held_level_held_id_role", "action", ["held_level", "held_id", "role"])


WORDS = ("deficiency", "measure", "named", "wanted", "evidence")
