"""`arshjul demo` as a process of its own, ended as a person ends it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

FIRST_START = 280.0
ENDING = 30.0
BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the chat and the bot are reached."""

    chat: str
    bot: str


@contextmanager
def running_demo(wheel: str, output: Path) -> Iterator[Demo]:
    """The demo on free ports, from the first answer of its chat until Ctrl-C, after which nothing may be left."""
    port, chat_port = free_ports()
    demo = Demo(chat=f"http://localhost:{chat_port}", bot=f"http://localhost:{port}")
    process = started(wheel, port, chat_port, output)
    try:
        until(lambda: process.poll() is not None or answers(demo.chat), seconds=FIRST_START)
        assert process.poll() is None, said_by(output)
        yield demo
    finally:
        left = ended(process)
    assert (process.returncode, left) == (0, set()), said_by(output)
    assert demo.chat in said_by(output)
    assert demo.bot in said_by(output)


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def started(wheel: str, port: int, chat_port: int, output: Path) -> subprocess.Popen[bytes]:
    program = shutil.which("arshjul", path=str(Path(sys.executable).parent)) or "arshjul"
    options = ["--wheel", wheel, "--no-browser", "--port", str(port), "--playground-port", str(chat_port)]
    with output.open("wb") as said:
        return subprocess.Popen([program, "demo", *options], stdout=said, stderr=subprocess.STDOUT)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_internal/v1/config", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def ended(process: subprocess.Popen[bytes]) -> set[int]:
    """Interrupt it as Ctrl-C does, and tell which of its descendants are alive afterwards; those are killed."""
    family = descendants(process.pid)
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(ENDING)
        until(lambda: not alive(family), seconds=ENDING)
    except (subprocess.TimeoutExpired, TimeoutError):
        process.kill()
        process.wait()
    left = alive(family)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left


def until(happened: Callable[[], bool], *, seconds: float) -> None:
    last = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > last:
            raise TimeoutError
        time.sleep(BETWEEN_LOOKS)


def said_by(output: Path) -> str:
    return output.read_text(encoding="utf-8", errors="replace")


def descendants(pid: int) -> set[int]:
    """Every process below the one, as Linux tells it; none where there is no /proc."""
    parents = {child: parent for child, (parent, _) in processes().items()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    """Without those that have ended and only wait to be counted by their parent."""
    return {pid for pid, (_, state) in processes().items() if pid in pids and state != "Z"}


def processes() -> dict[int, tuple[int, str]]:
    """Parent and state by process id."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = file.read_text(errors="replace").rpartition(")")[2].split()[:2]
            found[int(file.parent.name)] = (int(parent), state)
    return found
