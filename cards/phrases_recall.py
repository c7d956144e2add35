"""The Swedish sentences about what is sent and what is taken back."""

from datetime import date

from scheduler.outbox import MessageKind

TITLE_IN_CHAT = "Det här meddelandet är återkallat"
IN_CHAT = "Du behöver inte svara på det. Det du redan har svarat finns kvar. Det som gäller nu ser du i Mina uppgifter."
TITLE_IN_CHANNEL = "Den här sammanfattningen är återkallad"
IN_CHANNEL = "Använd inte siffrorna. Svaren bakom dem finns kvar."

KINDS = {
    MessageKind.DAILY: "Dagens uppgifter",
    MessageKind.CATCH_UP: "Ikapp efter ett avbrott",
    MessageKind.ESCALATION: "Uppmärksamma chefen",
    MessageKind.DIGEST: "Sammanfattning",
    MessageKind.RECALL: "Återkallelse",
}
STATES = {
    "pending": "väntar",
    "sending": "skickas just nu",
    "sent": "skickad",
    "retry": "försöker igen",
    "failed": "misslyckades",
    "cancelled": "behövdes inte",
}
COUNT_COLUMNS = ("Utskick", "Planerade", "Skickade", "Fel", "Väntar", "Återkallade")
DIGEST_COLUMNS = ("Nr", "Sammanfattning till", "Läge")
RECALLED = "återkallad"
NOTHING_SENT = "Inget utskick är planerat den dagen."

ONE_OF_DAY_AND_DIGEST = "Ange antingen --day eller --digest."
ACTIVITY_NEEDS_DAY = "--activity kan bara stå tillsammans med --day."
BECAUSE_NEEDED = "Skriv varför i --because. Mottagarna läser det i stället för utskicket."
BECAUSE_HAS_NUMBER = "Det står ett personnummer i --because. Skriv orsaken utan det."
DRY_RUN = "Inget är gjort. Kör utan --dry-run för att återkalla."
NOTHING_TO_RECALL = "Det finns inget att återkalla."
DIGEST_REMAINS = "Sammanfattningen själv ligger kvar bland handlingarna."
ASKED_AGAIN = (
    "Det som stoppades frågas om igen nästa arbetsdag, om det gäller då."
    " Rätta årshjulet eller personerna före klockan 8."
)
NEXT_RUNG = "Det som redan hade gått ut frågas om på nytt först vid nästa ordinarie påminnelse."
DONE_SOON = "De som har gått ut tas tillbaka inom några minuter, under arbetstid. Följ det med: arshjul message list"


def no_such_digest(number: int) -> str:
    return f"Ingen sammanfattning har nummer {number}. Se: arshjul message list --day DAG"


def unknown_activity(key: str) -> str:
    return f"Aktiviteten ”{key}” finns inte i årshjulet. Se: arshjul wheel show"


def sending_of(day: date) -> str:
    return f"Utskick {day.isoformat()}"


def recalling(messages: int, receivers: int) -> str:
    return f"Det gäller {messages} utskick till {receivers} mottagare."


def stopped(count: int) -> str:
    return f"{count} väntade och stoppas genast."


def gone(count: int, *, deletes: bool) -> str:
    return f"{count} har gått ut och {'raderas' if deletes else 'byts mot en rad om att de är återkallade'}."


def without_receipt(count: int) -> str:
    return f"{count} går inte att ta tillbaka: kvittot från Teams kom aldrig fram, så de kan inte pekas ut."


def recalled_before(count: int) -> str:
    return f"{count} är återkallade sedan tidigare."


def answered(count: int, tasks: int) -> str:
    what = "uppgiften" if tasks == 1 else f"{tasks} uppgifterna"
    if count == 0:
        return f"Ingen har hunnit svara på {'den' if tasks == 1 else 'de'} {what} ännu."
    return f"{count} av {'den' if tasks == 1 else 'de'} {what} var redan besvarade. Svaren finns kvar."
