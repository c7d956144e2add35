"""The Swedish sentences of short notices."""

NO_DIGEST_TITLE = "Sammanfattningen går till rådet"
NO_DIGEST_TEXT = (
    "Den visas för rådets sekreterare och läggs i rådets kanal när det är dags. "
    "Dina egna uppgifter finns här i chatten."
)
NOT_MOVED_TITLE = "Klockan står kvar"
NOT_MOVED_TEXT = (
    "Klockan går bara framåt. Skriv till exempel ”spola fram 28 februari” eller ”spola fram” "
    "för nästa dag då något händer."
)


def still(day: str) -> str:
    return f"Det är {day}."
