"""The Swedish sentences about what a person starts by hand."""

from cards.phrases_lists import either

TITLE, NOTHING_TITLE = "Starta något", "Inget att starta"
TEXT = "Det här kan du sätta i gång själv. Uppgiften öppnar genast, och du kan svara nu eller senare."
NOTHING_TEXT = "Dina uppgifter kommer av sig själva när det är dags. Du behöver inte starta något."
ACTIVITY_LABEL, PLACE_LABEL = "Vad vill du starta?", "För vilken plats?"
WHOLE_ADMINISTRATION = "Hela förvaltningen"
START, OPEN = "Starta", "Öppna den"
SHOW_WHEN = "Visa vad de är till för"
CHOOSE_ACTIVITY = "Välj vad du vill starta."
NOT_YOURS = "Det kan du inte starta. Det kan bero på att din roll har ändrats. Här är det du kan starta."
ALREADY_TITLE = "Redan startad i dag"
ALREADY_TEXT = "Samma sak kan startas en gång om dagen för varje plats. Behövs en till går det bra i morgon."


def choice(title: str, when: str) -> str:
    return f"{title}. {when.rstrip('.')}."


def choose_place(title: str, places: list[str]) -> str:
    """`places` are those that the activity can be started for, or the first of them."""
    return f"”{title}” startas för {either(places)}. Välj plats och tryck igen."


def cut(count: int) -> str:
    return f"… och {count} till som inte får plats här."
