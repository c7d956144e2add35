"""The meetings that bodies have been called to, with how often each has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from scheduler.clock import local_day
from scheduler.meetings import Called, CalledMeeting
from store.schema_calendar import called_meeting


@dataclass(frozen=True, slots=True)
class SqlMeetings:
    connection: Connection

    def follow(self, municipality_id: int, called: Iterable[Called], *, now: datetime) -> None:
        known = {(one.body, one.called_for): one for one in self.of_municipality(municipality_id)}
        for new in called:
            before = known.pop((new.body, new.called_for), None)
            if before is None:
                self._add(municipality_id, new, now)
            elif _days(before) != _days(new):
                self._change(before, new, now)
        ahead = (one for one in known.values() if one.held_on is not None and one.held_on >= local_day(now))
        for gone in ahead:  # what has been held has been held, also when the wheel forgets it
            self._cancel(gone, now)

    def of_municipality(self, municipality_id: int) -> Sequence[CalledMeeting]:
        table = called_meeting.c
        chosen = select(called_meeting).where(table.municipality_id == municipality_id)
        return tuple(map(_read, self.connection.execute(chosen.order_by(table.called_for, table.body))))

    def _add(self, municipality_id: int, new: Called, now: datetime) -> None:
        values = {"municipality_id": municipality_id, "body": new.body, "called_for": new.called_for, "revision": 0}
        self.connection.execute(insert(called_meeting).values(**values, **_as_row(new), changed_at=now))

    def _change(self, before: CalledMeeting, new: Called, now: datetime) -> None:
        row = update(called_meeting).where(called_meeting.c.id == before.id)
        self.connection.execute(row.values(**_as_row(new), revision=before.revision + 1, changed_at=now))

    def _cancel(self, gone: CalledMeeting, now: datetime) -> None:
        """One that the wheel no longer holds will not be held."""
        row = update(called_meeting).where(called_meeting.c.id == gone.id)
        self.connection.execute(row.values(held_on=None, revision=gone.revision + 1, changed_at=now))


def _days(one: Called) -> tuple[Any, Any]:
    return one.held_on, one.begins_at


def _as_row(one: Called) -> dict[str, Any]:
    return {"held_on": one.held_on, "begins_at": one.begins_at.isoformat("minutes") if one.begins_at else ""}


def _read(row: Row[Any]) -> CalledMeeting:
    return CalledMeeting(
        id=row.id,
        body=row.body,
        called_for=row.called_for,
        held_on=row.held_on,
        begins_at=time.fromisoformat(row.begins_at) if row.begins_at else None,
        revision=row.revision,
        changed_at=row.changed_at,
    )
