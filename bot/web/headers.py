"""What answers carry that are for one person's eyes."""

from aiohttp import web

from cards.pages import content_security_policy

PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""Under a secret address."""

PERSONAL = {
    **PRIVATE,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Under a session. With `no-referrer` a browser would not even tell ourselves from where a form was sent."""


def page_of(text: str, *, status: int = 200) -> web.Response:
    """A page in which nothing runs."""
    headers = {**PRIVATE, "Content-Security-Policy": content_security_policy()}
    return web.Response(text=text, status=status, headers=headers, content_type="text/html")
