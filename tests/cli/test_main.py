"""The installed command itself: exit statuses, streams, and no traceback whatever is asked of it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
import orjson
import pytest

from bot.cli.main import arshjul as root
from tests.cli.conftest import Command

MAIN = [sys.executable, "-c", "from bot.cli.main import main; main()"]
ROOT = Path(__file__).parents[2]


def commands_of(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every group and command with the words that lead to it."""
    yield path, command
    for name, inner in command.commands.items() if isinstance(command, click.Group) else ():
        yield from commands_of(inner, *path, name)


COMMANDS = list(commands_of(root))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_command_explains_itself(arshjul: Command, path: tuple[str, ...], command: click.Command) -> None:
    ran = arshjul(*path, "--help")

    assert (ran.status, ran.err) == (0, "")
    assert command.help is not None
    assert command.help.rstrip()[-1] == "."
    assert command.help.split()[0] in ran.out


def test_version_is_told(arshjul: Command) -> None:
    assert (arshjul("--version").status, arshjul("--version").err) == (0, "")


@pytest.mark.parametrize(
    "arguments", [("dance",), ("wheel", "dance"), ("--dance",), ("feed", "create"), ("people", "")]
)
def test_unknown_words_are_refused_in_one_sentence(arshjul: Command, arguments: tuple[str, ...]) -> None:
    assert arshjul(*arguments).told == (2, "", 1)


def test_nothing_is_said_when_the_reader_of_the_pipe_has_left() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ran = subprocess.run(
            [*MAIN, "wheel", "show", "karlstad", "--format", "json"],
            cwd=ROOT, stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip

    assert (ran.returncode, b"Traceback" in ran.stderr) == (1, False)


@contextmanager
def serving(database: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The service in a process of its own; it is ended at the latest when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"ALLOW_ANONYMOUS": "true", "PORT": str(port), "DATABASE_URL": f"sqlite:///{database}"}
    environment = {**os.environ, **{f"ARSHJUL_{name}": value for name, value in settings.items()}}
    process = subprocess.Popen(
        [*MAIN, "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.communicate()


def until_ready(address: str, process: "subprocess.Popen[bytes]") -> int:
    """The status of `/readyz` once it is good."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=10) as answer:
                return int(answer.status)
        except (urllib.error.URLError, ConnectionError):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
    return 0


def test_service_runs_until_it_is_asked_to_end_and_logs_json_alone(database: Path) -> None:
    with serving(database) as (address, process):
        ready = until_ready(address, process)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)

    assert (ready, process.returncode, out) == (200, 0, b"")
    assert [type(orjson.loads(line)) for line in err.splitlines()] == [dict] * len(err.splitlines())
