"""The ticker: one job in memory. Everything that must survive a stop is a row, never a job."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[object]]


def start_timer(job: Job, *, every: timedelta) -> AsyncIOScheduler:
    """Call the job at once and then again and again on the running loop, never two calls at a time.

    Late calls are made once, not each.
    The caller shuts the returned scheduler down.
    """
    turn = asyncio.Lock()

    async def call() -> None:  # a plain coroutine function: of anything else the scheduler would not await the result
        async with turn:
            await job()

    timer = AsyncIOScheduler(timezone="UTC")
    timer.add_job(
        call, "interval", seconds=every.total_seconds(), coalesce=True, max_instances=1, misfire_grace_time=None
    )
    timer.add_job(call, misfire_grace_time=None)
    timer.start()
    return timer
