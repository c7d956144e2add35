"""The official Adaptive Card schema 1.5, with the little that Teams allows beyond it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator

FILTERED = {"enum": ["filtered"]}
WIDTH = {"type": "object", "properties": {"width": {"enum": ["Full"]}}, "additionalProperties": False}
PROGRESS_BAR = {
    "type": "object",
    "properties": {
        "type": {"enum": ["ProgressBar"]},
        "value": {"type": "integer", "minimum": 0, "maximum": 100},
        "max": {"enum": [100]},
        "color": {"enum": ["Accent"]},
        "spacing": {"$ref": "#/definitions/Spacing"},
        "fallback": {"$ref": "#/definitions/ImplementationsOf.Element"},
    },
    "required": ["type", "value", "fallback"],
    "additionalProperties": False,
}

COLORS = {"enum": ["good", "warning", "attention", "neutral", "categoricalBlue", "categoricalTeal"]}
POINT = {
    "type": "object",
    "properties": {"legend": {"type": "string", "minLength": 1}, "value": {"type": "number"}, "color": COLORS},
    "required": ["legend", "value", "color"],
    "additionalProperties": False,
}
BAR = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "data": {"type": "array", "items": POINT, "minItems": 1},
    },
    "required": ["title", "data"],
    "additionalProperties": False,
}


def chart(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Of Teams' documented charts, with a fallback for all other clients."""
    return {
        "type": "object",
        "properties": {
            "type": {"enum": [kind]},
            "title": {"type": "string", "minLength": 1},
            "data": {"type": "array", "items": data, "minItems": 1},
            "fallback": {"$ref": "#/definitions/ImplementationsOf.Element"},
        },
        "required": ["type", "title", "data", "fallback"],
        "additionalProperties": False,
    }


CHARTS = (chart("Chart.Donut", POINT), chart("Chart.HorizontalBar.Stacked", BAR))


def teams_schema() -> dict[str, Any]:
    official = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(official)
    definitions = schema["definitions"]
    definitions["AdaptiveCard"]["properties"]["msteams"] = WIDTH
    definitions["ChoiceInputStyle"]["anyOf"].append(FILTERED)
    definitions["ImplementationsOf.Element"]["anyOf"] += [PROGRESS_BAR, *CHARTS]
    return {**schema, "anyOf": [{"$ref": "#/definitions/AdaptiveCard"}]}


def faults_in(card: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft7Validator(teams_schema()).iter_errors(card)]


def parts_of(card: Any) -> Iterator[dict[str, Any]]:
    """Every object in the card, itself included."""
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from parts_of(value)
    if isinstance(card, list):
        for value in card:
            yield from parts_of(value)
