"""Published wheels, whole and unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from scheduler.editions import Edition, frozen_wheel, thawed_wheel
from store import schema


@dataclass(frozen=True, slots=True)
class SqlEditions:
    connection: Connection

    def publish(self, municipality_id: int, edition: Edition) -> None:
        values = {
            "municipality_id": municipality_id,
            "year": edition.year,
            "number": edition.number,
            "since": edition.since,
            "published_at": edition.published_at,
            "content": frozen_wheel(edition.wheel),
        }
        self.connection.execute(insert(schema.edition).values(values))

    def of_municipality(self, municipality_id: int) -> Sequence[Edition]:
        table = schema.edition
        chosen = select(table).where(table.c.municipality_id == municipality_id).order_by(table.c.year, table.c.number)
        return tuple(
            Edition(row.year, row.number, row.since, row.published_at, thawed_wheel(row.content))
            for row in self.connection.execute(chosen)
        )
