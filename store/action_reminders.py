"""Which rungs of what is asked about actions have come, which are covered, and when the next ones come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    bindparam,
    delete,
    exists,
    func,
    select,
    tuple_,
    update,
)

from scheduler.outbox import WAITING
from scheduler.ports_actions import ActionRung, AskedAction
from store.action_rows import ASK, as_action, as_ask, select_actions, told_on
from store.bulk import as_row, execute_many, insert_into, pieces
from store.schema import outbox
from store.schema_actions import action, action_ask, action_rung


@dataclass(frozen=True, slots=True)
class SqlActionReminders:
    connection: Connection

    def due(self, municipality_id: int, today: date) -> Sequence[tuple[AskedAction, int]]:
        told = told_on(today)
        chosen = (
            select_actions()
            .add_columns(*ASK, told.c.person_id.label("whose"))
            .join(action_ask, action_ask.c.action_id == action.c.id)
            .join(told, _is_of_ask(told))
            .where(action.c.municipality_id == municipality_id, action_ask.c.remind_on <= today)
            .distinct()
            .order_by(told.c.person_id, action_ask.c.due.asc().nulls_last(), action.c.id)
        )
        return tuple((AskedAction(as_action(row), as_ask(row)), row.whose) for row in self.connection.execute(chosen))

    def covered(self, action_ids: Iterable[int]) -> Mapping[tuple[int, int], frozenset[str]]:
        rungs: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        chosen = select(action_rung.c.action_id, action_rung.c.person_id, action_rung.c.rung)
        for piece in pieces(tuple(action_ids)):
            for row in self.connection.execute(chosen.where(action_rung.c.action_id.in_(piece))):
                rungs[row.action_id, row.person_id].add(row.rung)
        return {key: frozenset(names) for key, names in rungs.items()}

    def cover(self, message_id: int, rungs: Iterable[ActionRung]) -> None:
        rows = ({**as_row(rung), "message_id": message_id} for rung in rungs)
        execute_many(self.connection, insert_into(self.connection, action_rung).on_conflict_do_nothing(), rows)

    def told_in(self, message_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
        columns = (action_rung.c.message_id, action_rung.c.action_id)
        found: defaultdict[int, set[int]] = defaultdict(set)
        named = select(*columns).where(action_rung.c.message_id.in_(tuple(message_ids))).distinct()
        for message_id, action_id in self.connection.execute(named):
            found[message_id].add(action_id)
        return {message_id: frozenset(ids) for message_id, ids in found.items()}

    def schedule(self, next_days: Mapping[tuple[int, str], date | None]) -> None:
        """In order of id, so that two who do this at once wait for each other one way only."""
        by_id = (
            update(action_ask)
            .where(action_ask.c.action_id == bindparam("which"), action_ask.c.kind == bindparam("asked"))
            .values(remind_on=bindparam("day"))
        )
        rows = ({"which": one, "asked": kind, "day": day} for (one, kind), day in sorted(next_days.items()))
        execute_many(self.connection, by_id, rows)


def next_action_day(
    connection: Connection, municipality_id: int, after: date, *, person_id: int | None = None
) -> date | None:
    """The first day after that on which somebody, or that person, is to be told of an action."""
    ahead = (
        select(func.min(action_ask.c.remind_on))
        .join_from(action_ask, action)
        .where(action.c.municipality_id == municipality_id, action_ask.c.remind_on > after)
    )
    if person_id is not None:
        told = told_on(after)
        ahead = ahead.join(told, _is_of_ask(told)).where(told.c.person_id == person_id)
    found: date | None = connection.scalar(ahead)
    return found


def release_rungs(connection: Connection, message_id: int, *, not_before: date | None = None) -> None:
    """The message will never be sent: what it would have told of is told again, no sooner than on that day."""
    _release(connection, action_rung.c.message_id == message_id, not_before=not_before)


def release_orphaned_rungs(connection: Connection, municipality_id: int, today: date) -> None:
    """Likewise for rungs that wait in a message to somebody who is not told that day: who has left, or is away."""
    waits = exists().where(outbox.c.id == action_rung.c.message_id, outbox.c.state.in_(WAITING))
    here = action.c.municipality_id == municipality_id
    pair = action_rung.c.action_id, action_rung.c.person_id
    waiting = {
        tuple(row) for row in connection.execute(select(*pair).join_from(action_rung, action).where(here, waits))
    }
    told = told_on(today)
    pairs = select(told.c.action_id, told.c.person_id).where(told.c.action_id.in_({one for one, _ in waiting}))
    for piece in pieces(sorted(waiting - {tuple(row) for row in connection.execute(pairs)})):
        _release(connection, waits, tuple_(*pair).in_(piece))


def _is_of_ask(told: Subquery) -> ColumnElement[bool]:
    return and_(told.c.action_id == action_ask.c.action_id, told.c.kind == action_ask.c.kind)


def _release(connection: Connection, *conditions: ColumnElement[bool], not_before: date | None = None) -> None:
    key = (action_rung.c.action_id, action_rung.c.rung, action_rung.c.person_id)
    rungs = connection.execute(select(*key, action_rung.c.day).where(*conditions)).all()
    dropped = delete(action_rung).where(
        action_rung.c.action_id == bindparam("which"),
        action_rung.c.rung == bindparam("name"),
        action_rung.c.person_id == bindparam("whose"),
    )
    rows = ({"which": one.action_id, "name": one.rung, "whose": one.person_id} for one in rungs)
    execute_many(connection, dropped, rows)
    again = update(action_ask).where(action_ask.c.action_id == bindparam("which")).values(remind_on=bindparam("day"))
    first = not_before or date.min
    days = {one.action_id: max(one.day, first) for one in sorted(rungs, key=lambda one: one.day, reverse=True)}
    execute_many(connection, again, ({"which": one, "day": day} for one, day in sorted(days.items())))
