"""A bare aiohttp client, with or without the durable marks: `python -m benchmarks.sending_floor CARD`."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import orjson

from benchmarks.children import obey, run, timed
from benchmarks.group_commit import GroupCommit
from benchmarks.town_in_use import conversation_of
from bot.sender import AT_ONCE

JSON = {"Content-Type": "application/json", "Authorization": "Bearer token"}
TABLE = "CREATE TABLE outbox (id INTEGER PRIMARY KEY, state TEXT NOT NULL, activity_id TEXT)"
MARK = "UPDATE outbox SET state = 'sent', activity_id = ? WHERE id = ?"
WAITING = "INSERT INTO outbox VALUES (?, 'sending', NULL)"


async def _run(activity: dict[str, Any], file: Path) -> None:
    marks = GroupCommit(file, TABLE, MARK)

    async def lap(*, count: int, service_url: str, durable: bool) -> dict[str, float]:
        marks.connection.execute("DELETE FROM outbox")
        marks.connection.executemany(WAITING, ((number,) for number in range(count)))
        numbers = iter(range(count))

        async def work() -> None:
            await asyncio.gather(*(_worker(numbers) for _ in range(AT_ONCE)))

        async def _worker(numbers: Iterator[int]) -> None:
            for number in numbers:
                url = f"{service_url}v3/conversations/{conversation_of(number)}/activities"
                async with session.post(url, data=orjson.dumps(activity), headers=JSON) as response:
                    answer = orjson.loads(await response.read())
                if durable:
                    await marks.add((answer["id"], number))

        return await timed(work)

    async with aiohttp.ClientSession() as session:
        await obey({"round": lap})


if __name__ == "__main__":
    with TemporaryDirectory(prefix="arshjul-benchmark-") as folder:
        run(_run(orjson.loads(Path(sys.argv[1]).read_bytes()), Path(folder) / "marks.sqlite3"))
