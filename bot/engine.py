"""What runs by itself: a tick that writes rows, and a sender that empties the outbox."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.failing import log_broken
from bot.ping import Ping
from bot.sender import Sender
from bot.service import Service
from scheduler.clock import local_day
from scheduler.usecases.mailing import keep_mail_addresses
from scheduler.usecases.ticking import Ticked, tick

log = structlog.get_logger(__name__)
STALE_AFTER = timedelta(minutes=5)
AFTER_A_REPLY = 0.7
PATIENCE = 30.0
"""In seconds; with a tick it takes less than the minute in which the next one is due."""


@dataclass(slots=True)
class Engine:
    """One for each process; any number of processes may run against the same rows. `after_a_reply` is in seconds.

    `patience`, in seconds too, is how long a round waits for its sending. The `ping` tells an outside watchman of
    every round that was completed.
    """

    service: Service
    sender: Sender
    worked_at: datetime | None = None
    after_a_reply: float = AFTER_A_REPLY
    patience: float = PATIENCE
    ping: Ping | None = None
    _working: asyncio.Lock = field(default_factory=asyncio.Lock)
    _timer: asyncio.TimerHandle | None = None
    _asked_again: float | None = None
    _tasks: set[asyncio.Task[int]] = field(default_factory=set)
    _long: asyncio.Task[int] | None = None

    async def work(self) -> None:
        """Tick, then send what waits, neither twice at a time; a long sending goes on beside the ticks that follow."""
        async with self._working:
            ticked = await asyncio.to_thread(self.tick)
            sent = await self._send_for_a_while()
            self.worked_at = self.service.system_clock.now()
            if self.ping is not None:
                self.ping.soon(self.worked_at)
        if sent or ticked != Ticked(0, 0, 0, 0):
            log.info("worked", planned=ticked.planned, opened=ticked.opened, messages=ticked.messages, sent=sent)

    def tick(self) -> Ticked:
        service = self.service
        now = service.calendar_clock.now()
        ticked = tick(service.store, service.content, service.municipality_id, now)
        keep_mail_addresses(service.store, service.municipality_id, local_day(now), writes_mail=service.writes_mail)
        return ticked

    def send_soon(self) -> None:
        """Send what waits once the reply that is on its way has had time to arrive; call it on the loop's thread.

        However many replies are on their way: it looks into the outbox once in that time.
        """
        loop = asyncio.get_running_loop()
        if self._timer is None:
            self._timer = loop.call_later(self.after_a_reply, self._send)
        else:
            self._asked_again = loop.time()

    async def finish(self) -> None:
        """Let be what has not begun, and wait for what is under way."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._asked_again = None
        async with self._working:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.ping is not None:
            await self.ping.finish()

    async def _send_for_a_while(self) -> int:
        """How much went in that time; a sending that breaks in it breaks the round."""
        if self._long is not None and not self._long.done():
            return 0
        sending = asyncio.ensure_future(self.sender.send_waiting())
        done, _ = await asyncio.wait({sending}, timeout=self.patience)
        if done:
            return sending.result()
        self._long = sending
        self._watch(sending)
        return 0

    def _send(self) -> None:
        last, self._asked_again, self._timer = self._asked_again, None, None
        if last is not None:
            self._timer = asyncio.get_running_loop().call_at(last + self.after_a_reply, self._send)
        self._watch(asyncio.ensure_future(self.sender.send_waiting()))

    def _watch(self, task: asyncio.Task[int]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[int]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log_broken("sending stopped", error)

    @property
    def is_fresh(self) -> bool:
        """Whether the ticker has run to its end within the last five minutes."""
        return self.worked_at is not None and self.service.system_clock.now() - self.worked_at < STALE_AFTER
