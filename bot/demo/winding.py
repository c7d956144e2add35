"""Winding the demo's clock forward to a day, or to the next one on which something happens."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.service import Service
from cards.phrases_wheel import MONTHS
from scheduler.clock import StandingClock, local_day, morning_of
from scheduler.days import ONE_DAY, each_day
from scheduler.organisation import Person
from scheduler.planning import years_to_plan
from scheduler.usecases.digesting import digest_days, next_digest_day
from scheduler.usecases.ticking import tick

SWEDISH_DATE = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class Wound:
    """The new day, who was told how many tasks, and the titles of the digests whose day came."""

    day: date
    told: tuple[tuple[str, int], ...]
    digests: tuple[str, ...]


def day_meant(text: str, today: date) -> date | None:
    """ "2027-02-28", "28 februari" (this year's) or "28 februari 2027"; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    match = SWEDISH_DATE.search(text)
    if match is None:
        return None
    day, month, year = int(match[1]), MONTHS.index(match[2]) + 1, match[3]
    try:
        return date(int(year) if year else today.year, month, day)
    except ValueError:
        return None


def next_day(service: Service, person: Person) -> date | None:
    """The first later day on which the person is reminded or a body is told something; else anyone's."""
    today = local_day(service.calendar_clock.now())
    with service.store.read() as uow:
        mine = uow.reminders.next_day(service.municipality_id, today, person_id=person.id)
        anyones = uow.reminders.next_day(service.municipality_id, today)
    digest = next_digest_day(service.content.wheel, today)
    return min((day for day in (mine, digest) if day is not None), default=anyones)


def last_day(today: date) -> date:
    """As far as is planned; each day on the way is lived, so a longer way would take its time."""
    return date(years_to_plan(today)[-1], 12, 31)


def wind_to(service: Service, clock: StandingClock, day: date) -> Wound:
    """Tick each day on the way as if it had been lived, then move the clock to 09:00 that day."""
    today = local_day(clock.now())
    with service.store.read() as uow:
        told = Counter(reminder.person_id for reminder in uow.reminders.due(service.municipality_id, day))
        names = {person.id: person.name for person in uow.people.everyone(service.municipality_id)}
    for passed in each_day(today + ONE_DAY, day):
        tick(service.store, service.content, service.municipality_id, morning_of(passed))
    clock.move_to(morning_of(day))
    titles = tuple(plan.title for _, plan in digest_days(service.content.wheel, today + ONE_DAY, day))
    return Wound(day, tuple((names[person_id], count) for person_id, count in told.items()), titles)
