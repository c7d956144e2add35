"""The Swedish words for rules of time."""

from collections.abc import Iterable, Sequence
from datetime import date

from cards.phrases_lists import either, listed, quoted
from cards.phrases_wheel import MONTHS
from scheduler.rules_counted import Every, PeriodOpens
from scheduler.rules_yearly import About, Nth, Season, Weekday
from scheduler.slots import Lack, TurnBy

EVERY_YEAR, EVERY_OTHER_YEAR = "varje år", "vartannat år"
ORDINALS = {
    1: "första",
    2: "andra",
    3: "tredje",
    4: "fjärde",
    5: "femte",
    6: "sjätte",
    7: "sjunde",
    8: "åttonde",
    9: "nionde",
    10: "tionde",
    11: "elfte",
    12: "tolfte",
}
MONTHS_IN_A_YEAR = 12
LACKING_BASE_YEAR = "basåret är inte bestämt"
UNDATED = "utan datum"
NO_END = "slutdatum saknas"
ONGOING = "löpande"
EVERY_TERM = "varje mandatperiod"
THE_DAY = "händelsen"
LAST_DAY = "sista dagen"
SINCE_LAST_DONE = "räknat från när det senast blev klart"

ABOUT = {About.PREVIOUS: "avser året före", About.NEXT: "avser året efter"}
SEASONS = {Season.SPRING: "under våren", Season.AUTUMN: "under hösten"}
PERIODS = {
    Every.QUARTER: "varje kvartal",
    Every.TERTIAL: "varje tertial",
    Every.HALF_YEAR: "varje halvår",
    Every.MONTH: "varje månad",
    Every.YEAR: "varje år",
}
ENDS = {
    Every.QUARTER: "kvartalets",
    Every.TERTIAL: "tertialets",
    Every.HALF_YEAR: "halvårets",
    Every.MONTH: "månadens",
}
PERIOD_OPENS = {PeriodOpens.FIRST_DAY: "öppnar periodens första dag", PeriodOpens.AFTER: "öppnar när perioden är slut"}
SPREADS = {TurnBy.UNIT: "enheterna turas om", TurnBy.AREA: "verksamheterna turas om"}
WEEKDAYS = {
    Weekday.MONDAY: "måndag",
    Weekday.TUESDAY: "tisdag",
    Weekday.WEDNESDAY: "onsdag",
    Weekday.THURSDAY: "torsdag",
    Weekday.FRIDAY: "fredag",
    Weekday.SATURDAY: "lördag",
    Weekday.SUNDAY: "söndag",
}
NTHS = {Nth.FIRST: "första", Nth.SECOND: "andra", Nth.THIRD: "tredje", Nth.FOURTH: "fjärde", Nth.LAST: "sista"}
LACKS = {
    Lack.DATE: "Bestäm ett datum.",
    Lack.BASE_YEAR: "Bestäm vilket år som räknas som det första.",
    Lack.PERIOD_DAY: "Bestäm hur många dagar efter periodens slut det ska vara klart.",
    Lack.DAYS: "Bestäm vilka dagar det ska göras.",
    Lack.MEETINGS: "Lägg in mötesdagarna.",
    Lack.FIRST_DAY: "Bestäm vilken dag det görs första gången.",
}


def every_years(years: int) -> str:
    if years <= 2:
        return EVERY_YEAR if years == 1 else EVERY_OTHER_YEAR
    return f"vart {ordinal(years)} år"


def ordinal(number: int) -> str:
    """ "tredje", "21:a", "36:e"."""
    ends_in_a = number % 10 in (1, 2) and number % 100 not in (11, 12)
    return ORDINALS.get(number) or f"{number}:{'a' if ends_in_a else 'e'}"


