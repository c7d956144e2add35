"""The app manifest against the schema that Microsoft publishes on npm, fetched when the test runs."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft4Validator

from bot.teams.package import MANIFEST_VERSION, App, manifest_of
from tests.npm import install

PACKAGE = "@microsoft/app-manifest@1.1.2"
SCHEMAS = Path("node_modules/@microsoft/app-manifest/build/json-schemas/teams")
PREVIEW = "vDevPreview"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one folder of schemas for each version."""
    folder = tmp_path_factory.mktemp("npm")
    install(folder, PACKAGE)
    return folder / SCHEMAS


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
