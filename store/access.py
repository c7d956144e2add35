"""Codes that open once, and sessions, each found by the hash of what opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from scheduler.ports_web import AccessCode, WebSession
from store.bulk import as_row
from store.schema_web import access_code, web_session

CODE = (
    access_code.c.municipality_id,
    access_code.c.person_id,
    access_code.c.target,
    access_code.c.created_at,
    access_code.c.expires_at,
)
SESSION = tuple(column for column in web_session.c if column.name != "token_hash")


@dataclass(frozen=True, slots=True)
class SqlAccess:
    connection: Connection

    def add_code(self, code: AccessCode, code_hash: str) -> None:
        self.connection.execute(insert(access_code).values(**as_row(code), code_hash=code_hash))

    def codes_since(self, person_id: int, since: datetime) -> Sequence[datetime]:
        made = access_code.c.created_at
        chosen = select(made).where(access_code.c.person_id == person_id, made >= since).order_by(made)
        return tuple(self.connection.scalars(chosen))

    def use_code(self, code_hash: str, at: datetime) -> AccessCode | None:
        """In one statement, so that of two who ask at once one is late."""
        holds = (access_code.c.used_at.is_(None), access_code.c.expires_at > at)
        used = update(access_code).where(access_code.c.code_hash == code_hash, *holds).values(used_at=at)
        row = self.connection.execute(used.returning(*CODE)).mappings().one_or_none()
        return None if row is None else AccessCode(**row)

    def begin(
        self, municipality_id: int, person_id: int, *, token_hash: str, at: datetime, until: datetime
    ) -> WebSession:
        values = {
            "municipality_id": municipality_id,
            "person_id": person_id,
            "token_hash": token_hash,
            "created_at": at,
            "expires_at": until,
        }
        begun = self.connection.execute(insert(web_session).values(values).returning(*SESSION))
        return WebSession(**begun.mappings().one())

    def session(self, token_hash: str) -> WebSession | None:
        row = self.connection.execute(select(*SESSION).where(web_session.c.token_hash == token_hash))
        found = row.mappings().one_or_none()
        return None if found is None else WebSession(**found)

    def prolong(self, session_id: int, until: datetime) -> None:
        """Never one that somebody has ended meanwhile."""
        going_on = (web_session.c.id == session_id, web_session.c.ended_at.is_(None))
        self.connection.execute(update(web_session).where(*going_on).values(expires_at=until))

    def end(self, session_id: int, at: datetime) -> bool:
        going_on = (web_session.c.id == session_id, web_session.c.ended_at.is_(None))
        return self.connection.execute(update(web_session).where(*going_on).values(ended_at=at)).rowcount == 1

    def end_all(self, person_id: int, at: datetime) -> int:
        unused = (access_code.c.person_id == person_id, access_code.c.used_at.is_(None))
        self.connection.execute(update(access_code).where(*unused).values(used_at=at))
        unended = update(web_session).where(web_session.c.person_id == person_id, web_session.c.ended_at.is_(None))
        ended = self.connection.execute(unended.values(ended_at=at).returning(web_session.c.expires_at))
        return sum(expires_at > at for expires_at in ended.scalars())