def every_months(months: int) -> str:
    if months % MONTHS_IN_A_YEAR == 0:
        return every_years(months // MONTHS_IN_A_YEAR)
    if months <= 2:
        return "varje månad" if months == 1 else "varannan månad"
    return f"var {ordinal(months)} månad"


def first_time(day: date) -> str:
    return f"första gången {day.day} {MONTHS[day.month - 1]} {day.year}"


def counted_from(year: int) -> str:
    return f"räknat från {year}"


def yearly_day(month: int, day: int | None) -> str:
    return f"den sista {MONTHS[month - 1]}" if day is None else f"{day} {MONTHS[month - 1]}"


def by_day(day: str) -> str:
    return f"senast {day}"


def within_month(month: int) -> str:
    return f"i {MONTHS[month - 1]}"


def by_end_of_month(month: int) -> str:
    return f"slutar i {MONTHS[month - 1]}"


def months_through(first: int, last: int) -> str:
    return f"{MONTHS[first - 1]} till {MONTHS[last - 1]}"


def in_week(week: int, weekday: Weekday) -> str:
    return f"senast {WEEKDAYS[weekday]} vecka {week}"


def nth_weekday(nth: Nth, weekday: Weekday, months: Iterable[int]) -> str:
    return f"senast {NTHS[nth]} {WEEKDAYS[weekday]}en i {listed(MONTHS[month - 1] for month in sorted(set(months)))}"


def working_days_from(count: int, day: str) -> str:
    if count == 0:
        return by_day(day)
    number = abs(count)
    days = "1 arbetsdag" if number == 1 else f"{number} arbetsdagar"
    return f"senast {days} {'före' if count < 0 else 'efter'} {day}"


def opens_on(day: str) -> str:
    return f"öppnar {day}"


def opens_days_before(days: int) -> str:
    return "öppnar samma dag" if days == 0 else f"öppnar {days} {'dag' if days == 1 else 'dagar'} innan"


def begins_on(day: str) -> str:
    return f"börjar {day}"


def days_after(count: int, kind: str) -> str:
    end = ENDS[Every(kind)]
    if not count:
        return f"senast {end} sista dag"
    return f"senast {count} {'dag' if count == 1 else 'dagar'} efter {end} slut"


def working_days_after(count: int, kind: str) -> str:
    return f"senast {count} {'arbetsdag' if count == 1 else 'arbetsdagar'} efter {ENDS[Every(kind)]} slut"


def areas_in_turn(groups: int) -> str:
    return f"verksamheterna turas om i {groups} grupper"


def times_a_year(times: int, *, at_least: bool) -> str:
    words = "en gång om året" if times == 1 else f"{times} gånger om året"
    return f"minst {words}" if at_least else words


def before_meeting(days: int, body: str) -> str:
    if days == 0:
        return f"till varje möte i {body}"
    return f"senast {days} {'dag' if days == 1 else 'dagar'} före varje möte i {body}"


def once_within(years: int) -> str:
    return "en gång varje år" if years == 1 else f"en gång under varje period på {years} år"


def in_year_of_term(day: str, number: int) -> str:
    return f"senast {day} det {ORDINALS[number]} året"


def nudged(every: Every) -> str:
    return f"påminner {PERIODS[every]}"


def when_happened(events: Sequence[str]) -> str:
    if len(events) == 1:
        return f"vid händelse: {events[0]}"
    return f"vid någon av händelserna {either(quoted(event) for event in events)}"


def once(year: int) -> str:
    return f"en gång, år {year}"


def when_done(other: str, *, on_outcome: bool) -> str:
    return f"när {other} är klar{' och svaret visar att det behövs' if on_outcome else ''}"


def from_last_day(other: str) -> str:
    return f"från sista dagen för {other}"


def last_day_for(other: str) -> str:
    return f"sista dagen för {other}"


def within(days: int, weeks: int, months: int) -> str:
    return f"inom {length(days, weeks, months)}" if length(days, weeks, months) else "samma dag"


def length(days: int, weeks: int, months: int) -> str:
    parts = [
        _count(abs(months), "månad", "månader"),
        _count(abs(weeks), "vecka", "veckor"),
        _count(abs(days), "dag", "dagar"),
    ]
    return " och ".join(part for part in parts if part)


def by_offset(days: int, weeks: int, months: int, anchor: str) -> str:
    return f"senast {apart(days, weeks, months, anchor)}"


def opens_by_offset(days: int, weeks: int, months: int, anchor: str) -> str:
    return f"öppnar {apart(days, weeks, months, anchor)}"


def apart(days: int, weeks: int, months: int, anchor: str) -> str:
    """ "3 månader efter händelsen"."""
    words = length(days, weeks, months)
    if not words:
        return "samma dag"
    return f"{words} {'före' if min(days, weeks, months) < 0 else 'efter'} {anchor}"


def as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def explained(words: str, why: str) -> str:
    return f"{words}: {why}"


def _count(number: int, one: str, many: str) -> str:
    return "" if number == 0 else f"{number} {one if number == 1 else many}"
