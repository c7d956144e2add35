"""The Swedish sentences of what makes answering easier: time, the year before, why, other units, where else to go."""

WHY = "Varför frågar ni?"
LAST_YEAR = "Förra året"
KEEP_LAST_YEAR = "Behåll förra årets svar på det här steget"
KEEP_LAST_TIME = "Behåll förra gångens svar på det här steget"
SHORTENED = "…"

CLIENT_MATTER = "Gäller det en händelse med en enskild person (lex Sarah, lex Maria)?"
LOCAL_ROUTINE = "er lokala rutin"
OPEN_ROUTINE = "Öppna rutinen"
CLIENT_MATTER_IN_CHAT = "Den anmälan görs inte här"
NOTHING_COLLECTED = "Det du skriver i chatten sparas inte hos mig, men skriv ändå aldrig vem det gäller."


def step(number: int, of: int) -> str:
    return f"Steg {number} av {of}"


def step_and_time(number: int, of: int, minutes: int) -> str:
    return f"{step(number, of)}, {about(minutes)} kvar"


def only_time(minutes: int) -> str:
    told = about(minutes)
    return f"{told[:1].upper()}{told[1:]}"


def about(minutes: int) -> str:
    return f"cirka {minutes} {'minut' if minutes == 1 else 'minuter'}"


def last_time(period: str) -> str:
    return f"Förra gången, {period}"


def answered_then(when: str, words: str) -> str:
    return f"{when}: {words}"


def source(document: str, heading: str) -> str:
    return f"Källa: {document}, avsnittet ”{heading}”."


def goes_to(readers: list[str]) -> str:
    return f"Svaret går till: {', '.join(readers)}."


def led_to(when: str, body: str, day: str, *, adopted: bool, reference: str) -> str:
    """`reference` is the paragraph and the case number, as far as they are known."""
    decided = "fastställde" if adopted else "skickade tillbaka"
    return f"{when}: {body} {decided} ert svar {day}{f' ({reference})' if reference else ''}."


def report_by(routine: str) -> str:
    return f"Anmäl den enligt {routine}, skriv den inte här."


def redirect_fallback(routine: str) -> str:
    return f"{CLIENT_MATTER} {report_by(routine)}"
