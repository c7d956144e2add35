"""Whose year a person may see as a picture: their own, their units' and areas', and the whole administration's."""

from collections.abc import Iterator
from datetime import date

from scheduler.organisation import Organisation, RoleHolding, Subject
from scheduler.ports import Feed, UnitOfWork
from scheduler.wheel_parts import Level

OWN, WHOLE = "me", "wheel"
UNIT, AREA, ROLE = "unit:", "area:", "role:"
PICTURE = "picture"
MOST_SIGHTS = 40
"""More choices than these nobody looks through: areas come before units."""


def sights_of(uow: UnitOfWork, person_id: int, municipality_id: int, today: date) -> tuple[str, ...]:
    """Scopes, one's own first and the whole last: the places of one's roles, what they lie in and what lies in them."""
    organisation = uow.people.organisation(municipality_id)
    held = [one.subject for one in uow.people.roles_of(person_id, today)]
    areas = dict.fromkeys(name for subject in held for name in _areas_around(subject, organisation))
    units = dict.fromkeys(name for subject in held for name in _units_in(subject, organisation))
    return (OWN, *(*areas, *units)[:MOST_SIGHTS], WHOLE)


def _areas_around(subject: Subject, organisation: Organisation) -> Iterator[str]:
    yield from (AREA + organisation.name_of(area) for area in organisation.within(subject, Level.AREA))


def _units_in(subject: Subject, organisation: Organisation) -> Iterator[str]:
    yield from (UNIT + organisation.name_of(unit) for unit in organisation.within(subject, Level.UNIT))


def as_picture(sight: str) -> str:
    """The scope of the address under which the sight is shown."""
    return PICTURE if sight == OWN else f"{PICTURE}:{sight}"


def is_picture(scope: str) -> bool:
    return scope.partition(":")[0] == PICTURE


def seen_in(scope: str) -> str:
    """What a picture's address shows, as a calendar's scope says it; one's own picture stays itself."""
    return scope.removeprefix(f"{PICTURE}:")


def may_see(uow: UnitOfWork, feed: Feed, today: date) -> bool:
    """Whether the owner of a picture of a place may still see it."""
    if feed.scope == PICTURE:
        return True
    return feed.person_id is not None and seen_in(feed.scope) in sights_of(
        uow, feed.person_id, feed.municipality_id, today
    )


def has_lost_its_role(uow: UnitOfWork, feed: Feed, today: date) -> bool:
    """Whether the owner had the role, or one for the place, when the calendar was made, and has none there today."""
    if feed.person_id is None or not feed.scope.startswith((UNIT, AREA, ROLE)):
        return False
    organisation = uow.people.organisation(feed.municipality_id)
    then, now = (
        any(_is_for(held, feed.scope, organisation) for held in uow.people.roles_of(feed.person_id, day))
        for day in (feed.created_on, today)
    )
    return then and not now


def _is_for(held: RoleHolding, scope: str, organisation: Organisation) -> bool:
    kind, _, name = scope.partition(":")
    if kind == "role":
        return held.role == name
    return held.subject.level == kind and organisation.name_of(held.subject) == name
