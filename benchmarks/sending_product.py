"""The program's own sender in a process of its own: `python -m benchmarks.sending_product DATABASE`."""

import asyncio
import sys
from datetime import timedelta

from aiohttp import web
from sqlalchemy import func, select, update

from benchmarks.children import obey, run, timed
from benchmarks.town_in_use import content_in_use, service_on
from bot.app import build_app
from bot.settings import Settings
from bot.web.keys import ENGINES
from scheduler.outbox import MessageKind, MessageState
from store.engine import open_engine, writing
from store.opening import open_store
from store.schema import outbox, reference

SETTINGS = Settings(allow_anonymous=True)
SELDOM = timedelta(days=1)
NEVER_SENT = {"sent_on": None, "sent_at": None, "lease_until": None, "activity_id": None, "attempts": 0}


class NotAllSent(Exception):
    """Fewer went out than waited: the time says nothing."""


async def _run(url: str) -> None:
    store = open_store(url)
    app = build_app(SETTINGS, service_on(store, content_in_use(), SETTINGS), every=SELDOM)
    runner = web.AppRunner(app)
    await runner.setup()
    (engine,) = app[ENGINES].values()
    while engine.worked_at is None:  # the tick with which every service starts
        await asyncio.sleep(0.01)

    async def lap(*, count: int, service_url: str) -> dict[str, float]:
        await asyncio.to_thread(lay_out, url, count, service_url)
        result = await timed(engine.sender.send_waiting)
        if (sent := await asyncio.to_thread(_sent, url)) != count:
            raise NotAllSent(sent, count)
        return result

    await obey({"round": lap})
    await runner.cleanup()
    store.close()


def lay_out(url: str, count: int, service_url: str) -> None:
    """The first messages of the morning wait as if nobody had sent them."""
    engine = open_engine(url)
    daily = outbox.c.kind.in_((MessageKind.DAILY, MessageKind.CATCH_UP))
    first = select(outbox.c.id).where(daily).order_by(outbox.c.id).limit(count)
    with writing(engine).begin() as connection:
        connection.execute(update(outbox).values(state=MessageState.CANCELLED, **NEVER_SENT))
        connection.execute(update(outbox).where(outbox.c.id.in_(first)).values(state=MessageState.PENDING))
        connection.execute(update(reference).values(service_url=service_url))
    engine.dispose()


def _sent(url: str) -> int:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).where(outbox.c.state == MessageState.SENT))
    engine.dispose()
    return found or 0


if __name__ == "__main__":
    run(_run(sys.argv[1]))
