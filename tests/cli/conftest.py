"""The command line called as its entry point calls it, with a database of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import pytest
import structlog

from bot.cli.main import main
from bot.settings import PREFIX, Settings
from scheduler.loading import SHIPPED


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said where."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output, which must be one JSON document and nothing else."""
        return orjson.loads(self.out)

    @property
    def told(self) -> tuple[int, str, int]:
        """Status, standard output, and how many lines stand on standard error: what matters of a refusal."""
        return self.status, self.out, len(self.err.splitlines())


Command: TypeAlias = Callable[..., Ran]


@pytest.fixture
def arshjul(capsys: pytest.CaptureFixture[str], database: Path) -> Iterator[Command]:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, said.out, said.err)

    yield run
    structlog.reset_defaults()  # or what `serve` configured would go on writing to this test's standard error


@pytest.fixture
def database(tmp_path: Path, upgraded_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the settings name; no other setting is made."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    file = Path(shutil.copy(upgraded_file, tmp_path / "arshjul.sqlite3"))
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def people_file() -> Path:
    """Karlstad's example people, of whom some have roles that only the example overlay knows."""
    return Path(str(SHIPPED / "karlstad" / "people.csv"))


@pytest.fixture(scope="session")
def overlay() -> Path:
    return Path(str(SHIPPED / "karlstad" / "example.toml"))
