"""The Swedish sentences of the audit log and of what has become of a task."""

from collections.abc import Sequence

from scheduler.actions import ActionDeed
from scheduler.audit import NOT_PLANNED, UNIT_CLOSED, Deed, Thing
from scheduler.lifecycle import State
from scheduler.usecases.timeline import Step
from scheduler.wheel_parts import Level

AUDIT_COLUMNS = ("När", "Vem", "Vad", "Anrop")
TASK_COLUMNS = ("Nr", "Aktivitet", "Avser", "Plats", "Senast", "Läge")
TASK_KEYS = TASK_COLUMNS[:3]
TIMELINE_COLUMNS = ("När", "Vad")
NOTHING_LOGGED = "Inget är antecknat."
NOTHING_KNOWN = "Inget har hänt med uppgiften ännu."
NO_TASKS = "Det finns inga uppgifter som stämmer med det."
BY_HAS_NUMBER = "Det står ett personnummer i --by. Skriv vem som beslutar utan det: loggen går inte att ändra."
THE_SERVICE = "tjänsten"
CALLED_OFF = "utgår"
NO_DAYS = "utan dagar"
UNTIL_FURTHER_NOTICE = "tills vidare"

STATES = {
    State.PLANNED: "planerad",
    State.OPEN: "öppen",
    State.STARTED: "påbörjad",
    State.RETURNED: "återlämnad",
    State.SUBMITTED: "inlämnad",
    State.APPROVED: "godkänd",
    State.CANCELLED: "utgår",
}
THINGS = {
    Thing.ASSIGNMENT: "uppgift",
    Thing.OCCURRENCE: "tillfälle",
    Thing.ACTIVITY: "aktivitet",
    Thing.EDITION: "utgåva",
    Thing.EVENT: "händelse",
    Thing.PEOPLE: "personfil",
    Thing.PERSON: "person",
    Thing.UNIT: "enhet",
    Thing.FEED: "kalenderadress",
    Thing.MESSAGE: "utskick",
    Thing.MASK: "maskering",
    Thing.BODY: "forum",
    Thing.MUNICIPALITY: "kommun",
    Thing.ACTION: "åtgärd",
}
LEVELS = {Level.UNIT: "enhet", Level.AREA: "verksamhet", Level.ADMINISTRATION: "hela förvaltningen"}
SCOPES = {
    "me": "egna uppgifter",
    "wheel": "hela årshjulet",
    "picture": "bilden av årshjulet",
    "unit": "enheten {name}",
    "area": "verksamheten {name}",
    "role": "rollen {name}",
    "body": "forumet {name}",
}
DEEDS = {
    Deed.OPENED: "Öppnade",
    Deed.SAVED: "Sparade",
    Deed.SUBMITTED: "Lämnade in",
    Deed.COPIED: "Kopierade till",
    Deed.RETURNED: "Återlämnade",
    Deed.APPROVED: "Godkände",
    Deed.STARTED: "Startade",
    Deed.CANCELLED: "Ställde in",
    Deed.ENDED: "Avslutade",
    Deed.MOVED: "Flyttade",
    Deed.PUBLISHED: "Publicerade",
    Deed.RECORDED: "Antecknade",
    Deed.IMPORTED: "Läste in",
    Deed.ROLE_BEGAN: "Gav en roll:",
    Deed.ROLE_CHANGED: "Ändrade en roll:",
    Deed.UNIT_OPENED: "Öppnade",
    Deed.CLOSED: "Stängde",
    Deed.CREATED: "Skapade",
    Deed.CHANGED: "Ändrade",
    Deed.REPLACED: "Bytte ut",
    Deed.REVOKED: "Återkallade",
    Deed.RECALLED: "Återkallade",
    Deed.MASKED: "Maskerade",
    Deed.CONNECTED: "Kopplade",
    Deed.RESTORED: "Återställde",
    Deed.REFUSED: "Nekades",
    Deed.UNDELIVERED: "Kunde inte nås om",
    Deed.SIGNED_IN: "Loggade in",
    Deed.SIGNED_OUT: "Loggade ut",
    Deed.ABSENT: "Angav frånvaro för",
    Deed.BACK: "Ändrade frånvaro för",
    Deed.DELEGATED: "Lämnade över",
    Deed.TAKEN_BACK: "Tog tillbaka",
    Deed.SNOOZED: "Sköt upp",
    Deed.SEEN: "Såg",
    Deed.ASKED_TIME: "Bad om mer tid för",
    Deed.GRANTED: "Gav mer tid för",
    Deed.DENIED: "Gav inte mer tid för",
}
"""For what has no sentence of its own below."""

