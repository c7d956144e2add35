"""Areas, units, people and the roles they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, FromClause, Select, Update, bindparam, exists, select, update

from scheduler.organisation import Area, Organisation, Person, RoleHolding, Subject, Unit
from scheduler.people_file import PeopleRow
from store.holdings import holds_on, is_away, is_on
from store.importing import import_people
from store.schema import area, person, role_holding, unit
from store.schema_people import absence

LAST_ENTERED = select(person).where(person.c.municipality_id == bindparam("here")).order_by(person.c.id.desc()).limit(1)
OF_ID = LAST_ENTERED.where(person.c.id == bindparam("known_as"))
OF_EMAIL = LAST_ENTERED.where(person.c.email == bindparam("known_as"))
OF_ENTRA_ID = LAST_ENTERED.where(person.c.entra_object_id == bindparam("known_as"))


@dataclass(frozen=True, slots=True)
class SqlPeople:
    connection: Connection

    def import_rows(self, municipality_id: int, rows: Sequence[PeopleRow]) -> None:
        import_people(self.connection, municipality_id, rows)

    def organisation(self, municipality_id: int) -> Organisation:
        return Organisation(
            municipality_id=municipality_id,
            areas=tuple(Area(row.id, row.name) for row in self._all_of(area, municipality_id)),
            units=tuple(_as_unit(row) for row in self._all_of(unit, municipality_id)),
        )

    def everyone(self, municipality_id: int) -> Sequence[Person]:
        return tuple(_as_person(row) for row in self._all_of(person, municipality_id))

    def person(self, municipality_id: int, person_id: int) -> Person | None:
        return self._one(OF_ID, municipality_id, person_id)

    def some_of(self, municipality_id: int, person_ids: Iterable[int]) -> Sequence[Person]:
        these = select(person).where(person.c.municipality_id == municipality_id, person.c.id.in_(tuple(person_ids)))
        return tuple(_as_person(row) for row in self.connection.execute(these.order_by(person.c.id)))

    def by_entra_id(self, municipality_id: int, entra_object_id: str) -> Person | None:
        """The one entered last, where an address was changed and the person entered anew."""
        return self._one(OF_ENTRA_ID, municipality_id, entra_object_id.lower())

    def by_email(self, municipality_id: int, email: str) -> Person | None:
        return self._one(OF_EMAIL, municipality_id, email.lower())

    def roles_of(self, person_id: int, on: date) -> Sequence[RoleHolding]:
        """In order of id."""
        held = select(role_holding).where(role_holding.c.person_id == person_id, holds_on(on))
        rows = self.connection.execute(held.order_by(role_holding.c.id))
        return tuple(_as_holding(row) for row in rows)

    def holdings(self, municipality_id: int) -> Sequence[tuple[int, RoleHolding]]:
        return tuple((row.person_id, _as_holding(row)) for row in self._all_of(role_holding, municipality_id))

    def roles_of_each(self, person_ids: Iterable[int], on: date) -> Mapping[int, frozenset[str]]:
        persons = tuple(person_ids)
        own = select(role_holding.c.person_id, role_holding.c.role).where(holds_on(on))
        there = own.where(role_holding.c.person_id.in_(persons), ~is_away(role_holding.c.person_id, on))
        instead = (
            select(absence.c.stand_in_id, role_holding.c.role)
            .join_from(absence, role_holding, absence.c.person_id == role_holding.c.person_id)
            .where(holds_on(on), is_on(on), absence.c.stand_in_id.in_(persons), ~is_away(absence.c.stand_in_id, on))
        )
        found: dict[int, set[str]] = {}
        for person_id, role in self.connection.execute(there.union(instead)):
            found.setdefault(person_id, set()).add(role)
        return {person_id: frozenset(roles) for person_id, roles in found.items()}

    def holders_of(self, municipality_id: int, role: str, on: date) -> Sequence[Person]:
        holds = exists().where(
            role_holding.c.person_id == person.c.id,
            role_holding.c.municipality_id == municipality_id,
            role_holding.c.role == role,
            holds_on(on),
        )
        chosen = select(person).where(person.c.municipality_id == municipality_id, holds).order_by(person.c.id)
        return tuple(_as_person(row) for row in self.connection.execute(chosen))

    def open_unit(self, municipality_id: int, unit_id: int, *, on: date) -> None:
        self.connection.execute(_that_unit(municipality_id, unit_id).values(since=on))

    def close_unit(self, municipality_id: int, unit_id: int, *, on: date, into: int | None) -> None:
        self.connection.execute(_that_unit(municipality_id, unit_id).values(until=on, heir_id=into))

    def end_roles(self, municipality_id: int, person_id: int, *, on: date) -> int:
        held = update(role_holding).where(
            role_holding.c.municipality_id == municipality_id, role_holding.c.person_id == person_id, holds_on(on)
        )
        return self.connection.execute(held.values(until=on)).rowcount

    def _all_of(self, table: FromClause, municipality_id: int) -> Any:
        chosen = select(table).where(table.c.municipality_id == municipality_id)
        return self.connection.execute(chosen.order_by(table.c.id))

    def _one(self, chosen: Select[Any], municipality_id: int, known_as: int | str) -> Person | None:
        row = self.connection.execute(chosen, {"here": municipality_id, "known_as": known_as}).one_or_none()
        return None if row is None else _as_person(row)


def _that_unit(municipality_id: int, unit_id: int) -> Update:
    return update(unit).where(unit.c.municipality_id == municipality_id, unit.c.id == unit_id)


def _as_person(row: Any) -> Person:
    return Person(row.id, row.municipality_id, row.name, row.email, row.entra_object_id)


def _as_holding(row: Any) -> RoleHolding:
    return RoleHolding(row.role, Subject(row.level, row.subject_id), row.since, row.until)


def _as_unit(row: Any) -> Unit:
    return Unit(
        row.id, row.area_id, row.name, row.provider, tuple(row.service_types), row.since, row.until, row.heir_id
    )
