"""The door of a service that believes everyone: open to programs on this machine, closed to pages in its browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MESSAGES = "/api/messages"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign host name or origin, and a post that a page could make without being asked whether it may."""
    named = [f"//{request.headers.get('Host', '')}", request.headers.get("Origin", "//localhost")]
    if any(urlsplit(name).hostname not in LOOPBACK for name in named):
        raise web.HTTPForbidden
    if request.path == MESSAGES and request.content_type != "application/json":
        raise web.HTTPBadRequest
    return await handler(request)