SENTENCES = {
    (Deed.OPENED, Thing.ASSIGNMENT): "Öppnade {thing} för första gången.",
    (Deed.SAVED, Thing.ASSIGNMENT): "Sparade steg {last} av {thing}, utkast {first}.",
    (Deed.SUBMITTED, Thing.ASSIGNMENT): "Lämnade in svar {after} på {thing}.",
    (Deed.COPIED, Thing.ASSIGNMENT): "Fyllde i {thing} med svaret på uppgift {after}.",
    (Deed.APPROVED, Thing.ASSIGNMENT): "Förde in beslutet: svar {after} på {thing} är godkänt.",
    (Deed.RETURNED, Thing.ASSIGNMENT): "Förde in beslutet: svar {after} på {thing} är återlämnat.",
    (Deed.STARTED, Thing.ASSIGNMENT): "Startade {thing} för hand.",
    (Deed.REFUSED, Thing.ASSIGNMENT): "Nekades {thing}, som hör till någon annan eller inte finns.",
    (Deed.UNDELIVERED, Thing.ASSIGNMENT): "Kunde inte nås om {thing}: {after}.",
    (Deed.MOVED, Thing.OCCURRENCE): "Flyttade {thing} från {days_before} till {days_after}.",
    (Deed.ENDED, Thing.ASSIGNMENT): "Tog bort {thing}, för {why}.",
    (Deed.CANCELLED, Thing.OCCURRENCE): "Ställde in {thing}, som låg {days_before}.",
    (Deed.REFUSED, Thing.ACTIVITY): "Nekades att starta {after}.",
    (Deed.PUBLISHED, Thing.EDITION): "Publicerade utgåva {last} för {first}.",
    (Deed.RECORDED, Thing.EVENT): "Antecknade händelsen {after}.",
    (Deed.IMPORTED, Thing.PEOPLE): "Läste in en personfil med {after} rader.",
    (Deed.ROLE_BEGAN, Thing.PERSON): "Gav {thing} rollen {held_after}.",
    (Deed.ROLE_CHANGED, Thing.PERSON): "Ändrade en roll för {thing} till {held_after}, förut {held_before}.",
    (Deed.UNIT_OPENED, Thing.UNIT): "Angav {after} som första dag för {thing}.",
    (Deed.CLOSED, Thing.UNIT): "Angav {closing} som sista dag för {thing}{heir}.",
    (Deed.CREATED, Thing.FEED): "Skapade {thing} ({scope}){owner}.",
    (Deed.CONNECTED, Thing.BODY): "Kopplade en kanal till {called}.",
    (Deed.RECALLED, Thing.ASSIGNMENT): "Återkallade utskicket som frågade om {thing}.",
    (Deed.MASKED, Thing.MASK): "Maskerade textavsnitt på {after} ställen, {thing}.",
    (Deed.MASKED, Thing.ASSIGNMENT): "Maskerade ett textavsnitt i {thing}.",
    (Deed.RESTORED, Thing.MUNICIPALITY): "Återställde databasen till kopian från {moment}.",
    (Deed.CREATED, Thing.MUNICIPALITY): "Lade till kommunen.",
    (Deed.CHANGED, Thing.MUNICIPALITY): "Ändrade kommunens årshjul, app eller kataloger.",
    (Deed.CREATED, Thing.ACTION): "Skapade {thing}.",
    (Deed.CHANGED, Thing.ACTION): "Ändrade {thing}: {deed}.",
    (Deed.REFUSED, Thing.ACTION): "Nekades {thing}, som hör till någon annan eller inte finns.",
    (Deed.REFUSED, Thing.BODY): "Nekades att koppla en kanal.",
    (Deed.SIGNED_IN, Thing.PERSON): "Öppnade webbsidorna som {thing}.",
    (Deed.SIGNED_OUT, Thing.PERSON): "Stängde webbsidorna för {thing}.",
    (Deed.ABSENT, Thing.PERSON): "Angav att {thing} är borta {days}{stand_in}.",
    (Deed.BACK, Thing.PERSON): "Ändrade frånvaron för {thing} från {days_was} till {days_now}.",
    (Deed.DELEGATED, Thing.ASSIGNMENT): "Lämnade över {thing} till {receiver}.",
    (Deed.TAKEN_BACK, Thing.ASSIGNMENT): "Tog tillbaka {thing} från {receiver}.",
    (Deed.SNOOZED, Thing.ASSIGNMENT): "Bad att bli påmind om {thing} först {day}.",
    (Deed.SEEN, Thing.ASSIGNMENT): "Markerade att {thing} är sedd.",
    (Deed.ASKED_TIME, Thing.ASSIGNMENT): "Bad om mer tid för {thing}, till {day}.",
    (Deed.GRANTED, Thing.ASSIGNMENT): "Gav mer tid för {thing}, till {day}.",
    (Deed.DENIED, Thing.ASSIGNMENT): "Sade nej till mer tid för {thing}.",
}

