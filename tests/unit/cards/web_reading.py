"""A page taken apart, to ask of it what a screen reader would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "br", "progress"})
CONTROLS = frozenset({"input", "select", "textarea"})


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: dict[str, str]
    within: tuple[str, ...]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass(slots=True)
class Reading(HTMLParser):
    """Every tag in order, the names of those that it lies in, and the text between them."""

    markup: str
    tags: list[Tag] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def controls(self) -> list[Tag]:
        """What a person fills in."""
        return [tag for tag in self.tags if tag.name in CONTROLS and tag.get("type") != "hidden"]

    @property
    def ids(self) -> list[str]:
        return [tag.get("id") for tag in self.tags if tag.get("id")]

    @property
    def referred(self) -> set[str]:
        """The ids that something points at."""
        named = (tag.get(name) for tag in self.tags for name in ("for", "aria-describedby", "aria-labelledby"))
        links = (tag.get("href")[1:] for tag in self.tags if tag.get("href").startswith("#"))
        return {one for names in (*named, *links) for one in names.split()}

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
