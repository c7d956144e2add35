"""An assignment read with its occurrence and the name of its place; the one query that all reading starts from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from scheduler.assignments import Assignment
from scheduler.organisation import Subject
from scheduler.slots import Precision
from scheduler.wheel_parts import Level
from store.schema import area, assignment, municipality, occurrence, unit

UNIT_OF = and_(assignment.c.level == Level.UNIT, assignment.c.subject_id == unit.c.id)
AREA_OF = area.c.id == case((assignment.c.level == Level.AREA, assignment.c.subject_id), else_=unit.c.area_id)

NOT_READ = ("occurrence_id", "remind_on", "held_level", "held_id", "extended_to")
NOT_TAKEN = ("id", "municipality_id", "scheduled", "basis", "due", "precision")
PLACE = func.coalesce(unit.c.name, area.c.name, municipality.c.name)
SOURCE = (
    assignment.join(occurrence)
    .join(municipality, municipality.c.id == assignment.c.municipality_id)
    .outerjoin(unit, UNIT_OF)
    .outerjoin(area, AREA_OF)
)

IS_EXTENDED = assignment.c.extended_to > occurrence.c.due
DUE = case((IS_EXTENDED, assignment.c.extended_to), else_=occurrence.c.due)
"""The assignment's deadline: the occurrence's, or a later day that was granted to this one place."""
PRECISION = case((IS_EXTENDED, literal(Precision.DAY, occurrence.c.precision.type)), else_=occurrence.c.precision)

BY_DEADLINE = (DUE.asc().nulls_last(), occurrence.c.title, PLACE, assignment.c.id)


def select_assignments() -> Select[Any]:
    """An administration goes by the name of its municipality."""
    return select(
        *(column for column in assignment.c if column.name not in NOT_READ),
        *(column for column in occurrence.c if column.name not in NOT_TAKEN),
        DUE.label("due"),
        PRECISION.label("precision"),
        PLACE.label("place"),
    ).select_from(SOURCE)


def in_year(year: int) -> ColumnElement[bool]:
    """Whether the deadline, or the start where there is none, lies in the calendar year."""
    return func.coalesce(DUE, occurrence.c.opens).between(date(year, 1, 1), date(year, 12, 31))


def as_assignment(row: Any) -> Assignment:
    return Assignment(
        id=row.id,
        municipality_id=row.municipality_id,
        activity=row.activity,
        title=row.title,
        slot=row.slot,
        asks_from=row.asks_from,
        opens=row.opens,
        due=row.due,
        precision=row.precision,
        subject=Subject(row.level, row.subject_id),
        place=row.place,
        role=row.role,
        state=row.state,
        form=row.form,
        form_version=row.form_version,
        hidden=row.hidden,
        revision=row.revision,
        changed_at=row.changed_at,
    )


def changed(now: datetime) -> dict[str, Any]:
    """What goes with every change that a calendar shows, or its readers would keep what they have."""
    return {"revision": assignment.c.revision + 1, "changed_at": now}
