"""Local decisions laid over a wheel's table before it is read as a value."""

from collections.abc import Iterator
from typing import Any

from scheduler.faults import Fault, Problem
from scheduler.validation import Table

LISTS_THAT_LOCAL_ADDS_TO = ("documents", "roles", "bodies", "events", "activities", "digests", "happenings")
TABLES_THAT_LOCAL_CHANGES = ("actions",)
LISTS_THAT_LOCAL_CHANGES = {"role": "roles", "body": "bodies", "activity": "activities", "digest": "digests"}


def overlaid(wheel: Table, local: Table, *, file: str) -> tuple[Table, list[Fault]]:
    """The wheel's table with local decisions merged in, and what is wrong in them.

    A rule of another kind replaces the wheel's rule. Decisions for another wheel are not laid over at all.
    """
    if local.get("wheel") != wheel.get("key"):
        other = Fault(file, "wheel", Problem.OTHER_WHEEL, str(wheel.get("key")), str(local.get("wheel")))
        return wheel, [other]
    known = {
        "wheel",
        "local",
        "escalation",
        *TABLES_THAT_LOCAL_CHANGES,
        *LISTS_THAT_LOCAL_ADDS_TO,
        *LISTS_THAT_LOCAL_CHANGES,
    }
    faults = [Fault(file, key, Problem.UNKNOWN_KEY, ", ".join(sorted(known))) for key in local if key not in known]
    misshapen = dict(_misshapen(local))
    faults += [Fault(file, key, Problem.WRONG_TYPE, expected) for key, expected in misshapen.items()]
    tables = all(isinstance(wheel.get(name, {}), dict) for name in TABLES_THAT_LOCAL_CHANGES)
    if misshapen or not (tables and all(_are_rows(wheel.get(name, [])) for name in LISTS_THAT_LOCAL_CHANGES.values())):
        return wheel, faults
    merged = {**wheel, "local": local.get("local", {"name": file})}
    for name in TABLES_THAT_LOCAL_CHANGES:
        merged[name] = {**wheel.get(name, {}), **local.get(name, {})}
    if "escalation" in local:
        merged["escalation"] = local["escalation"]
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
    for name in TABLES_THAT_LOCAL_CHANGES:
        if not isinstance(local.get(name, {}), dict):
            yield name, f"[{name}]"
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
