"""The Swedish sentences for those who administer a municipality from the command line."""

from datetime import date

NO_ROWS_YET = "Kommunen finns inte i databasen ännu. Läs in personer med: arshjul people import FIL.csv"
EVENT_COLUMNS = ("Dag", "Händelse", "Plats")
EDITION_COLUMNS = ("År", "Utgåva", "Gäller det som öppnar från", "Publicerad")
MEETING_COLUMNS = ("Forum", "Kallat till", "Hålls")
PROPOSAL_COLUMNS = ("Nr", "Aktivitet", "Avser", "Nu", "Förslag")
OCCURRENCE_COLUMNS = ("Nyckel", "Aktivitet", "Avser", "Öppnar", "Senast", "Enligt hjulet", "Flyttat")
OCCURRENCE_KEYS = OCCURRENCE_COLUMNS[:1]
UNIT_COLUMNS = ("Verksamhet", "Enhet", "Utförare", "Från", "Till")
CALLED_OFF = "utgår"
MOVED = "ja"
WHOLE_ADMINISTRATION = "hela förvaltningen"
NO_PROPOSALS = "Inget möte har flyttats eller ställts in, eller så är allt som hänger på det redan beslutat."
NO_MEETINGS = "Det finns inga mötesdagar. Lägg in dem i de lokala besluten: [body.NYCKEL] meetings = [{ on = … }]"
NOTHING_CHANGES = "Inget tillfälle ändras."
DRY_RUN = "Inget är sparat. Kör utan --dry-run för att publicera."
MEETING_CHANGED = "Mötet är flyttat eller inställt."


def unknown_event(key: str, known: str) -> str:
    return f"Händelsen ”{key}” finns inte i årshjulet. Skriv något av: {known or 'inget finns'}."


def unknown_place(name: str) -> str:
    return (
        f"Ingen enhet eller verksamhet heter ”{name}”, eller så gör flera det: skriv då VERKSAMHET/ENHET."
        " Se: arshjul unit list"
    )


def event_recorded(title: str, place: str, on: date) -> str:
    where = place or WHOLE_ADMINISTRATION
    return f"Antecknat: {title}, {where}, {on.isoformat()}. Uppgifterna läggs ut vid nästa planering."


def event_known(title: str) -> str:
    return f"{title} är redan antecknad för den dagen."


def published(year: int, number: int, *, occurrences: int, changes: int) -> str:
    """The first edition changes nothing: it says how much it keeps from changing by itself."""
    if number == 1:
        return f"Utgåva 1 för {year} är publicerad: {_occurrences(occurrences)} ligger nu fast."
    what = "inget ändras" if changes == 0 else f"{_occurrences(changes)} ändras"
    return f"Utgåva {number} för {year} är publicerad: {what}."


def _occurrences(count: int) -> str:
    return "1 tillfälle" if count == 1 else f"{count} tillfällen"


def no_such_occurrence(activity: str, period: str) -> str:
    return f"Det finns inget tillfälle av {activity} för {period}. Se: arshjul occurrence list --activity {activity}"


def already_answered(title: str) -> str:
    return f"{title} är redan besvarad. Ett besvarat tillfälle flyttas inte."


def moved(title: str, due: date | None) -> str:
    return f"{title}: {CALLED_OFF if due is None else f'ny sista dag {due.isoformat()}'}."


def no_such_proposal(number: int) -> str:
    return f"Det finns inget förslag nummer {number}. Se: arshjul meeting proposals"


def unit_closed(name: str, on: date, into: str) -> str:
    then = f"Det som är öppet då går över till {into}" if into else "Det som ingen har svarat på då utgår"
    return f"{name} har {on.isoformat()} som sista dag. {then}."


def cannot_inherit(heir: str, closing: str) -> str:
    return f"{heir} kan inte ta över efter {closing}: den är stängd då, eller så leder arvet tillbaka i en ring."


def unit_opens(name: str, on: date) -> str:
    return f"{name} har {on.isoformat()} som första dag."


def unknown_unit(name: str) -> str:
    return f"Ingen enhet heter ”{name}”, eller så gör flera det: skriv då VERKSAMHET/ENHET. Se: arshjul unit list"
