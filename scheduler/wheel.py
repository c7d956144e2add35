"""The annual wheel of one municipality as frozen values, just as its TOML file spells it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from scheduler.fromfile import FromFile
from scheduler.ladder import DEFAULT_LADDER, Ladder
from scheduler.rules import Rule, UndatedRule

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, Field(min_length=1, max_length=600)]

DECISION_FORM = "common.beslut"
PLAIN_FORM = "common.klart"


class Level(StrEnum):
    """Where in the organisation an activity is carried out: one assignment for each such place."""

    UNIT = "unit"
    AREA = "area"
    ADMINISTRATION = "administration"


class Provider(StrEnum):
    """Who runs the unit, or whom an activity concerns; "n.a." where it concerns the administration itself."""

    IN_HOUSE = "egen regi"
    PRIVATE = "privat"
    BOTH = "both"
    NOT_APPLICABLE = "n.a."

    def concerns(self, unit: "Provider") -> bool:
        return self in (Provider.BOTH, Provider.NOT_APPLICABLE) or self is unit


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
class Body(FromFile):
    """A forum that receives or decides; `secretary` is the role that speaks for it in chat."""

    key: Key
    name: Text
    secretary: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(FromFile):
    """One recurring obligation; `inferred` names the fields that are read out of the source, not stated in it."""

    key: Key
    title: Text
    summary: Text
    rule: Rule
    level: Level
    provider: Provider
    phase: Phase
    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    performer: Key | None = None
    receiver: Key | None = None
    decides: Key | None = None
    form: str | None = None
    service_types: tuple[str, ...] = ()
    feeds: tuple[Key, ...] = ()
    inferred: tuple[str, ...] = ()
    ladder: Ladder = DEFAULT_LADDER

    @property
    def is_undated(self) -> bool:
        return isinstance(self.rule, UndatedRule) or self.rule.lacks_base_year

    @property
    def answered_with(self) -> str:
        """The key of its form: its own, else the one for decisions, else a plain "done"."""
        return self.form or (DECISION_FORM if self.decides else PLAIN_FORM)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan(FromFile):
    """When a body is told what was answered, and about which activities; an empty list means all of them."""

    key: Key
    title: Text
    body: Key
    rule: Rule
    activities: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Local(FromFile):
    """Whose decisions lie over the wheel; an example says so wherever its dates are shown."""

    name: Text
    example: bool = False


@dataclass(frozen=True, kw_only=True)
class Wheel(FromFile):
    """All activities of one municipality in one edition, with local decisions laid over it where there are any."""

    key: Key
    municipality: Text
    administration: Text
    edition: Text
    documents: tuple[Document, ...]
    roles: tuple[Role, ...]
    bodies: tuple[Body, ...] = ()
    activities: tuple[Activity, ...]
    digests: tuple[DigestPlan, ...] = ()
    local: Local | None = None

    @cached_property
    def activity_by_key(self) -> dict[str, Activity]:
        return {activity.key: activity for activity in self.activities}

    @cached_property
    def role_by_key(self) -> dict[str, Role]:
        return {role.key: role for role in self.roles}

    @cached_property
    def body_by_key(self) -> dict[str, Body]:
        return {body.key: body for body in self.bodies}

    @cached_property
    def document_by_key(self) -> dict[str, Document]:
        return {document.key: document for document in self.documents}

    def holder_of(self, role: str) -> str:
        """The role that persons are entered with: local decisions may let one role act in another."""
        found = self.role_by_key.get(role)
        return found.held_by or role if found else role
