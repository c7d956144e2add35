"""The Swedish sentences of short notices."""

from collections.abc import Sequence

NO_DIGEST_TITLE = "Sammanfattningen går till rådet"
NO_DIGEST_TEXT = (
    "Den visas för rådets sekreterare och läggs i rådets kanal när det är dags. "
    "Dina egna uppgifter finns här i chatten."
)
CONNECTED_TITLE = "Kanalen är kopplad"
NOT_CONNECTED_TITLE = "Kanalen är inte kopplad"
NOT_CONNECTED_TEXT = (
    "Bara den som är sekreterare för ett råd eller en nämnd kan koppla en kanal. Be sekreteraren skriva ”koppla” här."
)
CALENDARS_CLOSED_TITLE = "Dina adresser är stängda"
NOT_MOVED_TITLE = "Klockan står kvar"
NOT_MOVED_TEXT = (
    "Klockan går bara framåt, och högst till slutet av nästa år. Skriv till exempel ”spola fram 28 februari”, "
    "med årtal för nästa år, eller ”spola fram” för nästa dag då något händer."
)


def still(day: str) -> str:
    return f"Det är {day}."


def connected(bodies: Sequence[str]) -> str:
    return f"Sammanfattningarna till {', '.join(bodies)} kommer hit när det är dags."


def calendars_closed(count: int) -> str:
    if count == 0:
        return "Du hade inga adresser som gällde."
    which = "En adress gäller" if count == 1 else f"{count} adresser gäller"
    return f"{which} inte längre, varken till kalendern eller till bilden av årshjulet. Skapa en ny när du vill."
