"""The Swedish sentences of the letters to those who have no Teams."""

OPEN_TASKS = "Öppna dina uppgifter"
LINK_LASTS = "Länken är bara din. Den gäller i ett dygn och kan användas en gång."
LINK_GONE = "Gäller den inte längre? Få en ny här:"
ASKED_SUBJECT = "Din länk till årshjulet"
ASKED_TEXT = "Här är länken som du bad om."
NOT_ASKED = "Har du inte bett om någon? Då behöver du inte göra något."
RECALLED_SUBJECT = "Återkallat: mejlet från årshjulet"
PULSE_SUBJECT = "Årshjulet: så går utskicken"
NEWS_SUBJECT = "Årshjulet: något nytt till dig"
NEWS_TEXT = "Det finns något nytt till dig."


def daily_subject(count: int) -> str:
    return f"Årshjulet: {count} {'uppgift' if count == 1 else 'uppgifter'} att svara på"


def actions_subject(count: int) -> str:
    return f"Årshjulet: {'en åtgärd' if count == 1 else f'{count} åtgärder'} väntar på dig"


def actions_in_teams(municipality: str) -> str:
    return f"Åtgärder sköts i Teams. Har du inte Teams? Hör av dig till din kontakt i {municipality}."


def why_you(municipality: str) -> str:
    return (
        f"Mejlet kommer från årshjulet i {municipality}, för att du har en uppgift där och inte har Teams. "
        "Det går inte att svara på det."
    )
