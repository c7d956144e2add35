"""What a wheel's activities refer to: places, providers, documents, roles, bodies, events and promises."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scheduler.fromfile import FromFile
from scheduler.slots import Offset

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, Field(min_length=1, max_length=600)]


class Level(StrEnum):
    """The places of an organisation: what a role is held for and an assignment is about."""

    UNIT = "unit"
    AREA = "area"
    ADMINISTRATION = "administration"


class ActivityLevel(StrEnum):
    """Where the source places an activity; `place` is where it is carried out, one assignment for each."""

    UNIT = "unit"
    AREA = "area"
    ADMINISTRATION = "administration"
    COMMITTEE = "committee"
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    INDIVIDUAL = "individual"
    ALL = "all"

    @property
    def place(self) -> Level:
        if self in (ActivityLevel.ADMINISTRATION, ActivityLevel.COMMITTEE, ActivityLevel.MUNICIPALITY):
            return Level.ADMINISTRATION
        return Level.AREA if self is ActivityLevel.AREA else Level.UNIT


class Provider(StrEnum):
    """Who runs the unit, or whom an activity concerns; "n.a." where it concerns the administration itself."""

    IN_HOUSE = "egen regi"
    PRIVATE = "privat"
    CHOSEN = "LOV"
    PROCURED = "LOU"
    BOTH = "both"
    NOT_APPLICABLE = "n.a."

    def concerns(self, unit: "Provider") -> bool:
        """What is for private providers is for those under LOV and LOU as well, but not the other way round."""
        if self is Provider.PRIVATE:
            return unit in PRIVATE_PROVIDERS
        return self in (Provider.BOTH, Provider.NOT_APPLICABLE) or self is unit


PRIVATE_PROVIDERS = (Provider.PRIVATE, Provider.CHOSEN, Provider.PROCURED)


class Verb(StrEnum):
    """What happens before the receiver: adopting needs a decision, informing a day, preparing neither."""

    ADOPTS = "adopts"
    INFORMS = "informs"
    PREPARES = "prepares"


class ReviewBy(StrEnum):
    """Words that stand in the place of a role or a body that judges answers."""

    RECEIVER = "receiver"
    NOBODY = "nobody"


class Phase(StrEnum):
    PLAN = "planera"
    DO = "genomföra"
    CHECK = "följa upp"
    ACT = "åtgärda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(FromFile):
    """A source document; activities refer to it by its key."""

    key: str
    file: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(FromFile):
    """The place in a document that an activity or a form rests on."""

    document: str
    heading: Text
    lines: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(FromFile):
    """A part that a person can hold for a unit, an area or the whole administration.

    `held_by` lets a municipality say that those who hold another role act in this one.
    """

    key: Key
    title: Text
    level: Level
    held_by: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(FromFile):
    """A body's meeting, known for ever by the day it was first called for."""

    on: date
    at: time | None = None
    moved_to: date | None = None
    cancelled: bool = False

    @property
    def day(self) -> date | None:
        """When it is held; None where it is cancelled."""
        return None if self.cancelled else self.moved_to or self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(FromFile):
    """A forum that receives or decides; `secretary` is the role that speaks for it in chat."""

    key: Key
    name: Text
    secretary: Key | None = None
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(FromFile):
    """To which role a late answer is told, after how many working days and again after as many, and how often at most.

    The first day is the second one at the earliest: whoever is late is told on the day before.
    """

    role: Key
    after: Annotated[int, Field(ge=2, le=60)]
    at_most: Annotated[int, Field(ge=1, le=5)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind(FromFile):
    """Something that can happen to a place of that level and start activities there."""

    key: Key
    title: Text
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(FromFile):
    """How a promise is measured; a promise without figures is kept always or not at all."""

    at_most: Offset | None = None
    at_least: Offset | None = None
    times_a_week: Annotated[int, Field(ge=1, le=50)] | None = None
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(FromFile):
    """A promise to the single client; whether it is kept is told in the activity that it rolls up to."""

    key: Key
    title: Text
    limit: Limit
    applies_to: Text
    rolls_up_to: Key
    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    starts_from: str = ""
