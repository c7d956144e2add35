"""Which late tasks may be told on by now, and to whom they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, insert, select, update

from scheduler.escalation import UNANSWERED, WARNING, number_in
from scheduler.ladder import BEFORE_A_MOVE
from scheduler.outbox import MessageKind, MessageState
from scheduler.ports_review import Escalated, Warned
from store.assignment_rows import BY_DEADLINE, as_assignment, select_assignments
from store.holdings import IS_ASKED_FOR, holds_on
from store.schema import assignment, covered_rung, outbox, role_holding
from store.schema_review import escalation

WARNS = and_(
    covered_rung.c.rung.startswith(WARNING, autoescape=True),
    ~covered_rung.c.rung.contains(BEFORE_A_MOVE, autoescape=True),
)


@dataclass(frozen=True, slots=True)
class SqlEscalations:
    connection: Connection

    def warned(self, municipality_id: int, today: date) -> Sequence[Warned]:
        still_holds = exists().where(
            IS_ASKED_FOR, role_holding.c.person_id == covered_rung.c.person_id, holds_on(today)
        )
        chosen = (
            select_assignments()
            .add_columns(covered_rung.c.rung)
            .join(covered_rung, covered_rung.c.assignment_id == assignment.c.id)
            .join(outbox, outbox.c.id == covered_rung.c.message_id)
            .where(
                assignment.c.municipality_id == municipality_id,
                assignment.c.state.in_(UNANSWERED),
                WARNS,
                outbox.c.state == MessageState.SENT,
                outbox.c.sent_on < today,
                still_holds,
            )
            .distinct()
            .order_by(*BY_DEADLINE, covered_rung.c.rung)
        )
        found = (Warned(as_assignment(row), number_in(row.rung)) for row in self.connection.execute(chosen))
        told = self._told(municipality_id)
        return tuple(one for one in found if (one.task.id, one.number) not in told)

    def ride(self, message_id: int, kind: MessageKind) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == message_id).values(kind=kind))

    def add(self, assignment_id: int, *, number: int, person_id: int, day: date, message_id: int) -> None:
        values = {
            "assignment_id": assignment_id,
            "number": number,
            "person_id": person_id,
            "day": day,
            "message_id": message_id,
        }
        self.connection.execute(insert(escalation).values(values))

    def told_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        columns = (escalation.c.message_id, escalation.c.assignment_id)
        return self._by_message(select(*columns).where(escalation.c.message_id.in_(tuple(message_ids))))

    def warned_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        columns = (covered_rung.c.message_id, covered_rung.c.assignment_id)
        return self._by_message(select(*columns).where(covered_rung.c.message_id.in_(tuple(message_ids)), WARNS))

    def of_task(self, assignment_id: int) -> Sequence[Escalated]:
        chosen = (
            select(escalation.c.number, escalation.c.person_id, escalation.c.message_id, outbox.c.sent_at)
            .join_from(escalation, outbox, outbox.c.id == escalation.c.message_id)
            .where(escalation.c.assignment_id == assignment_id)
            .order_by(escalation.c.number, escalation.c.person_id)
        )
        return tuple(Escalated(**row) for row in self.connection.execute(chosen).mappings())

    def _by_message(self, chosen: Select[Any]) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        rows = {(row.message_id, row.assignment_id) for row in self.connection.execute(chosen)}
        for message_id, assignment_id in sorted(rows):
            found.setdefault(message_id, []).append(assignment_id)
        return found

    def _told(self, municipality_id: int) -> set[tuple[int, int]]:
        chosen = (
            select(escalation.c.assignment_id, escalation.c.number)
            .join_from(escalation, assignment, assignment.c.id == escalation.c.assignment_id)
            .where(assignment.c.municipality_id == municipality_id, assignment.c.state.in_(UNANSWERED))
        )
        return {(row.assignment_id, row.number) for row in self.connection.execute(chosen)}
