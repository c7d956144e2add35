"""Assignments looked up, opened and moved on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Integer, Select, and_, bindparam, func, or_, select, update

from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.lifecycle import ANSWERABLE, AWAITED, State
from scheduler.moves import KeptOccurrence, Move
from scheduler.planning import NewAssignment
from scheduler.slots import CHAIN_MARK
from scheduler.wheel_parts import Level
from store.assignment_rows import BY_DEADLINE, DUE, as_assignment, changed, in_year, select_assignments
from store.holdings import answerable_by, answerers, asked, left_alone, own
from store.moves import kept_occurrences, move_occurrence, moves_of
from store.municipalities import take_turn
from store.planting import plant
from store.replanting import replant
from store.schema import assignment, occurrence, unit

MOST_HEIRS = 20

# What every answer asks is put together once: for a short question that costs more than its answer.
ONE = select_assignments().where(assignment.c.id == bindparam("which"))
ONE_LOCKED = ONE.with_for_update(of=assignment)
SET_STATE = update(assignment).where(assignment.c.id == bindparam("which")).values(state=bindparam("into"))
WHOSE, DAY = bindparam("whose", type_=Integer), bindparam("day", type_=Date)
IN_STATES = assignment.c.state.in_(bindparam("states", expanding=True))
OF_PERSON_IN_STATES = (
    select_assignments().where(assignment.c.id.in_(answerable_by(WHOSE, DAY, IN_STATES))).order_by(*BY_DEADLINE)
)
OF_PLACES = select_assignments().where(assignment.c.id.in_(own(WHOSE, DAY)))
HOLDERS = answerers(bindparam("which", type_=Integer), DAY)


@dataclass(frozen=True, slots=True)
class SqlAssignments:
    connection: Connection

    def add_missing(self, municipality_id: int, new: Iterable[NewAssignment]) -> int:
        return plant(self.connection, municipality_id, new)

    def follow_plan(
        self, municipality_id: int, planned: Iterable[NewAssignment], *, years: range, now: datetime
    ) -> Sequence[int]:
        take_turn(self.connection, municipality_id)
        return replant(self.connection, municipality_id, planned, years=years, now=now)

    def hand_over(self, municipality_id: int, now: datetime) -> Sequence[int]:
        closed = (unit.c.municipality_id == municipality_id, unit.c.until < local_day(now))
        heir = select(unit.c.heir_id).where(unit.c.id == assignment.c.held_id).scalar_subquery()
        awaited = update(assignment).where(
            assignment.c.municipality_id == municipality_id, assignment.c.state.in_(AWAITED)
        )
        handed = awaited.where(
            assignment.c.held_level == Level.UNIT,
            assignment.c.held_id.in_(select(unit.c.id).where(*closed, unit.c.heir_id.is_not(None))),
        )
        gone = select(unit.c.id).where(*closed, unit.c.heir_id.is_(None))
        ended = awaited.where(
            or_(
                and_(assignment.c.level == Level.UNIT, assignment.c.subject_id.in_(gone)),
                and_(assignment.c.held_level == Level.UNIT, assignment.c.held_id.in_(gone)),
            )
        )
        for _ in range(MOST_HEIRS):  # an heir may have closed as well
            if not self.connection.execute(handed.values(held_id=heir)).rowcount:
                break
        cancelled = ended.values(state=State.CANCELLED, **changed(now))
        opened = cancelled.where(assignment.c.state.in_(ANSWERABLE)).returning(assignment.c.id)
        ids = sorted(self.connection.scalars(opened))
        self.connection.execute(cancelled)
        return ids

    def open_due(self, municipality_id: int, today: date, *, waiting: Iterable[int] = ()) -> int:
        take_turn(self.connection, municipality_id)
        asked = select(occurrence.c.id).where(
            occurrence.c.municipality_id == municipality_id, occurrence.c.asks_from <= today
        )
        planned = update(assignment).where(
            assignment.c.municipality_id == municipality_id,
            assignment.c.state == State.PLANNED,
            assignment.c.occurrence_id.in_(asked),
            assignment.c.id.not_in(tuple(waiting)),
        )
        return self.connection.execute(planned.values(state=State.OPEN)).rowcount

    def to_open(self, municipality_id: int, today: date, activities: Iterable[str]) -> Sequence[Assignment]:
        asked = self._of_activities(municipality_id, activities)
        return self._all(asked.where(assignment.c.state == State.PLANNED, occurrence.c.asks_from <= today))

    def of_activities(self, municipality_id: int, activities: Iterable[str]) -> Sequence[Assignment]:
        return self._all(self._of_activities(municipality_id, activities).where(assignment.c.state != State.CANCELLED))

    def of_round(self, municipality_id: int, activity: str, root: str) -> Sequence[Assignment]:
        chained = occurrence.c.slot.startswith(f"{root}{CHAIN_MARK}", autoescape=True)
        found = self._of_activities(municipality_id, [activity]).where(or_(occurrence.c.slot == root, chained))
        return self._all(found.where(assignment.c.state != State.CANCELLED))

    def occurrences(self, municipality_id: int, activities: Iterable[str]) -> Sequence[KeptOccurrence]:
        return kept_occurrences(self.connection, municipality_id, activities)

    def move(self, move: Move) -> None:
        move_occurrence(self.connection, move)

    def moves_of(self, occurrence_id: int) -> Sequence[Move]:
        return moves_of(self.connection, occurrence_id)

    def get(self, assignment_id: int, *, lock: bool = False) -> Assignment | None:
        row = self.connection.execute(ONE_LOCKED if lock else ONE, {"which": assignment_id}).one_or_none()
        return None if row is None else as_assignment(row)

    def of_person(self, person_id: int, on: date, *, states: Iterable[State]) -> Sequence[Assignment]:
        asked = {"whose": person_id, "day": on, "states": tuple(states)}
        return tuple(as_assignment(row) for row in self.connection.execute(OF_PERSON_IN_STATES, asked))

    def of_persons(
        self, person_ids: Iterable[int], on: date, *, states: Iterable[State]
    ) -> Mapping[int, Sequence[Assignment]]:
        persons = tuple(person_ids)
        told = asked(on, IN_STATES, persons=persons)
        theirs = select_assignments().add_columns(told.c.person_id.label("whose"))
        theirs = theirs.join(told, told.c.assignment_id == assignment.c.id).distinct()
        chosen = theirs.where(told.c.person_id.in_(persons)).order_by(*BY_DEADLINE)
        found: dict[int, list[Assignment]] = {}
        for row in self.connection.execute(chosen, {"states": tuple(states)}):
            found.setdefault(row.whose, []).append(as_assignment(row))
        return found

    def of_places(self, person_id: int, on: date, *, year: int) -> Sequence[Assignment]:
        chosen = OF_PLACES.where(in_year(year)).order_by(*BY_DEADLINE)
        rows = self.connection.execute(chosen, {"whose": person_id, "day": on})
        return tuple(as_assignment(row) for row in rows)

    def of_municipality(self, municipality_id: int, *, year: int) -> Sequence[Assignment]:
        return self._all(select_assignments().where(assignment.c.municipality_id == municipality_id, in_year(year)))

    def holder_of(self, assignment_id: int, on: date) -> Sequence[int]:
        return tuple(self.connection.scalars(HOLDERS, {"which": assignment_id, "day": on}))

    def set_state(self, assignment_id: int, state: State) -> None:
        self.connection.execute(SET_STATE, {"which": assignment_id, "into": state})

    def pin_form(self, assignment_id: int, version: int) -> None:
        """Once only; a version that is pinned already stays."""
        unpinned = and_(assignment.c.id == assignment_id, assignment.c.form_version.is_(None))
        self.connection.execute(update(assignment).where(unpinned).values(form_version=version))

    def count_by_state(self, municipality_id: int, today: date) -> Mapping[str, int]:
        """Every state is in it, be its count 0."""
        alone = left_alone(today, assignment.c.municipality_id == municipality_id)
        is_late = and_(assignment.c.state.in_(AWAITED), today > DUE, assignment.c.id.not_in(alone))
        counted = (
            select(assignment.c.state, func.count(), func.count().filter(is_late))
            .join_from(assignment, occurrence)
            .where(assignment.c.municipality_id == municipality_id)
            .group_by(assignment.c.state)
        )
        rows = self.connection.execute(counted).all()
        found = {str(state): count for state, count, _ in rows}
        return {str(state): 0 for state in State} | found | {"overdue": sum(late for _, _, late in rows)}

    def _of_activities(self, municipality_id: int, activities: Iterable[str]) -> Select[Any]:
        named = occurrence.c.activity.in_(tuple(activities))
        return select_assignments().where(assignment.c.municipality_id == municipality_id, named)

    def _all(self, chosen: Select[Any]) -> Sequence[Assignment]:
        return tuple(as_assignment(row) for row in self.connection.execute(chosen.order_by(*BY_DEADLINE)))
