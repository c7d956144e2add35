"""Calendar addresses, found by the hash of their token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, insert, select, update

from scheduler.ports import Feed
from store.schema_calendar import feed

SHOWN = tuple(column for column in feed.c if column.name != "token_hash")


@dataclass(frozen=True, slots=True)
class SqlFeeds:
    connection: Connection

    def add(
        self,
        municipality_id: int,
        *,
        person_id: int | None,
        scope: str,
        name: str,
        token_hash: str,
        created_on: date,
        expires_on: date | None = None,
    ) -> Feed:
        values = {
            "municipality_id": municipality_id,
            "person_id": person_id,
            "scope": scope,
            "name": name,
            "token_hash": token_hash,
            "created_on": created_on,
            "expires_on": expires_on,
        }
        added = self.connection.execute(insert(feed).values(values).returning(*SHOWN))
        return Feed(**added.mappings().one())

    def by_hash(self, token_hash: str) -> Feed | None:
        """Revoked and expired ones too; the feed itself says so."""
        found = self._all(select(*SHOWN).where(feed.c.token_hash == token_hash))
        return found[0] if found else None

    def of_municipality(self, municipality_id: int) -> Sequence[Feed]:
        return self._all(select(*SHOWN).where(feed.c.municipality_id == municipality_id).order_by(feed.c.id))

    def of_person(self, person_id: int, *, scope: str, name: str) -> Sequence[Feed]:
        """Those that nobody revoked; whether one has expired is for the reader, who knows the day."""
        working = (feed.c.person_id == person_id, feed.c.scope == scope, feed.c.name == name)
        return self._all(select(*SHOWN).where(*working, feed.c.revoked_on.is_(None)).order_by(feed.c.id.desc()))

    def revoke(self, feed_id: int, on: date) -> bool:
        """False where there is none or it was revoked before."""
        working = (feed.c.id == feed_id, feed.c.revoked_on.is_(None))
        return self.connection.execute(update(feed).where(*working).values(revoked_on=on)).rowcount == 1

    def revoke_all(self, person_id: int, on: date) -> Sequence[int]:
        working = (feed.c.person_id == person_id, feed.c.revoked_on.is_(None))
        revoked = update(feed).where(*working).values(revoked_on=on).returning(feed.c.id)
        return sorted(self.connection.scalars(revoked))

    def replace(self, feed_id: int, on: date, *, until: date) -> None:
        last = case((feed.c.expires_on < until, feed.c.expires_on), else_=until)
        once = (feed.c.id == feed_id, feed.c.replaced_on.is_(None))
        self.connection.execute(update(feed).where(*once).values(replaced_on=on, expires_on=last))

    def note_use(self, feed_id: int, on: date) -> None:
        self.connection.execute(update(feed).where(feed.c.id == feed_id).values(last_used_on=on))

    def _all(self, chosen: Select[Any]) -> Sequence[Feed]:
        return tuple(Feed(**row) for row in self.connection.execute(chosen).mappings())
