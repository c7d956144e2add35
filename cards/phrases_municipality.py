"""The Swedish sentences about the municipalities of an installation."""

from collections.abc import Sequence

from cards.phrases_lists import quoted

WHICH_MUNICIPALITY = "Kommunens nyckel, där installationen har flera."
COLUMNS = ("Nyckel", "Kommun", "Årshjul", "App", "Kataloger", "Körs")
KEYS = COLUMNS[:1]
DEFAULT, SERVED, NOT_SERVED = "ja, standard", "ja", "nej"
WHEEL_NEEDED = "Ange årshjulet med --wheel: ett som följer med (arshjul wheel list), eller en fil."
RESTART = "Starta om tjänsten (alla processer), så börjar det gälla."


def name_a_municipality(named: str | None, keys: Sequence[str]) -> str:
    known = ", ".join(keys)
    if named is not None:
        return f"Kommunen {quoted(named)} finns inte här. Skriv någon av: {known}."
    return f"Installationen har flera kommuner. Skriv --municipality och någon av: {known}."


def defined_by_settings(key: str) -> str:
    return f"{key} bestäms av inställningarna i miljön (ARSHJUL_…). Ändra den där."


def unknown(key: str, keys: Sequence[str]) -> str:
    if not keys:
        return f"Kommunen {quoted(key)} finns inte här. Lägg till den med: arshjul municipality add {key} --wheel …"
    return f"Kommunen {quoted(key)} finns inte här. Skriv någon av: {', '.join(keys)}."


def added(name: str, key: str) -> str:
    return f"{name} är tillagd som {key}. Läs in personer med: arshjul people import FIL.csv --municipality {key}"


def changed(name: str) -> str:
    return f"{name} är ändrad."


def not_served(name: str, sentences: Sequence[str]) -> str:
    return f"{name} kan inte köras. {' '.join(sentences)}"


def nothing_of_its_own(name: str, key: str) -> str:
    return (
        f"{name} har varken en egen app eller egna kataloger och körs inte. "
        f"Ange dem med: arshjul municipality set {key} --tenant …"
    )


def warning(sentence: str) -> str:
    return f"OBS: {sentence}"


def about(name: str, sentence: str) -> str:
    return f"{name}: {sentence}"
