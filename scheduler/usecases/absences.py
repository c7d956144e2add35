"""Entering that somebody is away, with or without a stand-in, and that they are back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.absences import LONGEST_ABSENCE, Absence
from scheduler.audit import By, Deed, Thing, span_words
from scheduler.days import ONE_DAY
from scheduler.organisation import Organisation, Person, RoleHolding, Subject
from scheduler.ports import UnitOfWork
from scheduler.wheel_parts import Level


class Obstacle(StrEnum):
    """Why an absence is not entered; each stands at one field."""

    NO_FIRST_DAY = "no_first_day"
    NO_LAST_DAY = "no_last_day"
    ENDS_BEFORE = "ends_before"
    IS_OVER = "is_over"
    TOO_LONG = "too_long"
    OVERLAPS = "overlaps"
    NOBODY = "nobody"
    SEVERAL = "several"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class Away:
    """What is to be entered; `stand_in` is None where nobody stands in."""

    since: date | None
    until: date | None
    stand_in: Person | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """It is entered; `stand_in_away` are the days of the stand-in's own absences that fall within it."""

    absence: Absence
    stand_in: Person | None
    stand_in_away: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """Nothing is entered: all that stands in the way, and the absence that is there already, if it is that."""

    obstacles: tuple[Obstacle, ...]
    other: Absence | None = None


def enter_absence(uow: UnitOfWork, person: Person, away: Away, *, today: date, by: By) -> Entered | Denied:
    obstacles = tuple(obstacles_to(away, person, today))
    if obstacles or away.since is None or away.until is None:
        return Denied(obstacles)
    uow.absences.hold(person.id)
    known = uow.absences.of_persons([person.id], since=away.since)
    other = next((one for one in known if one.overlaps(away.since, away.until)), None)
    if other is not None:
        return Denied((Obstacle.OVERLAPS,), other)
    absence = uow.absences.add(
        person.municipality_id,
        person.id,
        stand_in_id=away.stand_in.id if away.stand_in else None,
        since=away.since,
        until=away.until,
        at=by.at,
    )
    uow.audit.append(by.did(Deed.ABSENT, Thing.PERSON, person.id, after=_words(absence)))
    theirs = uow.absences.of_persons([away.stand_in.id], since=away.since) if away.stand_in else ()
    return Entered(absence, away.stand_in, tuple(one for one in theirs if one.overlaps(away.since, away.until)))


def end_absence(uow: UnitOfWork, absence: Absence, *, last_day: date, by: By) -> None:
    """An earlier last day; an absence that would end before it begins has never been."""
    uow.absences.end(absence.id, on=last_day)
    after = span_words(absence.since, last_day) if last_day >= absence.since else ""
    uow.audit.append(by.did(Deed.BACK, Thing.PERSON, absence.person_id, before=_words(absence), after=after))


def back_today(uow: UnitOfWork, absence: Absence, *, today: date, by: By) -> None:
    end_absence(uow, absence, last_day=today - ONE_DAY, by=by)


def obstacles_to(away: Away, person: Person, today: date) -> Iterator[Obstacle]:
    """All of them at once."""
    if away.since is None:
        yield Obstacle.NO_FIRST_DAY
    if away.until is None:
        yield Obstacle.NO_LAST_DAY
    if away.since is not None and away.until is not None:
        if away.until < away.since:
            yield Obstacle.ENDS_BEFORE
        elif away.until < today:
            yield Obstacle.IS_OVER
        elif away.until - away.since > timedelta(days=LONGEST_ABSENCE):
            yield Obstacle.TOO_LONG
    if away.stand_in is not None and away.stand_in.id == person.id:
        yield Obstacle.ONESELF


def _words(absence: Absence) -> str:
    """The days, and who stands in by number."""
    days = span_words(absence.since, absence.until)
    return days if absence.stand_in_id is None else f"{days} {absence.stand_in_id}"


def found_by(uow: UnitOfWork, municipality_id: int, typed: str) -> Person | Obstacle:
    """The one person of that name or address, in any letters."""
    wanted = " ".join(typed.casefold().split())
    everyone = uow.people.everyone(municipality_id)
    found = [one for one in everyone if wanted in (one.name.casefold(), one.email.casefold())]
    if len(found) != 1:
        return Obstacle.SEVERAL if found else Obstacle.NOBODY
    return found[0]


def sensible_for(uow: UnitOfWork, person: Person, today: date) -> Sequence[Person]:
    """Who may well act for the person: the nearest in place and role first, nobody whose work lies elsewhere."""
    organisation = uow.people.organisation(person.municipality_id)
    held = [(one, role) for one, role in uow.people.holdings(person.municipality_id) if role.holds_on(today)]
    mine = [role for one, role in held if one == person.id]
    nearness: dict[int, int] = {}
    for other, role in held:
        near = min((_nearness(organisation, one, role) for one in mine), default=FAR)
        if other != person.id and near < FAR:
            nearness[other] = min(near, nearness.get(other, FAR))
    known = uow.people.some_of(person.municipality_id, nearness)
    return sorted(known, key=lambda one: (nearness[one.id], one.name))


FAR = 4


def _nearness(organisation: Organisation, mine: RoleHolding, other: RoleHolding) -> int:
    same_role = mine.role == other.role
    if _area(organisation, mine.subject) == _area(organisation, other.subject):
        return 0 if same_role else 1
    return 2 if same_role else 3 if other.subject.level is Level.ADMINISTRATION else FAR


def _area(organisation: Organisation, subject: Subject) -> Subject | None:
    return organisation.above(subject, Level.AREA)
