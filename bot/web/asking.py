"""`/open`: ask for a new link by mail; the answer is the same whoever asks."""

from collections.abc import Mapping

from aiohttp import web

from bot.web.entrance import at_the_gate
from bot.web.keys import INSTALLATION, LINK_DESK
from bot.web.visitor import html
from cards.open_pages import ask_page, asked_page

LONGEST_EMAIL = 254


async def look(request: web.Request) -> web.Response:
    return html(ask_page(by_mail=request.app[INSTALLATION].default.writes_mail))


async def ask(request: web.Request) -> web.Response:
    return await at_the_gate(request, lambda data: _asked(request, data))


async def _asked(request: web.Request, data: Mapping[str, str]) -> web.Response:
    if not request.app[INSTALLATION].default.writes_mail:
        return html(ask_page(by_mail=False))
    email = data.get("email", "").strip().lower()
    if email and len(email) <= LONGEST_EMAIL:
        request.app[LINK_DESK].send_soon(email)
    return html(asked_page())
