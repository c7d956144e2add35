"""The annual wheel of one municipality as frozen values, just as its TOML file spells it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field

from scheduler.action_rules import NO_RULES, ActionRules
from scheduler.client_matters import ClientMatters
from scheduler.days import WhenFree, moved_off_a_free_day
from scheduler.digest_sections import USUAL_SECTIONS, Section
from scheduler.fromfile import FromFile
from scheduler.ladder import DEFAULT_LADDER, Ladder
from scheduler.rules import Rule
from scheduler.slots import Called, Dating, Happening, Precision, Slot, Surroundings
from scheduler.wheel_parts import (
    ActivityLevel,
    Body,
    Document,
    Escalation,
    EventKind,
    Guarantee,
    Key,
    Phase,
    Provider,
    ReviewBy,
    Role,
    Source,
    Text,
    Verb,
)

KnownSlots: TypeAlias = dict[tuple[str, int], tuple[Slot, ...]]

DECISION_FORM = "common.beslut"
DELIVERY_FORM = "common.redovisat"
PLAIN_FORM = "common.klart"
FEW = 5


FORMS_BY_VERB = {Verb.ADOPTS: DECISION_FORM, Verb.INFORMS: DELIVERY_FORM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(FromFile):
    """One obligation; `inferred` names the fields that are read out of the source, not stated in it.

    `via` is whom it passes on its way to the receiver, `waits_for` what must be answered before it opens. An
    `external_performer` is nobody of the organisation: then there is no assignment. `hidden` keeps it from those it
    is about until it is carried out. One that `shows_actions` lists the open actions of its place to who answers it.
    `review` is the role or body that judges each answer, `receiver` for whoever it goes to first, `nobody` where not
    even a municipality's general wish for that is to apply.
    """

    key: Key
    title: Text
    summary: Text
    rule: Rule
    level: ActivityLevel
    provider: Provider
    phase: Phase
    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    performer: Key | None = None
    external_performer: str = ""
    via: tuple[Key, ...] = ()
    receiver: Key | None = None
    audience: str = ""
    decides: Key | None = None
    verb: Verb | None = None
    review: Key | None = None
    form: str | None = None
    service_types: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    waits_for: tuple[Key, ...] = ()
    feeds: tuple[Key, ...] = ()
    optional: bool = False
    hidden: bool = False
    shows_actions: bool = False
    inferred: tuple[str, ...] = ()
    when_free: WhenFree | None = None
    ladder: Ladder = DEFAULT_LADDER

    @property
    def answered_with(self) -> str:
        """The key of its form: its own, else the one that its verb asks for, else a plain "done"."""
        verb = Verb.ADOPTS if self.decides else self.verb
        return self.form or (FORMS_BY_VERB.get(verb, PLAIN_FORM) if verb else PLAIN_FORM)

    @property
    def reminders(self) -> Ladder:
        """What one may leave undone is not asked for again once its day has passed."""
        return replace(self.ladder, after=()) if self.optional else self.ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan(FromFile):
    """When a body or those who hold a role are told what was answered, and about which activities: all where empty.

    With `forms`, only what is answered with one of them. An `audience` outside the organisation is told by the role,
    for whom the digest is prepared. `inferred` names the fields that are read out of the source, not stated in it.
    """

    key: Key
    title: Text
    body: Key | None = None
    role: Key | None = None
    rule: Rule
    activities: tuple[Key, ...] = ()
    forms: tuple[str, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)] = USUAL_SECTIONS
    audience: str = ""
    source: tuple[Source, ...] = ()
    inferred: tuple[str, ...] = ()

    @property
    def receiver(self) -> str:
        """The key of the body or role; a plan has exactly one of them."""
        return self.body or self.role or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local(FromFile):
    """Whose decisions lie over the wheel; an example says so wherever its dates are shown.

    `when_free` and `review` say for all activities what one may say for its own: where a deadline goes that falls on a
    free day, and whether the one who receives an answer judges it. Fewer answers than `few` are not shown by themselves
    in a digest. `client_matters` is the routine for what concerns a single client, which is never written here.
    """

    name: Text
    example: bool = False
    when_free: WhenFree = WhenFree.STAY
    few: Annotated[int, Field(ge=1, le=100)] = FEW
    client_matters: ClientMatters | None = None
    review: ReviewBy = ReviewBy.NOBODY


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
    events: tuple[EventKind, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    activities: tuple[Activity, ...]
    digests: tuple[DigestPlan, ...] = ()
    happenings: tuple[Happening, ...] = ()
    actions: ActionRules = NO_RULES
    escalation: Escalation | None = None
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

    def name_of(self, key: str) -> str:
        """What people call a body or a role; the key itself where it is neither."""
        if key in self.body_by_key:
            return self.body_by_key[key].name
        return self.role_by_key[key].title if key in self.role_by_key else key

    @property
    def few(self) -> int:
        """How many must stand behind a figure of a digest."""
        return self.local.few if self.local else FEW

    def digest_slots(self, plan: DigestPlan, year: int) -> Iterator[Slot]:
        """When a body is to be told; a digest follows a moved meeting by itself, for it asks nobody for anything."""
        return plan.rule.slots(year, AsHeld(self))

    def meetings_of(self, body: str) -> Sequence[Called]:
        """As first called: what hangs on a meeting that has moved is moved by a person, not by itself."""
        return self._meetings.get(body, ())

    def happenings_of(self, event: str) -> Sequence[Happening]:
        return self._happenings.get(event, ())

    def dating_of(self, activity: str) -> Dating:
        """An unknown activity is undecided."""
        found = self.activity_by_key.get(activity)
        return found.rule.dating(self) if found else Dating.UNDECIDED

    def slots_of(self, activity: str, year: int) -> Iterator[Slot]:
        """The activity's slots of the year, off free days where the municipality has said so."""
        return iter(remembered(self._slots, self, self, activity, year))

    def slots_by(self, around: Surroundings, activity: str, year: int) -> Iterator[Slot]:
        """The same, as other surroundings would have it.

        A deadline that is moved over a new year belongs to the year it has come to.
        """
        found = self.activity_by_key.get(activity)
        if found is None:
            return
        if self._goes_when_free(found) is WhenFree.STAY:
            yield from found.rule.slots(year, around)
            return
        near = (slot for one in (year - 1, year, year + 1) for slot in found.rule.slots(one, around))
        moved = (self.off_free_days(found, slot) for slot in near)
        yield from (slot for slot in moved if slot.last_day.year == year)

    def off_free_days(self, activity: Activity, slot: Slot) -> Slot:
        """The slot with its deadline where the municipality wants one that falls on a free day."""
        where_to = self._goes_when_free(activity)
        return slot if where_to is WhenFree.STAY else _off_free_days(slot, where_to)

    def _goes_when_free(self, activity: Activity) -> WhenFree:
        return activity.when_free or (self.local.when_free if self.local else WhenFree.STAY)

    @cached_property
    def _slots(self) -> KnownSlots:
        return {}

    @cached_property
    def _meetings(self) -> Mapping[str, Sequence[Called]]:
        called = {body.key: (Called(one.on, one.on) for one in body.meetings) for body in self.bodies}
        return {body: tuple(sorted(meetings)) for body, meetings in called.items()}

    @cached_property
    def _happenings(self) -> Mapping[str, Sequence[Happening]]:
        return {event.key: tuple(one for one in self.happenings if one.event == event.key) for event in self.events}


