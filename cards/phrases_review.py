"""The Swedish sentences of review: what waits to be judged, the verdict, what answers led to, and what is late."""

from collections.abc import Sequence

from scheduler.reviews import Verdict
from scheduler.usecases.review_outcomes import ReviewNotice

REVIEW, TO_LIST = "Granska", "Spara och gå till listan"
NEXT, BACK = "Nästa", "Tillbaka"
APPROVE, RETURN = "Godkänn", "Skicka tillbaka"
NOTHING_TITLE = "Inget att granska"
NOTHING_TEXT = "Inget svar väntar på dig just nu. Jag säger till när något kommer in."
COMMENT = "Kommentar (frivillig)"
WORDS = "Ditt ord till den som har svarat"
WORDS_HELP = "Frivilligt när du godkänner. Skickar du tillbaka, skriv här eller vid frågorna vad som behövs."
PUBLIC_TEXT = "Det du skriver blir en allmän handling. Skriv inga personnummer och inga namn på kunder."
NO_ANSWER = "Inget svar"
GIVEN_BACK = "Det här skrev du. Kopiera det du vill ha kvar:"
OVERALL = "I stort"
CUT = "… (förkortat här, sparat i sin helhet)"
WAITS_TITLE = "Fler att granska"
DONE_ALL = "Inget mer väntar på din granskning."
ANSWER_COMMENT = "Granskaren skriver:"

NOTICES = {
    ReviewNotice.REVISED: "Svaret har gjorts om sedan du öppnade det. Inget är sparat. Här är det nya svaret.",
    ReviewNotice.SAY_WHY: "Skriv vad som behöver ändras, i stort eller vid en fråga. Sedan går svaret tillbaka.",
    ReviewNotice.NOT_SAVED: "Titta en gång till på det du skrev. Inget på sidan är sparat än.",
}
VERDICTS = {
    Verdict.APPROVED: ("Svaret är godkänt", "Den som svarade får se det bland sina uppgifter."),
    Verdict.RETURNED: (
        "Svaret är på väg tillbaka",
        "Den som svarade får dina ord vid frågorna och kan göra om svaret.",
    ),
}
ALREADY = {
    Verdict.APPROVED: "{name} godkände svaret {moment}.",
    Verdict.RETURNED: "{name} skickade tillbaka svaret {moment}.",
}
ALREADY_TITLE = "Det är redan granskat"

NEWS_TITLE = "Det blev av era svar"
LATE_TITLE = "Sena svar"
LATE_TEXT = "Här har sista dagen gått utan att något svar har kommit. De som ska svara vet att du får veta det."
WARNED_TITLE = "Snart berättar jag vidare"
LED_TO = "Det leder till: {words}"
REVIEWER_SAYS = "”{words}”"


def waiting(count: int) -> str:
    return f"{count} svar väntar på din granskning"


def list_fallback(count: int) -> str:
    return f"{waiting(count)}. Skriv ”granska” i Teams för att se dem."


def handed_in(name: str, moment: str, revision: int) -> str:
    return f"Svar {revision} av {name}, {moment}." if revision > 1 else f"Av {name}, {moment}."


def listed(name: str, day: str, revision: int) -> str:
    told = f"{name}, {day}"
    return f"{told}. Omgjort: svar {revision}." if revision > 1 else f"{told}."


def part_of(number: int, of: int) -> str:
    return f"Del {number} av {of}"


def review_fallback(title: str, place: str) -> str:
    return f"{title}, {place}: öppna Teams på datorn eller uppdatera appen för att granska."


def last_time(name: str, words: str) -> str:
    return (
        f"{name} skickade tillbaka det förra svaret: ”{words}”"
        if words
        else f"{name} skickade tillbaka det förra svaret."
    )


def changed_count(count: int) -> str:
    if count == 0:
        return "Inget svar är ändrat sedan dess."
    what = "Ett svar är ändrat" if count == 1 else f"{count} svar är ändrade"
    return f"{what} sedan dess. De är märkta med ●."


def changed(before: str) -> str:
    return f"● Ändrat. Förut: {before}" if before else "● Nytt sedan förra svaret."


def remark(words: str) -> str:
    return f"Kommentar förra gången: {words}"


def more_waiting(count: int) -> str:
    return f"… och {count} till. De kommer fram när du har granskat några av de här."


def returned_by(name: str, moment: str, words: str) -> str:
    told = f"{name} skickade tillbaka svaret {moment}."
    return f"{told} ”{words}”" if words else told


def decided(said_by: str, title: str, *, adopted: bool) -> str:
    return f"{said_by} har fastställt: {title}" if adopted else f"{said_by} har inte fastställt: {title}"


def approved(said_by: str, title: str) -> str:
    return f"{said_by} har godkänt: {title}"


def particulars(day: str, paragraph: str, case_number: str) -> str:
    return ", ".join(filter(None, (day, paragraph, case_number)))


def built_on(answers: Sequence[str], more: int) -> str:
    what = "Det bygger på ditt svar" if len(answers) + more == 1 else "Det bygger på dina svar"
    return f"{what}: {'; '.join(answers)}{f' och {more} till' if more else ''}."


def answer_named(title: str, place: str) -> str:
    return f"{title}, {place}"


def late(title: str, place: str, deadline: str) -> str:
    return f"{title}, {place}. {deadline}."


def and_more(count: int) -> str:
    return f"… och {count} till"


def warned(day: str, told_to: str) -> str:
    return (
        f"Har inget svar kommit {day} får den som är {told_to[:1].lower()}{told_to[1:]} veta det. "
        "Säg gärna själv till innan dess om du behöver hjälp eller mer tid."
    )


def late_fallback(count: int) -> str:
    return f"{count} {'sent svar' if count == 1 else 'sena svar'}. Öppna Teams för att se vilka."


NEWS_FALLBACK = "Det finns nytt om vad era svar ledde till. Skriv ”uppgifter” i Teams för att se det."
