"""The Swedish sentences of the digest that a council reads."""

from collections.abc import Iterable, Sequence

from scheduler.digest_sections import Against

SHARES = "Så fördelar sig svaren"
COMPARED = "Jämfört med tidigare"
DECISIONS = "Beslut som väntar"
PATTERNS = "Mönster"
RISKS = "Risker"
COMPARISON = "Enheter bredvid varandra"
ACTIONS = "Åtgärder"
DEADLINES = "Sista dagar framåt"
QUOTES = "Med enheternas egna ord"
AXES = "Konsekvens ↓ Sannolikhet →"
NO_RISKS = "Inga risker är bedömda än."
IS_PREPARED, IS_AWAITED = "underlaget är klart", "underlaget väntar"
DONE, OPEN, LATE = "Klara", "Öppna", "Försenade"
TO_PAGE = "Se allt på en sida"
AGAINST = {Against.YEAR: "förra året", Against.PERIOD: "förra perioden"}
CHOOSE_TITLE = "Vilken sammanfattning vill du läsa?"
READ = "Läs"
OTHERS = "Andra sammanfattningar"
ON_DEMAND = "när du vill"
PREVIEW = "Förhandsvisning: så här ser det ut just nu."
EXAMPLE = "Exempel: enheter, namn och svar är påhittade."
MORE = "Visa mer"
AREAS = "Svar per verksamhet"
ADMINISTRATION = "Förvaltningen"
WAITING_LATE = "Svar väntas från (sista dag har passerat)"
WAITING = "Svar väntas från (det finns tid kvar)"
SEVERAL = "Flera svar var möjliga, därför bara antal."
NOT_YET = "Inte besvarad än"
NOTHING = "Ingenting skulle ha besvarats än. Det kommer."
EARLIER, LATER = "Föregående", "Fler aktiviteter"


def comes(day: str) -> str:
    return f"kommer {day}"


def for_receiver(receiver: str, when: str) -> str:
    return f"{receiver} · {when}"


def have_come(count: int) -> str:
    return "Du har en sammanfattning att läsa." if count == 1 else f"Du har {count} sammanfattningar att läsa."


def earlier_count(against: Against, count: int, expected: int) -> str:
    return f"{AGAINST[against]} {answered(count, expected)}"


def together(told: Iterable[str]) -> str:
    return " · ".join(told)


def earlier_shares(against: Against, period: str, changes: Sequence[str]) -> str:
    told = ", ".join(changes) if changes else "samma fördelning"
    return f"{AGAINST[against]} ({period}): {told}"


def changed(title: str, before: str, now: str) -> str:
    return f"{title} {before} → {now}"


def unnamed(waiting: int, late: int) -> str:
    if not late:
        return f"{waiting} svar väntas. Det finns tid kvar."
    return f"{waiting} svar väntas, för {late} av dem har sista dagen passerat."


def more_questions(count: int) -> str:
    return f"{count} {'fråga' if count == 1 else 'frågor'} till ryms inte här."


def too_few(few: int) -> str:
    return f"Svaren visas inte: färre än {few} står bakom någon del av dem."


def have_changed(count: int) -> str:
    return f"{count} svar har ändrats sedan dess. Siffrorna här är de som gällde då."


def places(names: Sequence[str]) -> str:
    return ", ".join(names)


def decision(title: str, place: str, due: str, state: str) -> str:
    return " · ".join(part for part in (title, place, due, state) if part)


def pattern_in(title: str, period: str, weak: str) -> str:
    return f"{title}, {period}: {weak}"


def weak_in(count: int) -> str:
    return f"svagt i {count} enheter"


def weak_again(count: int) -> str:
    return f"svagt två år i rad i {count} {'enhet' if count == 1 else 'enheter'}"


def cell(likely: int, high: int) -> str:
    return f"Sannolikhet {likely}, konsekvens {high}"


def risks(count: int) -> str:
    return "1 risk" if count == 1 else f"{count} risker"


def top_risk(likely: int, high: int, name: str, place: str) -> str:
    return f"{likely} × {high} = {likely * high} · {place} · {name}"


def compared_unit(place: str, share: int, median: int, kind: str) -> str:
    among = f" för {kind}" if kind else ""
    return f"{place}: {share} % svaga svar, medianen{among} är {median} %"


def actions(still: int, late: int, done: int) -> str:
    among = f", varav {late} {'försenad' if late == 1 else 'försenade'}" if late else ""
    return f"{done} {'klar' if done == 1 else 'klara'}, {still} {'öppen' if still == 1 else 'öppna'}{among}"


def before(meeting: str) -> str:
    return f"Före {meeting}"


def deadline(title: str, waiting: int) -> str:
    return f"{title} ({waiting} kvar)"


def quote(words: str) -> str:
    return f"”{words}”"


def quoted_from(question: str, place: str) -> str:
    return f"{question} · {place}"


def and_more(count: int) -> str:
    return f"och {count} till"


def subtitle(body: str, period: str) -> str:
    return f"{body} · {period}"


def counted_until(moment: str) -> str:
    return f"Räknat på det som hade kommit in {moment}. Senare svar ändrar inte siffrorna."


def counted_now(moment: str) -> str:
    return f"Räknat på det som har kommit in {moment}."


def answered(count: int, expected: int) -> str:
    return f"{count} av {expected}"


def share(count: int, of: int) -> str:
    return f"{percent(count, of)} har svarat"


def percent(count: int, of: int) -> str:
    return f"{round(100 * count / of) if of else 0} %"


def headline(count: int, expected: int) -> str:
    return f"{answered(count, expected)} svar har kommit in"


def area_line(bar: str, count: int, expected: int) -> str:
    return f"{bar}  {answered(count, expected)}"


def option_line(bar: str, count: int, of: int) -> str:
    return f"{bar}  {count} ({percent(count, of)})"


def activity_line(count: int, expected: int, period: str) -> str:
    return f"{answered(count, expected)} har svarat · avser {period}"


def none_shown(few: int) -> str:
    """Of a question of which no figure may be known."""
    return f"För få har svarat för att svaren ska visas: {fewer_than(few)} på något av dem."


def fewer_than(few: int) -> str:
    return f"färre än {few}"


def names(shown: list[str], hidden: int) -> str:
    listed = ", ".join(shown)
    return f"{listed} och {hidden} till" if hidden else listed


def part_of(number: int, of: int) -> str:
    return f"Del {number} av {of}"


def fallback(title: str, count: int, expected: int) -> str:
    return f"{title}: {headline(count, expected)}. Skriv ”sammanfattning” i Teams för att läsa den."


def away(place: str) -> str:
    return f"{place} (frånvarande)"


def seen(place: str) -> str:
    return f"{place} (har sett)"
