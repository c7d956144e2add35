"""An action read with its task's title and the names of its place; the one query that all reading starts from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Select, Subquery, and_, case, func, or_, select, union_all

from scheduler.actions import Action, Ask, Origin, Particulars, Post
from scheduler.organisation import Subject
from scheduler.wheel_parts import Level, Provider
from store.holdings import Day, holds_on, is_away, is_on
from store.schema import area, assignment, municipality, occurrence, role_holding, unit
from store.schema_actions import action, action_ask
from store.schema_people import absence

UNIT_OF = and_(action.c.level == Level.UNIT, action.c.subject_id == unit.c.id)
AREA_OF = area.c.id == case((action.c.level == Level.AREA, action.c.subject_id), else_=unit.c.area_id)
PLACE = func.coalesce(unit.c.name, area.c.name, municipality.c.name)
SOURCE = (
    action.join(assignment, assignment.c.id == action.c.assignment_id)
    .join(occurrence, occurrence.c.id == assignment.c.occurrence_id)
    .join(municipality, municipality.c.id == action.c.municipality_id)
    .outerjoin(unit, UNIT_OF)
    .outerjoin(area, AREA_OF)
)
BY_DEADLINE = (action.c.deadline.asc().nulls_last(), PLACE, action.c.id)

IS_ASKED = and_(
    role_holding.c.municipality_id == action.c.municipality_id,
    role_holding.c.role == action_ask.c.role,
    role_holding.c.level == action_ask.c.held_level,
    role_holding.c.subject_id == action_ask.c.held_id,
)
"""Whether the held role is the one that is asked; holdings that overlap match twice."""

IS_RESPONSIBLE = and_(
    role_holding.c.municipality_id == action.c.municipality_id,
    role_holding.c.role == action.c.role,
    role_holding.c.level == action.c.held_level,
    role_holding.c.subject_id == action.c.held_id,
)

IS_AWAY_FROM_ROLE = absence.c.person_id == role_holding.c.person_id


def told_on(day: Day) -> Subquery:
    """Who is told of which ask that day: `action_id`, `kind` and `person_id`, more than once where holdings overlap.

    Whoever is away is not, but their stand-in, unless that one is away too.
    """
    person = case((absence.c.id.is_(None), role_holding.c.person_id), else_=absence.c.stand_in_id)
    is_there = or_(absence.c.id.is_(None), ~is_away(absence.c.stand_in_id, day))
    return (
        select(action_ask.c.action_id, action_ask.c.kind, person.label("person_id"))
        .join_from(action_ask, action)
        .join(role_holding, IS_ASKED)
        .outerjoin(absence, and_(IS_AWAY_FROM_ROLE, is_on(day)))
        .where(holds_on(day), person.is_not(None), is_there)
        .subquery("told")
    )


def acting(persons: Collection[int] | BindParameter[Any], day: Day) -> Subquery:
    """The roles in which those persons act that day, their own and those of whom they stand in for.

    `holding_id` and `person_id`.
    """
    own = select(role_holding.c.id.label("holding_id"), role_holding.c.person_id)
    instead = select(role_holding.c.id, absence.c.stand_in_id).join(absence, and_(IS_AWAY_FROM_ROLE, is_on(day)))
    return union_all(
        own.where(role_holding.c.person_id.in_(persons), holds_on(day)),
        instead.where(absence.c.stand_in_id.in_(persons), holds_on(day)),
    ).subquery("acting")


ASK = tuple(column.label(f"ask_{column.name}") for column in action_ask.c if column.name != "action_id")


def select_actions() -> Select[Any]:
    """An administration goes by the name of its municipality."""
    return select(
        *action.c,
        occurrence.c.title,
        PLACE.label("place"),
        func.coalesce(area.c.name, "").label("area"),
        unit.c.provider,
    ).select_from(SOURCE)


def as_action(row: Any) -> Action:
    return Action(
        id=row.id,
        municipality_id=row.municipality_id,
        origin=Origin(
            kind=row.origin,
            assignment_id=row.assignment_id,
            submission_id=row.submission_id,
            activity=row.activity,
            group=row.question_group,
            item=row.item,
        ),
        subject=Subject(row.level, row.subject_id),
        place=row.place,
        area=row.area,
        provider=row.provider or Provider.NOT_APPLICABLE,
        title=row.title,
        responsible=Post(row.role, Subject(row.held_level, row.held_id)),
        says=Particulars(
            deficiency=row.deficiency,
            measure=row.measure,
            named=row.named,
            deadline=row.deadline,
            follow_up=row.follow_up,
            wanted=row.wanted,
            evidence=row.evidence,
        ),
        about=row.about,
        state=row.state,
        made_on=row.made_on,
        since=row.since,
        round=row.round,
        repeated=row.repeated,
        begun=row.begun,
        version=row.version,
        ended_on=row.ended_on,
    )


def as_ask(row: Any) -> Ask:
    return Ask(
        kind=row.ask_kind,
        post=Post(row.ask_role, Subject(row.ask_held_level, row.ask_held_id)),
        opens=row.ask_opens,
        due=row.ask_due,
        tells_at_once=row.ask_tells_at_once,
    )
