"""The Swedish sentences of the digest that a council reads."""

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


def fewer_than(few: int) -> str:
    return f"färre än {few}"


def names(shown: list[str], hidden: int) -> str:
    listed = ", ".join(shown)
    return f"{listed} och {hidden} till" if hidden else listed


def part_of(number: int, of: int) -> str:
    return f"Del {number} av {of}"


def fallback(title: str, count: int, expected: int) -> str:
    return f"{title}: {headline(count, expected)}. Skriv ”sammanfattning” i Teams för att läsa den."
