"""Ways that run in processes of their own, so that none pays for another; one line of JSON asks, one answers."""

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, TypeAlias

import structlog

from benchmarks.stopwatch import Stopwatch

Order: TypeAlias = Callable[..., Awaitable[object]]
WARNING = 30
ANSWERS = sys.stdout


class ChildStopped(Exception):
    """A way's process ended before it answered; what it said about that stands on standard error."""


class Child:
    """The parent's end of one process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, order: str, **values: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"order": order, **values}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ChildStopped(self._process.args)
        return json.loads(answer)

    def race(self, **values: object) -> Stopwatch:
        """One round, timed by the child itself."""
        return Stopwatch(**self.ask("round", **values))


@contextmanager
def child(module: str, *arguments: str) -> Iterator[Child]:
    """`python -m module arguments`, which calls `obey`; it ends when its input does."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Child(process)
        except BaseException:
            process.kill()
            raise


def is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def run(child: Coroutine[Any, Any, None]) -> None:
    """The child's whole life; what it prints of its own accord is kept out of its answers."""
    sys.stdout = sys.stderr
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(WARNING))
    asyncio.run(child)


async def obey(orders: Mapping[str, Order]) -> None:
    """The child's end: carry out what the parent asks until it asks no more."""
    asked = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    while line := await asked.readline():
        values = json.loads(line)
        answer = await orders[values.pop("order")](**values)
        ANSWERS.write(json.dumps(answer) + "\n")
        ANSWERS.flush()


async def timed(work: Callable[[], Awaitable[object]]) -> dict[str, float]:
    """How long the work took, as `Child.race` reads it."""
    gc.collect()
    watch = Stopwatch()
    with watch.running():
        await work()
    return {"wall": watch.wall, "cpu": watch.cpu}
