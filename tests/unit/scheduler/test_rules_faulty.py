"""What is wrong in a wheel's rules: every fault in one run, whole, and as the sentence that its author reads."""

from pathlib import Path

import pytest

from cards.words_of_faults import fault_sentence
from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.loading import load_wheel, shipped_forms

HEAD = """
key = "prov"
municipality = "Prov"
administration = "Förvaltningen"
edition = "2027"
documents = [{ key = "001", file = "001.txt", title = "Dokument" }]
roles = [{ key = "chef", title = "Chef", level = "unit" }, { key = "strateg", title = "S", level = "administration" }]
bodies = [{ key = "namnd", name = "Nämnden" }]
events = [{ key = "start", title = "Ny utförare", level = "unit" }]
"""
ACTIVITY_TEXT = """
[[activities]]
key = "{key}"
title = "Aktivitet"
summary = "Någon gör något."
level = "unit"
provider = "both"
phase = "följa upp"
source = [{{ document = "001", heading = "Avsnitt" }}]
performer = "chef"
rule = {{ {rule} }}
{more}
"""
DATE = 'kind = "date", due = "02-28"'
AT = "activities"
FORMS = ", ".join(sorted({form.key for form in shipped_forms()}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def activity(key: str, rule: str = DATE, more: str = "", **changes: str) -> str:
    text = ACTIVITY_TEXT.format(key=key, rule=rule, more=more)
    for name, value in changes.items():
        before = {"performer": '"chef"', "level": '"unit"'}[name]
        text = text.replace(f"{name} = {before}", f'{name} = "{value}"')
    return text


def faults(folder: Path, *activities: str, local: str | None = None) -> tuple[Fault, ...]:
    wheel, overlay = folder / "wheel.toml", folder / "local.toml"
    wheel.write_text(HEAD + "".join(activities), encoding="utf-8")
    if local is not None:
        overlay.write_text(local, encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        load_wheel(wheel, local=None if local is None else overlay)
    return found.value.faults


def told(found: tuple[Fault, ...], file: str) -> list[str]:
    """The sentences without the file, which they all begin with."""
    sentences = [fault_sentence(fault) for fault in found]
    assert all(sentence.startswith(f"{file}, ") for sentence in sentences)
    return [sentence.removeprefix(f"{file}, ") for sentence in sentences]


EXPECTED = (
    (
        Fault("wheel.toml", f"{AT}.manad.rule.month", Problem.OUT_OF_RANGE, "12", "13"),
        "activities.manad.rule.month: ”13” ligger utanför gränsen. Gränsen är 12.",
    ),
    (
        Fault("wheel.toml", f"{AT}.dag.rule.due", Problem.NO_SUCH_DAY, "", "02-30"),
        (
            "activities.dag.rule.due: ”02-30” är ingen dag som finns varje år. "
            "Skriv ”02-28”, eller ”02-last” för månadens sista."
        ),
    ),
    (
        Fault("wheel.toml", f"{AT}.dubbel", Problem.DUPLICATE, "", "dubbel"),
        "activities.dubbel: ”dubbel” står här mer än en gång. Ge den ena ett annat namn eller ta bort den.",
    ),
    (
        Fault("wheel.toml", f"{AT}.formular.form", Problem.NO_SUCH_REFERENCE, FORMS, "prov.x"),
        f"activities.formular.form: ”prov.x” finns inte. Skriv något av: {FORMS}.",
    ),
    (
        Fault("wheel.toml", f"{AT}.roll.performer", Problem.NO_SUCH_REFERENCE, "chef, strateg", "rektor"),
        "activities.roll.performer: ”rektor” finns inte. Skriv något av: chef, strateg.",
    ),
    (
        Fault("wheel.toml", f"{AT}.organ.receiver", Problem.NO_SUCH_REFERENCE, "chef, namnd, strateg", "rad"),
        "activities.organ.receiver: ”rad” finns inte. Skriv något av: chef, namnd, strateg.",
    ),
    (
        Fault("wheel.toml", f"{AT}.smal.performer", Problem.ROLE_TOO_NARROW, "strateg", "chef"),
        (
            "activities.smal.performer: Rollen ”chef” gäller en mindre del av organisationen än aktiviteten. "
            "Skriv något av: strateg."
        ),
    ),
    (
        Fault("wheel.toml", f"{AT}.beslut.decides", Problem.MISSING),
        "activities.beslut.decides: Här saknas ”decides”. Lägg till det.",
    ),
    (
        Fault("wheel.toml", f"{AT}.mote.rule.body", Problem.NO_SUCH_REFERENCE, "namnd", "rad"),
        "activities.mote.rule.body: ”rad” finns inte. Skriv något av: namnd.",
    ),
    (
        Fault("wheel.toml", f"{AT}.handelse.rule.events", Problem.NO_SUCH_REFERENCE, "start", "slut"),
        "activities.handelse.rule.events: ”slut” finns inte. Skriv något av: start.",
    ),
    (
        Fault("wheel.toml", f"{AT}.fas.rule.base_year", Problem.WRONG_PHASE, "2023, 2027, 2031, 2035", "2026"),
        "activities.fas.rule.base_year: ”2026” är fel år att räkna från. Skriv något av: 2023, 2027, 2031, 2035.",
    ),
    (
        Fault("wheel.toml", f"{AT}.aldrig.rule.counted_from", Problem.NEVER_FIRES, "completion", "deadline"),
        "activities.aldrig.rule.counted_from: ”deadline” ger aldrig någon dag. Skriv i stället completion.",
    ),
    (
        Fault("wheel.toml", f"{AT}.ring_a", Problem.CIRCLE, "", "ring_a → ring_b → ring_c → ring_a"),
        (
            "activities.ring_a: Aktiviteterna väntar på varandra i en ring: ”ring_a → ring_b → ring_c → ring_a”. "
            "Ta bort ett av leden."
        ),
    ),
)


def test_every_fault_of_a_wheel_is_named_and_told_in_one_run(folder: Path) -> None:
    keys = "aldrig, beslut, dubbel, fas, foljd, formular, handelse, mote, organ, ring_a, ring_b, ring_c, roll, smal"
    no_such = (
        Fault("wheel.toml", f"{AT}.foljd.rule.activity", Problem.NO_SUCH_REFERENCE, f"{keys}, start_hand", "lmu"),
        f"activities.foljd.rule.activity: ”lmu” finns inte. Skriv något av: {keys}, start_hand.",
    )
    expected = [*EXPECTED[:10], no_such, *EXPECTED[10:]]
    found = faults(
        folder,
        activity("manad", 'kind = "month", month = 13'),
        activity("dag", 'kind = "date", due = "02-30"'),
        activity("dubbel"),
        activity("dubbel"),
        activity("formular", more='form = "prov.x"'),
        activity("roll", performer="rektor"),
        activity("organ", more='receiver = "rad"'),
        activity("smal", level="area"),
        activity("beslut", more='verb = "adopts"\nreceiver = "namnd"'),
        activity("mote", 'kind = "meeting", body = "rad"'),
        activity("handelse", 'kind = "event", events = ["start", "slut"]'),
        activity("foljd", 'kind = "after", activity = "lmu"'),
        activity("fas", 'kind = "mandate", base_year = 2026'),
        activity("start_hand", 'kind = "trigger", when = "Någon ber om det"'),
        activity("aldrig", 'kind = "after", activity = "start_hand", counted_from = "deadline"'),
        activity("ring_a", more='waits_for = ["ring_b"]'),
        activity("ring_b", 'kind = "after", activity = "ring_c"'),
        activity("ring_c", more='waits_for = ["ring_a", "dubbel"]'),
    )

    assert found == tuple(fault for fault, _ in expected)
    assert told(found, "wheel.toml") == [sentence for _, sentence in expected]


LOCAL = 'wheel = "prov"\n[local]\nname = "Provs beslut"\n'


def test_cycle_that_local_decisions_count_from_a_year_out_of_step_is_named_and_told(folder: Path) -> None:
    every = 'kind = "month", month = 3, every = 2, base_year = 2027'
    local = LOCAL + "[activity.vartannat.rule]\nbase_year = 2028\n[activity.i_fas.rule]\nbase_year = 2031\n"

    found = faults(folder, activity("vartannat", every), activity("i_fas", every), local=local)

    assert found == (
        Fault(
            "wheel.toml + local.toml",
            f"{AT}.vartannat.rule.base_year",
            Problem.WRONG_PHASE,
            "2027, 2029, 2031, 2033",
            "2028",
        ),
    )
    assert told(found, "wheel.toml + local.toml") == [
        "activities.vartannat.rule.base_year: ”2028” är fel år att räkna från. Skriv något av: 2027, 2029, 2031, 2033."
    ]


def test_local_decisions_for_another_wheel_are_named_together_with_what_is_wrong_in_the_wheel(folder: Path) -> None:
    local = LOCAL.replace("prov", "karlstad") + "[activity.roll]\nperformer = 'chef'"

    found = faults(folder, activity("roll", performer="rektor"), local=local)

    assert found == (
        Fault("local.toml", "wheel", Problem.OTHER_WHEEL, "prov", "karlstad"),
        Fault("wheel.toml + local.toml", f"{AT}.roll.performer", Problem.NO_SUCH_REFERENCE, "chef, strateg", "rektor"),
    )
    assert [fault_sentence(fault) for fault in found] == [
        "local.toml, wheel: Filen hör till ”karlstad”, men här behövs en som hör till prov.",
        "wheel.toml + local.toml, activities.roll.performer: ”rektor” finns inte. Skriv något av: chef, strateg.",
    ]


@pytest.mark.parametrize(
    ("rule", "key", "problem", "expected", "found", "sentence"),
    [
        (
            'kind = "season", season = "spring"',
            "",
            Problem.MISSING,
            "due or month",
            "",
            "Här saknas ”due” eller ”month”. Lägg till det.",
        ),
        (
            'kind = "season", season = "spring", due = "05-31", month = 5',
            "",
            Problem.ONLY_ONE,
            "due, month",
            "",
            "Bara ett av dem kan gälla: due, month. Ta bort det andra.",
        ),
        (
            'kind = "quarter", days_after = 20, working_days_after = 5',
            "",
            Problem.ONLY_ONE,
            "days_after, working_days_after",
            "",
            "Bara ett av dem kan gälla: days_after, working_days_after. Ta bort det andra.",
        ),
        (
            'kind = "event", events = ["start"], due = { months = 1, days = -3 }',
            ".due",
            Problem.ONLY_ONE,
            "days, weeks, months",
            "",
            "Bara ett av dem kan gälla: days, weeks, months. Ta bort det andra.",
        ),
        (
            'kind = "interval", months = 6, opens = { weeks = -1, days = -3 }',
            ".opens",
            Problem.ONLY_ONE,
            "days, weeks, months",
            "",
            "Bara ett av dem kan gälla: days, weeks, months. Ta bort det andra.",
        ),
        (
            'kind = "date", due = "02-28", spread = "unit"',
            ".every",
            Problem.OUT_OF_RANGE,
            "≥ 2",
            "1",
            "”1” ligger utanför gränsen. Gränsen är minst 2.",
        ),
        (
            'kind = "times", times = 2, days = ["04-15", "04-15", "06-15", "10-15"]',
            ".days",
            Problem.WRONG_COUNT,
            "2",
            "3",
            "Antalet är 3, men ska vara 2.",
        ),
        (
            'kind = "times", times = 2, at_least = true, days = ["04-15"]',
            ".days",
            Problem.WRONG_COUNT,
            "≥ 2",
            "1",
            "Antalet är 1, men ska vara minst 2.",
        ),
        (
            'kind = "week", week = 53',
            ".week",
            Problem.OUT_OF_RANGE,
            "52",
            "53",
            "”53” ligger utanför gränsen. Gränsen är 52.",
        ),
        (
            'kind = "weekday", nth = "fifth", weekday = "friday", months = [3]',
            ".nth",
            Problem.NOT_ONE_OF,
            "'first', 'second', 'third', 'fourth' or 'last'",
            "fifth",
            "”fifth” går inte. Skriv i stället 'first', 'second', 'third', 'fourth' eller 'last'.",
        ),
        (
            'kind = "coverage", years = 0',
            ".years",
            Problem.OUT_OF_RANGE,
            "1",
            "0",
            "”0” ligger utanför gränsen. Gränsen är 1.",
        ),
        (
            'kind = "mandate", year_of_term = 5',
            ".year_of_term",
            Problem.OUT_OF_RANGE,
            "4",
            "5",
            "”5” ligger utanför gränsen. Gränsen är 4.",
        ),
        (
            'kind = "event", events = []',
            ".events",
            Problem.OUT_OF_RANGE,
            "1",
            "[]",
            "”[]” ligger utanför gränsen. Gränsen är 1.",
        ),
        (
            'kind = "after", activity = "en", also = ["lmu"]',
            ".also",
            Problem.NO_SUCH_REFERENCE,
            "en, fel",
            "lmu",
            "”lmu” finns inte. Skriv något av: en, fel.",
        ),
        (
            (
                'kind = "after", activity = "en", counted_from = "deadline", '
                'outcome = { question = "resultat", one_of = ["faststalld"] }'
            ),
            ".counted_from",
            Problem.NEVER_FIRES,
            "completion",
            "deadline",
            "”deadline” ger aldrig någon dag. Skriv i stället completion.",
        ),
    ],
)
def test_fault_in_a_rule_is_named_and_told(
    folder: Path, rule: str, key: str, problem: Problem, expected: str, found: str, sentence: str
) -> None:
    faulty = faults(folder, activity("en", more='form = "common.beslut"'), activity("fel", rule))

    assert faulty == (Fault("wheel.toml", f"{AT}.fel.rule{key}", problem, expected, found),)
    assert told(faulty, "wheel.toml") == [f"activities.fel.rule{key}: {sentence}"]
