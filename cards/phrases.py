"""The Swedish sentences that people read in chat: greetings, tasks, and the words shared by all cards."""

from cards.phrases_wheel import MONTHS

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

UNTIL_FURTHER_NOTICE = "tills vidare"
YESTERDAY = "i går"
TODAY, TOMORROW, DAY_AFTER_TOMORROW = "i dag", "i morgon", "i övermorgon"
THIS_MONTH, NEXT_MONTH, MONTH_IS_OVER = "den här månaden", "nästa månad", "månaden är slut"
HALF_YEARS = {1: "första halvåret", 2: "andra halvåret"}
TIMES = ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde")

ANSWER, CONTINUE, ANSWER_AGAIN = "Svara", "Fortsätt", "Komplettera"
TO_TASKS, TO_HELP, TO_WHEEL, TO_CALENDAR = "Till mina uppgifter", "Hjälp", "Årshjulet", "Kalendern"
TO_DIGEST, TO_START = "Sammanfattning", "Starta något"
MY_TASKS = "Mina uppgifter"

LATE, NEAR, OPEN = "▲ Försenade", "◆ Snart dags", "○ Öppna"
RETURNED = "Har kommit tillbaka för komplettering"
STARTED = "Påbörjad"
UPCOMING = "Längre fram"
WAITING, SOMETHING_ELSE = "Väntar på andra", "något som någon annan gör först"

TASKS_EMPTY = "Allt är klart. Ta en kopp kaffe, jag hör av mig när det är dags igen."

WELCOME_TEXT = (
    "Jag är årshjulet: en robot som håller reda på vad som ska följas upp i din verksamhet, och när. "
    "Jag säger till i god tid, högst en gång om dagen och bara på arbetstid. Du svarar här i chatten, "
    "och det du skrivit sparas när du går vidare."
)
WELCOME_NEXT = "Hittar du mig inte sedan: skriv ”uppgifter”, så är jag här."

HELP_TITLE = "Det här kan jag"
HELP_TEXT = "Tryck på en knapp eller skriv ordet."
HELP_WORDS = (
    ("uppgifter", "det du har att svara på, det mest brådskande först"),
    ("granska", "svar som väntar på din bedömning"),
    ("starta", "det du själv kan sätta i gång, till exempel när något har hänt"),
    ("åtgärder", "det som ska göras åt en brist, och hur det går"),
    ("årshjul", "hela året i en bild"),
    ("kalender", "en adress till dina datum, för Outlook, Google eller mobilen"),
    ("sammanfattning", "hur det ligger till: vilka som har svarat, och vad svaren visar"),
    ("frånvaro", "när du är borta, och vem som ersätter dig"),
    ("hjälp", "den här rutan"),
)
HELP_DEMO_WORDS = (
    ("spola fram", "till nästa dag då något händer, eller till ett datum: ”spola fram 2027-02-01”"),
    ("byt person", "var någon annan en stund"),
)

NO_ACCESS_TITLE = "Jag hittar dig inte i registret"
NO_ACCESS_TEXT = (
    "Därför kan jag inte visa några uppgifter. Det är snart ordnat: be den som sköter årshjulet hos er att "
    "lägga in dig med namn, e-post och din enhet. Skriv sedan ”uppgifter” här igen."
)
NO_ACCESS_BUTTON = "Försök igen"

CALENDAR_TITLE = "Dina datum i kalendern"
CALENDAR_FRESH = "Här är din adress. Kopiera den nu: den visas bara den här gången."
CALENDAR_LABEL = "Din adress"
CALENDAR_SECRET = "Adressen är din. Den som har den ser dina datum, men inga svar."
CALENDAR_HIDDEN = "Den visas bara när den skapas, så jag kan inte ta fram den igen."
CALENDAR_RENEW_NOTE = (
    "Har du tappat bort den kan du skapa en ny. Den gamla visar dina datum i två veckor till, och säger i kalendern "
    "att den är utbytt."
)
CALENDAR_CLOSE_NOTE = (
    "Kan någon annan ha fått tag i den? Stäng alla dina adresser, så slutar de att gälla genast. "
    "Då slutar också bilden av årshjulet att visas."
)
CALENDAR_RENEW, CALENDAR_CLOSE = "Skapa ny adress", "Stäng alla adresser"

WHEEL_WHOSE, WHEEL_SHOW = "Vems år", "Visa"
WHEEL_OPEN = "Öppna som sida"
WHEEL_EXAMPLE = "Exempel: datum som kommunen själv bestämmer är påhittade."

DEMO_NEXT, DEMO_PEOPLE, DEMO_BECOME = "Spola fram till nästa", "Byt person", "Bli den personen"
DEMO_PEOPLE_TITLE = "Vem vill du vara?"
DEMO_PEOPLE_TEXT = "Alla är påhittade. Chatten visar det som den du väljer skulle se."
DEMO_PERSON_LABEL = "Person"
DEMO_QUIET = "Ingen fick något meddelande. Skönt."
DEMO_TOLD = "De här fick ett meddelande:"
DEMO_DIGESTS = "Sammanfattningar som gick ut:"
DEMO_NOTE = "Det här är en demo. Dagarna går när du vill."


