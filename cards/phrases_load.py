"""The Swedish words for the load of a planned year."""

from cards.phrases_wheel import SHORT_MONTHS
from scheduler.load import WarningKind

PERSON_COLUMN, TOTAL_COLUMN = "Person", "Summa"
MONTH_COLUMNS = SHORT_MONTHS
WARNING_COLUMNS = ("Vem", "När", "Antal", "Att tänka på")
WARNINGS_TITLE = "Kan bli för mycket"
NOTHING_TO_WARN_OF = "Inget i planen blir för mycket för någon."
NOBODY_ASKED = "Ingen i personfilen har något att svara på."
NOBODY = "ingen"

REASONS = {
    WarningKind.BUSY_WEEK: "fler än {most} sista dagar samma vecka",
    WarningKind.BUSY_MONTH: "fler än {most} svar samma månad",
    WarningKind.JULY: "sista dag i juli, när många har semester",
}


def load_title(year: int) -> str:
    return f"Svar per person {year}"


def week(number: int, year: str) -> str:
    return f"vecka {number} {year}"


def nobody_holds(role: str, place: str) -> str:
    return f"ingen har rollen {role} för {place} då" if place else f"ingen har rollen {role} då"


def and_more(count: int) -> str:
    return f"och {count} till"
