"""One tick: plan, open, remind and queue digests. It never talks to Teams; it writes rows."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.clock import local_day
from scheduler.loading import Content
from scheduler.ports import Store
from scheduler.usecases.digesting import queue_digests
from scheduler.usecases.escalating import escalate
from scheduler.usecases.hearing import queue_hearings
from scheduler.usecases.measuring import count_efforts
from scheduler.usecases.news import queue_news
from scheduler.usecases.opening import open_due
from scheduler.usecases.planning import plan
from scheduler.usecases.pulsing import queue_pulses
from scheduler.usecases.reminding import remind
from scheduler.usecases.reminding_of_actions import remind_of_actions
from scheduler.usecases.telling import queue_role_digests


@dataclass(frozen=True, slots=True)
class Ticked:
    """How much was new."""

    planned: int
    opened: int
    messages: int
    digests: int


def tick(store: Store, content: Content, municipality_id: int, now: datetime) -> Ticked:
    """Bring one municipality's rows up to the calendar clock's `now`; a second time at once changes nothing."""
    with store.write() as uow:
        municipality = uow.municipalities.get(municipality_id)
        count_efforts(uow, content, municipality_id)
        return Ticked(
            planned=plan(uow, content, municipality, now),
            opened=open_due(uow, content.wheel, municipality_id, local_day(now)),
            messages=remind(uow, content.wheel, municipality, now)
            + remind_of_actions(uow, content.wheel, municipality, now)
            + escalate(uow, content.wheel, municipality, now)
            + queue_role_digests(uow, content.wheel, municipality, now)
            + queue_news(uow, municipality, now, local_day(now))
            + queue_hearings(uow, content, municipality_id, now)
            + queue_pulses(uow, content.wheel, municipality_id, now),
            digests=queue_digests(uow, content.wheel, municipality, now),
        )
