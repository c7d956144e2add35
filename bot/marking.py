"""Writing down what has been sent: as much in one transaction as has come while the last one was on its way."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeAlias, TypeVar

import structlog

from bot.failing import told
from bot.service import Service
from scheduler.clock import Clock
from scheduler.outbox import Message
from scheduler.ports import UnitOfWork

log = structlog.get_logger(__name__)
TRIES, BETWEEN_TRIES = 60, 1.0
"""At writing down what became of a message, in seconds, however slowly the clock goes."""

Written = TypeVar("Written")
Pause: TypeAlias = Callable[[float], Awaitable[None]]


async def insist(write: Callable[[], Written], *, pause: Pause, clock: Clock, until: datetime) -> Written:
    """Until it is written: a database that is away for a moment must not make anyone get the same message again.

    It tries once at least, begins no more tries after `until`, and then raises what it was told last.
    """
    for _ in range(TRIES):
        try:
            return await asyncio.to_thread(write)
        except Exception as error:
            log.warning("outcome not written", **told(error))
            if clock.now() >= until:
                raise
        await pause(BETWEEN_TRIES)
    return await asyncio.to_thread(write)


@dataclass(frozen=True, slots=True)
class Mark:
    """A message that was taken, under which id, until when that may be written, and who waits for it."""

    message: Message
    activity_id: str
    until: datetime
    written: asyncio.Future[None]


@dataclass(slots=True)
class Marks:
    """For one round of sending, on the loop's thread; `pause` lets seconds pass."""

    service: Service
    pause: Pause = asyncio.sleep
    _waiting: list[Mark] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def add(self, message: Message, activity_id: str, *, until: datetime) -> None:
        """Returns when it lies on the disk: until then the message counts as on its way."""
        mark = Mark(message, activity_id, until, asyncio.get_running_loop().create_future())
        self._waiting.append(mark)
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write())
        await mark.written

    async def _write(self) -> None:
        while self._waiting:
            marks, self._waiting = self._waiting, []
            try:
                refused = await self._insist(marks)
            except Exception as error:  # whoever waits for them is told
                refused = [error] * len(marks)
            for mark, refusal in zip(marks, refused, strict=True):
                if refusal is None:
                    mark.written.set_result(None)
                else:
                    mark.written.set_exception(refusal)
        self._writing = None

    async def _insist(self, marks: Sequence[Mark]) -> "Sequence[Exception | None]":
        until = min(mark.until for mark in marks)
        clock = self.service.system_clock
        return await insist(partial(self._commit, marks), pause=self.pause, clock=clock, until=until)

    def _commit(self, marks: Sequence[Mark]) -> "Sequence[Exception | None]":
        """What the database had against each of them: one that it refuses must not have the others sent again."""
        with self.service.store.write() as uow:
            if self._refusal(uow, marks) is None:
                return [None] * len(marks)
            return [self._refusal(uow, [mark]) for mark in marks]

    def _refusal(self, uow: UnitOfWork, marks: Sequence[Mark]) -> Exception | None:
        try:
            with uow.apart():
                sent = [(mark.message, mark.activity_id) for mark in marks]
                uow.outbox.mark_all_sent(sent, at=self.service.calendar_clock.now())
        except Exception as error:
            return error
        return None
