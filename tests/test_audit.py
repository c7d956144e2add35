"""What the audit of the dependencies makes of each thing that pip-audit may answer."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).parent.parent / ".ci" / "audit.py"
CLEAN = {"name": "aiohttp", "version": "3.14.5", "vulns": []}
HIT = {"name": "pyjwt", "version": "2.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.4.0"], "aliases": []}]}
UNMENDED = {"name": "msal", "version": "1.0.0", "vulns": [{"id": "PYSEC-2", "fix_versions": [], "aliases": []}]}
PASSED_OVER = {"name": "rich", "skip_reason": "Dependency not found on PyPI and could not be audited: rich (15.0.0)"}
OUT_OF_REACH = (0, "Not audited: the advisories are out of reach.\n")


def report(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def audited(folder: Path, answer: str, *, errors: str = "", status: int = 0) -> tuple[int, str]:
    """What the audit says and ends with when a pip-audit in its place answers like that."""
    fake = folder / "pip-audit"
    script = f"import sys\nsys.stdout.write({answer!r})\nsys.stderr.write({errors!r})\nsys.exit({status})\n"
    fake.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    fake.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        [sys.executable, AUDIT, "requirements.txt"], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_clean_dependencies_pass_and_are_counted(tmp_path: Path) -> None:
    said = audited(tmp_path, report(CLEAN, {**CLEAN, "name": "yarl"}))

    assert said == (0, "2 dependencies, none with a known vulnerability.\n")


def test_known_vulnerabilities_fail_and_are_all_named(tmp_path: Path) -> None:
    said = audited(tmp_path, report(CLEAN, HIT, UNMENDED), status=1)

    lines = "pyjwt 2.0.0: PYSEC-1, mended in 2.4.0\nmsal 1.0.0: PYSEC-2, mended in no version yet\n"
    assert said == (1, lines)


def test_audit_that_found_no_advisories_at_all_passes_and_says_so(tmp_path: Path) -> None:
    assert audited(tmp_path, report(PASSED_OVER, PASSED_OVER)) == OUT_OF_REACH


@pytest.mark.parametrize(
    "last", ["requests.exceptions.ProxyError: no", "pip_audit._service.interface.ConnectionError: no"]
)
def test_audit_that_had_no_connection_passes_and_says_so(tmp_path: Path, last: str) -> None:
    assert audited(tmp_path, "", errors=f"Traceback\n  File\n{last}\n", status=1) == OUT_OF_REACH


def test_dependency_that_was_passed_over_among_others_fails(tmp_path: Path) -> None:
    assert audited(tmp_path, report(CLEAN, PASSED_OVER)) == (1, "rich: not known where the advisories are\n")


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "no JSON"])
def test_audit_that_broke_fails_and_shows_why(tmp_path: Path, answer: str) -> None:
    said = audited(tmp_path, answer, errors="ERROR: requirements.txt can't be read\n", status=1)

    assert said == (1, "The audit broke.\nERROR: requirements.txt can't be read\n\n")