REVIEWS = {
    Deed.APPROVED: "Godkände svar {after} på {thing}.",
    Deed.RETURNED: "Skickade tillbaka svar {after} på {thing}.",
}
"""For a reviewer's own verdict, which no body stands behind."""

JUDGED = {
    Step.RETURNED: "{who} skickade tillbaka svar {revision}.",
    Step.APPROVED: "{who} godkände svar {revision}.",
}

STEPS = {
    Step.STARTED: "{who} startade uppgiften för hand.",
    Step.MOVED: "{who} flyttade uppgiften från {days_before} till {days_after}.",
    Step.CANCELLED: "{who} ställde in uppgiften, som låg {days_before}.",
    Step.ENDED: "Uppgiften utgår, för {why}.",
    Step.HANDED_OVER: "Enheten har stängt och {detail} tog över uppgiften.",
    Step.ASKED: "Utskick {message} till {who}: {rungs}.",
    Step.REMINDED: "Utskick {message} till {who}, påminnelse: {rungs}.",
    Step.DELIVERED: "Utskick {message} levererades till {who}{without_id}.",
    Step.UNDELIVERED: "Utskick {message} till {who} kunde inte levereras: {detail}.",
    Step.ESCALATED: "Utskick {message} berättade för {who} att inget svar har kommit.",
    Step.RECALLED: "{who} återkallade utskick {message}.",
    Step.OPENED: "{who} öppnade formuläret för första gången.",
    Step.REFUSED: "{who} försökte öppna uppgiften och nekades.",
    Step.SAVED: "{who} sparade steg {step}.",
    Step.COPIED: "{who} fyllde i svaret på uppgift {detail} här också.",
    Step.ANSWERED: "{who} lämnade in svar {revision}.",
    Step.RETURNED: "{body} återlämnade svar {revision}{decided}. Infört av {who}.",
    Step.APPROVED: "{body} godkände svar {revision}{decided}. Infört av {who}.",
    Step.MASKED: "{who} maskerade ett textavsnitt.",
    Step.SEEN: "{who} markerade uppgiften som sedd.",
    Step.DELEGATED: "{who} lämnade över uppgiften till {detail}.",
    Step.TAKEN_BACK: "{who} tog tillbaka uppgiften från {detail}.",
    Step.SNOOZED: "{who} ville bli påmind först {day}.",
    Step.ASKED_TIME: "{who} bad om mer tid, till {day}.",
    Step.GRANTED: "{who} gav mer tid, till {day}.",
    Step.DENIED: "{who} sade nej till mer tid.",
}
ENDINGS = {NOT_PLANNED: "den finns inte längre i årshjulet", UNIT_CLOSED: "enheten har stängt"}
ACTION_DEEDS = {
    ActionDeed.CREATE: "skapad",
    ActionDeed.REVISE: "ändrad med svaret",
    ActionDeed.DIFFER: "svaret säger något annat",
    ActionDeed.UNMENTION: "inte kvar i svaret",
    ActionDeed.PROPOSE: "skickad för bedömning igen",
    ActionDeed.ACCEPT: "bedömd som rimlig",
    ActionDeed.RETURN: "skickad tillbaka",
    ActionDeed.NOTE: "en anteckning",
    ActionDeed.FINISH: "klar",
    ActionDeed.DELAY: "mer tid",
    ActionDeed.DROP: "inte längre aktuell",
    ActionDeed.HELP: "följdes upp och hjälpte",
    ActionDeed.REMAIN: "följdes upp, bristen är kvar",
    ActionDeed.ESCALATE: "följdes upp, bristen är kvar och lyft vidare",
    ActionDeed.SETTLE: "avslutad",
    ActionDeed.AGAIN: "en ny omgång",
}
WITHOUT_ID = ", men kvittot saknar nummer"
OPENING = "när den öppnade"
SNOOZED = "den dag som valdes"
NOT_AWAY = "ingen frånvaro"
CAME_BACK = "svar {number} kom tillbaka"
WARNING = "innan det berättas vidare"


