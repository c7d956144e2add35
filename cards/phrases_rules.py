"""The Swedish words for rules of time."""

from cards.phrases_wheel import MONTHS
from scheduler.rules import About, PeriodOpens, Season

EVERY_YEAR, EVERY_OTHER_YEAR = "varje år", "vartannat år"
ORDINALS = {3: "tredje", 4: "fjärde", 5: "femte", 6: "sjätte", 7: "sjunde", 8: "åttonde", 9: "nionde", 10: "tionde"}
BASE_YEAR_MISSING = "basåret är inte bestämt"
UNDATED = "utan datum"
NO_END = "slutdatum saknas"

ABOUT = {About.PREVIOUS: "avser året före", About.NEXT: "avser året efter"}
SEASONS = {Season.SPRING: "under våren", Season.AUTUMN: "under hösten"}
PERIODS = {"quarter": "varje kvartal", "half_year": "varje halvår", "monthly": "varje månad"}
ENDS = {"quarter": "kvartalets", "half_year": "halvårets", "monthly": "månadens"}
PERIOD_OPENS = {PeriodOpens.FIRST_DAY: "öppnar periodens första dag", PeriodOpens.AFTER: "öppnar när perioden är slut"}


def every_years(years: int) -> str:
    if years <= 2:
        return EVERY_YEAR if years == 1 else EVERY_OTHER_YEAR
    return f"vart {ORDINALS[years]} år" if years in ORDINALS else f"vart {years}:e år"


def counted_from(year: int) -> str:
    return f"räknat från {year}"


def yearly_day(month: int, day: int | None) -> str:
    return f"sista {MONTHS[month - 1]}" if day is None else f"{day} {MONTHS[month - 1]}"


def by_day(day: str) -> str:
    return f"senast {day}"


def within_month(month: int) -> str:
    return f"i {MONTHS[month - 1]}"


def by_end_of_month(month: int) -> str:
    return f"slutar i {MONTHS[month - 1]}"


def months_through(first: int, last: int) -> str:
    return f"{MONTHS[first - 1]} till {MONTHS[last - 1]}"


def opens_on(day: str) -> str:
    return f"öppnar {day}"


def begins_on(day: str) -> str:
    return f"börjar {day}"


def days_after(count: int, kind: str) -> str:
    if not count:
        return f"senast {ENDS[kind]} sista dag"
    return f"senast {count} {'dag' if count == 1 else 'dagar'} efter {ENDS[kind]} slut"


def undated(why: str) -> str:
    return f"{UNDATED}: {why}"


def base_year_missing(rule: str) -> str:
    return f"{rule[:1].upper()}{rule[1:]}. Bestäm vilket år som räknas som det första."
