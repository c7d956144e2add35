"""Who there is: areas, units, people and the roles they hold from day to day."""

from dataclasses import dataclass
from datetime import date

from scheduler.wheel import Level, Provider


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality of the installation; nothing is planned that was due before `started_on`."""

    id: int
    key: str
    name: str
    wheel: str
    started_on: date
    planned_for: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """`area_id` is the area it belongs to."""

    id: int
    area_id: int
    name: str
    provider: Provider
    service_types: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Organisation:
    """The places of one municipality in which something can be carried out."""

    municipality_id: int
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
