"""Calendar addresses: made once, shown once, kept as a hash, and revoked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.gathering import Gathered, alone, gather
from scheduler.lifecycle import ANSWERED
from scheduler.meetings import CalledMeeting
from scheduler.organisation import Organisation, Person
from scheduler.planning import years_to_plan
from scheduler.ports import Feed, Tokens, UnitOfWork
from scheduler.usecases.sights import (
    AREA,
    OWN,
    PICTURE,
    ROLE,
    WHOLE,
    as_picture,
    has_lost_its_role,
    is_picture,
    may_see,
    seen_in,
)
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level

PREFIX = "arshjul_"
BODY = "body:"
CHAT_FEED = "Teams"
PICTURE_LASTS = timedelta(days=30)
REPLACED_LASTS = timedelta(days=14)


class Emptiness(StrEnum):
    """Why a calendar has nothing in it."""

    NO_ROLE = "no_role"
    NOTHING_PLANNED = "nothing_planned"
    NO_TASKS = "no_tasks"


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
    by: By,
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
    uow.audit.append(by.did(Deed.CREATED, Thing.FEED, feed.id, after=scope))
    return NewFeed(feed, token)


def replace_feed(
    uow: UnitOfWork, tokens: Tokens, person: Person, *, scope: str, name: str, today: date, by: By
) -> NewFeed:
    """A new address; those of the same scope and name say so for two weeks, and then stop working."""
    for old in uow.feeds.of_person(person.id, scope=scope, name=name):
        uow.feeds.replace(old.id, today, until=today + REPLACED_LASTS)
        uow.audit.append(by.did(Deed.REPLACED, Thing.FEED, old.id))
    return create_feed(uow, tokens, person, scope=scope, name=name, today=today, by=by)


def revoke_feeds_of(uow: UnitOfWork, person: Person, today: date, *, by: By) -> int:
    """Every address of the person, those of pictures too; how many still worked."""
    revoked = uow.feeds.revoke_all(person.id, today)
    uow.audit.append(*(by.did(Deed.REVOKED, Thing.FEED, feed_id) for feed_id in revoked))
    return len(revoked)


def revoke_feed(uow: UnitOfWork, feed_id: int, today: date, *, by: By) -> bool:
    """False where there is none or it was revoked before."""
    is_revoked = uow.feeds.revoke(feed_id, today)
    if is_revoked:
        uow.audit.append(by.did(Deed.REVOKED, Thing.FEED, feed_id))
    return is_revoked


def create_picture(
    uow: UnitOfWork, tokens: Tokens, person: Person, today: date, *, by: By, sight: str = OWN
) -> NewFeed:
    """An address for the wheel as a page and a picture, good for thirty days."""
    return create_feed(
        uow,
        tokens,
        person,
        scope=as_picture(sight),
        name=CHAT_FEED,
        today=today,
        by=by,
        expires_on=today + PICTURE_LASTS,
    )


def calendar_of(uow: UnitOfWork, token: str, today: date) -> Feed | None:
    """The calendar that the token opens today; unknown, revoked, expired and malformed look the same."""
    feed = _working(uow, token, today)
    return None if feed is None or is_picture(feed.scope) or has_lost_its_role(uow, feed, today) else feed


def picture_of(uow: UnitOfWork, token: str, today: date) -> Feed | None:
    """Likewise for the wheel: a picture's address passes through others' servers and must open no calendar."""
    feed = _working(uow, token, today)
    return feed if feed is not None and is_picture(feed.scope) and may_see(uow, feed, today) else None


def _working(uow: UnitOfWork, token: str, today: date) -> Feed | None:
    """A feed ends with its owner's last role."""
    feed = uow.feeds.by_hash(hash_of(token))
    if feed is None or feed.revoked_on is not None:
        return None
    if feed.expires_on is not None and feed.expires_on < today:
        return None
    has_left = feed.person_id is not None and not uow.people.roles_of(feed.person_id, today)
    return None if has_left else feed


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def owner_of(uow: UnitOfWork, feed: Feed) -> Person | None:
    return uow.people.person(feed.municipality_id, feed.person_id) if feed.person_id is not None else None


def shows_own(uow: UnitOfWork, feed: Feed, today: date) -> bool:
    """Whether it shows its owner's tasks; whoever has none, a council's secretary say, sees everyone's in a picture."""
    if feed.person_id is None or feed.scope not in (OWN, PICTURE):
        return False
    years = years_to_plan(today)
    return feed.scope == OWN or any(uow.assignments.of_places(feed.person_id, today, year=year) for year in years)


def assignments_in(uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date) -> Iterator[Assignment]:
    """What the feed shows, place by place: last year, this year and as far as is planned.

    What is hidden comes once it is carried out; before that only to those who carry it out, in a calendar of theirs.
    """
    for known, told in _years_of(uow, wheel, feed, today):
        yield from (one for one in known if one.id in told)


