"""A demo whose chat and database outlive its service, which is killed and started anew; and what lies in its files."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.demo_apart import FILE
from tests.browser.demo_process import FIRST_START, answers, ended, free_ports, said_by, until

ROOT = Path(__file__).parents[2]
PROGRAM = "tests.browser.demo_apart"


@dataclass(slots=True)
class KeptDemo:
    """Where the chat is reached, and the service behind it for as long as it runs."""

    folder: Path
    port: int
    chat_port: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def chat(self) -> str:
        return f"http://localhost:{self.chat_port}"

    @property
    def bot(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """All that the service has said, before and after it was started anew."""
        return self.folder / "service.txt"

    @property
    def kept(self) -> dict[str, bytes]:
        """Every byte of the database, with what SQLite keeps beside it, and of the log."""
        files = [self.log, *self.folder.glob(f"{FILE}*")]
        return {file.name: file.read_bytes() for file in files}

    def finds(self, text: str) -> set[str]:
        """The names of the files in which the text stands, letter for letter."""
        return {name for name, content in self.kept.items() if text.encode() in content}

    def start_service(self) -> None:
        process = self.start("service", self.log)
        self.running.append(process)
        until(lambda: process.poll() is not None or is_well(self.bot), seconds=FIRST_START)
        assert process.poll() is None, said_by(self.log)

    def kill_service(self) -> None:
        """As a power cut does: it has no time for anything."""
        process = self.running.pop()
        process.kill()
        process.wait()

    def restart_service(self) -> None:
        self.kill_service()
        self.start_service()

    def start(self, program: str, output: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", PROGRAM, program, str(self.folder), str(self.port), str(self.chat_port)]
        with output.open("ab") as said:
            return subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)


@contextmanager
def kept_demo(folder: Path) -> Iterator[KeptDemo]:
    """On free ports; nothing may be left of it afterwards but its files."""
    demo = KeptDemo(folder, *free_ports())
    output = folder / "chat.txt"
    chats: list[subprocess.Popen[bytes]] = []
    try:
        demo.start_service()
        chats.append(chat := demo.start("chat", output))
        until(lambda: chat.poll() is not None or answers(demo.chat), seconds=FIRST_START)
        assert chat.poll() is None, said_by(output)
        yield demo
    finally:
        left = [ended(process) for process in [*demo.running, *chats]]
    assert left == [set()] * len(left), said_by(output)


def is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
