"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(16)

ONE_RECEIVER = "(person_id IS NULL) <> (body IS NULL)"


def upgrade() -> None:
    _organisation()
    _work()
    _answers()
    _digests()
    _messages()
    _addresses()


def _organisation() -> None:
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("wheel", sa.String, nullable=False),
        sa.Column("started_on", sa.Date, nullable=False),
        sa.Column("planned_for", sa.String, nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.UniqueConstraint("municipality_id", "name"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("area_id", sa.Integer, sa.ForeignKey("area.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("provider", WORD, nullable=False),
        sa.Column("service_types", sa.JSON, nullable=False),
        sa.UniqueConstraint("municipality_id", "area_id", "name"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("entra_object_id", sa.String),
        sa.UniqueConstraint("municipality_id", "email"),
    )
    _index("person", "municipality_id", "entra_object_id")
    op.create_table(
        "role_holding",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.UniqueConstraint("person_id", "role", "level", "subject_id", "since"),
    )
    _index("role_holding", "role", "level", "subject_id", "person_id")
    _index("role_holding", "municipality_id")


def _work() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("activity", sa.String, nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("asks_from", sa.Date, nullable=False),
        sa.Column("opens", sa.Date),
        sa.Column("scheduled", sa.Date),
        sa.Column("due", sa.Date),
        sa.Column("precision", WORD, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.UniqueConstraint("municipality_id", "activity", "slot"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("occurrence_id", sa.Integer, sa.ForeignKey("occurrence.id"), nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("remind_on", sa.Date),
        sa.Column("form_version", sa.Integer),
        sa.UniqueConstraint("occurrence_id", "level", "subject_id"),
    )
    _index("assignment", "level", "subject_id", "role")
    _index("assignment", "municipality_id", "state", "occurrence_id")
    _index("assignment", "municipality_id", "remind_on", "state")


def _answers() -> None:
    op.create_table(
        "draft",
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("saved_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("assignment_id"),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("form_version", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("submitted_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.UniqueConstraint("assignment_id", "revision"),
        sa.UniqueConstraint("token"),
    )
    op.create_table(
        "closed_answer",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "question", "answer"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("paragraph", sa.String, nullable=False),
        sa.Column("case_number", sa.String, nullable=False),
        sa.UniqueConstraint("assignment_id", "revision"),
    )


def _digests() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("cut_off", INSTANT, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    _index("digest", "municipality_id", "body", "cut_off")
    op.create_table(
        "digest_revision",
        sa.Column("digest_id", sa.Integer, sa.ForeignKey("digest.id"), nullable=False),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "submission_id"),
        sqlite_with_rowid=False,
    )


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("dedupe_key", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("body", sa.String),
        sa.Column("digest_id", sa.Integer, sa.ForeignKey("digest.id")),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("lease_until", INSTANT),
        sa.Column("retry_at", INSTANT),
        sa.Column("sent_on", sa.Date),
        sa.Column("sent_at", INSTANT),
        sa.Column("activity_id", sa.String),
        sa.Column("code", sa.String),
        sa.UniqueConstraint("dedupe_key"),
        sa.CheckConstraint(ONE_RECEIVER, name="one_receiver"),
    )
    _index("outbox", "state", "due_at")
    _index("outbox", "person_id", "state", "sent_on")
    _index("outbox", "municipality_id", "kind", "state")
    op.create_table(
        "covered_rung",
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("rung", sa.String, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("outbox.id"), nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", "rung", "person_id"),
        sqlite_with_rowid=False,
    )
    _index("covered_rung", "message_id", "assignment_id")


def _addresses() -> None:
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("body", sa.String),
        sa.Column("service_url", sa.String, nullable=False),
        sa.Column("conversation_id", sa.String, nullable=False),
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("bot_id", sa.String, nullable=False),
        sa.UniqueConstraint("person_id"),
        sa.UniqueConstraint("municipality_id", "body"),
        sa.CheckConstraint(ONE_RECEIVER, name="one_receiver"),
    )
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("created_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date),
        sa.Column("revoked_on", sa.Date),
        sa.UniqueConstraint("token_hash"),
    )
    _index("feed", "municipality_id")
    _index("feed", "person_id")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f("_".join(("ix", table, *columns))), table, list(columns))
