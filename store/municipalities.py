"""The municipalities of the installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from scheduler.organisation import Municipality
from store.bulk import as_row
from store.schema import municipality

SETTABLE = ("name", "wheel", "app_id", "app_tenant_id", "secret_name", "local_file", "tenants")


@dataclass(frozen=True, slots=True)
class SqlMunicipalities:
    connection: Connection

    def add(self, key: str, name: str, wheel: str, *, started_on: date) -> Municipality:
        values = as_row(Municipality(0, key, name, wheel, started_on))
        del values["id"]
        found = self.connection.execute(insert(municipality).values(values).returning(municipality))
        return _read(found.mappings().one())

    def all(self) -> Sequence[Municipality]:
        """In order of id."""
        rows = self.connection.execute(select(municipality).order_by(municipality.c.id))
        return tuple(_read(row) for row in rows.mappings())

    def get(self, municipality_id: int) -> Municipality:
        """`LookupError` where there is no such municipality."""
        rows = self.connection.execute(select(municipality).where(municipality.c.id == municipality_id))
        row = rows.mappings().one_or_none()
        if row is None:
            raise LookupError(f"no municipality has the id {municipality_id}")
        return _read(row)

    def change(self, changed: Municipality) -> None:
        values = {name: value for name, value in as_row(changed).items() if name in SETTABLE}
        self.connection.execute(update(municipality).where(municipality.c.id == changed.id).values(values))

    def mark_planned(self, municipality_id: int, basis: str) -> None:
        self.connection.execute(
            update(municipality).where(municipality.c.id == municipality_id).values(planned_for=basis)
        )


def _read(row: Mapping[Any, Any]) -> Municipality:
    return Municipality(**{**row, "tenants": tuple(row["tenants"])})


def take_turn(connection: Connection, municipality_id: int) -> None:
    """Wait until nobody else works on the whole municipality, and keep others out of that until the block ends."""
    chosen = select(municipality.c.id).where(municipality.c.id == municipality_id)
    connection.execute(chosen.with_for_update(key_share=True))
