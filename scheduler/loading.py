"""Wheels, local decisions and forms read from TOML, with every fault named at once and nothing half-loaded."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.forms import Form
from scheduler.references import faults_in_form, faults_in_wheel
from scheduler.wheel import Wheel

Value = TypeVar("Value")
Table: TypeAlias = dict[str, Any]

SHIPPED = files("scheduler") / "wheels"
WHEEL_FILE = "wheel.toml"
EXAMPLE_FILE = "example.toml"
PEOPLE_FILE = "people.csv"

LISTS_THAT_LOCAL_ADDS_TO = ("documents", "roles", "bodies", "digests")
LISTS_THAT_LOCAL_CHANGES = {"role": "roles", "body": "bodies", "activity": "activities", "digest": "digests"}

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

WHEEL = TypeAdapter(Wheel)
FORM = TypeAdapter(Form)


@dataclass(frozen=True, slots=True)
class Content:
    """A wheel with the newest version of every form it may name, and the older ones that answers still refer to."""

    wheel: Wheel
    forms: Mapping[str, Form]
    versions: Mapping[tuple[str, int], Form]

    def form(self, key: str, version: int | None) -> Form:
        """That version, or the newest where none is named or kept."""
        return self.versions.get((key, version or 0), self.forms[key])


def shipped_wheels() -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in SHIPPED.iterdir() if (folder / WHEEL_FILE).is_file()))


def shipped_forms() -> tuple[Form, ...]:
    """Every version of all forms that ship, in order of key, the newest version last."""
    forms = [load_form(file) for folder in SHIPPED.iterdir() for file in _forms_in(folder)]
    return tuple(sorted(forms, key=lambda form: (form.key, form.version)))


def load_shipped(name: str, *, local: Traversable | None = None) -> Content:
    """A wheel that ships; an unknown name is a fault that lists those there are."""
    if name not in shipped_wheels():
        raise FaultsFound([Fault(name, "wheel", Problem.NO_SUCH_REFERENCE, ", ".join(shipped_wheels()), name)])
    return load_wheel(shipped_path(name), local=local)


def shipped_path(name: str) -> Traversable:
    """The file of a wheel that ships."""
    return SHIPPED / name / WHEEL_FILE


def example_of(name: str) -> Traversable:
    """The example overlay that ships with a wheel."""
    return SHIPPED / name / EXAMPLE_FILE


def example_people(name: str) -> Traversable:
    """The example people that ship with a wheel."""
    return SHIPPED / name / PEOPLE_FILE


def load_wheel(file: Traversable, *, local: Traversable | None = None) -> Content:
    """Read a wheel and lay the local decisions over it."""
    table, faults = read_table(file), list[Fault]()
    if local is not None:
        table, faults = overlaid(table, read_table(local), file=local.name)
    name = file.name if local is None else f"{file.name} + {local.name}"
    versions = shipped_forms()
    forms = {form.key: form for form in versions}
    wheel = _validated(WHEEL, table, name, lambda wheel: faults_in_wheel(wheel, name, forms), faults)
    return Content(wheel, forms, {(form.key, form.version): form for form in versions})


def load_form(file: Traversable) -> Form:
    return _validated(FORM, read_table(file), file.name, lambda form: faults_in_form(form, file.name), [])


def read_table(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FaultsFound([Fault(str(file), "", Problem.UNREADABLE, found=str(error))]) from error


def overlaid(wheel: Table, local: Table, *, file: str) -> tuple[Table, list[Fault]]:
    """The wheel's table with local decisions merged in, and what is wrong in them.

    A rule of another kind replaces the wheel's rule. Decisions for another wheel are not laid over at all.
    """
    if local.get("wheel") != wheel.get("key"):
        other = Fault(file, "wheel", Problem.OTHER_WHEEL, str(wheel.get("key")), str(local.get("wheel")))
        return wheel, [other]
    known = {"wheel", "local", *LISTS_THAT_LOCAL_ADDS_TO, *LISTS_THAT_LOCAL_CHANGES}
    faults = [Fault(file, key, Problem.UNKNOWN_KEY, ", ".join(sorted(known))) for key in local if key not in known]
    misshapen = dict(_misshapen(local))
    faults += [Fault(file, key, Problem.WRONG_TYPE, expected) for key, expected in misshapen.items()]
    if misshapen or not all(_are_rows(wheel.get(name, [])) for name in LISTS_THAT_LOCAL_CHANGES.values()):
        return wheel, faults
    merged = {**wheel, "local": local.get("local", {"name": file})}
    for name in LISTS_THAT_LOCAL_ADDS_TO:
        merged[name] = [*wheel.get(name, []), *local.get(name, [])]
    for name, target in LISTS_THAT_LOCAL_CHANGES.items():
        changes = local.get(name, {})
        keys = {row.get("key") for row in merged.get(target, [])}
        faults += [
            Fault(file, f"{name}.{key}", Problem.NO_SUCH_REFERENCE, ", ".join(sorted(map(str, keys))), key)
            for key in changes
            if key not in keys
        ]
        merged[target] = [_changed(row, changes.get(row.get("key"), {})) for row in merged.get(target, [])]
    return merged, faults


def _misshapen(local: Table) -> Iterator[tuple[str, str]]:
    """What could not be laid over anything, with how it is to be written: "[roles]" for "[[roles]]", say."""
    for name in LISTS_THAT_LOCAL_ADDS_TO:
        if not _are_rows(local.get(name, [])):
            yield name, f"[[{name}]]"
    for name in LISTS_THAT_LOCAL_CHANGES:
        changes = local.get(name, {})
        if not (isinstance(changes, dict) and _are_rows([*changes.values()])):
            yield name, f"[{name}.key]"


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _changed(row: Table, changes: Table) -> Table:
    changed = {**row, **changes}
    old, new = row.get("rule"), changes.get("rule")
    if isinstance(old, dict) and isinstance(new, dict) and new.get("kind", old.get("kind")) == old.get("kind"):
        changed["rule"] = {**old, **new}
    return changed


def _forms_in(folder: Traversable) -> Iterator[Traversable]:
    forms = folder / "forms"
    if forms.is_dir():
        yield from (file for file in forms.iterdir() if file.name.endswith(".toml"))


def _validated(
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
