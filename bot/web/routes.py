"""Every address of the service."""

from aiohttp import web

from bot.web import calendar, health, wheel


def add_routes(app: web.Application) -> None:
    app.router.add_get("/calendar/{token}.ics", calendar.calendar)
    app.router.add_get("/wheel/{token}.png", wheel.picture)
    app.router.add_get("/wheel/{token}", wheel.page)
    app.router.add_get("/healthz", health.healthz)
    app.router.add_get("/readyz", health.readyz)
    app.router.add_get("/metrics", health.metrics)
