"""Who holds a role on a day, who stands in for them, who has been given a task, and who is therefore asked."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    union,
    union_all,
)

from scheduler.lifecycle import ANSWERED
from store.schema import assignment, role_holding, submission
from store.schema_people import absence, delegation

Day: TypeAlias = date | BindParameter[date]

IS_ASKED_FOR = and_(
    role_holding.c.municipality_id == assignment.c.municipality_id,
    role_holding.c.role == assignment.c.role,
    role_holding.c.level == assignment.c.held_level,
    role_holding.c.subject_id == assignment.c.held_id,
)
"""Whether the held role is the one that the assignment asks for; holdings that overlap match twice."""

OTHER = absence.alias("other_absence")

LAST_REVISION = (
    select(func.coalesce(func.max(submission.c.revision), 0))
    .where(submission.c.assignment_id == assignment.c.id)
    .correlate(assignment)
    .scalar_subquery()
)
IS_UNANSWERED_SINCE = delegation.c.revision == LAST_REVISION
IS_ANSWERED_ONCE = and_(assignment.c.state.in_(ANSWERED), delegation.c.revision + 1 == LAST_REVISION)


def holds_on(day: Day) -> ColumnElement[bool]:
    """Whether the holding is valid that day, both its ends inclusive."""
    return and_(role_holding.c.since <= day, or_(role_holding.c.until.is_(None), role_holding.c.until >= day))


def is_on(day: Day, row: FromClause = absence) -> ColumnElement[bool]:
    """Whether the absence goes on that day, both its ends inclusive."""
    return and_(row.c.since <= day, row.c.until >= day)


def is_away(person: ColumnElement[int], day: Day) -> ColumnElement[bool]:
    return exists().where(OTHER.c.person_id == person, is_on(day, OTHER))


def lasts(day: Day, *, read: bool = False) -> ColumnElement[bool]:
    """Whether the task is still the receiver's: nobody has ended it or answered, and its giver holds the role.

    With `read` also while the receiver may read the one answer that came of it.
    """
    is_open = or_(IS_UNANSWERED_SINCE, IS_ANSWERED_ONCE) if read else IS_UNANSWERED_SINCE
    by_holder = exists().where(IS_ASKED_FOR, role_holding.c.person_id == delegation.c.from_id, holds_on(day))
    return and_(delegation.c.assignment_id == assignment.c.id, delegation.c.ended_at.is_(None), is_open, by_holder)


def acts_as(person: BindParameter[int], day: Day) -> CompoundSelect[Any]:
    """The person, and those whom they stand in for that day; not those for whom these stand in."""
    away = select(absence.c.person_id).where(absence.c.stand_in_id == person, is_on(day))
    return union_all(select(cast(person, Integer)), away)


def may_answer(person: BindParameter[int], day: Day) -> ColumnElement[bool]:
    """Whether the assignment is the person's by a role, by standing in for its holder, or because it was given."""
    held = exists().where(IS_ASKED_FOR, role_holding.c.person_id.in_(acts_as(person, day)), holds_on(day))
    return or_(held, exists().where(delegation.c.to_id == person, lasts(day, read=True)))


def answerable_by(person: BindParameter[int], day: Day, *conditions: ColumnElement[bool]) -> CompoundSelect[Any]:
    """The ids of all of those."""
    held = select(assignment.c.id).join(role_holding, IS_ASKED_FOR)
    is_held = (role_holding.c.person_id.in_(acts_as(person, day)), holds_on(day))
    return union_all(held.where(*is_held, *conditions), given_to(person, day).where(*conditions))


def own(person: BindParameter[int], day: Day) -> CompoundSelect[Any]:
    """The ids of those that are the person's by a role of their own, or because they were given."""
    held = select(assignment.c.id).join(role_holding, IS_ASKED_FOR)
    return union_all(held.where(role_holding.c.person_id == person, holds_on(day)), given_to(person, day))


