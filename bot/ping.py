"""The dead man's switch: an outside watchman hears of every completed round, and raises the alarm at silence."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp
import structlog

log = structlog.get_logger(__name__)
AT_MOST_EVERY = timedelta(minutes=5)
TIMEOUT = aiohttp.ClientTimeout(total=10)
REFUSED = 400


def always() -> bool:
    return True


@dataclass(slots=True)
class Ping:
    """One request at a time, beside the work, while all `is_well`; the session belongs to the caller.

    The address is never logged.
    """

    session: aiohttp.ClientSession
    url: str
    every: timedelta = AT_MOST_EVERY
    timeout: aiohttp.ClientTimeout = TIMEOUT
    is_well: Callable[[], bool] = always
    _pinged_at: datetime | None = None
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def soon(self, now: datetime) -> None:
        """Start a request unless the last one is too recent; `now` is by the system clock. Call it on the loop."""
        is_recent = self._pinged_at is not None and now - self._pinged_at < self.every
        if is_recent or self._under_way or not self.is_well():
            return
        self._pinged_at = now
        task = asyncio.ensure_future(self._request())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Let a request that is under way be, for nothing hangs on its answer."""
        for task in tuple(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _request(self) -> None:
        try:
            async with self.session.get(self.url, timeout=self.timeout, allow_redirects=False) as response:
                if response.status >= REFUSED:
                    log.warning("ping refused", status=response.status)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("ping not sent", error=type(error).__name__)
