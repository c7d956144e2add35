"""Municipalities with an app of their own, the audit log, masks, and messages that take others back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True)
KIND = sa.String(16)

APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_not_updated BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
        (
            "CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
        # INSERT OR REPLACE deletes without telling the trigger above.
        (
            "CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit"
            " WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit()"
        ),
    ),
}


def upgrade() -> None:
    _edges()
    _audit()
    _masks()
    _recalls()


def _recalls() -> None:
    op.add_column("outbox", sa.Column("recalls", sa.Integer))
    op.create_table(
        "recall",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("outbox.id"), nullable=False),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("recalled_at", INSTANT, nullable=False),
        sa.Column("because", sa.String, nullable=False),
        sa.Column("deletes", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("message_id"),
    )


def _edges() -> None:
    for name in ("app_id", "app_tenant_id", "secret_name", "local_file"):
        op.add_column("municipality", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column("municipality", sa.Column("tenants", sa.JSON, nullable=False, server_default="[]"))


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("deed", KIND, nullable=False),
        sa.Column("thing", KIND, nullable=False),
        sa.Column("thing_id", sa.Integer),
        sa.Column("before", sa.String, nullable=False),
        sa.Column("after", sa.String, nullable=False),
        sa.Column("request", sa.String, nullable=False),
    )
    op.create_index("ix_audit_thing_thing_id", "audit", ["thing", "thing_id"])
    op.create_index("ix_audit_municipality_id_at", "audit", ["municipality_id", "at"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _masks() -> None:
    op.create_table(
        "mask",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("municipality.id"), nullable=False),
        sa.Column("masked_at", INSTANT, nullable=False),
        sa.Column("masked_by", sa.String, nullable=False),
        sa.Column("because", sa.String, nullable=False),
    )
    op.create_table(
        "masked_passage",
        sa.Column("mask_id", sa.Integer, sa.ForeignKey("mask.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("assignment_id", sa.Integer),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mask_id", "number"),
    )
