"""Messages taken back: which there were that day, what they asked for, and why they were recalled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, exists, func, select, update

from scheduler.outbox import WAITING, MessageKind, MessageState
from scheduler.ports_sending import Asked, Dispatched, Recall
from store.bulk import as_row, insert_into, pieces
from store.schema import assignment, covered_rung, occurrence, outbox
from store.schema_recalls import recall

SHOWN = (
    outbox.c.id,
    outbox.c.kind,
    outbox.c.state,
    outbox.c.person_id,
    outbox.c.body,
    func.coalesce(outbox.c.activity_id, "").label("activity_id"),
    exists().where(recall.c.message_id == outbox.c.id).label("is_recalled"),
)


@dataclass(frozen=True, slots=True)
class SqlRecalls:
    connection: Connection

    def of_day(self, municipality_id: int, day: date) -> Sequence[Dispatched]:
        return self._dispatched(
            outbox.c.municipality_id == municipality_id, outbox.c.day == day, outbox.c.kind != MessageKind.RECALL
        )

    def message(self, municipality_id: int, message_id: int) -> Dispatched | None:
        found = self._dispatched(outbox.c.municipality_id == municipality_id, outbox.c.id == message_id)
        return next(iter(found), None)

    def asked_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[Asked]]:
        asked: defaultdict[int, list[Asked]] = defaultdict(list)
        wanted = tuple(message_ids)
        chosen = (
            select(covered_rung.c.message_id, assignment.c.id, occurrence.c.activity, assignment.c.state)
            .join_from(covered_rung, assignment)
            .join(occurrence)
            .distinct()
            .order_by(covered_rung.c.message_id, assignment.c.id)
        )
        for piece in pieces(wanted):
            for row in self.connection.execute(chosen.where(covered_rung.c.message_id.in_(piece))):
                asked[row.message_id].append(Asked(row.id, row.activity, row.state))
        return {message_id: tuple(asked[message_id]) for message_id in wanted}

    def withdraw(self, message_id: int, *, held: bool = False) -> bool:
        states = (*WAITING, MessageState.SENDING) if held else WAITING
        taken = update(outbox).where(outbox.c.id == message_id, outbox.c.state.in_(states))
        values = {"state": MessageState.CANCELLED, "lease_until": None, "sent_on": None, "fence": outbox.c.fence + 1}
        return self.connection.execute(taken.values(values)).rowcount == 1

    def keep(self, kept: Recall) -> bool:
        once = insert_into(self.connection, recall).values(as_row(kept)).on_conflict_do_nothing()
        return self.connection.scalar(once.returning(recall.c.message_id)) is not None

    def of_message(self, message_id: int) -> Recall | None:
        chosen = select(*recall.c).where(recall.c.message_id == message_id)
        row = self.connection.execute(chosen).mappings().one_or_none()
        return None if row is None else Recall(**row)

    def _dispatched(self, *conditions: Any) -> Sequence[Dispatched]:
        chosen = select(*SHOWN).where(*conditions).order_by(outbox.c.id)
        return tuple(Dispatched(**row) for row in self.connection.execute(chosen).mappings())
