"""The Swedish sentences of the pages that one signs in to, and of the way in."""

BRAND = "Årshjulet"
SKIP = "Hoppa till innehållet"
MY_TASKS, SIGN_OUT = "Mina uppgifter", "Logga ut"
PAGES_LABEL = "Sidor"
COPY_WORDS = "Det här skrev du. Kopiera det innan du går vidare:"
WORD = "Text"

OPEN_TITLE = "Öppna årshjulet"
OPEN_TEXT = "Tryck på knappen, så öppnas sidan du valde. Länken kan användas en gång."
OPEN_BUTTON = "Öppna"
OPEN_NOT_YOU = "Är det inte du som har bett om länken? Stäng sidan, så händer inget."

GONE_TITLE = "Länken gäller inte längre"
GONE_TEXT = "Den har redan använts, eller så har tiden gått ut. Det gör inget: inget du har skrivit är borta."
FROM_TEAMS = "I Teams: skriv ”uppgifter” till årshjulet och tryck på Öppna i webbläsaren, så får du en ny."
BY_MAIL_LINK = "Har du inte Teams? Få en ny länk med e-post."

ASK_TITLE = "Få en ny länk"
ASK_TEXT = "Skriv den e-postadress som årshjulet brukar skriva till, så kommer en länk dit. Den gäller i ett dygn."
ASK_LABEL = "Din e-postadress"
ASK_BUTTON = "Skicka länken"
NO_MAIL_TITLE = "Öppna från Teams"

ASKED_TITLE = "Titta i din e-post"
ASKED_TEXT = (
    "Om adressen finns i årshjulet, och du inte har Teams, är en länk på väg. Kom det inget på några minuter? "
    "Titta i skräpposten, och fråga annars den som sköter årshjulet hos er."
)

SIGNED_OUT_TITLE = "Du är utloggad"
SIGNED_OUT_TEXT = "Det du har sparat finns kvar till nästa gång. Är datorn inte din egen: stäng också webbläsaren."

NOT_SIGNED_IN_TITLE = "Du är inte inloggad"
NOT_SIGNED_IN_TEXT = (
    "Sidan stängs av sig själv efter två timmar utan att något sparats, och senast efter åtta. Det du har sparat "
    "finns kvar. Så här kommer du in igen:"
)

FOREIGN_TITLE = "Sidan kan inte ta emot det"
FOREIGN_TEXT = "Det som skickades kom inte från en sida som är öppen hos dig nu. Inget är sparat."
FOREIGN_ADVICE = "Gå till dina uppgifter och öppna sidan på nytt."

TOO_LARGE_TITLE = "Det blev för mycket text"
TOO_LARGE_TEXT = (
    "Sidan kan inte ta emot så mycket på en gång. Gå tillbaka i webbläsaren och korta texten. Inget är sparat."
)

BUSY_TITLE = "Många vill in just nu"
BUSY_TEXT = "Vänta några sekunder och försök igen."

AWAY_TITLE = "Sidan går inte att visa just nu"
AWAY_TEXT = "Det är inget fel på det du har sparat. Försök igen om en stund, eller fråga den som sköter årshjulet."


def page_title(title: str) -> str:
    return f"{title} – {BRAND}"


def signed_in_as(name: str) -> str:
    return f"Inloggad som {name}"


TO_WEB = "Öppna i webbläsaren"
LINK_TEXT = "Länken är bara din. Den gäller i tio minuter och kan användas en gång."
LINK_SAVED = "Det du har skrivit här är sparat. Fortsätt där eller här, som du vill."
GO_ON_HERE = "Fortsätt här"
SAVE_AND_LEAVE = "Spara och fortsätt en annan gång"
PROGRESS = "Så långt har du kommit"
SHOW_ALL = "Alla mina uppgifter"


def wrong(title: str) -> str:
    return f"Fel: {title}"


def saved(task: str) -> str:
    return f"Sparat: {task}. Du kan fortsätta när du vill."


def sessions_ended(name: str, count: int) -> str:
    where = {0: "Ingen webbläsare var inloggad", 1: "En webbläsare är utloggad"}
    signed_out = where.get(count, f"{count} webbläsare är utloggade")
    return f"{name}: {signed_out}. Länkar som inte har använts gäller inte längre."
