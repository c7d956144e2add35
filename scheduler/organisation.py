"""Who there is: areas, units, people and the roles they hold from day to day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.wheel_parts import Level, Provider


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality of the installation; nothing is planned that was due before `started_on`.

    `wheel` and `local_file` are its wheel and its own decisions, by name or path; `app_id` is its bot's registration,
    `secret_name` the setting that holds that one's secret, `tenants` whose people may speak to it. What is empty is
    the default municipality's, which the settings define.
    """

    id: int
    key: str
    name: str
    wheel: str
    started_on: date
    planned_for: str = ""
    app_id: str = ""
    app_tenant_id: str = ""
    secret_name: str = ""
    local_file: str = ""
    tenants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """`area_id` is the area it belongs to; `since` and `until` inclusive, None where it has always been or goes on.

    `heir_id` is the unit that answers for it from the day after its last.
    """

    id: int
    area_id: int
    name: str
    provider: Provider
    service_types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    heir_id: int | None = None

    def is_open_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    municipality_id: int
    name: str
    email: str = ""
    entra_object_id: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The place an assignment is for; the administration's id is that of its municipality."""

    level: Level
    id: int


@dataclass(frozen=True, slots=True)
class RoleHolding:
    """Both days inclusive; `until` None means until further notice."""

    role: str
    subject: Subject
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Organisation:
    """The places of one municipality in which something can be carried out, closed ones among them."""

    municipality_id: int
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    closed: frozenset[int] = frozenset()

    def as_of(self, today: date) -> "Organisation":
        """Without the units that have closed by that day, but for those that another answers for."""
        closed = {unit.id for unit in self.units if unit.until is not None and unit.until < today}
        units = tuple(unit for unit in self.units if unit.id not in closed or unit.heir_id is not None)
        return replace(self, units=units, closed=frozenset(closed))

    def looking_back_from(self, today: date) -> "Organisation":
        """With every unit there has been, and knowing which have closed: what these answered is still to be found."""
        return replace(self, closed=self.as_of(today).closed)

    def answering_for(self, unit_id: int) -> int:
        """The unit itself, or the one that answers for it now that it is closed; heirs in a ring are no heirs."""
        passed: list[int] = []
        while unit_id in self.closed and unit_id not in passed:
            passed.append(unit_id)
            heir = self.unit_by_id[unit_id].heir_id
            if heir is None or heir not in self.unit_by_id:
                break
            unit_id = heir
        return unit_id

    @cached_property
    def area_by_id(self) -> Mapping[int, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def unit_by_id(self) -> Mapping[int, Unit]:
        return {unit.id: unit for unit in self.units}

    def knows(self, subject: Subject) -> bool:
        """Whether the place is there; a unit that has closed for good is not, once it is left out."""
        return subject.level is not Level.UNIT or subject.id in self.unit_by_id

    def above(self, subject: Subject, level: Level) -> Subject | None:
        """The place of that level that the subject lies in, or is; None where the level lies below it."""
        if level is subject.level is Level.UNIT:
            return Subject(level, self.answering_for(subject.id))
        if level is subject.level:
            return subject
        if level is Level.ADMINISTRATION:
            return Subject(level, self.municipality_id)
        if level is Level.AREA and subject.level is Level.UNIT:
            return Subject(level, self.unit_by_id[subject.id].area_id)
        return None

    def within(self, subject: Subject, level: Level) -> tuple[Subject, ...]:
        """The places of that level that lie in the subject, or are it or above it."""
        if level is subject.level:
            return (subject,)
        above = self.above(subject, level)
        if above is not None:
            return (above,)
        if level is Level.AREA:
            return tuple(Subject(level, area.id) for area in self.areas)
        return tuple(
            Subject(level, unit.id)
            for unit in self.units
            if subject.level is Level.ADMINISTRATION or unit.area_id == subject.id
        )

    def names_of(self, unit: Unit) -> tuple[str, str]:
        """What the unit may be called by: its own name, and that of its area before it where another shares it."""
        return unit.name, f"{self.area_by_id[unit.area_id].name}/{unit.name}"

    def units_named(self, name: str) -> tuple[Unit, ...]:
        """More than one where several areas have a unit of that name."""
        return tuple(unit for unit in self.units if name in self.names_of(unit))

    def name_of(self, subject: Subject) -> str:
        """A unit's or area's own name, empty for the administration."""
        if subject.level is Level.UNIT:
            return self.unit_by_id[subject.id].name
        return self.area_by_id[subject.id].name if subject.level is Level.AREA else ""
