"""`/open`: ask for a new link by mail; the answer is the same whoever asks."""

from aiohttp import web

from bot.teams.limits import Busy
from bot.web.entrance import busy_response
from bot.web.keys import GATE, INSTALLATION, LINK_DESK
from bot.web.posted import Foreign, TooLarge, posted
from bot.web.visitor import html
from cards.open_pages import ask_page, asked_page, foreign_page, too_large_page

LONGEST_EMAIL = 254


async def look(request: web.Request) -> web.Response:
    return html(ask_page(by_mail=request.app[INSTALLATION].default.writes_mail))


async def ask(request: web.Request) -> web.Response:
    default = request.app[INSTALLATION].default
    try:
        with request.app[GATE].turn_of(request.remote or ""):
            data = (await posted(request, default.public_url)).data
    except Busy as busy:
        return busy_response(busy)
    except Foreign:
        return html(foreign_page(), status=403)
    except TooLarge:
        return html(too_large_page(), status=413)
    if not default.writes_mail:
        return html(ask_page(by_mail=False))
    email = data.get("email", "").strip().lower()
    if email and len(email) <= LONGEST_EMAIL:
        request.app[LINK_DESK].send_soon(email)
    return html(asked_page())