def nothing_logged_of(name: str) -> str:
    return f"Inget som {name} har gjort, eller som gäller {name}, är antecknat."


def for_whom(name: str) -> str:
    return f" för {name}" if name else ""


def before(days: int) -> str:
    return "1 dag före" if days == 1 else f"{days} dagar före"


def after(days: int) -> str:
    return "1 arbetsdag efter" if days == 1 else f"{days} arbetsdagar efter"


def together(parts: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def in_role(name: str, role: str) -> str:
    return f"{name} ({role})" if role else name


def numbered(kind: str, number: int | None) -> str:
    return kind if number is None else f"{kind} {number}"


def days(first: str, last: str) -> str:
    """ "1 januari 2027–28 februari 2027", or the one that there is."""
    if first and last:
        return f"{first}–{last}"
    return f"från {first}" if first else f"senast {last}"


def held(role: str, place: str, since: str, until: str | None) -> str:
    return f"{role}, {place}, {since}–{until or UNTIL_FURTHER_NOTICE}"


def stands_in(name: str) -> str:
    return f", med {name} i stället" if name else ""


def taken_over(heir: str) -> str:
    return f"; {heir} tar över"


def decided(day: str, paragraph: str, case_number: str) -> str:
    return "".join(f" {part}" for part in (day, paragraph, case_number) if part)


def task_title(number: int, title: str, place: str, period: str) -> str:
    return f"Uppgift {number}: {title}, {place}, avser {period}"


def no_such_task(name: str) -> str:
    return f"Det finns ingen uppgift ”{name}”. Skriv dess nummer, eller AKTIVITET/AVSER/PLATS. Se: arshjul task list"


def no_such_place(name: str) -> str:
    return f"Enheten ”{name}” finns inte. Se: arshjul unit list"


def several_tasks(name: str, numbers: Sequence[int]) -> str:
    return f"Flera uppgifter stämmer med ”{name}”. Skriv ett av numren: {', '.join(map(str, numbers))}."
