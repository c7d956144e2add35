"""Faults in files, told so that one can mend them."""

import pytest

from cards.words_of_faults import fault_sentence
from scheduler.faults import Fault, Problem

RULE = "activities.lmu.rule"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            Fault("wheel.toml", "", Problem.UNREADABLE, found="Expected '=' (line 3)."),
            ("wheel.toml: Filen går inte att läsa: Expected '=' (line 3). "
            "Den ska vara sparad som UTF-8 och följa filformatet."),
        ),
        (
            Fault("wheel.toml", f"{RULE}.due", Problem.MISSING),
            "wheel.toml, activities.lmu.rule.due: Här saknas ”due”. Lägg till det.",
        ),
        (
            Fault("people.csv", "1", Problem.MISSING, expected="e-mail"),
            "people.csv, rad 1: Här saknas ”e-mail”. Lägg till det.",
        ),
        (
            Fault("wheel.toml", "activities.lmu.titel", Problem.UNKNOWN_KEY, found="LMU"),
            "wheel.toml, activities.lmu.titel: Nyckeln ”titel” finns inte här. Rätta stavningen eller ta bort raden.",
        ),
        (
            Fault("people.csv", "3.from", Problem.WRONG_TYPE, "2027-01-31", "i fjol"),
            "people.csv, rad 3, kolumnen from: ”i fjol” är inget datum. Skriv det som 2027-01-31.",
        ),
        (
            Fault("wheel.toml", "activities.lmu.level", Problem.NOT_ONE_OF, "'unit' or 'area'", "enhet"),
            "wheel.toml, activities.lmu.level: ”enhet” går inte. Skriv i stället 'unit' eller 'area'.",
        ),
        (
            Fault("wheel.toml", "activities.1.key", Problem.NOT_ONE_OF, "^[a-z][a-z0-9_]*$", "Åtgärd"),
            ("wheel.toml, activities.1.key: ”Åtgärd” går inte. "
            "Skriv i stället bara a till z, siffror och understreck, med en bokstav först."),
        ),
        (
            Fault("wheel.toml", f"{RULE}.month", Problem.OUT_OF_RANGE, "12", "13"),
            "wheel.toml, activities.lmu.rule.month: ”13” ligger utanför gränsen. Gränsen är 12.",
        ),
        (
            Fault("wheel.toml", f"{RULE}.due", Problem.NO_SUCH_DAY, found="02-29"),
            ("wheel.toml, activities.lmu.rule.due: ”02-29” är ingen dag som finns varje år. "
            "Skriv ”02-28”, eller ”02-last” för månadens sista."),
        ),
        (
            Fault("wheel.toml", "roles.chef", Problem.DUPLICATE, found="chef"),
            "wheel.toml, roles.chef: ”chef” står här mer än en gång. Ge den ena ett annat namn eller ta bort den.",
        ),
        (
            Fault("wheel.toml", "activities.lmu.performer", Problem.NO_SUCH_REFERENCE, "chef, ekonom", "cheff"),
            "wheel.toml, activities.lmu.performer: ”cheff” finns inte. Skriv något av: chef, ekonom.",
        ),
        (
            Fault("lokal.toml", "wheel", Problem.OTHER_WHEEL, "karlstad", "kristianstad"),
            "lokal.toml, wheel: Filen hör till ”kristianstad”, men här behövs en som hör till karlstad.",
        ),
        (
            Fault("wheel.toml", "activities.lmu.performer", Problem.ROLE_TOO_NARROW, "chef, strateg", "enhetschef"),
            ("wheel.toml, activities.lmu.performer: Rollen ”enhetschef” gäller en mindre del av organisationen än "
            "aktiviteten. Skriv något av: chef, strateg."),
        ),
        (
            Fault("wheel.toml", RULE, Problem.MISSING, "due or month"),
            "wheel.toml, activities.lmu.rule: Här saknas ”due” eller ”month”. Lägg till det.",
        ),
        (
            Fault("wheel.toml", f"{RULE}.days", Problem.WRONG_COUNT, "≥ 2", "1"),
            "wheel.toml, activities.lmu.rule.days: Antalet är 1, men ska vara minst 2.",
        ),
        (
            Fault("wheel.toml", RULE, Problem.ONLY_ONE, "due, month"),
            "wheel.toml, activities.lmu.rule: Bara ett av dem kan gälla: due, month. Ta bort det andra.",
        ),
        (
            Fault("wheel.toml", f"{RULE}.kind", Problem.NEVER_FIRES, "date, month or meeting", "trigger"),
            ("wheel.toml, activities.lmu.rule.kind: ”trigger” ger aldrig någon dag. "
            "Skriv i stället date, month eller meeting."),
        ),
        (
            Fault("wheel.toml", "activities.lmu", Problem.CIRCLE, found="lmu → budget → lmu"),
            ("wheel.toml, activities.lmu: Aktiviteterna väntar på varandra i en ring: ”lmu → budget → lmu”. "
            "Ta bort ett av leden."),
        ),
        (
            Fault("wheel.toml", f"{RULE}.base_year", Problem.WRONG_PHASE, "2023, 2027", "2026"),
            ("wheel.toml, activities.lmu.rule.base_year: ”2026” är fel år att räkna från. "
            "Skriv något av: 2023, 2027."),
        ),
        (
            Fault("people.csv", "4.role", Problem.INVALID),
            (
                "people.csv, rad 4, kolumnen role: ett tomt värde går inte att använda. "
                "Här väntas det som formatet väntar sig."
            ),
        ),
    ],
)  # fmt: skip
def test_fault_sentence_says_where_what_and_what_instead(fault: Fault, sentence: str) -> None:
    assert fault_sentence(fault) == sentence


@pytest.mark.parametrize("problem", Problem)
def test_fault_sentence_knows_every_problem(problem: Problem) -> None:
    assert fault_sentence(Fault("wheel.toml", "a.b", problem, "x", "y")).startswith("wheel.toml, a.b: ")
