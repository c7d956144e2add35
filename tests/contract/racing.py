"""Two who do something with the same task at the same moment, and meet where they have both read it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

from sqlalchemy import Engine, event

Result = TypeVar("Result")

LONG_ENOUGH = 0.2
"""In seconds, for the other to read the task too, if it is let to."""

READS_THE_TASK = "SELECT assignment.id"


def at_once(*works: Callable[[], Result]) -> list[Result]:
    """What each of them gives, all having started together."""
    start = Barrier(len(works))

    def begin(work: Callable[[], Result]) -> Result:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))


def face_to_face(engine: Engine, *works: Callable[[], Result]) -> list[Result]:
    """Like `at_once`, but whoever has read the task holds still for the other to read it: nothing but a lock helps."""
    meet, held = Barrier(len(works)), []

    def hold(*arguments: Any) -> None:
        if arguments[2].startswith(READS_THE_TASK):
            held.append(arguments[2])
            with suppress(BrokenBarrierError):
                meet.wait(LONG_ENOUGH)

    event.listen(engine, "after_cursor_execute", hold)
    try:
        outcomes = at_once(*works)
    finally:
        event.remove(engine, "after_cursor_execute", hold)
    assert len(held) >= len(works), "nobody held still: the task is read by another statement now"
    return outcomes
