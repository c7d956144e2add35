"""The Swedish sentences that stand in a calendar."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.phrases_lists import listed
from cards.phrases_wheel import MONTHS, full_day, month_of_year
from scheduler.wheel_parts import Level

CATEGORY = "Årshjul"
EVENT_CANCELLED = "Den här uppgiften är inställd."
MEETING_CANCELLED = "Mötet är inställt."
MEETING_END = "Här står bara när mötet börjar. Kalendern visar en timme."
ANSWER_IN_TEAMS = "Svara i Teams: skriv uppgifter till Årshjulet."
PLACES: Mapping[Level, str] = {Level.UNIT: "enheter", Level.AREA: "verksamheter", Level.ADMINISTRATION: "förvaltningar"}
MOST_NAMED = 12
CHANGE_ADDRESS = "Byt kalenderadress till Årshjulet"


def event_title(title: str, unit: str) -> str:
    return f"{title} – {unit}" if unit else title


def places_in_title(places: Sequence[str], level: Level) -> str:
    """One or two by name, more as their number."""
    return listed(places) if len(places) <= 2 else f"{len(places)} {PLACES[level]}"


def places_in_text(places: Sequence[str], level: Level) -> str:
    more = len(places) - MOST_NAMED
    named = (*places[:MOST_NAMED], f"{more} till") if more > 0 else tuple(places)
    return f"Gäller {len(places)} {PLACES[level]}: {listed(named)}."


def month_event_title(name: str, due: date) -> str:
    return f"{name} ({month_of_year(due)})"


def start_event_title(name: str) -> str:
    return f"{name} (börjar)"


def cancelled_title(name: str) -> str:
    return f"INSTÄLLT: {name}"


def event_month(due: date) -> str:
    return f"Någon gång i {month_of_year(due)}. Dokumentet nämner ingen dag."


def event_day(due: date) -> str:
    return f"Senast {full_day(due)}."


def event_window(opens: date, due: date) -> str:
    return f"Görs från {full_day(opens)} till och med {full_day(due)}."


def event_months(opens: date, due: date) -> str:
    if (opens.year, opens.month) == (due.year, due.month):
        return event_month(due)
    return f"Görs under {MONTHS[opens.month - 1]} till {month_of_year(due)}. Dokumentet nämner ingen dag."


def event_opens(opens: date) -> str:
    return f"Öppet från {full_day(opens)}."


def event_starts(opens: date) -> str:
    return f"Börjar {full_day(opens)}. Dokumentet nämner inget slut."


def event_link(url: str) -> str:
    return f"Öppna: {url}"


def meeting_title(body: str) -> str:
    return f"{body}: möte"


def meeting_moved(called_for: date) -> str:
    return f"Mötet är flyttat. Det var kallat till {full_day(called_for)}."


def change_address(last: date) -> str:
    """`last` is the last day of the old address."""
    return (
        "Du har fått en ny kalenderadress. Lägg in den nya, som du fick i Teams, och ta bort den här kalendern. "
        f"Den här slutar att fungera efter {full_day(last)}."
    )
