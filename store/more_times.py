"""More time that was asked for, and the deadline that one assignment was given."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from scheduler.lifecycle import ANSWERABLE
from scheduler.more_time import MoreTime, Ruling
from scheduler.organisation import Subject
from scheduler.ports_people import RULED
from store.absences import present
from store.assignment_rows import changed
from store.bulk import pieces
from store.holdings import holds_on
from store.moves import climb_again
from store.schema import assignment, role_holding
from store.schema_people import more_time

GIVEN = ("municipality_id", "assignment_id", "asked_by", "asked_at", "due", "wanted", "because", "role")
RULED_ON = ("ruling", "ruled_by", "ruled_at", "granted", "answer")


@dataclass(frozen=True, slots=True)
class SqlMoreTimes:
    connection: Connection

    def ask(self, wish: MoreTime) -> MoreTime:
        values = {name: getattr(wish, name) for name in (*GIVEN, "ruling", "answer")}
        place = {"level": wish.subject.level, "subject_id": wish.subject.id}
        asked = insert(more_time).values(**values, **place).returning(more_time)
        return _as_wish(self.connection.execute(asked).one())

    def get(self, municipality_id: int, wish_id: int, *, lock: bool = False) -> MoreTime | None:
        this = select(more_time).where(more_time.c.municipality_id == municipality_id, more_time.c.id == wish_id)
        row = self.connection.execute(this.with_for_update() if lock else this).one_or_none()
        return None if row is None else _as_wish(row)

    def pending_of_task(self, assignment_id: int) -> MoreTime | None:
        return self.pending_of_each([assignment_id]).get(assignment_id)

    def pending_of_each(self, assignment_ids: Iterable[int]) -> Mapping[int, MoreTime]:
        is_pending = select(more_time).where(more_time.c.ruling == Ruling.PENDING)
        known = (self._all(is_pending.where(more_time.c.assignment_id.in_(piece))) for piece in pieces(assignment_ids))
        return {wish.assignment_id: wish for some in known for wish in some}

    def pending(self, municipality_id: int) -> Sequence[MoreTime]:
        chosen = select(more_time).join(assignment, assignment.c.id == more_time.c.assignment_id)
        return self._all(
            chosen.where(
                more_time.c.municipality_id == municipality_id,
                more_time.c.ruling == Ruling.PENDING,
                assignment.c.state.in_(ANSWERABLE),
            )
        )

    def rulers(self, municipality_id: int, role: str, subject: Subject, on: date) -> Sequence[int]:
        held = (
            role_holding.c.municipality_id == municipality_id,
            role_holding.c.role == role,
            role_holding.c.level == subject.level,
            role_holding.c.subject_id == subject.id,
            holds_on(on),
        )
        return sorted(self.connection.scalars(present(on, *held)))

    def rule(self, wish: MoreTime) -> bool:
        still = (more_time.c.id == wish.id, more_time.c.ruling == Ruling.PENDING)
        values = {name: getattr(wish, name) for name in RULED_ON}
        return self.connection.execute(update(more_time).where(*still).values(values)).rowcount == 1

    def unheard(self, person_ids: Collection[int]) -> Sequence[MoreTime]:
        return self._all(_unheard().where(more_time.c.asked_by.in_(person_ids)))

    def unheard_in(self, municipality_id: int) -> Sequence[MoreTime]:
        return self._all(_unheard().where(more_time.c.municipality_id == municipality_id))

    def mark_heard(self, wish_ids: Iterable[int], *, at: datetime) -> None:
        these = update(more_time).where(more_time.c.id.in_(tuple(wish_ids)))
        self.connection.execute(these.values(heard_at=at))

    def extend(
        self, assignment_id: int, due: date, *, ahead: Iterable[str], remind_on: date | None, now: datetime
    ) -> None:
        this = assignment.c.id == assignment_id
        climb_again(self.connection, select(assignment.c.id).where(this), ahead)
        values = {"extended_to": due, "remind_on": remind_on, **changed(now)}
        self.connection.execute(update(assignment).where(this).values(values))

    def _all(self, chosen: Select[Any]) -> Sequence[MoreTime]:
        return tuple(_as_wish(row) for row in self.connection.execute(chosen.order_by(more_time.c.id)))


def _unheard() -> Select[Any]:
    return select(more_time).where(more_time.c.ruling.in_(RULED), more_time.c.heard_at.is_(None))


def _as_wish(row: Any) -> MoreTime:
    return MoreTime(
        id=row.id,
        subject=Subject(row.level, row.subject_id),
        **{name: getattr(row, name) for name in (*GIVEN, *RULED_ON, "heard_at")},
    )
