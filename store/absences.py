"""Who is away, who stands in, and who has come to a role that was another's."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Integer, Select, and_, bindparam, delete, insert, or_, select, update

from scheduler.absences import Absence
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person, RoleHolding, Subject
from scheduler.ports_people import Inherited
from store.holdings import IS_ASKED_FOR, holds_on, is_away, is_on, lasts
from store.schema import assignment, person, role_holding
from store.schema_people import absence, delegation

SHOWN = tuple(column for column in absence.c if column.name != "entered_at")
ABOUT_THEN = timedelta(days=31)
"""How far apart the last day of the one and the first of the other may lie."""

FORMER = role_holding.alias("former")
GIVER = person.alias("giver")
WHICH, WHOSE = bindparam("which", type_=Integer), bindparam("whose", type_=Integer)
DAY = bindparam("day", type_=Date)
STANDS_IN = and_(absence.c.person_id == role_holding.c.person_id, absence.c.stand_in_id == WHOSE, is_on(DAY))
OWN = (
    select(role_holding.c.id)
    .join(assignment, IS_ASKED_FOR)
    .where(assignment.c.id == WHICH, role_holding.c.person_id == WHOSE, holds_on(DAY))
)
FOR_ONE_AWAY = (
    select(person.c.name)
    .join_from(role_holding, assignment, IS_ASKED_FOR)
    .join(absence, STANDS_IN)
    .join(person, person.c.id == absence.c.person_id)
    .where(assignment.c.id == WHICH, holds_on(DAY))
    .order_by(person.c.id)
)
FOR_GIVER = (
    select(person.c.name)
    .join_from(assignment, delegation, delegation.c.assignment_id == assignment.c.id)
    .join(person, person.c.id == delegation.c.from_id)
    .where(assignment.c.id == WHICH, delegation.c.to_id == WHOSE, lasts(DAY, read=True))
)


@dataclass(frozen=True, slots=True)
class SqlAbsences:
    connection: Connection

    def hold(self, person_id: int) -> None:
        self.connection.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())

    def add(
        self, municipality_id: int, person_id: int, *, stand_in_id: int | None, since: date, until: date, at: datetime
    ) -> Absence:
        values = {
            "municipality_id": municipality_id,
            "person_id": person_id,
            "stand_in_id": stand_in_id,
            "since": since,
            "until": until,
            "entered_at": at,
        }
        return Absence(**self.connection.execute(insert(absence).values(values).returning(*SHOWN)).mappings().one())

    def of_municipality(self, municipality_id: int, *, since: date) -> Sequence[Absence]:
        return self._all(select(*SHOWN).where(absence.c.municipality_id == municipality_id, absence.c.until >= since))

    def of_persons(self, person_ids: Iterable[int], *, since: date) -> Sequence[Absence]:
        theirs = absence.c.person_id.in_(tuple(person_ids))
        return self._all(select(*SHOWN).where(theirs, absence.c.until >= since))

    def end(self, absence_id: int, *, on: date) -> None:
        this = absence.c.id == absence_id
        self.connection.execute(delete(absence).where(this, absence.c.since > on))
        self.connection.execute(update(absence).where(this).values(until=on))

    def roles_for(self, person_id: int, on: date) -> Sequence[RoleHolding]:
        stood_in = select(role_holding).join(absence, STANDS_IN).where(holds_on(DAY)).order_by(role_holding.c.id)
        rows = self.connection.execute(stood_in, {"whose": person_id, "day": on})
        return tuple(RoleHolding(row.role, Subject(row.level, row.subject_id), row.since, row.until) for row in rows)

    def told_in_role(self, municipality_id: int, role: str, on: date) -> Sequence[Person]:
        held = (role_holding.c.municipality_id == municipality_id, role_holding.c.role == role, holds_on(on))
        told = select(person).where(person.c.municipality_id == municipality_id, person.c.id.in_(present(on, *held)))
        rows = self.connection.execute(told.order_by(person.c.id))
        return tuple(Person(row.id, row.municipality_id, row.name, row.email, row.entra_object_id) for row in rows)

    def stood_in_for(self, person_id: int, on: date) -> Mapping[int, str]:
        own = select(assignment.c.id).join(role_holding, IS_ASKED_FOR)
        chosen = (
            select(assignment.c.id, person.c.name)
            .join_from(assignment, role_holding, IS_ASKED_FOR)
            .join(absence, STANDS_IN)
            .join(person, person.c.id == absence.c.person_id)
            .where(holds_on(DAY), assignment.c.state.in_(ANSWERABLE))
            .where(assignment.c.id.not_in(own.where(role_holding.c.person_id == WHOSE, holds_on(DAY))))
        )
        return {row.id: row.name for row in self.connection.execute(chosen, {"whose": person_id, "day": on})}

    def on_behalf_of(self, assignment_id: int, person_id: int, on: date) -> str:
        asked = {"which": assignment_id, "whose": person_id, "day": on}
        if self.connection.execute(OWN, asked).first() is not None:
            return ""
        names = (self.connection.scalars(one, asked).first() for one in (FOR_ONE_AWAY, FOR_GIVER))
        return next((name for name in names if name), "")

    def inherited(self, person_ids: Collection[int], on: date, *, since: date) -> Sequence[Inherited]:
        same_role = and_(
            *(FORMER.c[name] == role_holding.c[name] for name in ("municipality_id", "role", "level", "subject_id")),
            FORMER.c.person_id != role_holding.c.person_id,
            FORMER.c.until >= since - ABOUT_THEN,
            FORMER.c.since < role_holding.c.since,
        )
        chosen = (
            select(role_holding.c.person_id, assignment.c.id, person.c.name, role_holding.c.since, FORMER.c.until)
            .join_from(role_holding, FORMER, same_role)
            .join(person, person.c.id == FORMER.c.person_id)
            .join(assignment, IS_ASKED_FOR)
            .where(
                role_holding.c.person_id.in_(person_ids),
                role_holding.c.since >= since,
                holds_on(on),
                assignment.c.state.in_(ANSWERABLE),
            )
            .distinct()
            .order_by(assignment.c.id, person.c.name)
        )
        rows = self.connection.execute(chosen)
        return tuple(Inherited(row.person_id, row.id, row.name, row.since) for row in rows if _follows(row))

    def _all(self, chosen: Select[Any]) -> Sequence[Absence]:
        rows = self.connection.execute(chosen.order_by(absence.c.since, absence.c.id)).mappings()
        return tuple(Absence(**row) for row in rows)


def present(on: date, *held: Any) -> Select[Any]:
    """The ids of those who are told as holders of such a role that day: themselves, or who stands in for them."""
    there = select(role_holding.c.person_id).where(*held, ~is_away(role_holding.c.person_id, on))
    stands_in = (
        select(absence.c.stand_in_id)
        .join_from(absence, role_holding, absence.c.person_id == role_holding.c.person_id)
        .where(*held, is_on(on), absence.c.stand_in_id.is_not(None), ~is_away(absence.c.stand_in_id, on))
    )
    return select(person.c.id).where(or_(person.c.id.in_(there), person.c.id.in_(stands_in)))


def _follows(row: Any) -> bool:
    return bool(abs(row.until - row.since) <= ABOUT_THEN)
