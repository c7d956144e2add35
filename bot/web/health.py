"""Alive, ready, and counted."""

import asyncio

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.service import Service
from bot.web.keys import ENGINE, SERVICE

log = structlog.get_logger(__name__)


async def healthz(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Ready when the database answers and the ticker has run lately."""
    try:
        await asyncio.to_thread(message_counts, request.app[SERVICE])
    except Exception as error:
        # Whatever keeps the rows from being read, the answer is the same, and the next question comes soon.
        log.warning("database does not answer", error=repr(error))
        return web.json_response({"status": "database"}, status=503)
    if not request.app[ENGINE].is_fresh:
        return web.json_response({"status": "ticker"}, status=503)
    return web.json_response({"status": "ok"})


async def metrics(request: web.Request) -> web.Response:
    registry = CollectorRegistry()
    gauge = Gauge("arshjul_messages", "Messages in the outbox", ["kind", "state"], registry=registry)
    counts = await asyncio.to_thread(message_counts, request.app[SERVICE])
    for (kind, state), count in counts.items():
        gauge.labels(kind, state).set(count)
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def message_counts(service: Service) -> dict[tuple[str, str], int]:
    with service.store.read() as uow:
        return dict(uow.outbox.counts(service.municipality_id))
