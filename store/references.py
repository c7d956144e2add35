"""Where people and bodies can be written to."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from scheduler.ports import Reference
from store import schema
from store.bulk import as_row, insert_into

TABLE = schema.reference
SHOWN = tuple(column for column in TABLE.c if column.name != "id")


@dataclass(frozen=True, slots=True)
class SqlReferences:
    connection: Connection

    def remember(self, reference: Reference) -> bool:
        values = as_row(reference)
        added = self.connection.execute(
            insert_into(self.connection, TABLE).values(values).on_conflict_do_nothing().returning(TABLE.c.id)
        )
        if added.first() is not None:
            return True
        self.connection.execute(update(TABLE).where(_of(reference)).values(values))
        return False

    def of_person(self, person_id: int) -> Reference | None:
        return self._one(TABLE.c.person_id == person_id)

    def of_body(self, municipality_id: int, body: str) -> Reference | None:
        return self._one(and_(TABLE.c.municipality_id == municipality_id, TABLE.c.body == body))

    def forget_person(self, person_id: int) -> None:
        self.connection.execute(delete(TABLE).where(TABLE.c.person_id == person_id))

    def _one(self, condition: ColumnElement[bool]) -> Reference | None:
        row = self.connection.execute(select(*SHOWN).where(condition)).mappings().one_or_none()
        return None if row is None else Reference(**row)


def _of(one: Reference) -> ColumnElement[bool]:
    if one.person_id is not None:
        return TABLE.c.person_id == one.person_id
    return and_(TABLE.c.municipality_id == one.municipality_id, TABLE.c.body == one.body)
