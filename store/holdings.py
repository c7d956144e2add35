"""Who holds a role on a day, as conditions for a query to join on."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from store.schema import assignment, role_holding

IS_ASKED_FOR = and_(
    role_holding.c.municipality_id == assignment.c.municipality_id,
    role_holding.c.role == assignment.c.role,
    role_holding.c.level == assignment.c.held_level,
    role_holding.c.subject_id == assignment.c.held_id,
)
"""Whether the held role is the one that the assignment asks for; holdings that overlap match twice."""


def holds_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether the holding is valid that day, both its ends inclusive."""
    return and_(role_holding.c.since <= day, or_(role_holding.c.until.is_(None), role_holding.c.until >= day))
