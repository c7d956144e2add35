"""What answers carry that are for one person's eyes."""

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
