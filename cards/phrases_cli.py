"""The Swedish sentences of the command line."""

from datetime import date

from cards.phrases import WEEKDAYS
from cards.phrases_diff import field_words
from cards.phrases_wheel import MONTHS, short_day
from scheduler.slots import PlanKind
from scheduler.todo import Todo, TodoKind

UNSAID = "–"
ENVIRONMENT = "miljön"
SETTING_EXAMPLES = {
    "PORT": "ett heltal, till exempel 3978",
    "ALLOW_ANONYMOUS": "true eller false",
    "PING_URL": "en adress som börjar med https://",
    "SMTP_PORT": "ett heltal, till exempel 587",
    "SMTP_SECURITY": "starttls, tls eller none",
}
CERTIFICATE_EXAMPLE = "en RSA-nyckel utan lösenord och dess certifikat, båda som PEM i samma fil"
CONTENT_OF_FILE = "filens innehåll"
WHEEL_COLUMNS = ("Årshjul", "Kommun", "Utgåva", "Aktiviteter")
WHEEL_KEYS = WHEEL_COLUMNS[:1]
ACTIVITY_COLUMNS = ("Aktivitet", "Slag", "När", "Utförs av → till")
GUARANTEE_COLUMNS = ("Garanti", "Löfte", "Räknas från", "Gäller")
PLAN_COLUMNS = ("Senast", "Aktivitet", "Utförs av", "Påminns")
TASKS_COLUMN = "Svar"
TODO_COLUMNS = ("Aktivitet", "Att bestämma")
UNDATED_COLUMNS = ("Aktivitet", "Varför")
FORM_COLUMNS = ("Nyckel och formulär", "Version", "Frågor", "Steg")
FORM_KEYS = FORM_COLUMNS[:1]
FEED_COLUMNS = ("Nr", "Person", "Omfattning", "Namn", "Gäller", "Hämtad")
REVOKE_WHICH = "Ange antingen adressens nummer eller --person."
SIMULATION_COLUMNS = ("Vad", "Resultat")
DEMO_STARTS = "Startar. Första gången hämtas chatten, det kan ta en minut."
DEMO_ENDED = "Demon är avslutad."
QUESTION_COLUMNS = ("Steg", "Fråga", "Typ")
EXAMPLE_PLACE = "Exempelenheten"
DATABASE_READY = "Databasen är klar att använda."
NOBODY_ENTERED = "Inga personer är inlästa. Läs in dem med: arshjul people import FIL.csv"
UNDATED_TITLE = "Saknar datum"
GUARANTEES_TITLE = "Garantier"
NOTHING_TO_DECIDE = "Inget återstår att bestämma."
NO_DATE_YET = "utan datum"

KINDS = {
    PlanKind.DATE: "datum",
    PlanKind.MONTH: "månad",
    PlanKind.WINDOW: "period",
    PlanKind.SEASON: "årstid",
    PlanKind.MEETING: "möte",
    PlanKind.RELATIVE: "följd",
    PlanKind.CONTINUOUS: "löpande",
    PlanKind.TRIGGER: "vid behov",
}

TODO_SENTENCES = {
    TodoKind.DATE: "Bestäm ett datum. {detail}",
    TodoKind.BASE_YEAR: "Bestäm vilket år det görs första gången (base_year).",
    TodoKind.PERIOD_DAY: "Bestäm hur många dagar efter periodens slut det ska vara klart (days_after). {detail}",
    TodoKind.DAYS: "Bestäm vilka dagar på året (days). {detail}",
    TodoKind.FIRST_DAY: "Bestäm vilken dag det görs första gången (first).",
    TodoKind.MEETINGS: "Lägg in mötesdagarna för {detail} (meetings).",
    TodoKind.MEETINGS_END: "Mötesdagarna tar slut {detail}. Lägg in fler (meetings).",
    TodoKind.END: "Källan säger när arbetet börjar men inte när det ska vara klart. Bestäm en sista dag.",
    TodoKind.PERFORMER: "Källan säger inte vem som utför. Bestäm en roll (performer).",
    TodoKind.DIGEST: "Bestäm när den ska komma. Tills dess får den som vill ha den be om den. {detail}",
    TodoKind.REVIEWER: "Bestäm vem som granskar svaren för {detail} (secretary).",
    TodoKind.INFERRED: "Bekräfta det som är tolkat ur källan: {detail}.",
}


def todo_sentence(todo: Todo) -> str:
    """What is to be decided, without the activity's name."""
    detail = field_words(todo.detail.split(", ")) if todo.kind is TodoKind.INFERRED else todo.detail
    return TODO_SENTENCES[todo.kind].format(detail=detail).strip()


def tables_fine(database: str) -> str:
    return f"Tabellerna stämmer med programmet: {database}"


def no_database_file(file: str) -> str:
    return f"Databasfilen {file} finns inte. Skapa den med: arshjul db upgrade"


def no_occurrences(years: range) -> str:
    return f"Ingen aktivitet har något datum {_span(years)}."


def _span(years: range) -> str:
    return f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"


def by_and_to(performer: str, receiver: str) -> str:
    return f"{performer}\n→ {receiver}" if receiver else performer


def opens(day: date, year: int | None) -> str:
    return f"från {short_day(day)}{_year_seen_from(day, year)}"


def weekday_seen_from(day: date, year: int | None) -> str:
    """ "sön 28 feb 2027", the year only where it is another."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}{_year_seen_from(day, year)}"


def month_seen_from(day: date, year: int | None) -> str:
    return f"{MONTHS[day.month - 1]}{_year_seen_from(day, year)}"


def _year_seen_from(day: date, year: int | None) -> str:
    return "" if day.year == year else f" {day.year}"


def plan_title(municipality: str, years: range) -> str:
    return f"{municipality} {_span(years)}"


def about(title: str, period: str) -> str:
    return f"{title}\navser {period}"


def reminded(days: int, first: str) -> str:
    return first if days == 1 else f"{days} ggr från\n{first}"


def example_note(name: str) -> str:
    return f"OBS: {name}. Datum och namn därifrån är exempel."


def checked_files(files: int, faults: int) -> str:
    subject = "1 fil kontrollerad" if files == 1 else f"{files} filer kontrollerade"
    return f"{subject}, inga fel." if faults == 0 else f"{subject}, {faults} fel."


def unknown_person(name: str) -> str:
    return f"Ingen person heter eller har adressen ”{name}”. Kontrollera stavningen, eller använd e-postadressen."


def unknown_scope(scope: str) -> str:
    return f"Omfattningen ”{scope}” finns inte. Skriv me, unit:ENHET, area:OMRÅDE, role:ROLL, body:FORUM eller wheel."


def feed_created(address: str) -> str:
    return f"{address}\nAdressen visas bara nu. Den som har den ser kalendern, så dela den inte vidare."


def feed_revoked(number: int) -> str:
    return f"Kalenderadress {number} är återkallad."


def feed_holds(revoked_on: date | None, expires_on: date | None, *, replaced: bool) -> str:
    """How long an address opens its calendar."""
    if revoked_on is not None:
        return f"återkallad {revoked_on}"
    if expires_on is None:
        return "tills vidare"
    return f"{'utbytt, ' if replaced else ''}till {expires_on}"


def feeds_revoked(count: int) -> str:
    return f"{count} {'kalenderadress är återkallad' if count == 1 else 'kalenderadresser är återkallade'}."


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
