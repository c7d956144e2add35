"""The layer contract, read from the imports of every source file."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("scheduler", "store", "cards", "bot")
MAY_IMPORT = {
    "scheduler": {"scheduler"},
    "store": {"store", "scheduler"},
    "cards": {"cards", "scheduler"},
    "bot": {"bot", "cards", "scheduler", "store"},
}
LIBRARIES_OF = {
    "scheduler": {"holidays", "pydantic", "pydantic_core", "personnummer", "apscheduler"},
    "store": {"sqlalchemy", "alembic"},
    "cards": {"docx", "icalendar", "jinja2", "markupsafe", "resvg_py", "xlsxwriter"},
}
ONLY_IN = {
    "botbuilder": "bot/teams/*",
    "botframework": "bot/teams/*",
    "docx": "cards/word_file.py",
    "sqlalchemy": "store/*",
    "alembic": "store/*",
    "xlsxwriter": "cards/excel_file.py",
    "apscheduler": "scheduler/timer.py",
    "icalendar": "cards/*",
}
CLOCK = "scheduler/clock.py"
CLOCK_CALLS = {"now", "utcnow", "today", "time", "monotonic"}
CLOCK_OWNERS = {"datetime", "date", "time"}
MAX_LINES = 400
SOURCES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
STANDARD_LIBRARY = sys.stdlib_module_names


def violations(path: str, text: str) -> list[str]:
    """Everything in one file that the contract forbids."""
    tree = ast.parse(text)
    found = [f"{MAX_LINES} lines at most"] if len(text.splitlines()) > MAX_LINES else []
    found += [f"may not import {name}" for name in imported(tree) if not may_import(path, name)]
    found += [f"import inside {name}" for name in functions_that_import(tree)]
    if path != CLOCK:
        found += [f"asks the clock: {call}" for call in clock_calls(tree)]
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "a relative module" if node.level else (node.module or "").partition(".")[0]


def may_import(path: str, name: str) -> bool:
    package = path.partition("/")[0]
    if name in PACKAGES:
        return name in MAY_IMPORT[package]
    if name in ONLY_IN and not fnmatch(path, ONLY_IN[name]):
        return False
    return package == "bot" or name in STANDARD_LIBRARY or name in LIBRARIES_OF[package]


def functions_that_import(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)
        ):
            yield node.name


def clock_calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in CLOCK_OWNERS:
                yield ast.unparse(node)


@pytest.mark.parametrize("path", SOURCES)
def test_source_keeps_the_layer_contract(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")

    assert violations(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("scheduler/planted.py", "import sqlalchemy", ["may not import sqlalchemy"]),
        ("scheduler/planted.py", "from store.engine import open_engine", ["may not import store"]),
        ("scheduler/planted.py", "import apscheduler", ["may not import apscheduler"]),
        ("cards/planted.py", "import aiohttp", ["may not import aiohttp"]),
        ("bot/web/planted.py", "from botbuilder.core import BotAdapter", ["may not import botbuilder"]),
        ("store/planted.py", "from . import schema", ["may not import a relative module"]),
        ("bot/planted.py", "def run():\n    import json", ["import inside run"]),
        ("bot/planted.py", "from datetime import datetime\ndatetime.now()", ["asks the clock: datetime.now()"]),
        ("bot/planted.py", "import datetime\ndatetime.date.today()", ["asks the clock: datetime.date.today()"]),
        ("bot/planted.py", "import time\ntime.time()", ["asks the clock: time.time()"]),
        ("bot/planted.py", "\n" * 401, ["400 lines at most"]),
        ("bot/teams/planted.py", "from botbuilder.core import BotAdapter", []),
    ],
)
def test_planted_violation_is_seen(path: str, text: str, expected: list[str]) -> None:
    assert violations(path, text) == expected
