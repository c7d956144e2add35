"""The floors' way to a durable row: one thread, and as much in each commit as has come since the last."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DURABLE = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")


class GroupCommit:
    def __init__(self, file: Path, table: str, statement: str) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for one in (*DURABLE, table):
            self.connection.execute(one)
        self._statement = statement
        self._waiting: list[Sequence[Any]] = []
        self._writing: asyncio.Task[None] | None = None
        self._committed: asyncio.Future[None] | None = None

    async def add(self, row: Sequence[Any]) -> None:
        """Returns when it lies on the disk."""
        self._waiting.append(row)
        if self._committed is None:
            self._committed = asyncio.get_running_loop().create_future()
        committed = self._committed
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write())
        await committed

    async def _write(self) -> None:
        while self._waiting and self._committed is not None:
            rows, self._waiting = self._waiting, []
            committed, self._committed = self._committed, None
            await asyncio.to_thread(self._commit, rows)
            committed.set_result(None)
        self._writing = None

    def _commit(self, rows: Sequence[Sequence[Any]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self._statement, rows)
        self.connection.execute("COMMIT")
