"""The Swedish sentences of the administrators' heartbeat."""

from collections.abc import Sequence

TITLE = "Så går utskicken"
COUNTS = ("Planerade", "Skickade", "Misslyckade", "Väntar")
UNREACHABLE = "Kan inte nås"
TO_DECIDE = "Att bestämma"
WHAT_BECOMES_OF_FAILED = (
    "De misslyckade skickas inte om. Det de frågade om kommer med igen när personen går att nå, om ingen har svarat."
)
WHAT_BECOMES_OF_WAITING = "De som väntar går ut av sig själva under arbetstid. Du behöver inte göra något."
LIST_OF_UNREACHABLE = "Be IT köra arshjul doctor för hela listan."
NO_ENTRA_ADVICE = "Fyll i entra_object_id i personfilen och läs in den."


def fallback(bad: str) -> str:
    return f"{TITLE}: {bad or 'allt är lugnt.'}"


def bad_news(failed: int, unreachable: int) -> str:
    told = (
        f"{failed} utskick gick inte fram" if failed else "",
        _cannot_be_reached(unreachable) if unreachable else "",
    )
    said = " och ".join(filter(None, told))
    return f"{said}." if said else ""


def _cannot_be_reached(count: int) -> str:
    return "1 person kan inte nås" if count == 1 else f"{count} personer kan inte nås"


def all_went(count: int, since: str) -> str:
    if count == 0:
        return f"Inget utskick har behövts sedan {since}."
    if count == 1:
        return f"Det enda utskicket sedan {since} gick fram."
    return f"Alla {count} utskick sedan {since} gick fram."


def since(day: str) -> str:
    return f"Sedan {day}:"


def today(count: int) -> str:
    return f"I dag är {count} utskick planerade, det här inräknat." if count else "I dag är inget utskick planerat."


def older(count: int) -> str:
    what = "1 äldre utskick väntar" if count == 1 else f"{count} äldre utskick väntar"
    return f"{what} på att mottagaren ska gå att nå."


def refused(name: str, day: str, advice: str) -> str:
    return f"{name}, sedan {day}. {advice}"


def nameless(names: Sequence[str], more: int) -> str:
    shown = ", ".join(names) + (f" och {more} till" if more else "")
    return f"Saknar Entra-id: {shown}. {NO_ENTRA_ADVICE}"


def and_more(count: int) -> str:
    return f"… och {count} till. {LIST_OF_UNREACHABLE}"


def ending(body: str, day: str) -> str:
    return f"Mötesdagarna för {body} tar slut {day}. Lägg in fler i kommunens egna beslut."


def undecided(count: int, wheel: str) -> str:
    what = "1 sak återstår" if count == 1 else f"{count} saker återstår"
    return f"{what} att bestämma i årshjulet. Se: arshjul wheel todo {wheel}"
