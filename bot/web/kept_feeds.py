"""Calendars that have been written, kept for as long as nothing has been committed and the day is the same."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from aiohttp import web

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a calendar is made of beside the program and its wheel: the rows, by their version, and the day."""

    version: str
    today: date


@dataclass(frozen=True, slots=True)
class Written:
    content: bytes
    etag: str


class KeptFeeds:
    """By the hash of their token; whoever was asked for longest ago makes room. Any thread may ask."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._feeds: OrderedDict[str, tuple[Moment, Written]] = OrderedDict()
        self._lock = Lock()

    def get(self, token_hash: str, moment: Moment) -> Written | None:
        """What was written of that very moment; never anything older."""
        with self._lock:
            kept, written = self._feeds.get(token_hash, (None, None))
            if kept != moment:
                return None
            self._feeds.move_to_end(token_hash)
            return written

    def keep(self, token_hash: str, moment: Moment, written: Written) -> None:
        """`moment` is from before the rows were read: what changed meanwhile makes it another one."""
        with self._lock:
            self._let_go(token_hash)
            self._feeds[token_hash] = (moment, written)
            self._bytes += len(written.content)
            while self._bytes > self._most_bytes:
                self._let_go(next(iter(self._feeds)))

    def _let_go(self, token_hash: str) -> None:
        if token_hash in self._feeds:
            _, written = self._feeds.pop(token_hash)
            self._bytes -= len(written.content)


KEPT_FEEDS = web.AppKey("kept_feeds", KeptFeeds)
