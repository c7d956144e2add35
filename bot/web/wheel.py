"""`GET /wheel/{token}` and `/wheel/{token}.png`: the year as a page and as a picture, with status, without answers."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aiohttp import web

from bot.installation import Installation, NotServed
from bot.web.headers import PRIVATE, page_of
from bot.web.keys import INSTALLATION
from cards.pages import not_found_page, wheel_page
from cards.phrases_feed import example_note, sight_name, wheel_title
from cards.png import png_of
from cards.wheel_marks import WheelMark
from cards.wheel_rings import RingsBy
from cards.wheel_status import marks_of
from cards.wheel_svg import wheel_disc_svg
from scheduler.clock import local_day
from scheduler.usecases.feeds import assignments_in, owner_of, picture_of, shows_own
from scheduler.usecases.sights import PICTURE, seen_in

PICTURE_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """The wheel of today's year as one who holds the token may see it."""

    marks: Sequence[WheelMark]
    title: str
    subtitle: str
    note: str
    today: date
    by: RingsBy = RingsBy.PHASE


async def page(request: web.Request) -> web.Response:
    return await _answer(request, _page)


async def picture(request: web.Request) -> web.Response:
    return await _answer(request, _picture)


async def _answer(request: web.Request, draw: Callable[[Seen], web.Response]) -> web.Response:
    try:
        token, by = request.match_info["token"], rings_in(request.query.get("rings", ""))
        return await asyncio.to_thread(_drawn, request.app[INSTALLATION], token, by, draw)
    except NotServed as error:
        raise web.HTTPServiceUnavailable from error


def rings_in(asked: str) -> RingsBy:
    """Those of the phases, unless others are asked for."""
    return RingsBy(asked) if asked in set(RingsBy) else RingsBy.PHASE


def _drawn(installation: Installation, token: str, by: RingsBy, draw: Callable[[Seen], web.Response]) -> web.Response:
    seen = seen_with(installation, token)
    return draw(replace(seen, by=by)) if seen else page_of(not_found_page(), status=404)


def _page(seen: Seen) -> web.Response:
    year, by = seen.today.year, seen.by
    svg = wheel_disc_svg(seen.marks, year, today=seen.today, title=seen.title, by=by, linked=True)
    return page_of(
        wheel_page(
            svg,
            seen.marks,
            title=seen.title,
            year=year,
            subtitle=seen.subtitle,
            note=seen.note,
            by=by,
            offers_rings=True,
        )
    )


def _picture(seen: Seen) -> web.Response:
    svg = wheel_disc_svg(seen.marks, seen.today.year, today=seen.today, title=seen.title, by=seen.by)
    return web.Response(body=png_of(svg, width=PICTURE_WIDTH), headers=PRIVATE, content_type="image/png")


def seen_with(installation: Installation, token: str) -> Seen | None:
    """None where the token opens nothing."""
    today = local_day(installation.default.calendar_clock.now())
    with installation.default.store.read() as uow:
        feed = picture_of(uow, token, today)
        if feed is None:
            return None
        wheel = installation.serving(feed.municipality_id).content.wheel
        assignments = list(assignments_in(uow, wheel, feed, today))
        person = owner_of(uow, feed) if shows_own(uow, feed, today) else None
        sight = "" if feed.scope == PICTURE else sight_name(seen_in(feed.scope), wheel)
        name = person.name if person else sight or wheel.municipality
    return Seen(
        marks=marks_of(wheel, today.year, assignments=assignments, today=today),
        title=wheel_title(name, today.year),
        subtitle=f"{wheel.administration}, {wheel.municipality}",
        note=example_note(wheel),
        today=today,
    )
