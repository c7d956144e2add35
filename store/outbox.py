"""The outbox: rows claimed under a lease and a fence, so that any number of senders may work at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    type_coerce,
    union,
    update,
)

from scheduler.clock import local_day
from scheduler.outbox import GONE, WAITING, Message, MessageKind, MessageState, NewMessage
from scheduler.ports_sending import BY_MAIL, LastTold
from store.bulk import as_row, execute_many, insert_into
from store.schema import outbox, person, reference, unreachable
from store.schema_recalls import recall

GATHERING = (MessageKind.DAILY, MessageKind.CATCH_UP, MessageKind.ESCALATION)

SHOWN = (
    outbox.c.id,
    outbox.c.municipality_id,
    outbox.c.kind,
    outbox.c.day,
    outbox.c.due_at,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.fence,
    outbox.c.person_id,
    outbox.c.body,
    outbox.c.digest_id,
    outbox.c.dedupe_key,
    outbox.c.recalls,
    outbox.c.activity_id,
)

OTHER = outbox.alias("other")

HERE = reference.c.municipality_id == outbox.c.municipality_id
IN_TEAMS = reference.c.channel_id != BY_MAIL
"""By mail nobody is written to whose own reference does not say so."""
KNOWN = (reference.c.person_id == outbox.c.person_id, reference.c.body == outbox.c.body)


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    connection: Connection

    def add(self, new: NewMessage) -> int | None:
        row = insert_into(self.connection, outbox).values(
            **as_row(new), state=MessageState.PENDING, attempts=0, fence=0
        )
        once = row.on_conflict_do_nothing(index_elements=["dedupe_key"])
        new_id: int | None = self.connection.scalar(once.returning(outbox.c.id))
        return new_id

    def waiting_for(self, person_id: int) -> Message | None:
        chosen = select(*SHOWN).where(
            outbox.c.person_id == person_id, outbox.c.state.in_(WAITING), outbox.c.kind.in_(GATHERING)
        )
        newest_first = chosen.order_by(outbox.c.id.desc()).limit(1).with_for_update()
        row = self.connection.execute(newest_first).mappings().one_or_none()
        return None if row is None else Message(**row)

    def sent_to_on(self, person_id: int, day: date) -> bool:
        sent = exists().where(
            outbox.c.person_id == person_id,
            outbox.c.state.in_(GONE),
            outbox.c.sent_on == day,
            outbox.c.kind != MessageKind.RECALL,
        )
        return bool(self.connection.scalar(select(sent)))

    def last_gathered(self, person_id: int, *, before: int | None = None) -> date | None:
        gone = select(func.max(outbox.c.sent_on)).where(
            outbox.c.person_id == person_id,
            outbox.c.state.in_(GONE),
            outbox.c.kind.in_(GATHERING),
            true() if before is None else outbox.c.id != before,
        )
        last: date | None = self.connection.scalar(gone)
        return last

    def last_told(self, person_ids: Collection[int]) -> Mapping[int, LastTold]:
        told = (outbox.c.state == MessageState.SENT, outbox.c.kind != MessageKind.RECALL)
        latest = select(outbox.c.person_id, func.max(outbox.c.day), func.max(outbox.c.sent_at))
        chosen = latest.where(outbox.c.person_id.in_(person_ids), *told).group_by(outbox.c.person_id)
        return {person_id: LastTold(day, at) for person_id, day, at in self.connection.execute(chosen)}

    def tenants_waiting(
        self, *, calendar: datetime, now: datetime, municipality_id: int | None = None, first: bool = True
    ) -> Sequence[str]:
        # What waits is looked up first, and is little: asked for each address, all that ever went would be read anew.
        waiting = and_(
            _is_of(municipality_id), _may_be_claimed(outbox, calendar, now), ~_must_stand_back(calendar, now)
        )
        asked = [select(reference.c.tenant_id).join(outbox, and_(HERE, way)).where(waiting) for way in KNOWN]
        if first:
            opened = select(outbox.c.municipality_id).where(_may_be_opened(), waiting)
            asked.append(select(reference.c.tenant_id).where(IN_TEAMS, reference.c.municipality_id.in_(opened)))
        return tuple(sorted(self.connection.scalars(union(*asked))))

    def claim(
        self,
        *,
        calendar: datetime,
        now: datetime,
        lease_until: datetime,
        limit: int,
        municipality_id: int | None = None,
        tenant: str | None = None,
        first: bool = True,
    ) -> Sequence[Message]:
        claimable = (
            select(outbox.c.id)
            .where(
                _is_of(municipality_id),
                _may_be_claimed(outbox, calendar, now),
                _can_be_reached(tenant, first=first),
                ~_must_stand_back(calendar, now),
            )
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .with_for_update(of=outbox, skip_locked=True)
            .cte("claimable")  # as a subquery it may be run once for every row, past its limit
        )
        claimed = (
            update(outbox)
            .where(outbox.c.id.in_(select(claimable.c.id)))
            .values(
                state=MessageState.SENDING,
                lease_until=lease_until,
                sent_on=local_day(calendar),
                fence=outbox.c.fence + 1,
                attempts=outbox.c.attempts + 1,
            )
            .returning(*SHOWN)
        )
        messages = [Message(**row) for row in self.connection.execute(claimed).mappings()]
        return sorted(messages, key=lambda message: (message.due_at, message.id))

    def mark_sent(self, message: Message, *, at: datetime, activity_id: str) -> bool:
        return self.mark_all_sent([(message, activity_id)], at=at) == 1

    def mark_all_sent(self, sent: Collection[tuple[Message, str]], *, at: datetime) -> int:
        """In order of id, so that two who do this at once wait for each other one way only."""
        held = (outbox.c.id == bindparam("which"), outbox.c.fence == bindparam("held_under"))
        settled = update(outbox).where(*held, outbox.c.state == MessageState.SENDING)
        marked = settled.values(
            state=MessageState.SENT,
            lease_until=None,
            sent_at=at,
            sent_on=local_day(at),
            activity_id=bindparam("known_as"),
        )
        in_order = sorted(sent, key=lambda one: one[0].id)
        rows = ({"which": one.id, "held_under": one.fence, "known_as": activity} for one, activity in in_order)
        still_held = execute_many(self.connection, marked, rows)
        if still_held < len(in_order):
            self._leave_to_the_next(in_order)
            self._take_back_after_all(in_order, at=at)
        return still_held

    def postpone(self, message: Message, *, until: datetime, code: str) -> bool:
        return self._settle(message, MessageState.RETRY, retry_at=until, code=code, sent_on=None)

    def fail(self, message: Message, *, code: str) -> bool:
        return self._settle(message, MessageState.FAILED, code=code, sent_on=None)

    def cancel(self, message: Message) -> bool:
        return self._settle(message, MessageState.CANCELLED, sent_on=None)

    def freeze_digest(self, message: Message, digest_id: int) -> None:
        self.connection.execute(update(outbox).where(_is_held(message)).values(digest_id=digest_id))

    def counts(
        self, municipality_id: int, *, since: date | None = None, before: date | None = None
    ) -> Mapping[tuple[str, str], int]:
        counted = (
            select(type_coerce(outbox.c.kind, String), outbox.c.state, func.count())
            .where(
                outbox.c.municipality_id == municipality_id,
                true() if since is None else outbox.c.day >= since,
                true() if before is None else outbox.c.day < before,
            )
            .group_by(outbox.c.kind, outbox.c.state)
        )
        return {(str(kind), str(state)): count for kind, state, count in self.connection.execute(counted)}

    def _leave_to_the_next(self, sent: Iterable[tuple[Message, str]]) -> None:
        """Whoever holds a row by now updates what has arrived instead of sending it anew."""
        unsettled = or_(*(outbox.c.state == state for state in (*WAITING, MessageState.SENDING)))
        chosen = and_(outbox.c.id == bindparam("which"), unsettled, outbox.c.activity_id.is_(None))
        named = update(outbox).where(chosen).values(activity_id=bindparam("known_as"))
        rows = ({"which": one.id, "known_as": activity_id} for one, activity_id in sent if activity_id)
        execute_many(self.connection, named, rows)

    def _take_back_after_all(self, sent: Iterable[tuple[Message, str]], *, at: datetime) -> None:
        """What was recalled as one that had never gone has arrived: what takes it back goes now that it has a name."""
        rows = [{"which": one.id, "known_as": activity_id} for one, activity_id in sent if activity_id]
        called_off = and_(outbox.c.state == MessageState.CANCELLED, _is_recalled(outbox))
        arrived = update(outbox).where(outbox.c.id == bindparam("which"), called_off)
        values = {"state": MessageState.SENT, "sent_at": at, "sent_on": local_day(at)}
        execute_many(self.connection, arrived.values(**values, activity_id=bindparam("known_as")), rows)
        has_arrived = and_(OTHER.c.state == MessageState.SENT, OTHER.c.activity_id == bindparam("known_as"))
        goes = update(outbox).where(
            outbox.c.recalls == bindparam("which"),
            outbox.c.state == MessageState.CANCELLED,
            exists().where(OTHER.c.id == outbox.c.recalls, has_arrived),
        )
        execute_many(self.connection, goes.values(state=MessageState.PENDING), rows)

    def _settle(self, message: Message, state: MessageState, **values: Any) -> bool:
        settled = update(outbox).where(_is_held(message)).values(state=state, lease_until=None, **values)
        return self.connection.execute(settled).rowcount == 1


def _is_of(municipality_id: int | None) -> ColumnElement[bool]:
    return true() if municipality_id is None else outbox.c.municipality_id == municipality_id


def _can_be_reached(tenant: str | None, *, first: bool) -> ColumnElement[bool]:
    there = HERE if tenant is None else and_(HERE, reference.c.tenant_id == tenant)
    reached = [exists().where(there, way) for way in KNOWN]
    return or_(*reached, and_(_may_be_opened(), exists().where(there, IN_TEAMS))) if first else or_(*reached)


def _may_be_opened() -> ColumnElement[bool]:
    """Whether it is for somebody of an Entra id, who is written to where others of the municipality are."""
    refused = select(unreachable.c.person_id)
    known = select(person.c.id).where(person.c.entra_object_id.is_not(None), person.c.id.not_in(refused))
    return outbox.c.person_id.in_(known)


def _may_be_claimed(row: FromClause, calendar: datetime, now: datetime) -> ColumnElement[bool]:
    """A kind that only a newer program knows is left to it."""
    waits = or_(
        and_(row.c.state == MessageState.PENDING, row.c.due_at <= calendar),
        and_(row.c.state == MessageState.RETRY, row.c.retry_at <= now),
        and_(row.c.state == MessageState.SENDING, row.c.lease_until < now),
    )
    return and_(row.c.kind.in_(MessageKind), waits)


def _must_stand_back(calendar: datetime, now: datetime) -> ColumnElement[bool]:
    """Whether another message goes first, or instead: for what takes back, its target while that is under way."""
    under_way = and_(OTHER.c.state == MessageState.SENDING, OTHER.c.lease_until >= now)
    takes_back = outbox.c.kind == MessageKind.RECALL
    waits = and_(takes_back, exists().where(OTHER.c.id == outbox.c.recalls, under_way))
    return or_(_is_recalled(outbox), waits, and_(~takes_back, _is_another_days(calendar, now)))


def _is_another_days(calendar: datetime, now: datetime) -> ColumnElement[bool]:
    """Whether another day's message goes to the same person first, or has gone today: one a day is enough.

    There is another only where one could not be delivered on its own day. What takes another back is not unasked.
    """
    has_gone = and_(OTHER.c.state.in_(GONE), OTHER.c.sent_on == local_day(calendar))
    goes_first = and_(OTHER.c.day < outbox.c.day, _may_be_claimed(OTHER, calendar, now), ~_is_recalled(OTHER))
    same_person = and_(OTHER.c.person_id == outbox.c.person_id, OTHER.c.day != outbox.c.day)
    is_unasked = OTHER.c.kind != MessageKind.RECALL
    return exists().where(same_person, is_unasked, or_(has_gone, goes_first))


def _is_recalled(row: FromClause) -> ColumnElement[bool]:
    return exists().where(recall.c.message_id == row.c.id)


def _is_held(message: Message) -> ColumnElement[bool]:
    """Whether the claim that gave this message is still the latest: another one has moved the fence on."""
    return and_(outbox.c.id == message.id, outbox.c.fence == message.fence, outbox.c.state == MessageState.SENDING)