@dataclass(frozen=True)
class AsHeld:
    """The wheel's surroundings by the days on which meetings are held now; cancelled ones are not there."""

    wheel: Wheel

    @cached_property
    def _slots(self) -> KnownSlots:
        return {}

    def meetings_of(self, body: str) -> Sequence[Called]:
        found = self.wheel.body_by_key.get(body)
        held = (Called(one.on, day) for one in (found.meetings if found else ()) if (day := one.day) is not None)
        return tuple(sorted(held))

    def happenings_of(self, event: str) -> Sequence[Happening]:
        return self.wheel.happenings_of(event)

    def slots_of(self, activity: str, year: int) -> Iterator[Slot]:
        return iter(remembered(self._slots, self.wheel, self, activity, year))

    def dating_of(self, activity: str) -> Dating:
        return self.wheel.dating_of(activity)


def remembered(known: KnownSlots, wheel: Wheel, around: Surroundings, activity: str, year: int) -> tuple[Slot, ...]:
    """Counted out once: in a chain every link asks for many years of the one before it."""
    if (activity, year) not in known:
        known[activity, year] = tuple(wheel.slots_by(around, activity, year))
    return known[activity, year]


def _off_free_days(slot: Slot, where_to: WhenFree) -> Slot:
    if slot.due is None or slot.precision is not Precision.DAY:
        return slot
    due = moved_off_a_free_day(slot.due, where_to)
    opens = slot.opens if slot.opens is None else min(slot.opens, due)
    return replace(slot, opens=opens, due=due)
