"""A municipality as it is on a working morning: planned, everybody known to the bot, the day's messages waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from uuid import NAMESPACE_URL, uuid5

import orjson

from benchmarks.far_end import FarEnd
from bot.app import build_service
from bot.service import Service
from bot.settings import Settings
from bot.simulation.town import invent_people
from bot.teams.activities import card_activity
from cards.task_cards import daily_card
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import Content, example_of, load_shipped
from scheduler.pacing import UNPACED
from scheduler.people_file import PeopleRow
from scheduler.ports import Store
from scheduler.ports_sending import Reference
from scheduler.usecases.dispatching import Daily, content_of
from scheduler.usecases.ticking import tick
from store.opening import open_store
from tests.postgres import NoServer, running_server

WHEEL = "norrkoping"
MORNING = morning_of(date(2027, 1, 11))
LOOKED_AT = 200
TENANT, BOT = "tenant", "28:bot"
DURABLE = {"listen_addresses": "", "autovacuum": "off"}
"""Everything else as PostgreSQL ships: a commit is on the disk before it is answered."""


def content_in_use() -> Content:
    return load_shipped(WHEEL, local=example_of(WHEEL))


def conversation_of(person_id: int) -> str:
    return f"a:1-{person_id:060}"


@contextmanager
def databases(folder: Path, *, postgresql: bool) -> Iterator[dict[str, str]]:
    """An empty one of each kind, by the name of its kind; SQLite alone where no PostgreSQL is wanted or will start."""
    found = {"sqlite": f"sqlite:///{folder / 'arshjul.sqlite3'}"}
    if not postgresql:
        yield found
        return
    try:
        with running_server(DURABLE) as server, server.bare() as engine:
            yield {**found, "postgresql": engine.url.render_as_string(hide_password=False)}
    except NoServer:
        yield found


def settle(url: str, units: int, there: FarEnd) -> int:
    """Plan the year and tick once; how many messages wait."""
    content, store = content_in_use(), open_store(url)
    service = service_on(store, content, Settings(allow_anonymous=True))
    with store.write() as uow:
        uow.people.import_rows(service.municipality_id, known_people(content, units))
        for person in uow.people.everyone(service.municipality_id):
            uow.references.remember(_reference(person.municipality_id, person.id, there))
    waiting = tick(store, content, service.municipality_id, MORNING).messages
    store.close()
    return waiting


def usual_activity(url: str) -> bytes:
    """The waiting message of the middle size, as it goes over the wire."""
    store, content = open_store(url), content_in_use()
    with store.write() as uow:
        claimed = uow.outbox.claim(calendar=MORNING, now=MORNING, lease_until=MORNING, limit=LOOKED_AT)
        said = [content_of(uow, content, message, MORNING) for message in claimed]
    store.close()
    drawn = [orjson.dumps(card_activity(daily_card(one, "Åsa Ek"))) for one in said if isinstance(one, Daily)]
    return sorted(drawn, key=len)[len(drawn) // 2]


def service_on(store: Store, content: Content, settings: Settings) -> Service:
    """The program's own, on a calendar that stands on the morning, and without a pace: the cost is measured, not it."""
    return build_service(settings, store=store, content=content, calendar_clock=StandingClock(MORNING), rate=UNPACED)


def known_people(content: Content, units: int) -> tuple[PeopleRow, ...]:
    rows = invent_people(content.wheel, units, Random(1))
    return tuple(replace(row, entra_object_id=str(uuid5(NAMESPACE_URL, row.email))) for row in rows)


def _reference(municipality_id: int, person_id: int, there: FarEnd) -> Reference:
    return Reference(
        municipality_id=municipality_id,
        person_id=person_id,
        service_url=there.service,
        conversation_id=conversation_of(person_id),
        tenant_id=TENANT,
        channel_id="msteams",
        bot_id=BOT,
    )
