"""The Swedish sentences of the draft of a kvalitetsberättelse."""

from scheduler.digest_sections import Against, PatternKind

DRAFT = "Utkast"
ABOUT_TEXT = (
    "Utkastet är skrivet av årshjulet ur de svar som har lämnats in. Siffrorna är räknade, orden runt dem är förslag: "
    "läs, ändra och skriv det som siffrorna inte säger."
)
REFERENCES_TEXT = "Efter varje siffra står vilka svar den räknar. Svaren är listade med nummer under Underlag."
FOLLOWED_UP = "Det som har följts upp"
PATTERNS = "Mönster"
RISKS = "De största riskerna"
ACTIONS = "Åtgärder"
DECISIONS = "Väntar på beslut"
MISSING = "Det som saknas"
NOTHING_MISSING = "Alla svar som skulle ha kommit in har kommit in."
NOTHING_COUNTED = "Inga svar har kommit in än, så det finns inget att berätta."
SOURCES = "Underlag"
SOURCE_COLUMNS = ("Nr", "Aktivitet", "Avser", "Plats", "Lämnat", "Version")
QUESTION_COLUMNS = ("Svar", "Antal", "Underlag")
THEN = {Against.YEAR: "Förra året", Against.PERIOD: "Förra perioden"}
YOUR_WORDS = "Skriv här vad det betyder och vad ni gör åt det."
NONE = "–"


def title(municipality: str, period: str) -> str:
    return f"Kvalitetsberättelse för {municipality} {period}"


def counted(moment: str) -> str:
    return f"Räknat på det som hade kommit in {moment}."


def few(limit: int) -> str:
    return f"Svar som färre än {limit} har gett visas inte var för sig."


def answered(count: int, expected: int, period: str) -> str:
    return f"{count} av {expected} har svarat för {period}."


def in_area(area: str, count: int, expected: int) -> str:
    return f"{area}: {count} av {expected}."


def then_answered(against: Against, count: int, expected: int, period: str) -> str:
    return f"{THEN[against]} ({period}) hade {count} av {expected} svarat."


def share(count: int, of: int) -> str:
    return f"{count} ({round(100 * count / of)} %)" if of else str(count)


def change(option: str, against: Against, now: int, before: int) -> str:
    """In per cent of those who had answered, each time."""
    difference = now - before
    if difference == 0:
        return f"”{option}” är lika vanligt som {THEN[against].lower()}: {now} procent."
    word = "vanligare" if difference > 0 else "ovanligare"
    return f"”{option}” har blivit {word} än {THEN[against].lower()}: {now} procent mot {before}."


def pattern(kind: PatternKind, text: str, title: str, count: int, places: str) -> str:
    where = f" ({places})" if places else ""
    if kind is PatternKind.YEARS:
        units = "en enhet" if count == 1 else f"{count} enheter"
        return f"”{text}” är svagt två år i rad i {units}{where}: {title}."
    return f"”{text}” är svagt i {count} enheter{where}: {title}."


def risk(name: str, title: str, place: str, likelihood: int, consequence: int) -> str:
    what = f"{name} ({title})" if name else title
    where = f", {place}" if place else ""
    return f"{what}{where}: sannolikhet {likelihood}, konsekvens {consequence}, riskvärde {likelihood * consequence}."


def actions(area: str, opened: int, late: int, done: int) -> str:
    tail = f" Av de öppna är {late} {'försenad' if late == 1 else 'försenade'}." if late else ""
    counts = f"{opened} {'öppen' if opened == 1 else 'öppna'} och {done} {'klar' if done == 1 else 'klara'}"
    return f"{area}: {counts}.{tail}"


def decision(title: str, period: str, place: str) -> str:
    return f"{title}, {period}{f', {place}' if place else ''}."


def missing(place: str, when: str) -> str:
    return f"{place}: {when}"


def should_have_come(day: str) -> str:
    return f"skulle ha svarat senast {day}"


def still_time(day: str) -> str:
    return f"har på sig till {day}"


UNTIL_FURTHER_NOTICE = "har inte svarat"


def references(numbers: str) -> str:
    return f"[svar {numbers}]"
