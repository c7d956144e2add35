"""Where people and bodies can be written to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, exists, select, true, update

from scheduler.organisation import Person
from scheduler.ports_sending import BY_MAIL, Reference, Unreachable
from store import schema
from store.bulk import as_row, insert_into
from store.holdings import holds_on
from store.schema import person, role_holding, unreachable

TABLE = schema.reference
SHOWN = tuple(column for column in TABLE.c if column.name != "id")
PERSON = tuple(person.c[name] for name in ("id", "municipality_id", "name", "email", "entra_object_id"))
OF_PERSON = select(*SHOWN).where(TABLE.c.person_id == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class SqlReferences:
    connection: Connection

    def remember(self, reference: Reference) -> bool:
        values = as_row(reference)
        self.connection.execute(delete(unreachable).where(unreachable.c.person_id == reference.person_id))
        if reference.channel_id != BY_MAIL:  # whoever comes to Teams is as new there as anybody
            by_mail = (TABLE.c.person_id == reference.person_id, TABLE.c.channel_id == BY_MAIL)
            self.connection.execute(delete(TABLE).where(*by_mail))
        added = self.connection.execute(
            insert_into(self.connection, TABLE).values(values).on_conflict_do_nothing().returning(TABLE.c.id)
        )
        if added.first() is not None:
            return True
        if reference.channel_id == BY_MAIL:  # Teams was faster
            return False
        self.connection.execute(update(TABLE).where(_of(reference)).values(values))
        return False

    def of_person(self, person_id: int) -> Reference | None:
        row = self.connection.execute(OF_PERSON, {"whose": person_id}).mappings().one_or_none()
        return None if row is None else Reference(**row)

    def of_persons(self, person_ids: Iterable[int]) -> Mapping[int, Reference]:
        rows = self.connection.execute(select(*SHOWN).where(TABLE.c.person_id.in_(tuple(person_ids))))
        return {row["person_id"]: Reference(**row) for row in rows.mappings()}

    def of_body(self, municipality_id: int, body: str) -> Reference | None:
        return self._one(and_(TABLE.c.municipality_id == municipality_id, TABLE.c.body == body))

    def any_of(self, municipality_id: int) -> Reference | None:
        in_teams = (TABLE.c.municipality_id == municipality_id, TABLE.c.channel_id != BY_MAIL)
        there = select(*SHOWN).where(*in_teams).order_by(TABLE.c.id).limit(1)
        row = self.connection.execute(there).mappings().one_or_none()
        return None if row is None else Reference(**row)

    def give_up(self, municipality_id: int, person_id: int, *, code: str, on: date) -> None:
        self.forget_person(person_id)
        values = {"municipality_id": municipality_id, "person_id": person_id, "code": code, "since": on}
        insert = insert_into(self.connection, unreachable).values(values)
        again = insert.on_conflict_do_update(index_elements=["person_id"], set_={"code": insert.excluded.code})
        self.connection.execute(again)

    def unreachable(self, municipality_id: int) -> Sequence[Unreachable]:
        chosen = (
            select(unreachable.c.person_id, person.c.name, person.c.email, unreachable.c.code, unreachable.c.since)
            .join(person)
            .where(unreachable.c.municipality_id == municipality_id)
        )
        rows = self.connection.execute(chosen.order_by(unreachable.c.since, person.c.name))
        return tuple(Unreachable(**row) for row in rows.mappings())

    def nameless(self, municipality_id: int, on: date) -> Sequence[str]:
        chosen = select(person.c.name).where(*_is_unknown_to_teams(municipality_id, on))
        return tuple(self.connection.scalars(chosen.order_by(person.c.name, person.c.id)))

    def without_teams(self, municipality_id: int, on: date) -> Sequence[Person]:
        chosen = select(*PERSON).where(*_is_unknown_to_teams(municipality_id, on), person.c.email != "")
        return tuple(Person(**row) for row in self.connection.execute(chosen.order_by(person.c.id)).mappings())

    def needless_mail(self, municipality_id: int, *, is_sent: bool) -> Sequence[int]:
        in_vain = person.c.entra_object_id.is_not(None) if is_sent else true()
        by_mail = (TABLE.c.municipality_id == municipality_id, TABLE.c.channel_id == BY_MAIL)
        chosen = select(person.c.id).join_from(TABLE, person, TABLE.c.person_id == person.c.id)
        return tuple(self.connection.scalars(chosen.where(*by_mail, in_vain).order_by(person.c.id)))

    def forget_person(self, person_id: int) -> None:
        self.connection.execute(delete(TABLE).where(TABLE.c.person_id == person_id))

    def _one(self, condition: ColumnElement[bool]) -> Reference | None:
        row = self.connection.execute(select(*SHOWN).where(condition)).mappings().one_or_none()
        return None if row is None else Reference(**row)


def _is_unknown_to_teams(municipality_id: int, on: date) -> Iterator[ColumnElement[bool]]:
    """Whether the person holds a role that day and has neither an Entra id nor a reference."""
    yield person.c.municipality_id == municipality_id
    yield person.c.entra_object_id.is_(None)
    yield exists().where(role_holding.c.person_id == person.c.id, holds_on(on))
    yield ~exists().where(TABLE.c.person_id == person.c.id)


def _of(one: Reference) -> ColumnElement[bool]:
    if one.person_id is not None:
        return TABLE.c.person_id == one.person_id
    return and_(TABLE.c.municipality_id == one.municipality_id, TABLE.c.body == one.body)
