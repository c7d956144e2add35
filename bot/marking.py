"""Writing down what has been sent: as much in one transaction as has come while the last one was on its way."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

import structlog

from bot.service import Service
from scheduler.outbox import Message

log = structlog.get_logger(__name__)
TRIES, BETWEEN_TRIES = 60, 1.0
"""At writing down what became of a message, in seconds: together less than a claim lasts."""

Pause: TypeAlias = Callable[[float], Awaitable[None]]


async def insist(write: Callable[[], None], *, pause: Pause) -> None:
    """Until it is written: a database that is away for a moment must not make anyone get the same message again.

    After a minute it gives up, and raises what it was told last.
    """
    for _ in range(TRIES):
        try:
            return await asyncio.to_thread(write)
        except Exception as error:
            log.warning("outcome not written", error=repr(error))
            await pause(BETWEEN_TRIES)
    return await asyncio.to_thread(write)


@dataclass(frozen=True, slots=True)
class Mark:
    """A message that was taken, under which id, and who waits until that is written."""

    message: Message
    activity_id: str
    written: asyncio.Future[None]


@dataclass(slots=True)
class Marks:
    """For one round of sending, on the loop's thread; `pause` lets seconds pass."""

    service: Service
    pause: Pause = asyncio.sleep
    _waiting: list[Mark] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def add(self, message: Message, activity_id: str) -> None:
        """Returns when it lies on the disk: until then the message counts as on its way."""
        mark = Mark(message, activity_id, asyncio.get_running_loop().create_future())
        self._waiting.append(mark)
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write())
        await mark.written

    async def _write(self) -> None:
        while self._waiting:
            marks, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._commit, marks)
            except Exception:
                # One that can't be written must not have the others sent again.
                await asyncio.gather(*map(self._write_alone, marks))
            else:
                for mark in marks:
                    mark.written.set_result(None)
        self._writing = None

    async def _write_alone(self, mark: Mark) -> None:
        try:
            await insist(partial(self._commit, [mark]), pause=self.pause)
        except Exception as error:  # whoever waits for it is told
            mark.written.set_exception(error)
        else:
            mark.written.set_result(None)

    def _commit(self, marks: Sequence[Mark]) -> None:
        with self.service.store.write() as uow:
            sent = [(mark.message, mark.activity_id) for mark in marks]
            uow.outbox.mark_all_sent(sent, at=self.service.calendar_clock.now())
