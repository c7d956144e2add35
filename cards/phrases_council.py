"""The Swedish sentences of the council's pages."""

from scheduler.digest_sections import Against, PatternKind, Standing

DIGESTS = "Sammanfattningar"
NOT_FOUND = "Sidan finns inte"
NOT_FOUND_TEXT = "Sammanfattningen finns inte, eller så är den för ett annat forum än ditt."
TOLD = "Har skickats"
NOTHING_TOLD = "Ingen sammanfattning har skickats än. Under tiden ser du här hur det ser ut just nu."
NOW = "Så ser det ut just nu"
NOW_TEXT = "Räknas om varje gång du öppnar sidan. Det som skickas på dagen fryses och ändras inte."
BACK = "Till alla sammanfattningar"
BACK_TO_DIGEST = "Till sammanfattningen"
EXCEL, WORD = "Hämta som Excel", "Hämta utkast till kvalitetsberättelse (Word)"

ANSWERED, ALL = "Svar som har kommit in", "Alla"
AREA = "Verksamhet"
SHOW_ANSWERS = "Visa svaren"
QUESTIONS = "Hur svaren fördelar sig"
OPTION, NUMBER = "Svar", "Antal"
MISSING = "Väntar på svar"
PASSED, NOT_PASSED = "sista dag har passerat", "det finns tid kvar"
NO_DAY = "utan sista dag"

HEAT = "Var det är svagt"
HEAT_TEXT = "En rad för varje enhet, en ruta för varje fråga. Rutan säger med tecken och ord hur enheten har svarat."
PLACE = "Enhet"
STANDINGS = {
    Standing.WEAK: "Svagt",
    Standing.FINE: "Bra",
    Standing.NOT_APPLICABLE: "Inte aktuellt",
    Standing.NOT_ANSWERED: "Inget svar",
}
SIGNS = {Standing.WEAK: "▼", Standing.FINE: "●", Standing.NOT_APPLICABLE: "–", Standing.NOT_ANSWERED: "○"}
NOT_ASKED = "Inte tillfrågad"

PATTERNS = "Mönster"
KINDS = {PatternKind.UNITS: "Flera enheter", PatternKind.YEARS: "Två år i rad"}
UNITS = "Enheter bredvid varandra"
UNITS_TEXT = "Hur stor del av enhetens svar som är svaga, bredvid medianen för enheter av samma slag."
UNIT_COLUMNS = ("Enhet", "Slag", "Svaga svar", "Median")
TRENDS = "Hur det har rört sig"
TREND_COLUMNS = ("Räknat", "Procent")
RISKS = "Risker"
RISKS_TEXT = "Siffran i rutan är antalet risker. Sannolikheten ökar uppåt och konsekvensen åt höger."
LIKELIHOOD, CONSEQUENCE = "Sannolikhet", "Konsekvens"
TOP = "De största riskerna"
NO_RISKS = "Inga risker är bedömda än."
NO_NAME = "Risk utan namn som får visas"
ACTIONS = "Åtgärder"
ACTION_COLUMNS = ("Verksamhet", "Öppna", "Varav försenade", "Klara", "Kvarstår")
DECISIONS = "Väntar på beslut"
DEADLINES = "Sista dagar före nästa möte"
DEADLINE_COLUMNS = ("Aktivitet", "Sista dag", "Antal platser")
QUOTES = "Med enheternas egna ord"
THE_ANSWERS = "Svaren bakom siffran"
ANSWER_COLUMNS = ("Plats", "Verksamhet", "Lämnat", "Version", "")
CHANGED = "har ändrats sedan dess"
NOBODY = "Inget svar står bakom siffran."
READ = "Läs svaret"
NEWER = "Svaret har ändrats sedan sammanfattningen. Här står det som räknades."
AGAINST = {Against.YEAR: "förra året", Against.PERIOD: "förra perioden"}


def counted_until(moment: str) -> str:
    return f"Räknat på det som hade kommit in {moment}."


def headline(count: int, expected: int) -> str:
    return f"{count} av {expected} svar har kommit in."


def per_cent(count: int, of: int) -> str:
    return f"{round(100 * count / of)} %" if of else "–"


def percent(number: int) -> str:
    return f"{number} %"


def changed(count: int) -> str:
    if count == 1:
        return "1 svar har ändrats sedan sammanfattningen gjordes. Siffrorna här räknar det gamla."
    return f"{count} svar har ändrats sedan sammanfattningen gjordes. Siffrorna här räknar de gamla."


def hidden_questions(count: int) -> str:
    return f"{'1 fråga visas' if count == 1 else f'{count} frågor visas'} inte: för få har svarat."


def then(against: Against, period: str) -> str:
    return f"{AGAINST[against].capitalize()} ({period})"


def activity(title: str, period: str) -> str:
    return f"{title}, {period}"


def cell(likelihood: int, consequence: int, count: int) -> str:
    return f"Sannolikhet {likelihood}, konsekvens {consequence}: {count} {'risk' if count == 1 else 'risker'}"


def risk(name: str, title: str, place: str, likelihood: int, consequence: int) -> str:
    where = ", ".join(part for part in (title, place) if part)
    return f"{name or NO_NAME} ({where}): {likelihood} × {consequence} = {likelihood * consequence}"


def pattern(kind: PatternKind, question: str, title: str, count: int) -> str:
    units = "1 enhet" if count == 1 else f"{count} enheter"
    return f"{KINDS[kind]}: ”{question}” är svagt i {units} ({title})"


def trend(title: str, *, is_of_weak: bool) -> str:
    return f"{title}: andel svaga svar" if is_of_weak else f"{title}: andel som har svarat"


def trend_alt(title: str, first: int, last: int) -> str:
    return f"Linje. {title}. Från {first} procent till {last} procent. Alla värden står i tabellen under."


def waiting(place: str, when: str, state: str) -> str:
    return f"{place}: {when}, {state}"


def decision(title: str, period: str, place: str, when: str) -> str:
    return ", ".join(part for part in (title, period, place, when) if part)


def quoted(place: str, title: str) -> str:
    return f"{place}, {title}"


def answered_on(day: str, role: str, revision: int) -> str:
    return f"Lämnat {day} av {role}. Version {revision}."
