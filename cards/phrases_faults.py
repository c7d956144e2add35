"""The Swedish sentences about faults in files: where, what, and what to write instead."""

from scheduler.faults import Problem

SENTENCES = {
    Problem.UNREADABLE: "Filen går inte att läsa: {found}. Den ska vara sparad som UTF-8 och följa filformatet.",
    Problem.MISSING: "Här saknas {name}. Lägg till det.",
    Problem.UNKNOWN_KEY: "Nyckeln {name} finns inte här. Rätta stavningen eller ta bort raden.",
    Problem.WRONG_TYPE: "{found} är av fel slag. Skriv i stället {expected}.",
    Problem.NOT_ONE_OF: "{found} går inte. Skriv i stället {expected}.",
    Problem.OUT_OF_RANGE: "{found} ligger utanför gränsen. Gränsen är {expected}.",
    Problem.NO_SUCH_DAY: "{found} är ingen dag som finns varje år. Skriv ”02-28”, eller ”02-last” för månadens sista.",
    Problem.DUPLICATE: "{found} står här mer än en gång. Ge den ena ett annat namn eller ta bort den.",
    Problem.NO_SUCH_REFERENCE: "{found} finns inte. Skriv något av: {expected}.",
    Problem.OTHER_WHEEL: "Filen hör till {found}, men här behövs en som hör till {expected}.",
    Problem.ROLE_TOO_NARROW: (
        "Rollen {found} gäller en mindre del av organisationen än aktiviteten. Skriv något av: {expected}."
    ),
    Problem.WRONG_COUNT: "Antalet är {found}, men ska vara {expected}.",
    Problem.ONLY_ONE: "Bara ett av dem kan gälla: {expected}. Ta bort det andra.",
    Problem.NEVER_FIRES: "{found} ger aldrig någon dag. Skriv i stället {expected}.",
    Problem.CIRCLE: "Aktiviteterna väntar på varandra i en ring: {found}. Ta bort ett av leden.",
    Problem.WRONG_PHASE: "{found} är fel år att räkna från. Skriv något av: {expected}.",
    Problem.INVALID: "{found} går inte att använda. Här väntas {expected}.",
    Problem.TAKEN: "{found} hör redan till kommunen {expected}. Ange något annat.",
}
NO_DAY = "{found} är inget datum. Skriv det som {expected}."
NOTHING = "ett tomt värde"
PATTERN = "bara a till z, siffror och understreck, med en bokstav först"
OR, OR_IN_SWEDISH = " or ", " eller "
IN_SWEDISH = {OR: OR_IN_SWEDISH, "≥ ": "minst "}
SOMETHING_ELSE = "det som formatet väntar sig"


def cell(file: str, row: str, column: str) -> str:
    return f"{file}, rad {row}, kolumnen {column}" if column else f"{file}, rad {row}"


def place(file: str, key: str) -> str:
    return f"{file}, {key}" if key else file


def sentence(where: str, what: str) -> str:
    return f"{where}: {what}"
