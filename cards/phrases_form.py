"""The Swedish sentences of answering: forms, receipts and refusals."""

from scheduler.answers import Complaint
from scheduler.usecases.outcomes import Notice, Reason

PUBLIC_TEXT = (
    "Det du skriver blir en allmän handling som andra kan begära ut. Skriv inga personnummer och inga namn på kunder."
)
NEXT, BACK, SUBMIT, REMOVE = "Nästa", "Tillbaka", "Skicka in", "Ta bort den här"
OPTIONAL = "(frivillig)"
PERCENT = "procent"
NO_ANSWER = "Inget svar"
CHOOSE = "Välj i listan"
LINK_PLACEHOLDER = "https://"
PERSON_PLACEHOLDER = "För- och efternamn"
NUMBER_PLACEHOLDER = "Ett tal"
SAVED_ALREADY = "Redan sparat:"
SAVED_CUT = "… (resten finns kvar i det sparade)"
RETURNED = "Uppgiften har kommit tillbaka för komplettering. Dina förra svar är kvar, ändra det som behövs."

NOTICES = {
    Notice.STALE: (
        "Någon har sparat sedan du öppnade sidan, kanske du själv på en annan skärm. Dina ord är kvar i fälten, "
        "och det som redan är sparat står under dem. Välj vad som ska gälla och gå vidare."
    ),
    Notice.INCOMPLETE: "Nästan klart. Det här behöver ett svar innan det går att skicka in.",
    Notice.RESUMED: "Skönt att se dig igen. Allt du har skrivit är kvar.",
    Notice.KEPT: "Det som var tomt har fått förra svaret. Läs igenom, och ändra det som inte stämmer längre.",
}

COMPLAINTS = {
    Complaint.REQUIRED: "Här behövs ett svar.",
    Complaint.NOT_A_NUMBER: "Skriv bara ett tal, till exempel 12 eller 12,5.",
    Complaint.TOO_SMALL: "Talet är för litet. Det minsta som går är {limit}.",
    Complaint.TOO_LARGE: "Talet är för stort. Det största som går är {limit}.",
    Complaint.NOT_A_DATE: "Välj ett datum, eller skriv det som 2027-02-28.",
    Complaint.NOT_YET: "Den dagen har inte varit än. Skriv dagen då det hände.",
    Complaint.PASSED: "Den dagen har varit. Välj en dag som ligger framåt.",
    Complaint.NOT_AN_OPTION: "Välj något av svaren i listan.",
    Complaint.NOT_A_LINK: "En länk börjar med https://. Klistra in hela adressen.",
    Complaint.TOO_LONG: "Texten är för lång för fältet. Korta den till högst {limit} tecken.",
    Complaint.PERSONAL_NUMBER: (
        "Det ser ut att stå ett personnummer här. Ta bort det, så går det bra. Inget på sidan är sparat än."
    ),
}

RECEIPT_LEAD = "Tack. Ditt svar är inskickat."
SHOW_ANSWERS = "Visa svaren"
NO_ANSWERS = "Inga frågor besvarades."
LEFT_TITLE = "Vill du ta nästa?"
LEFT_NONE = "Inget annat väntar. Bra jobbat."
ANSWERS_CUT = "Svaren är förkortade här. De är sparade i sin helhet."

REASONS = {
    Reason.NOT_YOURS: (
        "Den uppgiften är inte din just nu",
        "Den kan ha gått över till en kollega, eller så har din roll ändrats. Inget är sparat.",
    ),
    Reason.ANSWERED: ("Den är redan besvarad", "Inget har skrivits över."),
    Reason.NOT_OPEN: ("Den har inte öppnat än", "Inget är sparat. Jag hör av mig när det är dags."),
    Reason.CANCELLED: ("Uppgiften är inställd", "Den behöver inte besvaras längre. Inget är sparat."),
    Reason.NOT_TO_JUDGE: (
        "Det svaret är inte ditt att granska",
        "Din roll kan ha ändrats, eller så finns svaret inte längre. Inget är sparat.",
    ),
    Reason.OWN_ANSWER: (
        "Det här svaret är ditt eget",
        "Någon annan i samma roll får granska det. Inget är sparat.",
    ),
    Reason.NOT_HANDED_IN: (
        "Svaret väntar på den som ska svara",
        "Det går att granska när det har lämnats in igen. Inget är sparat.",
    ),
    Reason.ITEM_GONE: ("Den här delen har tagits bort", "Någon tog bort den medan du skrev. Inget annat är ändrat."),
}
SENT_BACK = "Beslutet är noterat. Uppgiften ligger kvar hos dig tills den är fastställd."
YOUR_WORDS = "Det här skrev du. Kopiera det du vill ha kvar:"


def item_of(item: str, number: int, of: int) -> str:
    return f"{item} {number} av {of}"


def item_number(item: str, number: int) -> str:
    return f"{item} {number}"


def another(item: str) -> str:
    return f"Lägg till en {item[:1].lower()}{item[1:]} till"


def answer_if(options: list[str], question: str) -> str:
    """`question` is empty where it is the one just above."""
    quoted = " eller ".join(f"”{option}”" for option in options)
    return f"Svara om du valde {quoted} på frågan ”{question}”" if question else f"Svara om du valde {quoted} ovan"


def with_unit(question: str, unit: str) -> str:
    return f"{question} ({unit})"


def optional(label: str) -> str:
    return f"{label} {OPTIONAL}"


def scale_step(number: int, words: str) -> str:
    return f"{number} – {words}" if words else str(number)


def between(smallest: str, largest: str) -> str:
    return f"Mellan {smallest} och {largest}."


def at_least(smallest: str) -> str:
    return f"Minst {smallest}."


def at_most(largest: str) -> str:
    return f"Högst {largest}."


def objections(count: int) -> str:
    return "Ett svar behöver en titt till:" if count == 1 else f"{count} svar behöver en titt till:"


def complained(sentence: str) -> str:
    return f"▲ {sentence}"


def stands_here(words: str) -> str:
    """`words` are those around it, with it covered."""
    return f"Det står här: ”{words}”"


def form_fallback(title: str, place: str) -> str:
    return f"{title}, {place}: öppna Teams på datorn eller uppdatera appen för att svara."


def sent_by(name: str, moment: str) -> str:
    return f"Av {name}, {moment}."


def revision(number: int) -> str:
    return f"Det här är svar nummer {number}. De tidigare finns kvar."


def left_count(count: int) -> str:
    return f"Kvar hos dig: {count} {'öppen uppgift' if count == 1 else 'öppna uppgifter'}."


def receipt_fallback(title: str, place: str) -> str:
    return f"Tack. {title}, {place}, är inskickat."


def answered_by(name: str, moment: str) -> str:
    return f"{name} skickade in svaret {moment}."


def opens(moment: str) -> str:
    return f"Den öppnar {moment}."


def refused_fallback(title: str) -> str:
    return f"{title}. Inget är sparat."