def answerers(which: BindParameter[int], day: Day) -> CompoundSelect[Any]:
    """The ids of all persons who may answer the assignment, in order."""
    held = select(role_holding.c.person_id.label("person_id")).join(assignment, IS_ASKED_FOR)
    away = select(absence.c.stand_in_id).select_from(role_holding.join(assignment, IS_ASKED_FOR))
    stands_in = and_(absence.c.person_id == role_holding.c.person_id, is_on(day), absence.c.stand_in_id.is_not(None))
    given = select(delegation.c.to_id).join_from(delegation, assignment)
    here = assignment.c.id == which
    everyone = union(
        held.where(here, holds_on(day)),
        away.join(absence, stands_in).where(here, holds_on(day)),
        given.where(here, lasts(day, read=True)),
    )
    return everyone.order_by(everyone.selected_columns[0])


def given_to(person: BindParameter[int], day: Day) -> Select[Any]:
    given = select(assignment.c.id).join_from(assignment, delegation, delegation.c.assignment_id == assignment.c.id)
    return given.where(delegation.c.to_id == person, lasts(day, read=True))


def asked(
    day: Day, *conditions: ColumnElement[bool], persons: Collection[int] | None = None, new_since: date | None = None
) -> Subquery:
    """Who is told of which assignment that day: `assignment_id` and `person_id`, more than once where holdings overlap.

    Whoever is away is not, but their stand-in, unless that one is away too. Whoever has given it away is not, as long
    as its receiver is there. Of those `persons` alone, if any are named; `new_since` leaves only those who have come to
    it by a role or an absence since that day.
    """
    person = case((absence.c.id.is_(None), role_holding.c.person_id), else_=absence.c.stand_in_id)
    is_there = or_(absence.c.id.is_(None), ~is_away(absence.c.stand_in_id, day))
    has_given = exists().where(
        delegation.c.from_id == role_holding.c.person_id, lasts_for_holder(), ~is_away(delegation.c.to_id, day)
    )
    held = (
        select(assignment.c.id.label("assignment_id"), person.label("person_id"))
        .join(role_holding, IS_ASKED_FOR)
        .outerjoin(absence, and_(absence.c.person_id == role_holding.c.person_id, is_on(day)))
        .where(holds_on(day), person.is_not(None), is_there, ~has_given, *conditions)
    )
    if persons is not None:
        instead_of = select(absence.c.person_id).where(absence.c.stand_in_id.in_(persons), is_on(day))
        held = held.where(or_(role_holding.c.person_id.in_(persons), role_holding.c.person_id.in_(instead_of)))
    if new_since is not None:
        return held.where(or_(role_holding.c.since >= new_since, absence.c.since >= new_since)).subquery("asked")
    given = (
        select(assignment.c.id, delegation.c.to_id)
        .join_from(assignment, delegation, delegation.c.assignment_id == assignment.c.id)
        .where(lasts(day), ~is_away(delegation.c.to_id, day), *conditions)
    )
    if persons is not None:
        given = given.where(delegation.c.to_id.in_(persons))
    return union_all(held, given).subquery("asked")


def lasts_for_holder() -> ColumnElement[bool]:
    """As `lasts`, where the giver's role has been seen to already."""
    return and_(delegation.c.assignment_id == assignment.c.id, delegation.c.ended_at.is_(None), IS_UNANSWERED_SINCE)


def left_alone(day: Day, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The ids of assignments of which nobody is told because all who hold them are away, and their stand-ins too."""
    absent = (
        select(assignment.c.id)
        .join(role_holding, IS_ASKED_FOR)
        .join(absence, and_(absence.c.person_id == role_holding.c.person_id, is_on(day)))
        .where(holds_on(day), *conditions)
    )
    told = asked(day, assignment.c.id.in_(absent))
    return absent.where(assignment.c.id.not_in(select(told.c.assignment_id)))
