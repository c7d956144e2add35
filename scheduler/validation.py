"""A table read as a value, or all its faults at once: where, what, and what was expected."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scheduler.faults import Fault, FaultsFound, Problem

Value = TypeVar("Value")
Table: TypeAlias = dict[str, Any]

PROBLEMS = {
    "missing": Problem.MISSING,
    "union_tag_not_found": Problem.MISSING,
    "extra_forbidden": Problem.UNKNOWN_KEY,
    "unexpected_keyword_argument": Problem.UNKNOWN_KEY,
    "enum": Problem.NOT_ONE_OF,
    "literal_error": Problem.NOT_ONE_OF,
    "union_tag_invalid": Problem.NOT_ONE_OF,
    "greater_than_equal": Problem.OUT_OF_RANGE,
    "less_than_equal": Problem.OUT_OF_RANGE,
    "too_short": Problem.OUT_OF_RANGE,
    "string_too_short": Problem.OUT_OF_RANGE,
    "string_too_long": Problem.OUT_OF_RANGE,
    "string_pattern_mismatch": Problem.NOT_ONE_OF,
    "value_error": Problem.NO_SUCH_DAY,
}
LIMITS = ("expected", "expected_tags", "pattern", "ge", "le", "min_length", "max_length")


def validated(
    adapter: TypeAdapter[Value],
    table: Table,
    file: str,
    references: Callable[[Value], Iterable[Fault]],
    earlier: list[Fault],
) -> Value:
    """The value, or all its faults at once together with those found earlier."""
    try:
        value = adapter.validate_python(table)
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _is_echo(detail)]
        found = [_fault(detail, table, file) for detail in details]
        raise FaultsFound([*earlier, *found, *_faults_beside(details, adapter, table, references)]) from error
    faults = [*earlier, *references(value)]
    if faults:
        raise FaultsFound(faults)
    return value


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list only seems too short, since its faulty rows were not counted."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _faults_beside(
    details: Iterable[ErrorDetails],
    adapter: TypeAdapter[Value],
    table: Table,
    references: Callable[[Value], Iterable[Fault]],
) -> Iterator[Fault]:
    """What the sound rows refer to in vain; the names of the faulty ones are let pass, for they will be there."""
    faulty = {detail["loc"][:2] for detail in details}
    rest = {
        name: [row for index, row in enumerate(rows) if (name, index) not in faulty] if isinstance(rows, list) else rows
        for name, rows in table.items()
        if (name,) not in faulty
    }
    to_come = set(_keys_in([_inside(_inside(table, part[0]), part[-1]) for part in faulty if len(part) > 1]))
    try:
        value = adapter.validate_python(rest)
    except ValidationError:
        return
    yield from (fault for fault in references(value) if fault.found not in to_come)


def _keys_in(value: Any) -> Iterator[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and "key" in value:
        yield str(value["key"])
    for one in inner:
        yield from _keys_in(one)


def _fault(detail: ErrorDetails, table: Table, file: str) -> Fault:
    limits = detail.get("ctx", {})
    expected = ", ".join(str(limits[limit]) for limit in LIMITS if limit in limits)
    problem = PROBLEMS.get(detail["type"], Problem.WRONG_TYPE)
    found = "" if problem is Problem.MISSING else str(detail["input"])[:80]
    return Fault(file, _place(detail["loc"], table), problem, expected, found)


def _place(location: tuple[int | str, ...], table: Table) -> str:
    """The path as a person would say it: list items by their own key, the tags of rule kinds left out."""
    words: list[str] = []
    here: Any = table
    tagged: Any = None
    for part in location:
        previous, here = here, _inside(here, part)
        if isinstance(part, int):
            words.append(str(here["key"]) if isinstance(here, dict) and "key" in here else str(part + 1))
        elif isinstance(previous, dict) and previous.get("kind") == part and previous is not tagged:
            here = tagged = previous  # and in a rule of kind "month", the next "month" is the field
        else:
            words.append(part)
    return ".".join(words)


def _inside(here: Any, part: int | str) -> Any:
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int):
        return here[part]
    return None
