"""The Swedish sentences about who is away, who has what, what is put off, and more time."""

from datetime import date

from cards.phrases_lists import either
from cards.phrases_wheel import day_and_month, full_day
from scheduler.usecases.absences import Obstacle
from scheduler.usecases.delegating import NotGiven
from scheduler.usecases.giving_time import NoTime
from scheduler.usecases.quieting import NotPutOff

ABSENCE_COLUMNS = ("Nr", "Borta", "Ersätts av", "Från", "Till")
NOBODY_AWAY = "Ingen är borta."

OBSTACLES = {
    Obstacle.NO_FIRST_DAY: "Välj första dagen.",
    Obstacle.NO_LAST_DAY: "Välj sista dagen.",
    Obstacle.ENDS_BEFORE: "Sista dagen ligger före den första. Byt någon av dem.",
    Obstacle.IS_OVER: "De dagarna har redan varit. Välj en sista dag som inte har passerat.",
    Obstacle.TOO_LONG: "Högst ett år i taget. Den som är borta längre kan lägga in resten senare.",
    Obstacle.OVERLAPS: "De dagarna är delvis inlagda redan.",
    Obstacle.NOBODY: "Jag hittar ingen med det namnet eller den adressen. Pröva e-postadressen.",
    Obstacle.SEVERAL: "Flera heter så. Skriv e-postadressen i stället.",
    Obstacle.ONESELF: "Välj någon annan: du kan inte ersätta dig själv.",
}

ABSENCE_TITLE = "Frånvaro"
ABSENCE_TEXT = (
    "Berätta när du är borta, så får du inga påminnelser då. Den som ersätter dig ser dina uppgifter under tiden och "
    "kan svara på dem. Utan ersättare väntar de, och räknas inte som missade."
)
FIRST_DAY, LAST_DAY = "Första dagen borta", "Sista dagen borta"
STAND_IN_LABEL, STAND_IN_TYPED = "Vem ersätter dig?", "Någon annan? Skriv namn eller e-post"
NO_STAND_IN, SAVE_ABSENCE, END = "Ingen", "Spara", "Ta bort"
YOUR_ABSENCES, ENTERED_TITLE = "Inlagt", "Det är antecknat"
BACK_TITLE = "Välkommen tillbaka"
BACK_TEXT = "Nu får du dina påminnelser igen."
GONE_TITLE = "Det är borttaget"
TO_ABSENCE = "Frånvaro"
WELCOME_BACK = "Välkommen tillbaka."

MORE, MORE_TITLE = "Senare, lämna över, mer tid", "Vad vill du göra?"
SEEN, HAS_SEEN, SEEN_TITLE = "Jag har sett detta", "Du har sett den här", "Det är antecknat att du har sett den"
SEEN_TEXT = "Jag påminner dig ändå när sista dagen närmar sig."
LATER, LATER_DAY, LATER_SAVE = "Påminn mig senare", "Vilken dag?", "Påminn mig då"
LATER_TITLE = "Då hör jag av mig senare"
LATER_STAYS = "Dagen före sista dagen säger jag till i vilket fall."
GIVE, GIVE_TO, GIVE_TYPED, GIVE_SAVE = (
    "Låt någon annan svara",
    "Vem?",
    "Någon annan? Skriv namn eller e-post",
    "Lämna över",
)
GIVE_TITLE = "Uppgiften är överlämnad"
TAKE_BACK, HAND_BACK = "Ta tillbaka", "Lämna tillbaka"
TAKEN_TITLE, HANDED_TITLE = "Uppgiften är din igen", "Uppgiften är tillbakalämnad"
TIME, TIME_DAY, TIME_WHY, TIME_SAVE = "Be om mer tid", "Till och med vilken dag?", "Varför?", "Skicka frågan"
TIME_TITLE = "Din fråga är skickad"
TIME_TEXT = "Du får veta svaret här. Tills dess gäller den gamla dagen."
PUBLIC = "Det du skriver blir en allmän handling. Skriv inget om enskilda personer."
NOT_REACHED_TITLE = "Den uppgiften är inte din"
NOT_REACHED_TEXT = "Den kan ha gått över till någon annan. Här är det som är ditt just nu."
ANSWERED_TITLE = "Uppgiften är redan klar"
ANSWERED_TEXT = "Den är besvarad eller utgår, så det finns inget kvar att göra med den."
NOBODY_CHOSEN = "Välj någon i listan, eller skriv ett namn."

