"""The Swedish headings of a digest's tables."""

from scheduler.digest_sections import Against, PatternKind

ABOUT, ANSWERED, QUESTIONS, EARLIER = "Om", "Svar", "Frågor", "Tidigare"
MISSING, PATTERNS, UNITS, RISKS, MATRIX = "Väntar", "Mönster", "Enheter", "Risker", "Riskmatris"
ACTIONS, DECISIONS, DEADLINES, ANSWERS = "Åtgärder", "Beslut", "Sista dagar", "Underlag"

ABOUT_COLUMNS = ("Uppgift", "Värde")
ANSWERED_COLUMNS = ("Aktivitet", "Avser", "Verksamhet", "Har svarat", "Skulle svara")
QUESTION_COLUMNS = ("Aktivitet", "Avser", "Fråga", "Svar", "Antal")
EARLIER_COLUMNS = ("Aktivitet", "Jämfört med", "Avser", "Fråga", "Svar", "Antal")
MISSING_COLUMNS = ("Aktivitet", "Avser", "Plats", "Sista dag", "Läge")
PATTERN_COLUMNS = ("Mönster", "Aktivitet", "Avser", "Fråga", "Antal enheter", "Enheter")
UNIT_COLUMNS = ("Enhet", "Verksamhet", "Slag", "Svar på frågor", "Svaga, procent", "Median för slaget, procent")
RISK_COLUMNS = ("Risk", "Aktivitet", "Plats", "Sannolikhet", "Konsekvens", "Riskvärde")
MATRIX_COLUMNS = ("Sannolikhet", "Konsekvens", "Antal risker")
ACTION_COLUMNS = ("Verksamhet", "Öppna", "Varav försenade", "Klara", "Kvarstår")
DECISION_COLUMNS = ("Ärende", "Avser", "Plats", "Sista dag", "Läge")
DEADLINE_COLUMNS = ("Aktivitet", "Avser", "Sista dag", "Antal platser")
ANSWERS_COLUMNS = ("Svar nr", "Aktivitet", "Avser", "Verksamhet", "Plats", "Lämnat", "Version", "Anmärkning")

ABOUT_TITLE, ABOUT_BODY, ABOUT_PERIOD, ABOUT_CUT_OFF = "Sammanfattning", "För", "Avser", "Räknat på det som kommit in"
ABOUT_ANSWERED, ABOUT_EXPECTED = "Svar som har kommit in", "Svar som skulle komma in"
ABOUT_FEW, ABOUT_EXAMPLE = "Små grupper", "Exempel"
EXAMPLE = "Enheter, namn och svar är påhittade."
IS_ANSWERED = "Besvarad, väntar på beslut"
PASSED, NOT_PASSED = "Sista dag har passerat", "Det finns tid kvar"
ANSWERED_AGAIN = "Har ändrats sedan sammanfattningen gjordes"
AGAINST = {Against.YEAR: "Samma period förra året", Against.PERIOD: "Förra perioden"}
PATTERN_KINDS = {PatternKind.UNITS: "Flera enheter", PatternKind.YEARS: "Två år i rad"}


def few_are_hidden(few: int) -> str:
    return f"Svar som färre än {few} har gett visas inte var för sig."
