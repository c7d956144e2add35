"""Holds what the product depends on against the known vulnerabilities: `audit.py REQUIREMENTS`.

Exit status 0 where none is known, and where the advisories can't be reached, which it says; 1 where one is known, where
a single dependency was passed over, and where the audit broke. pip-audit alone would call nothing at all "clean".
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

COMMAND = ("pip-audit", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--requirement")
UNREACHED = ("requests.exceptions.", "pip_audit._service.interface.ConnectionError")


def main(requirements: str) -> int:
    ran = subprocess.run([*COMMAND, requirements], capture_output=True, text=True, check=False)
    try:
        dependencies = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        *_, last = ran.stderr.strip().splitlines() or [""]
        if last.startswith(UNREACHED):
            return told("Not audited: the advisories are out of reach.")
        return told(f"The audit broke.\n{ran.stderr}", status=1)
    return judged(dependencies)


def judged(dependencies: list[Mapping[str, Any]]) -> int:
    passed_over = [one["name"] for one in dependencies if "vulns" not in one]
    if len(passed_over) == len(dependencies):
        return told("Not audited: the advisories are out of reach.")
    found = [*vulnerabilities(dependencies), *(f"{name}: not known where the advisories are" for name in passed_over)]
    if found:
        return told("\n".join(found), status=1)
    return told(f"{len(dependencies)} dependencies, none with a known vulnerability.")


def vulnerabilities(dependencies: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in dependencies:
        for known in one.get("vulns", ()):
            mended = ", ".join(known["fix_versions"]) or "no version yet"
            yield f"{one['name']} {one['version']}: {known['id']}, mended in {mended}"


def told(words: str, *, status: int = 0) -> int:
    sys.stdout.write(f"{words}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
