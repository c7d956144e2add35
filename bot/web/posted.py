"""What a page's form sends: from our own page or not at all, no more than one types, and text that rows can keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

FORM = "application/x-www-form-urlencoded"
MAX_BYTES = 512 * 1024
"""A page of the longest form, every field filled to its end, is under 300 kB."""
MOST_FIELDS = 1000
SEVERAL = ","
OURSELVES = "same-origin"


class TooLarge(Exception):
    """More than any page can send."""


class Foreign(Exception):
    """It was sent from elsewhere, or is no form."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields in the order in which they were sent."""

    fields: Sequence[tuple[str, str]]

    @property
    def data(self) -> Mapping[str, str]:
        """By name; what was ticked several times stands with commas, as in a card."""
        names = dict.fromkeys(name for name, _ in self.fields)
        return {name: SEVERAL.join(value for named, value in self.fields if named == name) for name in names}


async def posted(request: web.Request, public_url: str) -> Posted:
    """`Foreign` before a byte is read of what another site sent, `TooLarge` for what is more than a page."""
    if not is_from_us(request, public_url) or request.content_type != FORM:
        raise Foreign
    if (request.content_length or 0) > MAX_BYTES:
        raise TooLarge
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > MAX_BYTES:
                raise TooLarge
    except web.RequestPayloadError as error:
        raise Foreign from error
    return Posted(fields_in(bytes(body)))


def fields_in(body: bytes) -> Sequence[tuple[str, str]]:
    """Line ends as Teams sends them, and without NUL, which PostgreSQL cannot keep."""
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise TooLarge from error
    return tuple((name, value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")) for name, value in pairs)


def is_from_us(request: web.Request, public_url: str) -> bool:
    """By the origin that every browser states with a form; where one does not, by what it says of the site."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == OURSELVES
    ours = urlsplit(public_url)
    return origin.lower() == f"{ours.scheme}://{ours.netloc}".lower()
