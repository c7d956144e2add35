"""Single tasks given to another person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Integer, Select, bindparam, insert, or_, select, update

from scheduler.ports_people import Delegation
from store.holdings import IS_ASKED_FOR, LAST_REVISION, acts_as, holds_on, lasts
from store.schema import assignment, draft, person, role_holding
from store.schema_people import delegation

FROM, TO = person.alias("from_person"), person.alias("to_person")
DAY = bindparam("day", type_=Date)
WHOSE = bindparam("whose", type_=Integer)
SHOWN = (
    select(
        *(delegation.c[name] for name in ("id", "assignment_id", "from_id", "to_id", "given_at", "ended_at")),
        FROM.c.name.label("from_name"),
        TO.c.name.label("to_name"),
    )
    .join_from(delegation, assignment)
    .join(FROM, FROM.c.id == delegation.c.from_id)
    .join(TO, TO.c.id == delegation.c.to_id)
    .order_by(delegation.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlDelegations:
    connection: Connection

    def giver(self, assignment_id: int, person_id: int, on: date) -> int | None:
        """The person's own comes first."""
        held = (
            select(role_holding.c.person_id)
            .join(assignment, IS_ASKED_FOR)
            .where(assignment.c.id == assignment_id, holds_on(DAY), role_holding.c.person_id.in_(acts_as(WHOSE, DAY)))
        )
        found = sorted(self.connection.scalars(held, {"whose": person_id, "day": on}), key=lambda one: one != person_id)
        return found[0] if found else None

    def give(self, assignment_id: int, *, giver: int, receiver: int, at: datetime) -> None:
        before = update(delegation).where(delegation.c.assignment_id == assignment_id, delegation.c.ended_at.is_(None))
        self.connection.execute(before.values(ended_at=at, ended_by=giver))
        revision = self.connection.scalar(
            select(LAST_REVISION).select_from(assignment).where(assignment.c.id == assignment_id)
        )
        values = {
            "assignment_id": assignment_id,
            "from_id": giver,
            "to_id": receiver,
            "revision": revision,
            "given_at": at,
        }
        self.connection.execute(insert(delegation).values(values))

    def current(self, assignment_id: int, on: date) -> Delegation | None:
        found = self._all(SHOWN.where(delegation.c.assignment_id == assignment_id, lasts(DAY)), day=on)
        return found[-1] if found else None

    def end(self, delegation_id: int, *, by: int, at: datetime) -> None:
        this = update(delegation).where(delegation.c.id == delegation_id)
        self.connection.execute(this.values(ended_at=at, ended_by=by))

    def concerning(self, person_ids: Collection[int], on: date) -> Sequence[Delegation]:
        theirs = or_(delegation.c.from_id.in_(person_ids), delegation.c.to_id.in_(person_ids))
        return self._all(SHOWN.where(theirs, lasts(DAY)), day=on)

    def given_back(self, person_ids: Collection[int], *, since: datetime) -> Sequence[Delegation]:
        by_receiver = delegation.c.ended_by == delegation.c.to_id
        return self._all(SHOWN.where(delegation.c.from_id.in_(person_ids), by_receiver, delegation.c.ended_at >= since))

    def begun_by(self, assignment_ids: Collection[int]) -> Mapping[int, tuple[int, str]]:
        chosen = (
            select(draft.c.assignment_id, draft.c.saved_by, person.c.name)
            .join(person, person.c.id == draft.c.saved_by)
            .where(draft.c.assignment_id.in_(tuple(assignment_ids)))
        )
        return {row.assignment_id: (row.saved_by, row.name) for row in self.connection.execute(chosen)}

    def _all(self, chosen: Select[Any], **asked: Any) -> Sequence[Delegation]:
        return tuple(Delegation(**row) for row in self.connection.execute(chosen, asked).mappings())
