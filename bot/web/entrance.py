"""`/open/{code}`: looking at a link uses nothing up, pressing its button exchanges it once for a session."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from aiohttp import web

from bot.installation import Installation, NotServed
from bot.teams.limits import Busy
from bot.web.keys import GATE, INSTALLATION
from bot.web.posted import Foreign, TooLarge, posted
from bot.web.visitor import (
    NotSignedIn,
    Visitor,
    give_cookie,
    html,
    request_name,
    see_other,
    signed_in,
    take_cookie,
)
from cards.open_pages import busy_page, foreign_page, gone_page, open_page, signed_out_page, too_large_page
from scheduler.clock import local_day
from scheduler.usecases.signing_in import Entered, exchange, sign_out

log = structlog.get_logger(__name__)


async def look(request: web.Request) -> web.Response:
    """Scanners look at every link before people do."""
    return html(open_page())


async def enter(request: web.Request) -> web.Response:
    return await at_the_gate(request, lambda data: _entered(request, request.app[INSTALLATION]))


async def at_the_gate(
    request: web.Request, act: Callable[[Mapping[str, str]], Awaitable[web.Response]]
) -> web.Response:
    """What somebody whom nobody knows yet has sent from a page of ours, no faster than people can."""
    try:
        with request.app[GATE].turn_of(request.remote or ""):
            return await act((await posted(request, request.app[INSTALLATION].default.public_url)).data)
    except Busy as busy:
        return busy_response(busy)
    except Foreign:
        return html(foreign_page(), status=403)
    except TooLarge:
        return html(too_large_page(), status=413)


async def _entered(request: web.Request, installation: Installation) -> web.Response:
    entered = await asyncio.to_thread(_exchanged, installation, request.match_info["code"])
    if entered is None:
        log.warning("code refused")
        return html(gone_page(by_mail=installation.default.writes_mail), status=403)
    with suppress(NotSignedIn, NotServed):
        await asyncio.to_thread(_end, await signed_in(request))  # one browser is one person's at a time
    response = see_other(entered.target)
    give_cookie(request, response, entered.token)
    return response


def _exchanged(installation: Installation, code: str) -> Entered | None:
    service = installation.default
    now, today = service.system_clock.now(), local_day(service.calendar_clock.now())
    with service.store.write() as uow:
        return exchange(uow, service.tokens, code, now=now, today=today, request=request_name())


async def leave(request: web.Request, visitor: Visitor, data: Mapping[str, str]) -> web.Response:
    """The session ends in the rows: a copy of the cookie opens nothing either."""
    await asyncio.to_thread(_end, visitor)
    response = html(signed_out_page(by_mail=visitor.service.writes_mail))
    take_cookie(request, response)
    return response


def _end(visitor: Visitor) -> None:
    with visitor.service.store.write() as uow:
        sign_out(uow, visitor.session, by=visitor.by)


def busy_response(busy: Busy) -> web.Response:
    response = html(busy_page(), status=429)
    response.headers["Retry-After"] = str(max(1, round(busy.retry_after.total_seconds())))
    return response
