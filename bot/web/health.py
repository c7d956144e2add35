"""Alive, ready, and counted."""

import asyncio

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.failing import told
from bot.installation import Installation
from bot.web.keys import ENGINES, INSTALLATION

log = structlog.get_logger(__name__)


async def healthz(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Ready when the database answers and the ticker has run lately; of several municipalities one may fail alone."""
    try:
        await asyncio.to_thread(message_counts, request.app[INSTALLATION])
    except Exception as error:
        # Whatever keeps the rows from being read, the answer is the same, and the next question comes soon.
        log.warning("database does not answer", **told(error))
        return web.json_response({"status": "database"}, status=503)
    if not any(engine.is_fresh for engine in request.app[ENGINES].values()):
        return web.json_response({"status": "ticker"}, status=503)
    return web.json_response({"status": "ok"})


async def metrics(request: web.Request) -> web.Response:
    registry = CollectorRegistry()
    messages = Gauge("arshjul_messages", "Messages in the outbox", ["municipality", "kind", "state"], registry=registry)
    counts = await asyncio.to_thread(message_counts, request.app[INSTALLATION])
    for labels, count in counts.items():
        messages.labels(*labels).set(count)
    fresh = Gauge("arshjul_fresh", "Whether the ticker has run lately", ["municipality"], registry=registry)
    for key, engine in request.app[ENGINES].items():
        fresh.labels(key).set(engine.is_fresh)
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def message_counts(installation: Installation) -> dict[tuple[str, str, str], int]:
    """By municipality, kind and state."""
    with installation.default.store.read() as uow:
        return {
            (line.key, kind, state): count
            for line in installation.lines
            for (kind, state), count in uow.outbox.counts(line.service.municipality_id).items()
        }
