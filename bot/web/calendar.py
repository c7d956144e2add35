"""`GET, HEAD /calendar/{token}.ics`: a feed of days, with a strong ETag and the same 404 for every bad token."""

import asyncio
from urllib.parse import urlsplit

from aiohttp import web

from bot.service import Service
from bot.web.headers import PRIVATE
from bot.web.keys import SERVICE
from cards.calendar import calendar_bytes, etag_of
from cards.calendar_entries import entries_of
from cards.phrases_feed import feed_name
from scheduler.clock import local_day
from scheduler.usecases.feeds import assignments_in, calendar_of

ANY = "*"


async def calendar(request: web.Request) -> web.Response:
    content = await asyncio.to_thread(feed_bytes, request.app[SERVICE], request.match_info["token"])
    if content is None:
        raise web.HTTPNotFound
    headers = {**PRIVATE, "ETag": etag_of(content)}
    if is_known(headers["ETag"], ", ".join(request.headers.getall("If-None-Match", ()))):
        return web.Response(status=304, headers=headers)
    return web.Response(body=content, headers=headers, content_type="text/calendar", charset="utf-8")


def is_known(etag: str, known: str) -> bool:
    """Whether the reader has it already, after RFC 9110: tags are compared weakly, and `*` is any."""
    return known.strip() == ANY or etag in known


def feed_bytes(service: Service, token: str) -> bytes | None:
    """The feed as it is now; None where the token opens nothing."""
    today = local_day(service.calendar_clock.now())
    with service.store.read() as uow:
        feed = calendar_of(uow, token, today)
        if feed is None:
            return None
        municipality = uow.municipalities.get(feed.municipality_id)
        entries = entries_of(assignments_in(uow, service.content.wheel, feed, today), since=municipality.started_on)
        name = feed_name(feed.scope, municipality.name)
        return calendar_bytes(entries, name=name, host=urlsplit(service.public_url).hostname or "localhost")
