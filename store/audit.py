"""The audit log, and what the other tables prove about one task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select

from scheduler.audit import AuditEntry, Thing
from scheduler.days import ONE_DAY
from scheduler.ports_audit import Answered, Asking, Handed
from scheduler.wheel_parts import Level
from store import schema
from store.bulk import as_row
from store.schema import assignment, covered_rung, decision, outbox, submission, unit
from store.schema_calendar import feed
from store.schema_review import review

TABLE = schema.audit
SHOWN = tuple(column for column in TABLE.c if column.name != "id")
HEIR = unit.alias("heir")


@dataclass(frozen=True, slots=True)
class SqlAudit:
    connection: Connection

    def append(self, *entries: AuditEntry) -> None:
        if entries:
            self.connection.execute(insert(TABLE), [as_row(entry) for entry in entries])

    def of_municipality(
        self,
        municipality_id: int,
        *,
        since: datetime | None = None,
        before: datetime | None = None,
        person_id: int | None = None,
    ) -> Sequence[AuditEntry]:
        chosen = select(*SHOWN).where(TABLE.c.municipality_id == municipality_id)
        if since is not None:
            chosen = chosen.where(TABLE.c.at >= since)
        if before is not None:
            chosen = chosen.where(TABLE.c.at < before)
        if person_id is not None:
            chosen = chosen.where(or_(TABLE.c.person_id == person_id, _is_about(person_id)))
        return self._all(chosen)

    def of_task(self, assignment_id: int) -> Sequence[AuditEntry]:
        about = or_(
            and_(TABLE.c.thing == Thing.ASSIGNMENT, TABLE.c.thing_id == assignment.c.id),
            and_(TABLE.c.thing == Thing.OCCURRENCE, TABLE.c.thing_id == assignment.c.occurrence_id),
        )
        its_own = and_(about, TABLE.c.municipality_id == assignment.c.municipality_id)
        return self._all(select(*SHOWN).join(assignment, its_own).where(assignment.c.id == assignment_id))

    def asked(self, assignment_id: int) -> Sequence[Asking]:
        chosen = (
            select(covered_rung.c.rung, covered_rung.c.person_id, outbox)
            .join_from(covered_rung, outbox, covered_rung.c.message_id == outbox.c.id)
            .where(covered_rung.c.assignment_id == assignment_id)
            .order_by(outbox.c.id, covered_rung.c.person_id, covered_rung.c.day, covered_rung.c.rung)
        )
        rows = self.connection.execute(chosen)
        return tuple(_asking(list(group)) for _, group in groupby(rows, lambda row: (row.id, row.person_id)))

    def answered(self, assignment_id: int) -> Sequence[Answered]:
        about = and_(
            decision.c.assignment_id == submission.c.assignment_id, decision.c.revision == submission.c.revision
        )
        judged = and_(review.c.assignment_id == submission.c.assignment_id, review.c.revision == submission.c.revision)
        chosen = (
            select(
                submission.c.revision,
                submission.c.submitted_by.label("person_id"),
                submission.c.role,
                submission.c.submitted_at.label("at"),
                func.coalesce(decision.c.body, "").label("body"),
                func.coalesce(decision.c.adopted, False).label("adopted"),
                decision.c.decided_on,
                func.coalesce(decision.c.paragraph, "").label("paragraph"),
                func.coalesce(decision.c.case_number, "").label("case_number"),
                review.c.verdict,
                review.c.judged_by,
                func.coalesce(review.c.role, "").label("judged_as"),
                review.c.judged_at,
            )
            .join_from(submission, decision, about, isouter=True)
            .outerjoin(review, judged)
            .where(submission.c.assignment_id == assignment_id)
        )
        rows = self.connection.execute(chosen.order_by(submission.c.revision)).mappings()
        return tuple(Answered(**row) for row in rows)

    def handed(self, assignment_id: int) -> Handed | None:
        """Where heirs have closed as well, the last of them, from the day after the first one's last."""
        both_units = and_(assignment.c.level == Level.UNIT, assignment.c.held_level == Level.UNIT)
        chosen = (
            select(unit.c.until, HEIR.c.name)
            .join_from(assignment, unit, assignment.c.subject_id == unit.c.id)
            .join(HEIR, assignment.c.held_id == HEIR.c.id)
            .where(assignment.c.id == assignment_id, both_units, unit.c.id != HEIR.c.id, unit.c.until.is_not(None))
        )
        row = self.connection.execute(chosen).one_or_none()
        return None if row is None else Handed(row.until + ONE_DAY, row.name)

    def _all(self, chosen: Select[Any]) -> Sequence[AuditEntry]:
        rows = self.connection.execute(chosen.order_by(TABLE.c.id)).mappings()
        return tuple(AuditEntry(**row) for row in rows)


def _is_about(person_id: int) -> ColumnElement[bool]:
    """The person's own row, or a calendar address that is theirs."""
    own_feeds = select(feed.c.id).where(feed.c.person_id == person_id)
    return or_(
        and_(TABLE.c.thing == Thing.PERSON, TABLE.c.thing_id == person_id),
        and_(TABLE.c.thing == Thing.FEED, TABLE.c.thing_id.in_(own_feeds)),
    )


def _asking(rows: Sequence[Any]) -> Asking:
    first = rows[0]
    return Asking(
        message_id=first.id,
        person_id=first.person_id,
        rungs=tuple(row.rung for row in rows),
        due_at=first.due_at,
        state=first.state,
        sent_at=first.sent_at,
        has_id=bool(first.activity_id),
        code=first.code or "",
    )
