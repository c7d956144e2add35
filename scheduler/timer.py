"""The ticker: one job in memory. Everything that must survive a stop is a row, never a job."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[object]]


def start_timer(job: Job, *, every: timedelta) -> AsyncIOScheduler:
    """Call the job at once and then again and again on the running loop; late calls are made once, not each.

    The caller shuts the returned scheduler down.
    """
    timer = AsyncIOScheduler(timezone="UTC")
    timer.add_job(
        job, "interval", seconds=every.total_seconds(), coalesce=True, max_instances=1, misfire_grace_time=None
    )
    timer.add_job(job, misfire_grace_time=None)
    timer.start()
    return timer
