"""The Swedish sentences of the command line."""

from scheduler.todo import Todo, TodoKind

UNSAID = "–"
ENVIRONMENT = "miljön"
SETTING_EXAMPLES = {"PORT": "ett heltal, till exempel 3978", "ALLOW_ANONYMOUS": "true eller false"}
WHEEL_COLUMNS = ("Årshjul", "Kommun", "Utgåva", "Aktiviteter")
ACTIVITY_COLUMNS = ("Nyckel", "Aktivitet", "När", "Utförs av", "Mottagare")
PLAN_COLUMNS = ("Senast", "Öppnar", "Aktivitet", "Avser", "Utförs av", "Påminns")
TODO_COLUMNS = ("Aktivitet", "Att bestämma")
FORM_COLUMNS = ("Nyckel", "Formulär", "Version", "Frågor", "Steg")
FEED_COLUMNS = ("Nr", "Person", "Omfattning", "Namn", "Skapad", "Återkallad")
SIMULATION_COLUMNS = ("Vad", "Resultat")
DEMO_STARTS = "Startar. Första gången hämtas chatten, det kan ta en minut."
DEMO_ENDED = "Demon är avslutad."
QUESTION_COLUMNS = ("Steg", "Fråga", "Typ")
EXAMPLE_PLACE = "Exempelenheten"
DATABASE_READY = "Databasen är klar att använda."
UNDATED_TITLE = "Saknar datum"
NOTHING_TO_DECIDE = "Inget återstår att bestämma."


TODO_SENTENCES = {
    TodoKind.DATE: "Bestäm ett datum. {detail}",
    TodoKind.BASE_YEAR: "Bestäm vilket år det görs första gången (base_year).",
    TodoKind.END: "Källan säger när arbetet börjar men inte när det ska vara klart. Bestäm en sista dag.",
    TodoKind.PERFORMER: "Källan säger inte vem som utför. Bestäm en roll (performer).",
    TodoKind.INFERRED: "Bekräfta det som är tolkat ur källan: {detail}.",
}


def todo_sentence(todo: Todo) -> str:
    """What is to be decided, without the activity's name."""
    return TODO_SENTENCES[todo.kind].format(detail=todo.detail)


def example_note(name: str) -> str:
    return f"OBS: {name}. Datum och namn därifrån är exempel."


def checked_files(files: int, faults: int) -> str:
    subject = "1 fil kontrollerad" if files == 1 else f"{files} filer kontrollerade"
    return f"{subject}, inga fel." if faults == 0 else f"{subject}, {faults} fel."


def unknown_person(name: str) -> str:
    return f"Ingen person heter eller har adressen ”{name}”. Läs in personer med: arshjul people import FILE.csv"


def unknown_scope(scope: str) -> str:
    return f"Omfattningen ”{scope}” finns inte. Skriv me, unit:ENHET, area:OMRÅDE, role:ROLL eller wheel."


def feed_created(address: str) -> str:
    return f"{address}\nAdressen visas bara nu. Den som har den ser kalendern, så dela den inte vidare."


def feed_revoked(number: int) -> str:
    return f"Kalenderadress {number} är återkallad."


def no_such_feed(number: int) -> str:
    return f"Det finns ingen kalenderadress {number} som gäller. Se: arshjul feed list"


def people_read(rows: int, *, dry_run: bool) -> str:
    return f"{rows} rader är rätt, inget är sparat." if dry_run else f"{rows} rader är inlästa."


def unknown_form(key: str, known: str) -> str:
    return f"Formuläret ”{key}” finns inte. Skriv något av: {known}."


def demo_ready(chat: str, bot: str, day: str) -> str:
    return (
        f"Chatten: {chat}\nBoten:   {bot}\n"
        f"Klockan står på {day}. Skriv ”spola fram” i chatten för nästa dag då något händer,\n"
        "”byt person” för att vara någon annan. Avsluta med Ctrl-C."
    )


def demo_port_taken(error: str) -> str:
    return f"Demon kunde inte starta: {error}. Välj en annan port med --port eller --playground-port."


def demo_failed(said: str) -> str:
    return f"Chatten startade inte. Kontrollera nätverket och försök igen. Den sa sist:\n{said}"
