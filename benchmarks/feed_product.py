"""The program as served, with calendars: `python -m benchmarks.feed_product DATABASE`."""

import asyncio
import sys

from benchmarks.children import obey, run
from benchmarks.peers import cpu_of, serving
from benchmarks.sending_product import SELDOM, lay_out
from benchmarks.town_in_use import MORNING, content_in_use, service_on
from bot.app import build_app
from bot.service import Service
from bot.settings import Settings
from bot.web.keys import ENGINES
from bot.web.readers import UNLIMITED_READING
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.usecases.feeds import create_feed
from store.opening import open_store

NOWHERE = "http://127.0.0.1:1"
"""No message waits: only calendars are asked for."""


async def _run(url: str) -> None:
    settings, store = Settings(allow_anonymous=True), open_store(url)
    await asyncio.to_thread(lay_out, url, 0, NOWHERE)
    service = await asyncio.to_thread(service_on, store, content_in_use(), settings)
    app = build_app(settings, service, every=SELDOM, reading=UNLIMITED_READING)

    async def path(*, scope: str) -> str:
        return f"/calendar/{await asyncio.to_thread(_token, service, scope)}.ics"

    async def commit() -> None:
        """Write a row, as anybody's answer would; what the calendars show stays as it is."""
        await asyncio.to_thread(_commit, service)

    async with serving(app) as port:
        (engine,) = app[ENGINES].values()
        while engine.worked_at is None:  # the tick with which every service starts
            await asyncio.sleep(0.01)
        await obey({"port": port, "cpu": cpu_of, "path": path, "commit": commit})
    store.close()


def _token(service: Service, scope: str) -> str:
    with service.store.write() as uow:
        owner = uow.people.everyone(service.municipality_id)[0]
        by, today = _by(service), local_day(MORNING)
        return create_feed(uow, service.tokens, owner, scope=scope, name="", today=today, by=by).token


def _commit(service: Service) -> None:
    with service.store.write() as uow:
        uow.audit.append(_by(service).did(Deed.CREATED, Thing.FEED, 1))


def _by(service: Service) -> By:
    return By(municipality_id=service.municipality_id, at=MORNING, request="benchmark", actor="benchmark")


if __name__ == "__main__":
    run(_run(*sys.argv[1:]))
