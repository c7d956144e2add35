"""Letting a person in on the web: a code made once and used once, and the session that it is exchanged for.

All instants are the system clock's; `today` is the calendar's, for roles are held from day to day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.audit import By, Deed, Thing
from scheduler.organisation import Person
from scheduler.ports import Tokens, UnitOfWork
from scheduler.ports_web import AccessCode, WebSession
from scheduler.usecases.feeds import hash_of

HOME = "/form"
CHAT_CODE_LASTS, MAILED_CODE_LASTS = timedelta(minutes=10), timedelta(hours=24)
SESSION_LASTS, IDLE_LASTS = timedelta(hours=8), timedelta(hours=2)
NOTED_AFTER = timedelta(minutes=5)
"""A session that is used more often than that is not written down each time."""

OWN_PATH = re.compile(r"/(?:form|council)(?:/[A-Za-z0-9_-]+)*")


class NotOurs(ValueError):
    """A code may lead to pages of our own, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The only moment at which the session's token is known, and where its holder wanted to go."""

    session: WebSession
    token: str
    target: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a session belongs to now."""

    session: WebSession
    person: Person


def is_own_path(target: str) -> bool:
    """Whether it is a plain path to pages that need a session: no host, no dots, nothing that a browser could bend."""
    return OWN_PATH.fullmatch(target) is not None


def issue_code(uow: UnitOfWork, tokens: Tokens, person: Person, *, target: str, lasts: timedelta, now: datetime) -> str:
    """A code that opens the target once, for that person; `NotOurs` for a target that is no page of ours."""
    if not is_own_path(target):
        raise NotOurs(target)
    code = tokens.new()
    made = AccessCode(
        municipality_id=person.municipality_id,
        person_id=person.id,
        target=target,
        created_at=now,
        expires_at=now + lasts,
    )
    uow.access.add_code(made, hash_of(code))
    return code


def exchange(uow: UnitOfWork, tokens: Tokens, code: str, *, now: datetime, today: date, request: str) -> Entered | None:
    """A session for the code, once; unknown, used and expired codes, and those of people who have left, look the same.

    The code is used up all the same.
    """
    used = uow.access.use_code(hash_of(code), now)
    if used is None or not uow.people.roles_of(used.person_id, today):
        return None
    token = tokens.new()
    session = uow.access.begin(
        used.municipality_id, used.person_id, token_hash=hash_of(token), at=now, until=now + IDLE_LASTS
    )
    by = By(municipality_id=used.municipality_id, at=now, request=request, person_id=used.person_id)
    uow.audit.append(by.did(Deed.SIGNED_IN, Thing.PERSON, used.person_id))
    return Entered(session, token, used.target)


def signed_in_with(uow: UnitOfWork, token: str, *, now: datetime, today: date) -> SignedIn | None:
    """Whom the token lets in now: a session ends by itself, by somebody's hand, or with the person's last role."""
    session = uow.access.session(hash_of(token))
    if session is None or session.ended_at is not None or session.expires_at <= now:
        return None
    person = uow.people.person(session.municipality_id, session.person_id)
    return SignedIn(session, person) if person and uow.people.roles_of(person.id, today) else None


def prolonged(session: WebSession, now: datetime) -> datetime | None:
    """When the session ends now that it has been used; None where that is not worth writing down."""
    until = min(now + IDLE_LASTS, session.created_at + SESSION_LASTS)
    return until if until - session.expires_at >= NOTED_AFTER else None


def sign_out(uow: UnitOfWork, session: WebSession, *, by: By) -> None:
    if uow.access.end(session.id, by.at):
        uow.audit.append(by.did(Deed.SIGNED_OUT, Thing.PERSON, session.person_id))


def sign_out_everywhere(uow: UnitOfWork, person: Person, *, by: By) -> int:
    """Every browser of the person's, and every link that nobody has used; how many browsers were signed in."""
    ended = uow.access.end_all(person.id, by.at)
    uow.audit.append(by.did(Deed.SIGNED_OUT, Thing.PERSON, person.id))
    return ended
