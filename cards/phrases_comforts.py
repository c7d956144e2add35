"""The Swedish sentences of what makes answering easier: time, the year before, why, other units, where else to go."""

from scheduler.usecases.several import Fit

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
    told = f"{body} {decided} svaret {day}{f' ({reference})' if reference else ''}"
    return f"{when} ledde det till ett beslut: {told}."


def report_by(routine: str) -> str:
    return f"Anmäl den enligt {routine}, skriv den inte här."


def redirect_fallback(routine: str) -> str:
    return f"{CLIENT_MATTER} {report_by(routine)}"


SEVERAL_TITLE = "Samma svar för fler enheter?"
SEVERAL_INTRO = "Du har samma uppgift kvar här. Välj enheter, så fyller jag i svaret där också. Inget skickas in än."
SEVERAL_FILL = "Fyll i svaret där också"
SEVERAL_CHOOSE = "Enheter"
SEVERAL_OPEN = "Öppna"
SEVERAL_SUBMIT = "Skicka in för de valda"
SEVERAL_CHECK = "Stämmer svaret för alla? Skicka in dem på en gång, eller öppna en enhet och ändra det som skiljer."
SEVERAL_FILLED = "Svaret är ifyllt"
SEVERAL_SENT = "Tack. Svaren är inskickade."
SEVERAL_REFUSED = "Inget är inskickat"
SEVERAL_REFUSED_WHY = "Något har ändrats sedan du valde. Så här ser det ut nu."
SEVERAL_NOTHING = "Svaret kunde inte fyllas i"

FITS = {
    Fit.READY: "Ifyllt med samma svar. Inte inskickat än.",
    Fit.LACKS: "Ifyllt, utom det som varje enhet bedömer för sig, som riskerna.",
    Fit.SENT: "Inskickat.",
    Fit.BEGUN: "Här finns redan egna ord. De är orörda.",
    Fit.ANSWERED: "Redan besvarad av {name}.",
    Fit.CHANGED: "Frågorna är inte desamma här. Öppna och svara för sig.",
    Fit.CLOSED: "Går inte att besvara just nu.",
}


def gone(count: int) -> str:
    return "En enhet är inte din längre." if count == 1 else f"{count} enheter är inte dina längre."


def more_units(count: int) -> str:
    return f"… och {count} till. Dem kan du ta efter de här."


def several_fallback(title: str) -> str:
    return f"{title}: öppna Teams på datorn eller uppdatera appen för att se dina enheter."
