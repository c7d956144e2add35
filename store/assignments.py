"""Assignments looked up, opened and moved on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, update

from scheduler.assignments import Assignment
from scheduler.lifecycle import AWAITED, State
from scheduler.planning import NewAssignment
from store.assignment_rows import BY_DEADLINE, as_assignment, in_year, select_assignments
from store.holdings import IS_ASKED_FOR, holds_on
from store.planting import plant
from store.replanting import replant
from store.schema import assignment, occurrence, role_holding


@dataclass(frozen=True, slots=True)
class SqlAssignments:
    connection: Connection

    def add_missing(self, municipality_id: int, new: Iterable[NewAssignment]) -> int:
        return plant(self.connection, municipality_id, new)

    def follow_plan(self, municipality_id: int, planned: Iterable[NewAssignment], *, years: range) -> None:
        replant(self.connection, municipality_id, planned, years=years)

    def open_due(self, municipality_id: int, today: date) -> int:
        asked = select(occurrence.c.id).where(
            occurrence.c.municipality_id == municipality_id, occurrence.c.asks_from <= today
        )
        planned = update(assignment).where(
            assignment.c.municipality_id == municipality_id,
            assignment.c.state == State.PLANNED,
            assignment.c.occurrence_id.in_(asked),
        )
        return self.connection.execute(planned.values(state=State.OPEN)).rowcount

    def get(self, assignment_id: int, *, lock: bool = False) -> Assignment | None:
        chosen = select_assignments().where(assignment.c.id == assignment_id)
        if lock:
            chosen = chosen.with_for_update(of=assignment)
        row = self.connection.execute(chosen).one_or_none()
        return None if row is None else as_assignment(row)

    def of_person(self, person_id: int, on: date, *, states: Iterable[State]) -> Sequence[Assignment]:
        return self._all(_of_person(person_id, on).where(assignment.c.state.in_(tuple(states))))

    def of_places(self, person_id: int, on: date, *, year: int) -> Sequence[Assignment]:
        return self._all(_of_person(person_id, on).where(in_year(year)))

    def of_municipality(self, municipality_id: int, *, year: int) -> Sequence[Assignment]:
        return self._all(select_assignments().where(assignment.c.municipality_id == municipality_id, in_year(year)))

    def holder_of(self, assignment_id: int, on: date) -> Sequence[int]:
        holders = (
            select(role_holding.c.person_id)
            .join(assignment, IS_ASKED_FOR)
            .where(assignment.c.id == assignment_id, holds_on(on))
            .order_by(role_holding.c.person_id)
            .distinct()
        )
        return tuple(self.connection.scalars(holders))

    def set_state(self, assignment_id: int, state: State) -> None:
        self.connection.execute(update(assignment).where(assignment.c.id == assignment_id).values(state=state))

    def pin_form(self, assignment_id: int, version: int) -> None:
        """Once only; a version that is pinned already stays."""
        unpinned = and_(assignment.c.id == assignment_id, assignment.c.form_version.is_(None))
        self.connection.execute(update(assignment).where(unpinned).values(form_version=version))

    def count_by_state(self, municipality_id: int, today: date) -> Mapping[str, int]:
        """Every state is in it, be its count 0."""
        is_late = and_(assignment.c.state.in_(AWAITED), occurrence.c.due < today)
        counted = (
            select(assignment.c.state, func.count(), func.count().filter(is_late))
            .join_from(assignment, occurrence)
            .where(assignment.c.municipality_id == municipality_id)
            .group_by(assignment.c.state)
        )
        rows = self.connection.execute(counted).all()
        found = {str(state): count for state, count, _ in rows}
        return {str(state): 0 for state in State} | found | {"overdue": sum(late for _, _, late in rows)}

    def _all(self, chosen: Select[Any]) -> Sequence[Assignment]:
        return tuple(as_assignment(row) for row in self.connection.execute(chosen.order_by(*BY_DEADLINE)))


def _of_person(person_id: int, on: date) -> Select[Any]:
    mine = select_assignments().join(role_holding, IS_ASKED_FOR)
    return mine.where(role_holding.c.person_id == person_id, holds_on(on)).distinct()
