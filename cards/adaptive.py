"""The elements of an Adaptive Card as plain dicts; every word that passes through here is shown as written."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

Element: TypeAlias = dict[str, Any]
Card: TypeAlias = dict[str, Any]

Color: TypeAlias = Literal["Attention", "Warning", "Good", "Accent"]
Size: TypeAlias = Literal["Small", "Default", "Medium", "Large", "ExtraLarge"]
Spacing: TypeAlias = Literal["None", "Small", "Medium", "Large", "ExtraLarge"]
Style: TypeAlias = Literal["emphasis", "attention", "warning", "good", "accent"]

VERSION = "1.5"
LANGUAGE = "sv"
MOST_PERCENT = 100
BLOCKS = 10
FULL_BLOCK, EMPTY_BLOCK = "■", "□"

# Teams takes about 100 kB counted as UTF-16; 28 000 bytes of UTF-8 stay under it whatever the letters.
LARGEST_CARD = 28_000

INLINE = re.compile(r"[\\`*_\[\]<~{]|&(?=#?\w+;)")
LINE_START = re.compile(r"[#+\-=>]|\d{1,9}[.)]")


def plain(words: str) -> str:
    """The words with markdown's own characters escaped, each line a paragraph."""
    lines = [INLINE.sub(r"\\\g<0>", line) for line in map(str.strip, words.splitlines()) if line]
    return "\n\n".join(map(_opened, lines))


def _opened(line: str) -> str:
    """A line that begins neither a list nor a heading."""
    start = LINE_START.match(line)
    return f"{line[: start.end() - 1]}\\{line[start.end() - 1 :]}" if start else line


def text(
    words: str,
    *,
    bold: bool = False,
    subtle: bool = False,
    size: Size | None = None,
    color: Color | None = None,
    spacing: Spacing | None = None,
) -> Element:
    return _without_nothing(
        {
            "type": "TextBlock",
            "text": plain(words),
            "wrap": True,
            "weight": "Bolder" if bold else None,
            "isSubtle": subtle or None,
            "size": size,
            "color": color,
            "spacing": spacing,
        }
    )


def heading(words: str, *, size: Size = "Large", spacing: Spacing | None = None) -> Element:
    """A text that screen readers can jump to."""
    return {**text(words, bold=True, size=size, spacing=spacing), "style": "heading"}


def container(
    items: Iterable[Element],
    *,
    style: Style | None = None,
    spacing: Spacing | None = None,
    name: str | None = None,
    folded: bool = False,
    separator: bool = False,
) -> Element:
    """`name` is the id by which a button unfolds it."""
    return _without_nothing(
        {
            "type": "Container",
            "id": name,
            "style": style,
            "spacing": spacing,
            "separator": separator or None,
            "isVisible": False if folded else None,
            "items": list(items),
        }
    )


def columns(*parts: Element, spacing: Spacing | None = None) -> Element:
    return _without_nothing({"type": "ColumnSet", "spacing": spacing, "columns": list(parts)})


def column(items: Iterable[Element], *, width: str | int = "stretch", middle: bool = False) -> Element:
    return _without_nothing(
        {
            "type": "Column",
            "width": width,
            "verticalContentAlignment": "Center" if middle else None,
            "items": list(items),
        }
    )


def facts(pairs: Iterable[tuple[str, str]]) -> Element:
    return {"type": "FactSet", "facts": [{"title": plain(title), "value": plain(value)} for title, value in pairs]}


def image(url: str, *, alt: str, link: str | None = None) -> Element:
    select = {"type": "Action.OpenUrl", "url": link, "title": alt} if link else None
    return _without_nothing({"type": "Image", "url": url, "altText": alt, "size": "Stretch", "selectAction": select})


def buttons(actions: Iterable[Element]) -> Element:
    return {"type": "ActionSet", "actions": list(actions)}


def open_url(title: str, url: str) -> Element:
    return {"type": "Action.OpenUrl", "title": title, "url": url}


def unfold(title: str, *names: str) -> Element:
    """A button that shows and hides the containers so named, without asking the bot."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(names)}


def bar(filled: int, of: int, *, spacing: Spacing = "Small", blocks: int = BLOCKS) -> Element:
    """Teams' own thin bar, or blocks of text where it is not known; it only repeats what the words beside it say."""
    drawn = text(text_bar(filled, of, blocks=blocks), color="Accent", spacing=spacing)
    return {
        "type": "ProgressBar",
        "value": round(MOST_PERCENT * filled / of) if of else 0,
        "max": MOST_PERCENT,
        "color": "Accent",
        "spacing": spacing,
        "fallback": drawn,
    }


def text_bar(filled: int, of: int, *, blocks: int = BLOCKS) -> str:
    """Something is never drawn as nothing, and not quite all never as all."""
    shown = round(blocks * filled / of) if of else 0
    if 0 < filled < of:
        shown = min(max(shown, 1), blocks - 1)
    return FULL_BLOCK * shown + EMPTY_BLOCK * (blocks - shown)


def card(body: Iterable[Element], *, fallback: str, actions: Iterable[Element] = ()) -> Card:
    """`fallback` is what a client too old for the card shows instead."""
    return {
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": LANGUAGE,
        "fallbackText": plain(fallback),
        "msteams": {"width": "Full"},
        "body": list(body),
        "actions": list(actions),
    }


def size_of(whole: Mapping[str, Any]) -> int:
    """In bytes, as compact JSON in UTF-8."""
    return len(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def fitted(candidates: Iterable[Card]) -> Card:
    """The first that is small enough to send, else the last; at least one must be given."""
    chosen: Card = {}
    for chosen in candidates:
        if size_of(chosen) < LARGEST_CARD:
            break
    return chosen


def _without_nothing(element: Mapping[str, Any]) -> Element:
    return {key: value for key, value in element.items() if value is not None}
