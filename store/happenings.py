"""What has happened to the places of a municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from scheduler.slots import Happening
from store.bulk import execute_many, insert_into
from store.schema import happening


@dataclass(frozen=True, slots=True)
class SqlHappenings:
    connection: Connection

    def record(self, municipality_id: int, happened: Happening, *, at: datetime) -> bool:
        values = {
            "municipality_id": municipality_id,
            "event": happened.event,
            "place": happened.place or "",
            "day": happened.on,
            "recorded_at": at,
        }
        insert = insert_into(self.connection, happening).on_conflict_do_nothing()
        return execute_many(self.connection, insert, [values]) == 1

    def of_municipality(self, municipality_id: int) -> Sequence[Happening]:
        chosen = select(happening).where(happening.c.municipality_id == municipality_id)
        rows = self.connection.execute(chosen.order_by(happening.c.day, happening.c.id))
        return tuple(Happening(event=row.event, on=row.day, place=row.place or None) for row in rows)
