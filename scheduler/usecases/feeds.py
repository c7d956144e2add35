"""Calendar addresses: made once, shown once, kept as a hash, and revoked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from scheduler.assignments import Assignment
from scheduler.organisation import Person
from scheduler.planning import years_to_plan
from scheduler.ports import Feed, Tokens, UnitOfWork
from scheduler.wheel import Level

PREFIX = "arshjul_"
OWN = "me"
WHOLE = "wheel"
PICTURE = "picture"
CHAT_FEED = "Teams"
PICTURE_LASTS = timedelta(days=30)
SCOPE_LEVELS = {"unit": Level.UNIT, "area": Level.AREA}


@dataclass(frozen=True, slots=True)
class NewFeed:
    """The only moment at which the token is known."""

    feed: Feed
    token: str


def create_feed(
    uow: UnitOfWork,
    tokens: Tokens,
    person: Person,
    *,
    scope: str,
    name: str,
    today: date,
    expires_on: date | None = None,
) -> NewFeed:
    token = PREFIX + tokens.new()
    feed = uow.feeds.add(
        person.municipality_id,
        person_id=person.id,
        scope=scope,
        name=name,
        token_hash=hash_of(token),
        created_on=today,
        expires_on=expires_on,
    )
    return NewFeed(feed, token)


def replace_feed(uow: UnitOfWork, tokens: Tokens, person: Person, *, scope: str, name: str, today: date) -> NewFeed:
    """A new address; those of the same scope and name stop working."""
    for old in uow.feeds.of_person(person.id, scope=scope, name=name):
        uow.feeds.revoke(old.id, today)
    return create_feed(uow, tokens, person, scope=scope, name=name, today=today)


def create_picture(uow: UnitOfWork, tokens: Tokens, person: Person, today: date) -> NewFeed:
    """An address for the wheel as a page and a picture, good for thirty days."""
    return create_feed(
        uow, tokens, person, scope=PICTURE, name=CHAT_FEED, today=today, expires_on=today + PICTURE_LASTS
    )


def feed_of(uow: UnitOfWork, token: str, today: date) -> Feed | None:
    """The feed that the token opens today; unknown, revoked, expired and malformed look the same."""
    feed = uow.feeds.by_hash(hash_of(token))
    if feed is None or feed.revoked_on is not None:
        return None
    return None if feed.expires_on is not None and feed.expires_on < today else feed


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def assignments_in(uow: UnitOfWork, feed: Feed, today: date) -> Iterator[Assignment]:
    """What the feed shows: last year, this year and as far as is planned."""
    for year in range(today.year - 1, years_to_plan(today)[-1] + 1):
        if feed.scope in (OWN, PICTURE) and feed.person_id is not None:
            yield from uow.assignments.of_places(feed.person_id, today, year=year)
        else:
            everything = uow.assignments.of_municipality(feed.municipality_id, year=year)
            yield from (one for one in everything if in_scope(one, feed.scope))


def in_scope(assignment: Assignment, scope: str) -> bool:
    """Whether "wheel", "unit:Name", "area:Name" or "role:key" takes it in."""
    kind, _, name = scope.partition(":")
    if kind == "role":
        return assignment.role == name
    if kind in SCOPE_LEVELS:
        return assignment.subject.level is SCOPE_LEVELS[kind] and assignment.place == name
    return kind == WHOLE
