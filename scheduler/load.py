"""The load of a planned year: how many answers each person is expected to give, and where too many come at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from scheduler.organisation import Organisation, Subject
from scheduler.people_file import PeopleRow, organisation_of
from scheduler.planning import Planned, assignments_for
from scheduler.slots import Precision
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level

JULY = 7


class WarningKind(StrEnum):
    """What in a plan is likely to go wrong; NOBODY where no person holds the role when it is to be done."""

    BUSY_WEEK = "busy_week"
    BUSY_MONTH = "busy_month"
    JULY = "july"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one person should be expected to have done in an ISO week, and to answer in a month."""

    per_week: int = 5
    per_month: int = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """One assignment of the plan and everybody who holds its role on its last day; each of them is asked."""

    planned: Planned
    role: str
    held_at: Subject
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """`roles` are the keys of those that the person is asked in, `by_month` the answers by "2027-03"."""

    person: str
    roles: tuple[str, ...]
    by_month: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_month.values())


@dataclass(frozen=True, slots=True)
class LoadWarning:
    """`period` is an ISO week, a month or a year.

    Where nobody holds a role, `person` is empty and `role` is its key; `place` is empty for the administration.
    """

    kind: WarningKind
    person: str
    period: str
    count: int
    role: str = ""
    place: str = ""


@dataclass(frozen=True)
class Staff:
    """The rows of a people file and the places that they name."""

    rows: tuple[PeopleRow, ...]

    @cached_property
    def organisation(self) -> Organisation:
        return organisation_of(self.rows)

    def holders(self, role: str, place: Subject, day: date) -> tuple[str, ...]:
        """Who holds that role for that very place on the day, in the order of the rows."""
        rows = self._rows_by_role.get((role, place), ())
        held = (row for row in rows if row.since <= day and (row.until is None or day <= row.until))
        return tuple(dict.fromkeys(self._called(row) for row in held))

    def called(self, name: str) -> tuple[str, ...]:
        """What those are called here who have that name or that address."""
        return tuple(dict.fromkeys(self._called(row) for row in self.rows if name and name in (row.name, row.email)))

    def _called(self, row: PeopleRow) -> str:
        """The name, and the address too where two people share the name."""
        return f"{row.name} ({row.email})" if len(self._addresses[row.name]) > 1 else row.name

    @cached_property
    def _addresses(self) -> Mapping[str, set[str]]:
        return {name: {row.email for row in self.rows if row.name == name} for name in {row.name for row in self.rows}}

    @cached_property
    def _rows_by_role(self) -> Mapping[tuple[str, Subject], tuple[PeopleRow, ...]]:
        found: dict[tuple[str, Subject], tuple[PeopleRow, ...]] = {}
        for row in self.rows:
            held = row.role, self._place_of(row)
            found[held] = (*found.get(held, ()), row)
        return found

    def _place_of(self, row: PeopleRow) -> Subject:
        if row.level is Level.ADMINISTRATION:
            return Subject(row.level, self.organisation.municipality_id)
        area = self._areas[row.area]
        return Subject(row.level, area if row.level is Level.AREA else self._units[area, row.unit])

    @cached_property
    def _areas(self) -> Mapping[str, int]:
        return {area.name: area.id for area in self.organisation.areas}

    @cached_property
    def _units(self) -> Mapping[tuple[int, str], int]:
        return {(unit.area_id, unit.name): unit.id for unit in self.organisation.units}


def asked_in(wheel: Wheel, planned: Iterable[Planned], staff: Staff) -> Iterator[Asked]:
    """Every assignment of the occurrences, in their order, with those who are asked."""
    for occurrence in planned:
        for new in assignments_for(wheel, occurrence, staff.organisation):
            persons = staff.holders(new.role, new.held_at, occurrence.slot.last_day)
            yield Asked(occurrence, new.role, new.held_at, persons)


def loads_of(asked: Iterable[Asked]) -> tuple[PersonLoad, ...]:
    """One for each person who is asked anything, those with most first; a month is the deadline's, else the opening's.

    Where several hold a role together it counts for each of them, though one answer will do.
    """
    months: dict[str, Counter[str]] = {}
    roles: dict[str, dict[str, None]] = {}
    for one in asked:
        for person in one.persons:
            months.setdefault(person, Counter())[month_of(one.planned.slot.last_day)] += 1
            roles.setdefault(person, {})[one.role] = None
    loads = (PersonLoad(person, tuple(roles[person]), dict(sorted(found.items()))) for person, found in months.items())
    return tuple(sorted(loads, key=lambda load: (-load.total, load.person)))


def warnings_in(asked: Iterable[Asked], staff: Staff, limits: Limits) -> tuple[LoadWarning, ...]:
    """Kind by kind, the greatest first."""
    everything = tuple(asked)
    found = [
        *_over(limits.per_week, WarningKind.BUSY_WEEK, _weeks(everything)),
        *_over(limits.per_month, WarningKind.BUSY_MONTH, _months(everything)),
        *_over(0, WarningKind.JULY, _julys(everything)),
        *_unheld(everything, staff),
    ]
    kinds = list(WarningKind)
    return tuple(
        sorted(found, key=lambda one: (kinds.index(one.kind), -one.count, one.period, one.person, one.role, one.place))
    )


def month_of(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def week_of(day: date) -> str:
    """The ISO week, whose year is not always the day's own: 1 January 2027 lies in 2026-W53."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _weeks(asked: Iterable[Asked]) -> Iterator[tuple[str, str]]:
    """Only deadlines known to the day: one that is known as a month falls in no week of its own."""
    for one in asked:
        slot = one.planned.slot
        if slot.due is not None and slot.precision is Precision.DAY:
            yield from ((person, week_of(slot.due)) for person in one.persons)


def _months(asked: Iterable[Asked]) -> Iterator[tuple[str, str]]:
    for one in asked:
        yield from ((person, month_of(one.planned.slot.last_day)) for person in one.persons)


def _julys(asked: Iterable[Asked]) -> Iterator[tuple[str, str]]:
    for one in asked:
        due = one.planned.slot.due
        if due is not None and due.month == JULY:
            yield from ((person, month_of(due)) for person in one.persons)


def _over(most: int, kind: WarningKind, found: Iterable[tuple[str, str]]) -> Iterator[LoadWarning]:
    for (person, period), count in Counter(found).items():
        if count > most:
            yield LoadWarning(kind, person, period, count)


def _unheld(asked: Iterable[Asked], staff: Staff) -> Iterator[LoadWarning]:
    """One for each role, place and year."""
    lacking = Counter(
        (one.role, staff.organisation.name_of(one.held_at), str(one.planned.slot.last_day.year))
        for one in asked
        if not one.persons
    )
    for (role, place, year), count in lacking.items():
        yield LoadWarning(WarningKind.NOBODY, "", year, count, role, place)
