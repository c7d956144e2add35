"""The Swedish names of feeds and pictures."""

from cards.phrases_calendar import CATEGORY
from scheduler.wheel import Wheel

OWN_FEED = "Mina uppgifter"
WHOLE_FEED = "Hela årshjulet"


def wheel_title(name: str, year: int) -> str:
    """`name` is a person's or the municipality's."""
    return f"Årshjul {year} – {name}"


def example_note(wheel: Wheel) -> str:
    """Said wherever dates from an example stand; empty otherwise."""
    return "Innehåller exempeldatum som kommunen inte har beslutat." if wheel.local and wheel.local.example else ""


def sight_name(sight: str, wheel: Wheel) -> str:
    """Whose year it is in a picture's title: a place's or the administration's; empty for one's own."""
    if sight == "wheel":
        return wheel.administration
    return sight.partition(":")[2]


def feed_name(scope: str, municipality: str, named: str = "") -> str:
    """The calendar's name in the client's list; `named` is what people call a role or a body of that key."""
    name = {"me": OWN_FEED, "wheel": WHOLE_FEED}.get(scope) or named or scope.partition(":")[2]
    return f"{CATEGORY} {municipality}: {name}"
