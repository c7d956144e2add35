"""`/calendar/{token}.ics`: a feed of days, with a strong ETag and the same 404 for every bad token; and its page."""

import asyncio
from datetime import date
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.installation import Installation, NotServed
from bot.service import Service
from bot.web.headers import PRIVATE, page_of
from bot.web.kept_feeds import KEPT_FEEDS, KeptFeeds, Moment, Written
from bot.web.keys import INSTALLATION
from cards.calendar import calendar_bytes, etag_of
from cards.calendar_meetings import meeting_events, notice_events
from cards.calendar_page import calendar_page
from cards.calendar_tasks import task_events
from cards.pages import not_found_page
from cards.phrases_feed import feed_name
from cards.subscribing import Address
from scheduler.clock import local_day
from scheduler.ports import Feed, UnitOfWork
from scheduler.usecases.feeds import calendar_of, gathered_in, hash_of, meetings_in, scope_title, why_empty

ANY = "*"

log = structlog.get_logger(__name__)


async def calendar(request: web.Request) -> web.Response:
    try:
        app, token = request.app, request.match_info["token"]
        written = await asyncio.to_thread(feed_now, app[INSTALLATION], app[KEPT_FEEDS], token)
    except NotServed as error:
        raise web.HTTPServiceUnavailable from error
    if written is None:
        raise web.HTTPNotFound
    headers = {**PRIVATE, "ETag": written.etag}
    if is_known(headers["ETag"], ", ".join(request.headers.getall("If-None-Match", ()))):
        return web.Response(status=304, headers=headers)
    return web.Response(body=written.content, headers=headers, content_type="text/calendar", charset="utf-8")


async def page(request: web.Request) -> web.Response:
    """`GET /calendar/{token}`: the same calendar explained, with a button for each program."""
    try:
        text = await asyncio.to_thread(_page, request.app[INSTALLATION], request.match_info["token"])
    except NotServed as error:
        raise web.HTTPServiceUnavailable from error
    return page_of(text or not_found_page(), status=200 if text else 404)


def _page(installation: Installation, token: str) -> str | None:
    today = local_day(installation.default.calendar_clock.now())
    with installation.default.store.read() as uow:
        feed = calendar_of(uow, token, today)
        if feed is None:
            return None
        service = installation.serving(feed.municipality_id)
        wheel, municipality = service.content.wheel, uow.municipalities.get(feed.municipality_id)
        return calendar_page(
            Address(f"{service.public_url}/calendar/{token}.ics"),
            name=feed_name(feed.scope, municipality.name, scope_title(feed.scope, wheel)),
            why_empty=why_empty(uow, wheel, feed, today),
            ends_on=feed.expires_on if feed.replaced_on else None,
        )


def form_url(public_url: str) -> str:
    """Where a task's form is opened, once signed in; nothing where the service has no address of its own."""
    return f"{public_url}/form/" if public_url.startswith("https://") else ""


def is_known(etag: str, known: str) -> bool:
    """Whether the reader has it already, after RFC 9110: tags are compared weakly, and `*` is any."""
    return known.strip() == ANY or etag in known


def feed_now(installation: Installation, kept: KeptFeeds, token: str) -> Written | None:
    """The feed as it is now; None where the token opens nothing."""
    default = installation.default
    moment = Moment(default.store.version(), local_day(default.calendar_clock.now()))
    return kept.get(hash_of(token), moment) or _written(installation, kept, token, moment)


def _written(installation: Installation, kept: KeptFeeds, token: str, moment: Moment) -> Written | None:
    """Kept once its use has been noted: that is tried again until it succeeds."""
    today = moment.today
    with installation.default.store.read() as uow:
        feed = calendar_of(uow, token, today)
        if feed is None:
            return None
        service = installation.serving(feed.municipality_id)
        content = _content(uow, service, feed, today)
    written = Written(content, etag_of(content))
    if feed.last_used_on == today:
        kept.keep(hash_of(token), moment, written)
    else:
        _note_use(service, feed, today)
    return written


def _note_use(service: Service, feed: Feed, today: date) -> None:
    """A database that can't be written to must not keep anyone from their calendar."""
    try:
        with service.store.write() as uow:
            uow.feeds.note_use(feed.id, today)
    except Exception as error:
        log.warning("use not noted", error=type(error).__name__)


def _content(uow: UnitOfWork, service: Service, feed: Feed, today: date) -> bytes:
    wheel, municipality = service.content.wheel, uow.municipalities.get(feed.municipality_id)
    tasks = gathered_in(uow, wheel, feed, today)
    return calendar_bytes(
        (
            *task_events(
                tasks, wheel, since=municipality.started_on, today=today, form_url=form_url(service.public_url)
            ),
            *meeting_events(meetings_in(uow, wheel, feed, today), wheel, today=today),
            *notice_events(feed),
        ),
        name=feed_name(feed.scope, municipality.name, scope_title(feed.scope, wheel)),
        host=urlsplit(service.public_url).hostname or "localhost",
    )
