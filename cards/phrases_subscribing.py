"""The Swedish sentences about having a calendar in one's own program."""

from datetime import date

from cards.phrases_wheel import full_day
from scheduler.usecases.feeds import Emptiness

CALENDAR_NAME = "Årshjul"
OUTLOOK, GOOGLE, APPLE, OTHER = "Lägg till i Outlook", "Lägg till i Google", "Lägg till i Apple", "Annan kalender"
POLLING_INTRO = "Kalendern frågar mig om nyheter när den själv vill:"
POLLING = (
    ("Outlook", "en till två gånger om dygnet"),
    ("Google", "efter 4 till 24 timmar"),
    ("Apple", "så ofta du ställer in, från var femtonde minut till en gång i veckan"),
    ("Thunderbird och andra", "så ofta du ställer in i programmet"),
)
REMINDERS = "Ändras ett datum syns det alltså inte genast. Påminnelserna får du i chatten i Teams."

PAGE_INTRO = "Här finns datumen, inga svar. Välj det program där du vill se dem."
PAGE_POLLING = "Så ofta hämtar kalendern nytt"
PAGE_OTHER = "Annan kalender"
PAGE_HOW = (
    "Kopiera adressen och klistra in den där programmet tar emot en kalender från internet. Det brukar heta "
    "prenumerera, nätverkskalender eller lägg till från webbadress. Importera inte filen: då kommer inga ändringar med."
)
PAGE_ADDRESS = "Adress att kopiera"
PAGE_SECRET = (
    "Adressen är personlig. Den som har den ser kalendern, så dela den inte vidare. Har någon annan fått den? "
    "Skriv ”kalender” till boten i Teams och stäng alla adresser."
)

EMPTY = {
    Emptiness.NO_ROLE: "ägaren har ingen roll som gäller i dag, och då öppnar adressen ingenting",
    Emptiness.NOTHING_PLANNED: "inget är planerat ännu; det görs när tjänsten går första gången",
    Emptiness.NO_TASKS: "inget som är planerat hör till det som kalendern visar",
}


def empty(why: Emptiness) -> str:
    return f"Kalendern är tom just nu eftersom {EMPTY[why]}."


def replaced(last: date) -> str:
    return f"Adressen är utbytt mot en ny och slutar att gälla efter {full_day(last)}."
