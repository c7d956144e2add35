"""The door of a service that believes everyone: open to programs on this machine, closed to pages in its browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign host name or origin. A message has to be JSON besides, which no page may post without asking."""
    named = [f"//{request.headers.get('Host', '')}", request.headers.get("Origin", "//localhost")]
    if any(urlsplit(name).hostname not in LOOPBACK for name in named):
        raise web.HTTPForbidden
    return await handler(request)
