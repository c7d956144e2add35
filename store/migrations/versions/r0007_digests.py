"""What submissions say of risks, to be counted by; those that are there are read for it once."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

FORM, ITEMS, AXES = "kristianstad.form_risk_vasentlighet", "risker", ("sannolikhet", "konsekvens")
"""The only form whose scales were those of a risk when the table came."""

MOST_ITEMS = 40

SUBMISSION = sa.table("submission", sa.column("id"), sa.column("form"), sa.column("answers", sa.Text))


def upgrade() -> None:
    risks = op.create_table(
        "risk_answer",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("likelihood", sa.Integer, nullable=False),
        sa.Column("consequence", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "item"),
        sqlite_with_rowid=False,
    )
    answered = sa.select(SUBMISSION.c.id, sa.cast(SUBMISSION.c.answers, sa.Text)).where(SUBMISSION.c.form == FORM)
    rows = [row for id_, answers in op.get_bind().execute(answered) for row in _risks(id_, json.loads(answers))]
    op.bulk_insert(risks, rows)


def _risks(submission_id: int, answers: dict[str, Any]) -> Iterator[dict[str, int]]:
    given = ([answers.get(f"{ITEMS}.{item}.{axis}") for axis in AXES] for item in range(MOST_ITEMS))
    whole = [(one, other) for one, other in given if isinstance(one, int) and isinstance(other, int)]
    for number, (likelihood, consequence) in enumerate(whole):
        yield {
            "submission_id": submission_id,
            "item": number,
            "likelihood": likelihood,
            "consequence": consequence,
        }
