"""The Swedish sentences of the wheel, its page and the calendar feed."""

from collections.abc import Iterable, Mapping
from datetime import date

from cards.phrases_lists import listed, quoted
from cards.wheel_marks import MarkStatus, WheelMark
from scheduler.slots import Precision
from scheduler.wheel_parts import Phase

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")

PHASES = {Phase.PLAN: "Planera", Phase.DO: "Genomföra", Phase.CHECK: "Följa upp", Phase.ACT: "Åtgärda"}

STATUSES = {
    MarkStatus.PLANNED: "planerad",
    MarkStatus.OPEN: "öppen",
    MarkStatus.PARTLY: "delvis klar",
    MarkStatus.LATE: "försenad",
    MarkStatus.DONE: "klar",
}
COUNTED_STATUSES = {
    MarkStatus.PLANNED: ("planerad", "planerade"),
    MarkStatus.OPEN: ("öppen", "öppna"),
    MarkStatus.PARTLY: ("delvis klar", "delvis klara"),
    MarkStatus.LATE: ("försenad", "försenade"),
    MarkStatus.DONE: ("klar", "klara"),
}

RECEIVER_LABEL = "Till"
OTHER_RECEIVERS = "Övriga mottagare"
RINGS = "Ringar i hjulet"
RINGS_BY = {"phase": "Efter fas", "receiver": "Efter mottagare"}

KEY_WINDOW = "öppet fram till sista dag"
KEY_MONTH = "någon gång i månaden"
KEY_NO_END = "inget slutdatum angivet"

SCOPE_NEEDS = "--area, --unit och --person behöver --units FIL och --format svg."

SKIP_TO_LIST = "Hoppa till listan"
LIST_HEADING = "Månad för månad"
NOTHING_IN_YEAR = "Inga aktiviteter har något datum det här året."
PHASE_LABEL = "Fas"
HOW_TO_READ = "Numren i hjulet är samma nummer som i listan."

NOT_FOUND_TITLE = "Sidan finns inte"
NOT_FOUND_TEXT = "Länken är fel, har slutat gälla eller har dragits tillbaka."
NOT_FOUND_ADVICE = "Skriv ”årshjul” eller ”kalender” till boten i Teams, så får du en ny länk."


def day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"


def month_of_year(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"


def unknown_in_people(names: Iterable[str]) -> str:
    return f"Personfilen har ingen som heter {listed(map(quoted, names))}. Kontrollera stavningen."


def today_on_wheel(today: date) -> str:
    return f"i dag {short_day(today)}"


def short_time(mark: WheelMark, year: int) -> str:
    """When, as briefly as the legend has room for; the year only where it is another."""
    if mark.due is None:
        return f"från {short_day(mark.opens)}" if mark.opens else ""
    if mark.precision is Precision.MONTH:
        return MONTHS[mark.due.month - 1]
    return short_day(mark.due) if mark.due.year == year else f"{short_day(mark.due)} {mark.due.year}"


def time_and_progress(mark: WheelMark, year: int) -> str:
    time = short_time(mark, year)
    return f"{time} · {mark.done}/{mark.total}" if mark.total else time


def time_in_words(mark: WheelMark, year: int) -> str:
    """When it opens and when it must be ready, without a full stop; years only where they are other than this one."""
    if mark.due is None:
        return f"Börjar {day_seen_from(mark.opens, year)}, inget slutdatum angivet" if mark.opens else ""
    if mark.precision is Precision.MONTH:
        month = MONTHS[mark.due.month - 1] if mark.due.year == year else month_of_year(mark.due)
        opens = mark.opens if mark.opens and mark.opens < mark.due.replace(day=1) else None
        return f"Under {month}{opened_from(opens, year)}"
    return f"Senast {day_seen_from(mark.due, year)}{opened_from(mark.opens, year)}"


def opened_from(opens: date | None, year: int) -> str:
    return f", öppet från {day_seen_from(opens, year)}" if opens else ""


def day_seen_from(day: date, year: int) -> str:
    return day_and_month(day) if day.year == year else full_day(day)


def status_in_words(mark: WheelMark) -> str:
    """The status, and for several units together how many of them are ready."""
    if not mark.total:
        return STATUSES[mark.status]
    count = f"{mark.done} av {mark.total} klara"
    return count if mark.status in (MarkStatus.PARTLY, MarkStatus.DONE) else f"{STATUSES[mark.status]}, {count}"


def wheel_described(year: int, counts: Mapping[MarkStatus, int]) -> str:
    """What a person who does not see the wheel should know about it."""
    total = sum(counts.values())
    if not total:
        return f"Årshjul för {year} utan daterade aktiviteter."
    things = "aktivitet" if total == 1 else "aktiviteter"
    parts = [f"{n} {COUNTED_STATUSES[status][n > 1]}" for status in MarkStatus if (n := counts.get(status, 0))]
    return f"Årshjul för {year} med {total} {things}: {listed(parts)}."


def shown_on_wheel(number: int) -> str:
    """What the number in the list leads to."""
    return f"{number}, visa i hjulet"


def mark_described(number: int, mark: WheelMark, year: int) -> str:
    status = status_in_words(mark)
    return f"{number}. {mark.title}. {PHASES[mark.phase]}. {time_in_words(mark, year)}. {status.capitalize()}."


def month_heading(day: date) -> str:
    return month_of_year(day).capitalize()
