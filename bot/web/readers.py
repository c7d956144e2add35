"""How often a secret address may be asked for: far more often than calendars do, and not as often as a loop could."""

from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from ipaddress import ip_address
from math import ceil

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.buckets import Buckets, Pace
from bot.web.headers import PRIVATE
from scheduler.clock import Clock
from scheduler.pacing import UNPACED
from scheduler.usecases.feeds import hash_of

A_MINUTE = timedelta(minutes=1)
FORWARDED = "X-Forwarded-For"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Of one process: requests of one address that opens something, and of one place whose addresses open nothing."""

    per_token: Pace
    per_stranger: Pace


READING = ReadingLimits(Pace(0.5, A_MINUTE), Pace(1.0, A_MINUTE))
UNLIMITED_READING = ReadingLimits(Pace(UNPACED), Pace(UNPACED))
"""For a load that is measured, and for clocks that stand."""


class Readers:
    """Who has opened something keeps a pace of their own: those who guess beside them don't use it up."""

    def __init__(self, limits: ReadingLimits, clock: Clock) -> None:
        self._known = Buckets(limits.per_token, clock)
        self._strangers = Buckets(limits.per_stranger, clock)

    def wait_of(self, token: str, place: str) -> timedelta | None:
        """None where the request may go on, else when to come back."""
        return self._known.take(token) if token in self._known else self._strangers.take(place)

    def has_opened(self, token: str, place: str) -> None:
        """The token opened something: from now on it is known."""
        if token not in self._known:
            self._known.take(token)
            self._strangers.give_back(place)


READERS = web.AppKey("readers", Readers)


def paced(handler: Handler) -> Handler:
    """The handler of an address with a token in it, kept from being asked without end."""

    @wraps(handler)
    async def answer(request: web.Request) -> web.StreamResponse:
        readers, token, place = request.app[READERS], hash_of(request.match_info["token"]), place_of(request)
        wait = readers.wait_of(token, place)
        if wait is not None:
            headers = {**PRIVATE, "Cache-Control": "no-store", "Retry-After": str(ceil(wait.total_seconds()))}
            raise web.HTTPTooManyRequests(headers=headers)
        response = await handler(request)
        if response.status < web.HTTPBadRequest.status_code:
            readers.has_opened(token, place)
        return response

    return answer


def place_of(request: web.Request) -> str:
    """Where the request comes from; a proxy within the own network is believed about it."""
    remote = request.remote or ""
    told = request.headers.get(FORWARDED, "").rpartition(",")[2].strip()
    return told if told and _is_inside(remote) else remote


def _is_inside(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