def hello(first_name: str) -> str:
    return f"Hej {first_name}".strip()


def weekday_and_day(weekday: int, words: str) -> str:
    return f"{WEEKDAYS[weekday]} {words}"


def last_weekday(weekday: int) -> str:
    return f"i {WEEKDAYS[weekday]}s"


def at_time(day: str, hour: int, minute: int) -> str:
    return f"{day} kl. {hour:02}.{minute:02}"


def tasks_title(first_name: str) -> str:
    return f"Dina uppgifter, {first_name}" if first_name else "Dina uppgifter"


def tasks_empty_title(first_name: str) -> str:
    return f"Inget väntar på dig, {first_name}" if first_name else "Inget väntar på dig"


def in_days(count: int) -> str:
    return f"om {count} {'dag' if count == 1 else 'dagar'}"


def in_months(count: int) -> str:
    return f"om {count} {'månad' if count == 1 else 'månader'}"


def days_ago(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagar'} sen"


def months_ago(count: int) -> str:
    return f"{count} {'månad' if count == 1 else 'månader'} sen"


def quarter(number: int, year: str) -> str:
    return f"kvartal {number} {year}"


def tertial(number: int, year: str) -> str:
    return f"tertial {number} {year}"


def half_year(number: int, year: str) -> str:
    return f"{HALF_YEARS[number]} {year}"


def time_of_year(number: int, year: str) -> str:
    """Which time, of several in the year."""
    return f"{TIMES[number - 1]} gången {year}" if number <= len(TIMES) else f"gång {number} {year}"


def month_of(number: int, year: str) -> str:
    return f"{MONTHS[number - 1]} {year}"


def due_by(due: str, distance: str) -> str:
    return f"Senast {due} · {distance}"


def due_within(month: str, distance: str) -> str:
    return f"Under {month} · {distance}" if distance else f"Under {month}"


def no_deadline() -> str:
    return f"Gäller {UNTIL_FURTHER_NOTICE}"


def opens_on(day: str) -> str:
    return f"Öppnar {day}"


def place_and_period(place: str, period: str) -> str:
    return f"{place} · avser {period}"


def awaited(title: str, answered: int, expected: int) -> str:
    """An empty title is of something that must not be named."""
    return f"{title} ({answered} av {expected} klara)" if title else SOMETHING_ELSE


def waits_for(awaited_ones: list[str]) -> str:
    return f"Väntar på: {', '.join(awaited_ones)}"


def more_waiting(count: int) -> str:
    return f"… och {count} till som väntar på andra."


def tasks_counted(late: int, near: int, calm: int) -> str:
    counts = ((late, "försenad", "försenade"), (near, "snart dags", "snart dags"), (calm, "öppen", "öppna"))
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def tasks(count: int) -> str:
    return f"{count} {'uppgift' if count == 1 else 'uppgifter'}"


def tasks_done(count: int) -> str:
    return f"Klart hittills i år: {tasks(count)}."


def and_more(count: int) -> str:
    return f"… och {count} till"


def more_tasks(count: int) -> str:
    return f"… och {count} till. De kommer fram när du har svarat på några av de här."


def tasks_fallback(count: int) -> str:
    return f"Du har {tasks(count)} att svara på. Skriv ”uppgifter” i Teams för att se dem."


def welcome_tasks(count: int) -> str:
    if not count:
        return "Just nu väntar inget på dig. Luta dig tillbaka en stund."
    return f"Just nu har du {tasks(count)} att svara på. Ta det när du har en lugn stund."


def daily_intro(count: int) -> str:
    return "Det gäller en uppgift." if count == 1 else f"Det gäller {count} uppgifter."


def daily_catch_up(count: int) -> str:
    what = "Det här samlades" if count == 1 else f"De här {count} samlades"
    return f"Jag har varit tyst ett tag, förlåt. {what} på hög medan jag var borta."


def daily_others(count: int) -> str:
    return f"Du har {count} {'uppgift' if count == 1 else 'uppgifter'} till."


def daily_fallback(count: int) -> str:
    return f"{daily_intro(count)} Skriv ”uppgifter” i Teams för att svara."


def not_understood(words: str) -> str:
    return f"Jag förstod inte riktigt ”{words}”. Jag är bra på annat:"


def no_access_greeting(name: str) -> str:
    return f"Hej {name}." if name else "Hej."


def calendar_exists(since: str) -> str:
    return f"Du har en kalenderadress sedan {since}."


def wheel_title(year: int) -> str:
    return f"Årshjulet {year}"


def demo_now(day: str) -> str:
    return f"Nu är det {day}"


def demo_told(count: int) -> str:
    return tasks(count)


def demo_person(name: str, role: str, place: str) -> str:
    return f"{name} – {role}, {place}" if place else f"{name} – {role}"


def wheel_line(title: str, time: str, status: str) -> str:
    return f"{title}, {time} ({status})"
