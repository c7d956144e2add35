"""The Swedish sentences of the administrators' heartbeat."""

from collections.abc import Sequence

TITLE = "Så går utskicken"
COUNTS = ("Planerade", "Skickade", "Misslyckade", "Väntar")
UNREACHABLE = "Kan inte nås"
TO_DECIDE = "Att bestämma"
LIST_OF_UNREACHABLE = "Hela listan: arshjul doctor"
NO_ENTRA_ADVICE = "Fyll i entra_object_id i personfilen och läs in den."


def fallback(failed: int, unreachable: int) -> str:
    return f"Så går utskicken: {failed} misslyckade, {unreachable} kan inte nås."


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
