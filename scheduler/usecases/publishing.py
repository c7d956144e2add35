"""Publishing a wheel for a year: from then on the year's occurrences change only with a new edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.days import ONE_DAY
from scheduler.editions import AppliesFrom, Difference, Edition, differences, planned_in
from scheduler.organisation import Municipality
from scheduler.ports import UnitOfWork
from scheduler.slots import FIRST_YEAR
from scheduler.wheel import Wheel


@dataclass(frozen=True, slots=True)
class Published:
    """The new edition, and what it changes of the year as it stood."""

    edition: Edition
    changes: tuple[Difference, ...]


def next_edition(editions: Sequence[Edition], wheel: Wheel, year: int, applies: AppliesFrom, now: datetime) -> Edition:
    """What `this` opens today or has open goes by the new edition, too; `next` begins with tomorrow's openings."""
    number = max((one.number for one in editions if one.year == year), default=0) + 1
    since = date(FIRST_YEAR, 1, 1) if number == 1 or applies is AppliesFrom.THIS else local_day(now) + ONE_DAY
    return Edition(year, number, since, now, wheel)


def preview(
    uow: UnitOfWork, wheel: Wheel, municipality: Municipality, year: int, applies: AppliesFrom, now: datetime
) -> Published:
    """What publishing would do; nothing is kept."""
    editions = uow.editions.of_municipality(municipality.id)
    edition = next_edition(editions, wheel, year, applies, now)
    before = planned_in(wheel, editions, year)
    after = planned_in(wheel, [*editions, edition], year)
    return Published(edition, tuple(differences(before, after)))


def publish(
    uow: UnitOfWork, wheel: Wheel, municipality: Municipality, year: int, applies: AppliesFrom, now: datetime, *, by: By
) -> Published:
    """Keep the edition; rows follow it at the next planning, but for what was answered, begun or moved."""
    published = preview(uow, wheel, municipality, year, applies, now)
    uow.editions.publish(municipality.id, published.edition)
    uow.audit.append(by.did(Deed.PUBLISHED, Thing.EDITION, after=f"{year}/{published.edition.number}"))
    return published
