"""The Swedish words for what changes between two wheels."""

from collections.abc import Iterable, Mapping

from scheduler.editions import Change

COLUMNS = ("Ändring", "Aktivitet", "Avser", "Före", "Efter")
CHANGES = {
    Change.ADDED: "tillkommer",
    Change.REMOVED: "utgår",
    Change.MOVED: "flyttas",
    Change.REWORDED: "ändras",
}
NO_DATE = "utan datum"

FIELDS = {
    "title": "titel",
    "summary": "beskrivning",
    "rule": "regel för datum",
    "level": "nivå",
    "provider": "utförarform",
    "service_types": "insatser",
    "areas": "verksamheter",
    "phase": "fas",
    "performer": "utförare",
    "external_performer": "extern utförare",
    "via": "väg till mottagaren",
    "receiver": "mottagare",
    "audience": "målgrupp",
    "decides": "beslutande",
    "verb": "vad mottagaren gör",
    "review": "granskare",
    "form": "formulär",
    "waits_for": "vad den väntar på",
    "feeds": "vad den ger underlag till",
    "optional": "om den är frivillig",
    "hidden": "om den är dold",
    "shows_actions": "om den visar öppna åtgärder",
    "ladder": "påminnelser",
    "every": "hur ofta",
    "due": "sista dag",
    "opens": "första dag",
    "month": "månad",
    "events": "händelser",
    "role": "roll",
    "body": "forum",
}


def field_words(names: Iterable[str]) -> str:
    """The fields as a person calls them; one without a word of its own by its key."""
    return ", ".join(FIELDS.get(name, name) for name in names)


def title(wheel: str, other: str, year: int) -> str:
    return f"{wheel} och {other}, {year}"


def year_chosen(year: int) -> str:
    return f"Jämför {year}, året som är nu. Välj ett annat med --year."


def nothing_differs(year: int) -> str:
    return f"Inget skiljer {year}."


def counted(changes: Mapping[Change, int]) -> str:
    """ "3 tillkommer, 1 flyttas."."""
    return ", ".join(f"{changes[one]} {CHANGES[one]}" for one in Change if changes.get(one)) + "."


def changed(change: Change, fields: Iterable[str]) -> str:
    """What happens to it, and below that what else of it changes."""
    return "\n".join(part for part in (CHANGES[change], field_words(fields)) if part)
