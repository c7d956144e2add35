"""The municipalities of the installation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update

from scheduler.organisation import Municipality
from store.schema import municipality


@dataclass(frozen=True, slots=True)
class SqlMunicipalities:
    connection: Connection

    def add(self, key: str, name: str, wheel: str, *, started_on: date) -> Municipality:
        values = {"key": key, "name": name, "wheel": wheel, "started_on": started_on, "planned_for": ""}
        found = self.connection.execute(insert(municipality).values(values).returning(municipality))
        return Municipality(**found.mappings().one())

    def all(self) -> Sequence[Municipality]:
        """In order of id."""
        rows = self.connection.execute(select(municipality).order_by(municipality.c.id))
        return tuple(Municipality(**row) for row in rows.mappings())

    def get(self, municipality_id: int) -> Municipality:
        """`LookupError` where there is no such municipality."""
        rows = self.connection.execute(select(municipality).where(municipality.c.id == municipality_id))
        row = rows.mappings().one_or_none()
        if row is None:
            raise LookupError(f"no municipality has the id {municipality_id}")
        return Municipality(**row)

    def mark_planned(self, municipality_id: int, basis: str) -> None:
        self.connection.execute(
            update(municipality).where(municipality.c.id == municipality_id).values(planned_for=basis)
        )


def take_turn(connection: Connection, municipality_id: int) -> None:
    """Wait until nobody else works on the whole municipality, and keep others out of that until the block ends."""
    chosen = select(municipality.c.id).where(municipality.c.id == municipality_id)
    connection.execute(chosen.with_for_update(key_share=True))
