"""The Swedish words of the app in Teams: what the store of the organisation shows, and what packing it says."""

from cards.phrases import HELP_WORDS

NAME = "Årshjul"
FULL_NAME = "Årshjul för kvalitet i vård och omsorg"
SHORT_DESCRIPTION = "Påminner om det som ska följas upp, och tar emot svaret i chatten."
FULL_DESCRIPTION = (
    "Årshjulet håller reda på vad din verksamhet ska följa upp under året, och när. Du får ett meddelande när något "
    "öppnar, närmar sig eller är försenat: högst ett om dagen, och bara på arbetstid. Du svarar i chatten, steg för "
    "steg, och det du har skrivit sparas när du går vidare.\n\n"
    "Rådet och ledningen läser en sammanfattning i sin kanal. Den som vill ha datumen i sin kalender får en egen "
    "adress till dem.\n\n"
    "Appen läser bara det som skrivs till den. Den begär inga behörigheter till kalender, filer, andra chattar eller "
    "katalogen."
)
IN_A_MENU = {"hjälp": "orden du kan skriva, och vad de gör"}
PERSONAL_WORDS = tuple((word, IN_A_MENU.get(word, meaning)) for word, meaning in HELP_WORDS)
CHANNEL_WORDS = (("koppla", "låt rådets sammanfattningar komma i den här kanalen (bara för sekreteraren)"),)

TURN_BROKE = "Något gick fel hos oss. Det du skrev står kvar här. Vänta en stund och försök igen."

EXPECTED_APP_ID = "botens app-id, skrivet som 00000000-0000-0000-0000-000000000000"
EXPECTED_HOST = "bara värdnamnet, till exempel arshjul.kommunen.se"


def packed(file: str) -> str:
    return f"Appaketet ligger i {file}. Ladda upp det i administrationscentret för Teams, under Hantera appar."
