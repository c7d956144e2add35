"""From a wheel and a year to occurrences, and from occurrences and an organisation to assignments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from scheduler.days import add_months
from scheduler.ladder import asks_from, first_rung_of
from scheduler.organisation import Organisation, Subject, Unit
from scheduler.rules_counted import CoverageRule
from scheduler.rules_started import IntervalRule, NextFrom
from scheduler.slots import Slot, Surroundings, Turn, TurnBy
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Level, Provider

HORIZON_MONTHS = 15


class Basis(StrEnum):
    """Whether an occurrence follows the plan, or was started by something that has happened and stays."""

    PLANNED = "planned"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence before it has a row: identity is (municipality, activity, slot's period)."""

    activity: Activity
    slot: Slot
    basis: Basis = Basis.PLANNED

    @property
    def identity(self) -> tuple[str, str]:
        return self.activity.key, self.slot.period

    @property
    def asks_from(self) -> date:
        day = asks_from(self.slot, self.activity.reminders)
        if day is None:
            raise ValueError(f"{self.activity.key}: a slot has a start or a deadline")
        return day

    @property
    def first_rung(self) -> date | None:
        return first_rung_of(self.slot, self.activity.reminders)


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """An occurrence for one place, before it has a row.

    `role` is the one that persons are entered with, `held_at` the place it is held for: the subject or one above it.
    """

    planned: Planned
    subject: Subject
    role: str
    held_at: Subject


@dataclass(frozen=True, slots=True)
class Reach:
    """All that decides which places an occurrence concerns; `absent` are units that are not there for it."""

    performer: str | None
    level: Level
    provider: Provider
    service_types: tuple[str, ...]
    areas: tuple[str, ...]
    turn: Turn | None
    place: str | None
    absent: tuple[int, ...]


@dataclass(frozen=True)
class Crossing:
    """Occurrences crossed with the places of one organisation: the places of a reach are looked up once."""

    wheel: Wheel
    organisation: Organisation
    known: dict[Reach, Sequence[NewAssignment]] = field(default_factory=dict)

    def assignments(self, planned: Planned) -> Iterator[NewAssignment]:
        """What `assignments_for` gives, without asking every unit again."""
        reach = self._reach(planned)
        if reach not in self.known:
            self.known[reach] = tuple(assignments_for(self.wheel, planned, self.organisation))
        return (NewAssignment(planned, one.subject, one.role, one.held_at) for one in self.known[reach])

    @cached_property
    def _coming_and_going(self) -> Sequence[Unit]:
        return [unit for unit in self.organisation.units if unit.since is not None or unit.until is not None]

    def _reach(self, planned: Planned) -> Reach:
        activity, slot = planned.activity, planned.slot
        return Reach(
            performer=activity.performer,
            level=activity.level.place,
            provider=activity.provider,
            service_types=activity.service_types,
            areas=activity.areas,
            turn=slot.turn,
            place=slot.place,
            absent=tuple(unit.id for unit in self._coming_and_going if not _was_there(unit, planned)),
        )


def years_to_plan(today: date) -> range:
    """The calendar years that planning covers, so that it always reaches at least 15 months ahead."""
    return range(today.year, add_months(today, HORIZON_MONTHS).year + 1)


def years_opening_in(wheel: Wheel, years: range) -> range:
    """The years and those after them that have something opening in them: a period of years is due at its end."""
    longest = max((one.rule.years for one in wheel.activities if isinstance(one.rule, CoverageRule)), default=1)
    return range(years[0], years[-1] + longest)


def occurrences_in(wheel: Wheel, year: int, *, around: Surroundings | None = None) -> tuple[Planned, ...]:
    """All occurrences of the year in order of time, then in the wheel's own order.

    `around` is the wheel itself unless other surroundings are named.
    """
    known = around or wheel
    found = [Planned(activity, slot) for activity in wheel.activities for slot in known.slots_of(activity.key, year)]
    return tuple(sorted(found, key=lambda planned: planned.slot.last_day))


def is_planted_ahead(planned: Planned, since: date = date.min) -> bool:
    """Whether it has a row before anything happens: what is counted from a completion has not.

    Of an interval that is, the first one has that is not over when the municipality starts, on `since`.
    """
    rule = planned.activity.rule
    if isinstance(rule, IntervalRule) and rule.counted_from is NextFrom.COMPLETION:
        first = rule.first_since(since)
        return first is not None and planned.slot.period == first.isoformat()
    return rule.planted_ahead


def still_ahead(planned: Planned, since: date) -> bool:
    """Whether the occurrence was not over when the municipality started; one without an end lasts its year out."""
    slot = planned.slot
    last = slot.due or (slot.opens and date(slot.opens.year, 12, 31))
    return last is not None and last >= since


def assignments_for(wheel: Wheel, planned: Planned, organisation: Organisation) -> Iterator[NewAssignment]:
    """One for each place that the occurrence concerns; none where nobody of the organisation performs it."""
    if planned.activity.performer is None:
        return
    role = wheel.holder_of(planned.activity.performer)
    found = wheel.role_by_key.get(role)
    for subject in subjects_of(planned, organisation):
        held_at = organisation.above(subject, found.level) if found else subject
        if held_at is not None:
            yield NewAssignment(planned, subject, role, held_at)


def subjects_of(planned: Planned, organisation: Organisation) -> Iterator[Subject]:
    """The places that the occurrence concerns, in the organisation's order."""
    activity, slot = planned.activity, planned.slot
    if activity.level.place is Level.ADMINISTRATION:
        yield Subject(Level.ADMINISTRATION, organisation.municipality_id)
        return
    units = [unit for unit in organisation.units if _is_concerned(unit, planned, organisation)]
    if activity.level.place is Level.UNIT:
        yield from (Subject(Level.UNIT, unit.id) for unit in units)
        return
    areas = {unit.area_id for unit in units}
    yield from (
        Subject(Level.AREA, area.id)
        for area in organisation.areas
        if area.id in areas and _has_its_turn(slot.turn, area_id=area.id)
    )


def concerns(activity: Activity, unit: Unit) -> bool:
    """Whether the unit's provider and service types are among those the activity is for."""
    if not activity.provider.concerns(unit.provider):
        return False
    return not activity.service_types or not set(activity.service_types).isdisjoint(unit.service_types)


def _is_concerned(unit: Unit, planned: Planned, organisation: Organisation) -> bool:
    activity, slot = planned.activity, planned.slot
    area = organisation.area_by_id[unit.area_id]
    if not concerns(activity, unit) or not _was_there(unit, planned):
        return False
    if activity.areas and area.name not in activity.areas:
        return False
    if slot.place is not None and slot.place not in (area.name, *organisation.names_of(unit)):
        return False
    return activity.level.place is Level.AREA or _has_its_turn(slot.turn, area_id=unit.area_id, unit_id=unit.id)


def _was_there(unit: Unit, planned: Planned) -> bool:
    """On its last day; or, where another unit answers for it, when it was asked or what it follows was answered."""
    if unit.heir_id is not None and (planned.basis is Basis.STARTED or unit.is_open_on(planned.asks_from)):
        return True
    return unit.is_open_on(planned.slot.last_day)


def _has_its_turn(turn: Turn | None, *, area_id: int, unit_id: int | None = None) -> bool:
    if turn is None:
        return True
    return turn.concerns(unit_id if turn.by is TurnBy.UNIT and unit_id is not None else area_id)
