"""The Swedish sentences about copies of the database: made, restored and refused."""

from datetime import datetime

from scheduler.clock import STOCKHOLM

COPYING = "Kopierar"
RESTORING = "Återställer"
NOTHING_TO_COPY = "Databasen har inga tabeller att kopiera. Kontrollera ARSHJUL_DATABASE_URL."
NOT_OURS = "Filen är ingen säkerhetskopia från årshjulet. Inget är ändrat."
CUT_OFF = "Kopian är avhuggen: slutet fattas. Inget är ändrat. Hämta filen igen, eller ta en äldre kopia."
CHANGED = "Kopian är skadad eller ändrad. Inget är ändrat. Hämta filen igen, eller ta en äldre kopia."
NEWER = "Kopian kommer från ett nyare program. Inget är ändrat. Installera den senaste versionen och försök igen."
ROWS_IN_THE_WAY = (
    "Databasen innehåller redan uppgifter. Inget är ändrat."
    " Stoppa tjänsten, och lägg till --replace om allt ska bytas mot kopian."
)
NOT_MASKS = "Filen med maskeringar går inte att läsa. Den görs med: arshjul mask list --format json"
NOTHING_KNOWN = (
    "Vad som hänt efter kopian går inte att se. Återkalla igen de kalenderadresser som återkallats eller bytts"
    " sedan dess (arshjul feed list), och gör om maskeringarna. En sammanfattning som väntade i kopian skickas inte."
)
READ_PEOPLE_AGAIN = "Läs in personfilen igen, så att roller som har upphört inte gäller: arshjul people import FIL.csv"
OLD_PAGES_LEFT = (
    "Gamla rader kan ligga kvar i databasfilen, för någon annan använde den."
    " Stoppa tjänsten och kör: arshjul mask scrub"
)


def file_in_the_way(file: str) -> str:
    return f"{file} finns redan och är ingen säkerhetskopia. Välj ett annat namn."


def copied(file: str, rows: int) -> str:
    return f"{file} innehåller nu hela databasen: {_rows(rows)}. Förvara filen som ni förvarar databasen."


def restored(made_at: datetime, rows: int) -> str:
    moment = made_at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
    return f"Kopian från {moment} är återställd: {_rows(rows)}."


def called_off(count: int) -> str:
    what = (
        "1 meddelande som väntade i kopian är inställt" if count == 1 else f"{count} väntande meddelanden är inställda"
    )
    return f"{what}. Den som har något kvar att svara på får ett enda meddelande om det, oftast nästa arbetsdag."


def revoked_again(count: int) -> str:
    what = "1 kalenderadress är återkallad" if count == 1 else f"{count} kalenderadresser är återkallade"
    return f"{what} igen, som efter kopian."


def masked_again(count: int) -> str:
    return "1 maskering är gjord igen." if count == 1 else f"{count} maskeringar är gjorda igen."


def _rows(count: int) -> str:
    return "1 rad" if count == 1 else f"{count} rader"
