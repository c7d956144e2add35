"""The Swedish sentences about passages that are taken out of what people wrote."""

from scheduler.masks import SHORTEST_PASSAGE, MaskedIn

PLACE_COLUMNS = ("Var", "Nr", "Uppgift", "Fråga", "Från tecken", "Antal")
MASK_COLUMNS = ("När", "Kommun", "Av", "Skäl", "Ställen")
NOTHING_MASKED = "Inget är maskerat."
NOWHERE = "Texten finns ingenstans. Inget är ändrat."
DRY_RUN = "Inget är ändrat. Kör utan --dry-run för att maskera."
TOO_SHORT = f"Texten är för kort: skriv minst {SHORTEST_PASSAGE} tecken, annars träffas för mycket."
NOT_TEXT = "Filen går inte att läsa som text (UTF-8)."
SCRUBBED = "Databasfilen är städad."

KINDS = {
    MaskedIn.SUBMISSION: "svar",
    MaskedIn.DRAFT: "utkast",
    MaskedIn.DIGEST: "sammanfattning",
    MaskedIn.DECISION: "beslut",
    MaskedIn.MOVE: "flytt",
    MaskedIn.RECALL: "skäl till återkallelse",
    MaskedIn.FEED: "namn på kalender",
    MaskedIn.MORE_TIME: "fråga om mer tid",
    MaskedIn.ACTION: "åtgärd",
    MaskedIn.ACTION_EVENT: "det som hänt med en åtgärd",
    MaskedIn.REVIEW: "omdöme",
    MaskedIn.REVIEW_COMMENT: "kommentar",
    MaskedIn.REVIEW_DRAFT: "påbörjad granskning",
}


def found(count: int) -> str:
    return f"Texten finns på {_places(count)}."


def masked(count: int) -> str:
    return (
        f"Texten är ersatt på {_places(count)}. Det som redan visats i Teams-chattar, kalendrar och äldre"
        " säkerhetskopior finns kvar där."
    )


def no_such_task(number: int) -> str:
    return f"Det finns ingen uppgift {number}."


def _places(count: int) -> str:
    return "1 ställe" if count == 1 else f"{count} ställen"
