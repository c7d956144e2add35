"""Properties are judged by what they find, never by how fast they find it."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

from tests.running_app import settled

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

Value = TypeVar("Value")


class Loop:
    """An event loop on which many examples are tried one after the other."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner

    def run(self, coroutine: Coroutine[Any, Any, Value]) -> Value:
        return self._runner.run(coroutine)

    @contextmanager
    def inside(self, context: AbstractAsyncContextManager[Value]) -> Iterator[Value]:
        yield self.run(_entered(context))
        self.run(_left(context))


async def _entered(context: AbstractAsyncContextManager[Value]) -> Value:
    return await context.__aenter__()


async def _left(context: AbstractAsyncContextManager[Any]) -> None:
    await context.__aexit__(None, None, None)


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    with asyncio.Runner() as runner:
        yield Loop(runner)


@pytest.fixture(scope="session")
def settled_file(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Path:
    """A database with everybody entered and the first day ticked."""
    return settled(upgraded_file, tmp_path_factory.mktemp("town") / "settled.sqlite3")
