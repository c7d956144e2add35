"""The composite floor: `python -m benchmarks.answering_floor ACTIVITY`.

A token that has been checked before, the body parsed, the answer committed together with those that came meanwhile,
and a card given back: aiohttp, orjson and sqlite3 alone.
"""

import hashlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from aiohttp import web

from benchmarks.children import obey, run
from benchmarks.group_commit import GroupCommit
from benchmarks.peers import cpu_of, listening

TABLE = "CREATE TABLE answer (task INTEGER, token TEXT, answers TEXT)"
INSERT = "INSERT INTO answer VALUES (?, ?, ?)"
TYPE = "application/vnd.microsoft.card.adaptive"


async def _run(activity: bytes, file: Path) -> None:
    card = orjson.loads(activity)["attachments"][0]["content"]
    commits, checked = GroupCommit(file, TABLE, INSERT), dict[bytes, bool]()

    async def messages(request: web.Request) -> web.Response:
        token = hashlib.sha256(request.headers["Authorization"].encode()).digest()
        checked.setdefault(token, True)
        data = orjson.loads(await request.read())["value"]["action"]["data"]
        await commits.add((data["task"], data["token"], orjson.dumps(data)))
        body = orjson.dumps({"statusCode": 200, "type": TYPE, "value": card})
        return web.Response(body=body, content_type="application/json")

    async with listening(messages) as port:
        await obey({"port": port, "cpu": cpu_of})


if __name__ == "__main__":
    with TemporaryDirectory(prefix="arshjul-benchmark-") as folder:
        run(_run(Path(sys.argv[1]).read_bytes(), Path(folder) / "answers.sqlite3"))
