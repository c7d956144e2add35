"""Rows that have come out of a copy, and what was known in the place that they take."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, bindparam, exists, false, or_, select, update

from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.outbox import GONE, WAITING, Message, MessageKind, MessageState, NewMessage
from scheduler.ports_masking import Ending, Noted, Remembered
from store.bulk import as_row, execute_many, insert_into
from store.masks import SqlMasks
from store.outbox import SHOWN
from store.schema import audit, mask, masked_passage, municipality, outbox, person
from store.schema_calendar import feed
from store.schema_recalls import recall
from store.schema_web import access_code, web_session

RESTORED = "restored"
"""The code of messages that will never go because a copy was restored."""

OVERLAP = timedelta(hours=1)
"""How long before the copy was made the log is compared with it: what was being written has an earlier time."""

UNSENT = (*WAITING, MessageState.SENDING)
TOLD = (
    outbox.c.municipality_id,
    outbox.c.kind,
    outbox.c.dedupe_key,
    outbox.c.day,
    outbox.c.due_at,
    outbox.c.body,
    outbox.c.person_id,
)
FEEDS = (feed.c.token_hash, feed.c.revoked_on)
ENDING = (feed.c.token_hash, feed.c.expires_on, feed.c.replaced_on)
ENTRY = tuple(one.name for one in fields(AuditEntry))
NOTED = (municipality.c.key, person.c.name, person.c.email, *(audit.c[name] for name in ENTRY))


@dataclass(frozen=True, slots=True)
class SqlRestored:
    connection: Connection

    def unsent(self) -> Sequence[Message]:
        chosen = select(*SHOWN).where(outbox.c.state.in_(UNSENT), outbox.c.recalls.is_(None)).order_by(outbox.c.id)
        return tuple(Message(**row) for row in self.connection.execute(chosen).mappings())

    def call_off(self, message_ids: Iterable[int]) -> None:
        off = update(outbox).where(outbox.c.id == bindparam("which"))
        values = {"state": MessageState.CANCELLED, "code": RESTORED, "lease_until": None, "sent_on": None}
        execute_many(self.connection, off.values(values), ({"which": one} for one in message_ids))

    def take_key(self, new: NewMessage) -> None:
        row = insert_into(self.connection, outbox).values(
            **as_row(new), state=MessageState.CANCELLED, code=RESTORED, attempts=0, fence=0
        )
        self.connection.execute(row.on_conflict_do_nothing(index_elements=["dedupe_key"]))

    def revoke(self, revoked: Mapping[str, date]) -> int:
        again = (
            update(feed)
            .where(feed.c.token_hash == bindparam("which"), feed.c.revoked_on.is_(None))
            .values(revoked_on=bindparam("day"))
        )
        rows = ({"which": token_hash, "day": on} for token_hash, on in revoked.items())
        return execute_many(self.connection, again, rows)

    def end(self, ending: Iterable[Ending]) -> None:
        lasts = or_(feed.c.expires_on.is_(None), feed.c.expires_on > bindparam("last"))
        sooner = (
            update(feed)
            .where(feed.c.token_hash == bindparam("which"), lasts)
            .values(expires_on=bindparam("last"), replaced_on=bindparam("day"))
        )
        rows = ({"which": one.token_hash, "last": one.expires_on, "day": one.replaced_on} for one in ending)
        execute_many(self.connection, sooner, rows)

    def shut_web(self, at: datetime) -> None:
        unused, going_on = access_code.c.used_at.is_(None), web_session.c.ended_at.is_(None)
        self.connection.execute(update(access_code).where(unused).values(used_at=at))
        self.connection.execute(update(web_session).where(going_on).values(ended_at=at))


def remembered_in(connection: Connection, there: Sequence[Table], *, copied_at: datetime) -> Remembered | None:
    """What has to be known of the rows that are about to go; None where the tables are not such as can be read."""
    if not _has(there, *TOLD, outbox.c.state, *FEEDS):
        return None
    has_gone = and_(outbox.c.kind == MessageKind.DIGEST, outbox.c.state.in_(GONE))
    is_recalled = exists().where(recall.c.message_id == outbox.c.id) if _has(there, recall.c.message_id) else false()
    over = select(*TOLD).where(or_(has_gone, is_recalled)).order_by(outbox.c.id)
    closed = select(*FEEDS).where(feed.c.revoked_on.is_not(None))
    ending = select(*ENDING).where(feed.c.expires_on.is_not(None)).order_by(feed.c.id)
    return Remembered(
        masks=tuple(SqlMasks(connection).kept()) if _has(there, *mask.c, *masked_passage.c) else (),
        revoked={row.token_hash: row.revoked_on for row in connection.execute(closed)},
        ending=tuple(Ending(*row) for row in connection.execute(ending)) if _has(there, *ENDING) else (),
        noted=tuple(_noted(connection, copied_at - OVERLAP)) if _has(there, *NOTED, audit.c.at) else (),
        over=tuple(NewMessage(**row) for row in connection.execute(over).mappings()),
    )


def _noted(connection: Connection, since: datetime) -> Iterator[Noted]:
    """Deeds that only a newer program knows can't be told of."""
    known = (audit.c.deed.in_(Deed), audit.c.thing.in_(Thing))
    chosen = select(*NOTED).join_from(audit, municipality).outerjoin(person, person.c.id == audit.c.person_id)
    for row in connection.execute(chosen.where(audit.c.at >= since, *known).order_by(audit.c.id)):
        key, name, email, *values = row
        yield Noted(key, AuditEntry(**dict(zip(ENTRY, values, strict=True))), name, email)


def _has(there: Sequence[Table], *columns: Column[Any]) -> bool:
    """Whether the tables have those columns: they may be those of an older program, or of a newer one."""
    known = {(column.table.name, column.name) for table in there for column in table.c}
    return known.issuperset((column.table.name, column.name) for column in columns)
