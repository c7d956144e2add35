"""A card as a reader meets it: its words, its buttons and its fields."""

import re
from typing import Any

from cards.adaptive import Card
from tests.contract.card_schema import parts_of


def words_of(card: Card) -> str:
    """Every text, in order, with markdown's escapes taken away."""
    shown = [part["text"] for part in parts_of(card) if part.get("type") == "TextBlock"]
    return re.sub(r"\\(.)", r"\1", "\n".join(shown))


def buttons_of(card: Card) -> list[tuple[str, dict[str, Any]]]:
    """Titles with what is sent, the bottom row last."""
    return [(part["title"], part["data"]) for part in parts_of(card) if part.get("type") == "Action.Execute"]


def titles_of(card: Card) -> list[str]:
    return [title for title, _ in buttons_of(card)]


def field(card: Card, name: str) -> dict[str, Any]:
    return next(part for part in parts_of(card) if part.get("id") == name)


def inputs_of(card: Card) -> list[dict[str, Any]]:
    """Every field, in order."""
    return [part for part in parts_of(card) if str(part.get("type", "")).startswith("Input.")]
