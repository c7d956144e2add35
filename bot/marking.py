"""Writing down what has been sent: as much in one transaction as has come while the last one was on its way."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.service import Service
from scheduler.outbox import Message


@dataclass(frozen=True, slots=True)
class Mark:
    """A message that was taken, under which id, and who waits until that is written."""

    message: Message
    activity_id: str
    written: asyncio.Future[None]


@dataclass(slots=True)
class Marks:
    """For one round of sending, on the loop's thread."""

    service: Service
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
                await self._write_one_by_one(marks)
            else:
                for mark in marks:
                    mark.written.set_result(None)
        self._writing = None

    async def _write_one_by_one(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            try:
                await asyncio.to_thread(self._commit, [mark])
            except Exception as error:  # whoever waits for it is told
                mark.written.set_exception(error)
            else:
                mark.written.set_result(None)

    def _commit(self, marks: Sequence[Mark]) -> None:
        with self.service.store.write() as uow:
            sent = [(mark.message, mark.activity_id) for mark in marks]
            uow.outbox.mark_all_sent(sent, at=self.service.calendar_clock.now())
