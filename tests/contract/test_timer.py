"""The real APScheduler on a real loop: it calls at once and again, one at a time, and never after it was shut down."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from scheduler.timer import start_timer

INTERVAL = timedelta(seconds=0.05)
PATIENCE = 5.0


class Job:
    """Counts its calls, and lets somebody wait for one of them."""

    def __init__(self, work: Callable[[], Awaitable[None]] | None = None) -> None:
        self.calls = 0
        self.running = 0
        self.most_at_once = 0
        self.called = asyncio.Condition()
        self.work = work

    async def __call__(self) -> None:
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        async with self.called:
            self.calls += 1
            self.called.notify_all()
        try:
            if self.work is not None:
                await self.work()
        finally:
            self.running -= 1

    async def wait_for(self, calls: int) -> None:
        async with asyncio.timeout(PATIENCE), self.called:
            await self.called.wait_for(lambda: self.calls >= calls)


async def loop_turns(seconds: float) -> None:
    """Let the loop run for that long."""
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, done.set)
    await done.wait()


async def test_job_is_called_at_once_when_the_interval_is_long() -> None:
    job = Job()
    timer = start_timer(job, every=timedelta(hours=1))

    await job.wait_for(1)
    timer.shutdown(wait=False)

    assert job.calls == 1


async def test_job_is_called_again_and_again() -> None:
    job = Job()
    timer = start_timer(job, every=INTERVAL)

    await job.wait_for(4)
    timer.shutdown(wait=False)


async def test_job_is_never_called_after_the_shutdown() -> None:
    job = Job()
    timer = start_timer(job, every=INTERVAL)
    await job.wait_for(2)

    timer.shutdown(wait=False)
    calls = job.calls
    await loop_turns(INTERVAL.total_seconds() * 5)

    assert (job.calls, timer.running) == (calls, False)


async def test_job_is_called_on_when_one_call_fails() -> None:
    async def fail() -> None:
        raise RuntimeError("as told")

    job = Job(fail)
    timer = start_timer(job, every=INTERVAL)

    await job.wait_for(3)
    timer.shutdown(wait=False)


async def test_late_calls_are_made_once_not_each() -> None:
    job = Job()
    timer = start_timer(job, every=INTERVAL)
    await job.wait_for(2)
    timer.pause()
    calls = job.calls
    await loop_turns(INTERVAL.total_seconds() * 8)

    timer.resume()
    await loop_turns(INTERVAL.total_seconds() / 2)
    timer.shutdown(wait=False)

    assert 1 <= job.calls - calls < 5


async def test_one_call_runs_at_a_time_when_it_takes_longer_than_the_interval() -> None:
    async def linger() -> None:
        await loop_turns(INTERVAL.total_seconds() * 3)

    job = Job(linger)
    timer = start_timer(job, every=INTERVAL)

    await job.wait_for(4)
    timer.shutdown(wait=False)

    assert job.most_at_once == 1