PUT_OFF = {
    NotPutOff.NO_DAY: "Välj en dag.",
    NotPutOff.NOT_AHEAD: "Välj en arbetsdag som ligger framåt i tiden.",
    NotPutOff.PAST_DEADLINE: "Välj en dag före uppgiftens sista dag. Behöver du längre tid kan du be om det nedan.",
    NotPutOff.TOO_FAR: "Högst ett år framåt.",
    NotPutOff.IS_LATE: "Sista dagen är redan här, så den går inte att skjuta upp. Be om mer tid i stället.",
}
NOT_GIVEN = {
    NotGiven.NOT_YOURS_TO_GIVE: "Bara den som har uppgiften genom sin roll kan lämna över den.",
    NotGiven.ONESELF: "Du har den redan själv. Välj någon annan.",
    NotGiven.HAS_IT: "Den personen har redan uppgiften.",
    NotGiven.NOT_GIVEN: "Uppgiften är inte överlämnad till någon.",
}
NO_TIME = {
    NoTime.NO_DAY: "Välj en dag.",
    NoTime.NOT_LATER: "Välj en dag efter den sista dag som gäller nu.",
    NoTime.NOT_AHEAD: "Välj en dag som ligger framåt i tiden.",
    NoTime.TOO_FAR: "Högst ett halvår. Behövs det mer får den som sköter årshjulet flytta hela tillfället.",
    NoTime.NO_REASON: "Skriv några ord om varför.",
    NoTime.TOO_LONG: "Skriv kortare, högst 1 000 tecken.",
    NoTime.HAS_NUMBER: "Det ser ut att stå ett personnummer i texten. Ta bort det, så går det bra. Inget är sparat.",
    NoTime.NO_DEADLINE: "Uppgiften har ingen sista dag, så du har all tid du behöver.",
    NoTime.ASKED_ALREADY: "Du har redan bett om mer tid. Svaret kommer här.",
    NoTime.NOBODY_RULES: "Det finns ingen inlagd som kan ge mer tid. Hör av dig till den som sköter årshjulet hos er.",
    NoTime.RULED_ALREADY: "Någon annan har redan svarat på det.",
}

WISHES = "Ber om mer tid"
WISH_TITLE = "En fråga om mer tid"
WISH_OPEN, GRANT, REFUSE = "Läs och svara", "Ge mer tid", "Säg nej"
GRANT_DAY, RULING_WORDS = "Ny sista dag", "Några ord till den som frågar (behövs om du säger nej)"
GRANTED_TITLE, REFUSED_TITLE = "Du har gett mer tid", "Du har sagt nej"
WISH_GONE_TITLE = "Den frågan är inte din att svara på"
WISH_GONE_TEXT = "Den kan vara besvarad av någon annan, eller också har rollen gått över."
NEWS_RULED, TAKEN_OVER = "Svar på din fråga om mer tid", "Du har tagit över"


def absence_entered(name: str, since: date, until: date, stand_in: str) -> str:
    instead = f"{stand_in} ersätter." if stand_in else "Ingen ersätter: uppgifterna väntar."
    return f"{name} är borta {span(since, until)}. {instead}"


def absence_ended(name: str, since: date, last: date) -> str:
    if last < since:
        return f"Frånvaron för {name} är borttagen."
    return f"{name} är borta till och med {full_day(last)}."


def span(since: date, until: date) -> str:
    """Month and year are told once where they are the same."""
    if since == until:
        return full_day(since)
    if since.year != until.year:
        return f"{full_day(since)} – {full_day(until)}"
    if since.month != until.month:
        return f"{day_and_month(since)} – {full_day(until)}"
    return f"{since.day}–{full_day(until)}"


def overlaps(since: date, until: date) -> str:
    return f"Det finns redan frånvaro inlagd {span(since, until)}. Välj andra dagar, eller ta bort den först."


def stand_in_away(since: date, until: date) -> str:
    return f"Men tänk på att ersättaren själv är borta {span(since, until)}. Då väntar uppgifterna."


def no_such_absence(number: int) -> str:
    return f"Det finns ingen frånvaro med nummer {number}. Se: arshjul people absence list --all"


