"""Actions kept and looked up: what they say, what has happened to them, and who is asked to do what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Select, and_, bindparam, delete, insert, or_, select, update

from scheduler.actions import (
    ALIVE,
    Action,
    ActionDeed,
    ActionEvent,
    ActionSummary,
    Ask,
    Post,
    summed,
)
from scheduler.organisation import Subject
from scheduler.ports_actions import AskedAction, NewAction
from scheduler.wheel_parts import Level
from store.action_rows import (
    ASK,
    BY_DEADLINE,
    IS_ASKED,
    IS_RESPONSIBLE,
    acting,
    as_action,
    as_ask,
    select_actions,
)
from store.bulk import as_row, execute_many, insert_into
from store.holdings import holds_on
from store.schema import assignment, occurrence, person, role_holding, unit
from store.schema_actions import action, action_ask, action_event

IS_ALIVE = action.c.state.in_(ALIVE)
ACTING = acting(bindparam("persons", expanding=True), bindparam("day", type_=Date))
ASKED_OF_EACH = (
    select_actions()
    .add_columns(*ASK, ACTING.c.person_id.label("whose"))
    .join(action_ask, action_ask.c.action_id == action.c.id)
    .join(role_holding, IS_ASKED)
    .join(ACTING, ACTING.c.holding_id == role_holding.c.id)
    .distinct()
    .order_by(action_ask.c.due.asc().nulls_last(), action.c.id)
)
OF_ASSIGNMENT = select_actions().where(action.c.assignment_id == bindparam("which")).order_by(action.c.id)


@dataclass(frozen=True, slots=True)
class SqlActions:
    connection: Connection

    def add(self, new: NewAction) -> int | None:
        added = (
            insert_into(self.connection, action).values(_values_of(new)).on_conflict_do_nothing().returning(action.c.id)
        )
        action_id: int | None = self.connection.scalar(added)
        if action_id is not None:
            first = ActionEvent(deed=ActionDeed.CREATE, state=new.state, at=new.made_at, person_id=new.made_by)
            self._note(action_id, first)
        return action_id

    def with_token(self, token: str) -> Action | None:
        return self._one(select_actions().where(action.c.token == token))

    def get(self, action_id: int, *, lock: bool = False) -> Action | None:
        """Its task is locked before it, as whoever hands in an answer does."""
        chosen = select_actions().where(action.c.id == action_id)
        if not lock:
            return self._one(chosen)
        task = select(assignment.c.id).join(action).where(action.c.id == action_id)
        self.connection.execute(task.with_for_update(of=assignment))
        return self._one(chosen.with_for_update(of=action))

    def of_assignment(self, assignment_id: int) -> Sequence[Action]:
        return self._all(OF_ASSIGNMENT, {"which": assignment_id})

    def change(self, changed: Action, event: ActionEvent, asks: Iterable[Ask]) -> None:
        values = {
            **as_row(changed.says),
            "submission_id": changed.origin.submission_id,
            "item": changed.origin.item,
            "about": changed.about,
            "state": changed.state,
            "round": changed.round,
            "repeated": changed.repeated,
            "begun": changed.begun,
            "since": changed.since,
            "ended_on": changed.ended_on,
            "version": changed.version,
        }
        self.connection.execute(update(action).where(action.c.id == changed.id).values(values))
        self._note(changed.id, event)
        self.ask(changed, asks)

    def ask(self, asked: Action, asks: Iterable[Ask]) -> None:
        """The ladder is climbed from its foot; what a person has been told already is not told again."""
        held = asked.responsible.held_at
        moved = update(action).where(action.c.id == asked.id).values(held_level=held.level, held_id=held.id)
        self.connection.execute(moved)
        self.connection.execute(delete(action_ask).where(action_ask.c.action_id == asked.id))
        rows = (
            {
                "action_id": asked.id,
                "kind": one.kind,
                "role": one.post.role,
                "held_level": one.post.held_at.level,
                "held_id": one.post.held_at.id,
                "opens": one.opens,
                "due": one.due,
                "tells_at_once": one.tells_at_once,
                "remind_on": one.opens,
            }
            for one in asks
        )
        execute_many(self.connection, insert(action_ask), rows)

    def holders(self, municipality_id: int, post: Post, on: date) -> Sequence[str]:
        held = (
            select(person.c.name, person.c.id)
            .join(role_holding, role_holding.c.person_id == person.c.id)
            .where(
                role_holding.c.municipality_id == municipality_id,
                role_holding.c.role == post.role,
                role_holding.c.level == post.held_at.level,
                role_holding.c.subject_id == post.held_at.id,
                holds_on(on),
            )
            .distinct()
            .order_by(person.c.id)
        )
        return tuple(row.name for row in self.connection.execute(held))

    def history(self, action_id: int) -> Sequence[ActionEvent]:
        columns = (column for column in action_event.c if column.name not in ("id", "action_id"))
        chosen = (
            select(*columns, person.c.name)
            .select_from(action_event.outerjoin(person))
            .where(action_event.c.action_id == action_id)
            .order_by(action_event.c.id)
        )
        rows = self.connection.execute(chosen).mappings()
        return tuple(ActionEvent(**{**row, "name": row["name"] or ""}) for row in rows)

    def asked_of(self, person_id: int, on: date) -> Sequence[AskedAction]:
        return tuple(self.asked_of_each([person_id], on).get(person_id, ()))

    def asked_of_each(self, person_ids: Iterable[int], on: date) -> Mapping[int, Sequence[AskedAction]]:
        found: defaultdict[int, list[AskedAction]] = defaultdict(list)
        for row in self.connection.execute(ASKED_OF_EACH, {"persons": list(person_ids), "day": on}):
            found[row.whose].append(AskedAction(as_action(row), as_ask(row)))
        return found

    def answered_for_by(self, person_id: int, on: date) -> Sequence[Action]:
        held = select_actions().join(role_holding, IS_RESPONSIBLE)
        mine = held.where(role_holding.c.person_id == person_id, holds_on(on), IS_ALIVE)
        return self._all(mine.distinct().order_by(*BY_DEADLINE))

    def alive(self, municipality_id: int) -> Sequence[Action]:
        chosen = select_actions().where(action.c.municipality_id == municipality_id, IS_ALIVE)
        return self._all(chosen.order_by(action.c.id))

    def of_municipality(self, municipality_id: int) -> Sequence[Action]:
        return self._all(select_actions().where(action.c.municipality_id == municipality_id).order_by(action.c.id))

    def alive_at(self, municipality_id: int, place: Subject) -> Sequence[Action]:
        chosen = select_actions().where(action.c.municipality_id == municipality_id, IS_ALIVE)
        if place.level is not Level.ADMINISTRATION:
            chosen = chosen.where(_lies_in(place))
        return self._all(chosen.order_by(*BY_DEADLINE))

    def known_abouts(self, assignment_id: int, *, rounds: int) -> frozenset[str]:
        asked = (
            select(assignment.c.id, assignment.c.level, assignment.c.subject_id, occurrence.c.activity)
            .add_columns(occurrence.c.municipality_id, occurrence.c.asks_from)
            .join_from(assignment, occurrence)
        )
        this = asked.where(assignment.c.id == assignment_id).subquery()
        earlier = (
            select(assignment.c.id)
            .join_from(assignment, occurrence)
            .join(
                this,
                and_(
                    this.c.municipality_id == occurrence.c.municipality_id,
                    this.c.activity == occurrence.c.activity,
                    this.c.level == assignment.c.level,
                    this.c.subject_id == assignment.c.subject_id,
                    occurrence.c.asks_from < this.c.asks_from,
                ),
            )
            .order_by(occurrence.c.asks_from.desc(), assignment.c.id.desc())
            .limit(rounds)
        )
        known = select(action.c.about).where(action.c.assignment_id.in_(earlier))
        return frozenset(self.connection.scalars(known))

    def asks(self, municipality_id: int) -> Mapping[int, Sequence[Ask]]:
        found: defaultdict[int, list[Ask]] = defaultdict(list)
        chosen = select(action_ask.c.action_id, *ASK).join_from(action_ask, action)
        chosen = chosen.where(action.c.municipality_id == municipality_id)
        for row in self.connection.execute(chosen.order_by(action_ask.c.action_id, action_ask.c.kind)):
            found[row.action_id].append(as_ask(row))
        return found

    def summary(self, municipality_id: int, *, since: date, until: date, today: date) -> ActionSummary:
        counted = select_actions().where(
            action.c.municipality_id == municipality_id,
            action.c.made_on <= until,
            or_(action.c.ended_on.is_(None), action.c.ended_on >= since),
        )
        return summed(self._all(counted), today)

    def _note(self, action_id: int, event: ActionEvent) -> None:
        values = {field: value for field, value in as_row(event).items() if field != "name"}
        self.connection.execute(insert(action_event).values(action_id=action_id, **values))

    def _one(self, chosen: Select[Any]) -> Action | None:
        row = self.connection.execute(chosen).one_or_none()
        return None if row is None else as_action(row)

    def _all(self, chosen: Select[Any], asked: Mapping[str, Any] | None = None) -> Sequence[Action]:
        return tuple(as_action(row) for row in self.connection.execute(chosen, asked or {}))


def _lies_in(place: Subject) -> Any:
    """Whether the action is for the place or for a unit of it."""
    itself = and_(action.c.level == place.level, action.c.subject_id == place.id)
    return or_(itself, unit.c.area_id == place.id) if place.level is Level.AREA else itself


def _values_of(new: NewAction) -> dict[str, Any]:
    return {
        "municipality_id": new.municipality_id,
        "assignment_id": new.origin.assignment_id,
        "submission_id": new.origin.submission_id,
        "origin": new.origin.kind,
        "activity": new.origin.activity,
        "question_group": new.origin.group,
        "item": new.origin.item,
        "level": new.subject.level,
        "subject_id": new.subject.id,
        "role": new.responsible.role,
        "held_level": new.responsible.held_at.level,
        "held_id": new.responsible.held_at.id,
        **as_row(new.says),
        "about": new.about,
        "state": new.state,
        "round": 1,
        "repeated": new.repeated,
        "begun": False,
        "made_on": new.made_on,
        "made_at": new.made_at,
        "since": new.made_on,
        "version": 1,
        "token": new.token,
    }
