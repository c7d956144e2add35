"""The day and the place in which something changes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from random import Random

from scheduler.audit import By
from scheduler.clock import local_day
from scheduler.loading import Content
from scheduler.organisation import Municipality, Organisation, Unit
from scheduler.ports import UnitOfWork

SIMULATED = "simulate"


class Change(StrEnum):
    """What is counted, by the names that `interfaces` promises."""

    MANAGERS_LEFT = "managers_left"
    MANAGERS_ARRIVED = "managers_arrived"
    UNITS_OPENED = "units_opened"
    UNITS_CLOSED = "units_closed"
    UNITS_MERGED = "units_merged"
    EDITIONS = "editions"
    FORM_VERSIONS = "form_versions"
    EVENTS = "events"
    STARTED_BY_HAND = "started_by_hand"


@dataclass(slots=True)
class Scene:
    """One transaction on one day; whoever changes the wheel or a form puts new content in the place of the old."""

    uow: UnitOfWork
    municipality: Municipality
    content: Content
    random: Random
    now: datetime
    changes: Counter[Change]

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def by(self) -> By:
        return By(municipality_id=self.municipality.id, at=self.now, request="", actor=SIMULATED)

    @property
    def organisation(self) -> Organisation:
        return self.uow.people.organisation(self.municipality.id)

    def lasting_units(self) -> list[Unit]:
        """Those that are open and not about to close."""
        return [unit for unit in self.organisation.units if unit.is_open_on(self.today) and unit.until is None]
