"""The file that a copy of the database is: packed lines of JSON, the last of which vouches for all the others.

First the head, then for each table its name and columns and after that its rows, then the sum of all that went before.
"""

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO, TypeAlias

FORMAT, VERSION = "arshjul-copy", 1
SUM = "sha256"

Write: TypeAlias = Callable[[object], None]


class Flaw(StrEnum):
    """Why a file is not restored."""

    NOT_OURS = "not_ours"
    CUT_OFF = "cut_off"
    CHANGED = "changed"
    NEWER = "newer"


class CopyFlawed(Exception):
    """The file can't be restored; nothing was changed."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Head:
    """What a copy says of itself: the revision of its tables, when it was made and how many rows each table has."""

    revision: str
    made_at: datetime
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@contextmanager
def new_copy(file: Path, head: Head) -> Iterator[Write]:
    """Lines go to a nameless file beside it, for its owner alone, that takes the name once it is whole and on disk."""
    handle, name = mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            with _packed(raw, head) as write:
                yield write
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(file.parent)


@contextmanager
def _packed(raw: BinaryIO, head: Head) -> Iterator[Write]:
    total = sha256()
    with gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6) as packed:

        def write(value: object) -> None:
            line = json.dumps(value, default=_as_text, ensure_ascii=False).encode() + b"\n"
            total.update(line)
            packed.write(line)

        write({"format": FORMAT, "version": VERSION, "revision": head.revision, "at": head.made_at, "rows": head.rows})
        yield write
        write({SUM: total.hexdigest()})


def _as_text(value: object) -> str:
    """A day, or an instant, which SQLite gives without its zone."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a copy")


def _sync(folder: Path) -> None:
    """So that the name outlives a power cut too; not every system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_copy(file: Path) -> bool:
    """Whether it begins as a copy does, whole or not."""
    try:
        next(_lines(file))
    except CopyFlawed as flawed:
        return flawed.flaw is Flaw.NEWER
    return True


def examined(file: Path) -> Head:
    """Read the whole file and say what it holds; `CopyFlawed` where it is not whole, or not a copy."""
    lines = _lines(file)
    head: Head = next(lines)
    counted: dict[str, int] = {}
    table = ""
    for line in lines:
        if isinstance(line, dict):
            table = str(line.get("table"))
            counted[table] = 0
        else:
            counted[table] = counted.get(table, 0) + 1
    if counted != head.rows:
        raise CopyFlawed(Flaw.CHANGED)
    return head


def tables_in(file: Path) -> Iterator[tuple[str, list[str], list[Any] | None]]:
    """Every table with its columns, once without a row and then with each of its rows."""
    lines = _lines(file)
    next(lines)
    name: str = ""
    columns: list[str] = []
    for line in lines:
        if isinstance(line, dict):
            name, columns = line["table"], line["columns"]
            yield name, columns, None
        else:
            yield name, columns, line


def _lines(file: Path) -> Iterator[Any]:
    """The head and then every line but the last one, which is compared with all of them."""
    lines = _unpacked(file)
    first = next(lines, b"")
    total, held = sha256(first), b""
    yield _head(_value(first, Flaw.NOT_OURS))
    for line in lines:
        if held:
            total.update(held)
            yield _value(held, Flaw.CHANGED)
        held = line
    last = _value(held, Flaw.CUT_OFF)
    if not isinstance(last, dict) or SUM not in last:
        raise CopyFlawed(Flaw.CUT_OFF)
    if last[SUM] != total.hexdigest():
        raise CopyFlawed(Flaw.CHANGED)


def _head(line: Any) -> Head:
    if not isinstance(line, dict) or line.get("format") != FORMAT:
        raise CopyFlawed(Flaw.NOT_OURS)
    if line.get("version") != VERSION:
        raise CopyFlawed(Flaw.NEWER)
    try:
        return Head(line["revision"], datetime.fromisoformat(line["at"]), line["rows"])
    except (KeyError, TypeError, ValueError):
        raise CopyFlawed(Flaw.CHANGED) from None


def _unpacked(file: Path) -> Iterator[bytes]:
    has_begun = False
    try:
        with gzip.open(file, "rb") as packed:
            for line in packed:
                has_begun = True
                yield line
    except EOFError:
        raise CopyFlawed(Flaw.CUT_OFF) from None
    except (gzip.BadGzipFile, zlib.error):
        raise CopyFlawed(Flaw.CHANGED if has_begun else Flaw.NOT_OURS) from None


def _value(line: bytes, otherwise: Flaw) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise CopyFlawed(otherwise) from None
