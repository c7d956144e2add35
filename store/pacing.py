"""The buckets that hold the pace, one row for each tenant, locked for as long as one takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from scheduler.pacing import Bucket, full
from store.bulk import insert_into
from store.schema import pace


@dataclass(frozen=True, slots=True)
class SqlPacing:
    connection: Connection

    def take(self, tenant: str, wanted: int, *, now: datetime, rate: float) -> int:
        granted, left = self._bucket(tenant, now, rate).taking(wanted, now, rate)
        self._write(tenant, tokens=left.tokens, filled_at=left.filled_at, paused_until=left.paused_until)
        return granted

    def give_back(self, tenant: str, unused: int) -> None:
        if unused:
            self._write(tenant, tokens=pace.c.tokens + unused)

    def pause(self, tenant: str, *, until: datetime) -> None:
        """A longer pause that is there already stays; after it one message goes first, and shows whether more may."""
        later = update(pace).where(pace.c.tenant == tenant)
        shorter = (pace.c.paused_until.is_(None)) | (pace.c.paused_until < until)
        self.connection.execute(later.where(shorter).values(paused_until=until, tokens=1.0))

    def wait(self, tenants: Sequence[str], *, now: datetime, rate: float) -> timedelta:
        rows = self.connection.execute(select(pace).where(pace.c.tenant.in_(tenants)))
        waits = [Bucket(row.tokens, row.filled_at, row.paused_until).wait(now, rate) for row in rows]
        return min(waits, default=timedelta())

    def _bucket(self, tenant: str, now: datetime, rate: float) -> Bucket:
        fresh = full(now, rate)
        values = {"tenant": tenant, "tokens": fresh.tokens, "filled_at": fresh.filled_at, "paused_until": None}
        self.connection.execute(insert_into(self.connection, pace).values(values).on_conflict_do_nothing())
        row = self.connection.execute(select(pace).where(pace.c.tenant == tenant).with_for_update()).one()
        return Bucket(row.tokens, row.filled_at, row.paused_until)

    def _write(self, tenant: str, **values: object) -> None:
        self.connection.execute(update(pace).where(pace.c.tenant == tenant).values(values))