def gathered_in(uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date) -> Iterator[Gathered]:
    """The same as a calendar shows it: in a wide one the places that have the same days share what they have to do."""
    if not is_wide(feed):
        yield from map(alone, assignments_in(uow, wheel, feed, today))
        return
    years = list(_years_of(uow, wheel, feed, today))
    told = frozenset[int]().union(*(told for _, told in years))
    yield from gather((one for known, _ in years for one in known), told, _hidden_in(wheel))


def why_empty(uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date) -> Emptiness | None:
    """What to tell whoever wonders; None where there is something in the calendar."""
    if feed.person_id is not None and not uow.people.roles_of(feed.person_id, today):
        return Emptiness.NO_ROLE
    if any(gathered_in(uow, wheel, feed, today)) or any(meetings_in(uow, wheel, feed, today)):
        return None
    return Emptiness.NO_TASKS if uow.municipalities.get(feed.municipality_id).planned_for else Emptiness.NOTHING_PLANNED


def _years_of(
    uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date
) -> Iterator[tuple[Sequence[Assignment], frozenset[int]]]:
    """For each year what lies in the scope, and the ids of what may be told of it."""
    organisation = uow.people.organisation(feed.municipality_id)
    is_own = shows_own(uow, feed, today)
    scope = seen_in(feed.scope)
    takes_all = is_own or scope in (WHOLE, PICTURE)
    for year in range(today.year - 1, years_to_plan(today)[-1] + 1):
        own = uow.assignments.of_places(feed.person_id, today, year=year) if feed.person_id is not None else ()
        known = own if is_own else uow.assignments.of_municipality(feed.municipality_id, year=year)
        within = [one for one in known if takes_all or in_scope(one, scope, organisation, wheel)]
        told = _without_secrets(within, wheel, own if tells_secrets(feed) else ())
        yield within, frozenset(one.id for one in told)


def meetings_in(uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date) -> Iterator[CalledMeeting]:
    """Those of the body, of the bodies that the owner or the role speaks for, or all of them; from last year on."""
    bodies = _bodies_of(uow, wheel, feed, today)
    for one in uow.meetings.of_municipality(feed.municipality_id):
        if one.body in bodies and (one.held_on or one.called_for).year >= today.year - 1:
            yield one


def _bodies_of(uow: UnitOfWork, wheel: Wheel, feed: Feed, today: date) -> set[str]:
    if feed.scope == WHOLE:
        return set(wheel.body_by_key)
    if feed.scope.startswith(BODY):
        return {feed.scope.removeprefix(BODY)}
    roles = {feed.scope.removeprefix(ROLE)} if feed.scope.startswith(ROLE) else set()
    if feed.scope == OWN and feed.person_id is not None:
        roles = {held.role for held in uow.people.roles_of(feed.person_id, today)}
    return {body.key for body in wheel.bodies if body.secretary in roles}


def is_wide(feed: Feed) -> bool:
    """Whether it shows what many places have to do, and they had better share it."""
    return feed.scope == WHOLE or feed.scope.startswith((BODY, ROLE, AREA))


def tells_secrets(feed: Feed) -> bool:
    """Whether its owner reads there what they are to carry out unannounced; a picture's address is passed around."""
    return feed.scope == OWN or feed.scope.startswith(ROLE)


def _without_secrets(known: Iterable[Assignment], wheel: Wheel, own: Iterable[Assignment]) -> list[Assignment]:
    """By the row, which keeps what was hidden when it was planned, and by the wheel as it is now."""
    hidden = _hidden_in(wheel)
    kept = {one.id for one in own}
    return [
        one for one in known if not (one.hidden or one.activity in hidden) or one.state in ANSWERED or one.id in kept
    ]


def _hidden_in(wheel: Wheel) -> frozenset[str]:
    return frozenset(activity.key for activity in wheel.activities if activity.hidden)


def in_scope(assignment: Assignment, scope: str, organisation: Organisation, wheel: Wheel) -> bool:
    """Whether "unit:Name", "area:Name", with the area's units, "role:key" or "body:key" takes it in.

    A body's are those that it decides about or receives, wherever they are carried out.
    """
    kind, _, name = scope.partition(":")
    if kind == "body":
        activity = wheel.activity_by_key.get(assignment.activity)
        return activity is not None and name in (activity.decides, activity.receiver)
    if kind == "role":
        return assignment.role == name
    subject = assignment.subject
    if kind == "area":
        areas = {area.id for area in organisation.areas if area.name == name}
        units = {unit.id for unit in organisation.units if unit.area_id in areas}
        return subject.id in {Level.AREA: areas, Level.UNIT: units}.get(subject.level, set())
    return kind == "unit" and subject.level is Level.UNIT and assignment.place == name


def scope_title(scope: str, wheel: Wheel) -> str:
    """What people call the role or the body that the scope names; empty for every other scope."""
    kind, _, name = scope.partition(":")
    if kind == "role" and name in wheel.role_by_key:
        return wheel.role_by_key[name].title
    return wheel.body_by_key[name].name if kind == "body" and name in wheel.body_by_key else ""
