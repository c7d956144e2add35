"""What is wrong in a file that somebody wrote: all of it at once, as values that can be told in any language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What kind of fault it is; the words for people are phrases of `cards/`."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    NOT_ONE_OF = "not_one_of"
    OUT_OF_RANGE = "out_of_range"
    NO_SUCH_DAY = "no_such_day"
    DUPLICATE = "duplicate"
    NO_SUCH_REFERENCE = "no_such_reference"
    OTHER_WHEEL = "other_wheel"
    ROLE_TOO_NARROW = "role_too_narrow"
    WRONG_COUNT = "wrong_count"
    ONLY_ONE = "only_one"
    NEVER_FIRES = "never_fires"
    CIRCLE = "circle"
    WRONG_PHASE = "wrong_phase"
    INVALID = "invalid"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `expected` and `found` are quoted from the rules and the file, `expected` may be empty."""

    file: str
    key: str
    problem: Problem
    expected: str = ""
    found: str = ""


class FaultsFound(Exception):
    """Nothing was loaded; every fault that could be seen is listed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.file}: {f.key}: {f.problem}" for f in self.faults))


def known(file: str, key: str, name: str | None, names: Iterable[str]) -> Iterator[Fault]:
    """A fault where the name is none of those there are."""
    there = sorted(names)
    if name is not None and name not in there:
        yield Fault(file, key, Problem.NO_SUCH_REFERENCE, expected=", ".join(there), found=name)
