"""`/form/...`: a person's open tasks, and each of them as the same form that the chat shows."""

from aiohttp import web

from bot.web.visitor import Visitor, html
from cards.web_frame import told_page


async def tasks(request: web.Request, visitor: Visitor) -> web.Response:
    return html(told_page("Mina uppgifter", frame=visitor.frame))
