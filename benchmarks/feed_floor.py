"""The floor: the bytes of calendars out of memory, by aiohttp alone: `python -m benchmarks.feed_floor FILE...`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from benchmarks.children import obey, run
from benchmarks.peers import cpu_of, serving
from cards.calendar import etag_of


class Calendar(NamedTuple):
    """A file's bytes, and the tag that they have in the program too."""

    content: bytes
    etag: str


async def _run(files: Sequence[Path]) -> None:
    known = {file.name: Calendar(content := file.read_bytes(), etag_of(content)) for file in files}

    async def calendar(request: web.Request) -> web.Response:
        asked = known[request.match_info["token"]]
        headers = {"ETag": asked.etag}
        if request.headers.get("If-None-Match") == asked.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=asked.content, headers=headers, content_type="text/calendar", charset="utf-8")

    async def path(*, scope: str) -> str:
        return f"/calendar/{scope}.ics"

    app = web.Application()
    app.router.add_get("/calendar/{token}.ics", calendar)
    async with serving(app) as port:
        await obey({"port": port, "cpu": cpu_of, "path": path})


if __name__ == "__main__":
    run(_run([Path(name) for name in sys.argv[1:]]))
