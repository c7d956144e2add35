"""The Swedish sentences about a command that was typed wrong, and about files that can't be used."""

from collections.abc import Sequence

COMMAND = "arshjul"
DAY_WORD, FILE_WORD, NUMBER_WORD, TEXT_WORD = "ÅÅÅÅ-MM-DD", "FIL", "TAL", "TEXT"
ARGUMENT_WORDS = {"name": "NAMN", "activity": "AKTIVITET", "period": "AVSER"}
A_DAY = "skriv dagen som 2027-01-31"
A_NUMBER = "skriv ett heltal"
SOMETHING_ELSE = "värdet går inte att använda"


def no_such_file(file: str) -> str:
    return f"Filen {file} finns inte."


def no_such_folder(folder: str) -> str:
    return f"Mappen {folder} finns inte. Skapa den eller välj en annan."


def is_a_folder(file: str) -> str:
    return f"{file} är en mapp. Ange en fil."


def not_allowed(file: str) -> str:
    return f"{file} går inte att öppna. Kontrollera att den som kör kommandot har rätt till filen och mappen."


def unusable(file: str, reason: str) -> str:
    return f"{file} går inte att använda ({reason})."


def no_such_option(name: str, meant: Sequence[str], path: str) -> str:
    return f"{name} finns inte. {_instead(meant, path)}"


def no_such_command(name: str, meant: Sequence[str], path: str) -> str:
    return f"Kommandot ”{name}” finns inte. {_instead(meant, path)}"


def value_missing(option: str) -> str:
    return f"{option}: värdet saknas. Skriv det efter {option}."


def parameter_missing(name: str, path: str) -> str:
    return f"{name} saknas. {_help(path)}"


def bad_value(name: str, expected: str) -> str:
    return f"{name}: {expected}."


def too_many_words(path: str) -> str:
    return f"Det står för många ord efter {path}. Sätt citattecken om namn med mellanslag. {_help(path)}"


def one_of(choices: Sequence[str]) -> str:
    return f"skriv något av: {', '.join(choices)}"


def number_between(least: float | None, most: float | None) -> str:
    if least is None:
        return A_NUMBER if most is None else f"{A_NUMBER}, högst {most}"
    return f"{A_NUMBER}, minst {least}" if most is None else f"{A_NUMBER} från {least} till {most}"


def _instead(meant: Sequence[str], path: str) -> str:
    return f"Menade du {' eller '.join(meant)}?" if meant else _help(path)


def _help(path: str) -> str:
    return f"Se: {path} --help"
