"""What people have put off, and what they have seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from scheduler.quiet import NO_QUIET, Quiet
from store.bulk import execute_many, insert_into, pieces
from store.schema_people import seen, snooze


@dataclass(frozen=True, slots=True)
class SqlQuiets:
    connection: Connection

    def put_off(self, assignment_id: int, person_id: int, *, until: date) -> None:
        """The latest day is the one that counts."""
        values = {"assignment_id": assignment_id, "person_id": person_id, "until": until}
        first = insert_into(self.connection, snooze).values(values)
        self.connection.execute(
            first.on_conflict_do_update(index_elements=["assignment_id", "person_id"], set_={"until": until})
        )

    def mark_seen(self, assignment_id: int, person_id: int, *, at: datetime) -> bool:
        values = {"assignment_id": assignment_id, "person_id": person_id, "seen_at": at}
        return execute_many(self.connection, insert_into(self.connection, seen).on_conflict_do_nothing(), [values]) == 1

    def of_each(self, assignment_ids: Iterable[int]) -> Mapping[tuple[int, int], Quiet]:
        found: dict[tuple[int, int], Quiet] = {}
        for piece in pieces(tuple(assignment_ids)):
            for row in self.connection.execute(select(snooze).where(snooze.c.assignment_id.in_(piece))):
                found[row.assignment_id, row.person_id] = Quiet(until=row.until)
            for row in self.connection.execute(select(seen).where(seen.c.assignment_id.in_(piece))):
                key = row.assignment_id, row.person_id
                found[key] = replace(found.get(key, NO_QUIET), has_seen=True)
        return found