def not_earlier(until: date) -> str:
    return f"Frånvaron slutar redan {full_day(until)}. Välj en tidigare dag, eller lägg in en ny frånvaro efter den."


def your_absence(since: date, until: date, stand_in: str) -> str:
    return f"{span(since, until)}, {f'{stand_in} ersätter dig' if stand_in else 'ingen ersätter dig'}"


def you_are_away(until: date) -> str:
    return f"Du är inlagd som borta till och med {full_day(until)}. Då skickar jag inga påminnelser."


def entered_text(since: date, until: date, stand_in: str) -> str:
    instead = (
        f"{stand_in} ersätter dig och får veta det i sitt meddelande." if stand_in else "Dina uppgifter väntar på dig."
    )
    return f"Du är borta {span(since, until)}. {instead}"


def for_one_away(name: str) -> str:
    return f"Du ersätter {name}"


def given_by(name: str) -> str:
    return f"Överlämnad av {name}"


def given_to(name: str) -> str:
    return f"Överlämnad till {name}"


def begun_by(name: str) -> str:
    return f"Påbörjad av {name}"


def put_off_until(day: str) -> str:
    return f"Påminnelse {day}"


def asked_for(day: str) -> str:
    return f"Mer tid begärd, till {day}"


def draft_begun_by(name: str) -> str:
    return f"Det här är påbörjat av {name}. Du kan fortsätta där det slutade."


def on_behalf_of(name: str) -> str:
    return f"Svaret gäller för {name}."


def later_text(day: str) -> str:
    return f"Jag påminner dig {day}."


def given_text(name: str) -> str:
    return f"{name} får veta det i nästa meddelande och kan svara. Du ser den fortfarande i din lista."


def handed_text(name: str) -> str:
    return f"{name} får veta det i sitt nästa meddelande."


def taken_text(name: str) -> str:
    return f"{name} har den inte längre."


def asked_text(rulers: list[str]) -> str:
    return f"Frågan har gått till {either(rulers)}. {TIME_TEXT}"


def wish_line(asker: str, place: str, wanted: str) -> str:
    return f"{asker}, {place}: till {wanted}"


def wish_text(asker: str, due: str, wanted: str) -> str:
    return f"{asker} vill ha tid till {wanted}. Nu gäller {due}."


def granted(title: str, day: str, ruler: str) -> str:
    return f"{title}: du har fått tid till {day}, säger {ruler}."


def refused(title: str, day: str, ruler: str) -> str:
    return f"{title}: {ruler} sa nej. Sista dagen är fortfarande {day}."


def granted_already(day: str, ruler: str) -> str:
    return f"{ruler} har gett tid till {day}."


def refused_already(day: str, ruler: str) -> str:
    return f"{ruler} har sagt nej. Sista dagen är fortfarande {day}."


def grant_done(asker: str, day: str) -> str:
    return f"Ny sista dag är {day}. {asker} får veta det."


def refuse_done(asker: str) -> str:
    return f"Sista dagen ligger fast. {asker} får veta det, med dina ord."


def taken_over(former: list[str], count: int, late: int) -> str:
    tasks = "en öppen uppgift" if count == 1 else f"{count} öppna uppgifter"
    lateness = f", {late} av dem {'försenad' if late == 1 else 'försenade'}" if late else ""
    return f"Efter {' och '.join(former)} har du fått {tasks}{lateness}."


def drafts_begun(name: str, count: int) -> str:
    return f"{'Ett utkast är påbörjat' if count == 1 else f'{count} utkast är påbörjade'} av {name}."


def given_back(title: str, place: str, name: str) -> str:
    return f"{name} har lämnat tillbaka {title}, {place}. Den är din igen."


def gathered(count: int) -> str:
    return "Det här samlades medan du var borta." if count == 1 else f"De här {count} samlades medan du var borta."


def news_fallback() -> str:
    return "Det finns något nytt till dig. Skriv ”uppgifter” i Teams för att se det."


def more_wishes(count: int) -> str:
    return f"… och {count} till. De kommer fram när du har svarat på några av de här."


def quoted_answer(words: str) -> str:
    return f"”{words}”"


def your_words(words: str) -> str:
    return f"Det här skrev du: ”{words}”"
