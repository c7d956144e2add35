"""`arshjul form`: the forms and their questions, and a step as the card that would be sent."""

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.contract.card_schema import faults_in, parts_of

EGENKONTROLL = "karlstad.form_egenkontroll"
SHARED = ("common.beslut", "common.klart", "common.redovisat")
INVENTORY = Path(__file__).parents[1] / "fixtures" / "inventory_forms.toml"
PROMISED = {"key", "title", "version", "questions", "steps", "source"}


def test_list_tells_every_form_once(arshjul: Command) -> None:
    ran = arshjul("form", "list", "--format", "json")

    forms = ran.document["forms"]
    assert (ran.status, ran.err) == (0, "")
    assert [PROMISED - one.keys() for one in forms] == [set()] * len(forms)
    assert [one["key"] for one in forms] == sorted([*SHARED, *tomllib.loads(INVENTORY.read_text(encoding="utf-8"))])


def test_list_counts_the_questions_inside_repeat_groups(arshjul: Command) -> None:
    listed = {one["key"]: one for one in arshjul("form", "list", "--format", "json").document["forms"]}
    shown = arshjul("form", "show", "kristianstad.form_risk_vasentlighet", "--format", "json").document

    steps = shown["steps_in_order"]
    assert any(step["repeat"] for step in steps)
    assert listed[shown["key"]]["questions"] == sum(len(step["questions"]) for step in steps)
    assert listed[shown["key"]]["steps"] == len(steps)


def test_show_tells_each_question_with_its_options(arshjul: Command) -> None:
    ran = arshjul("form", "show", "common.klart", "--format", "json")

    (step,) = ran.document["steps_in_order"]
    assert (ran.status, ran.err) == (0, "")
    assert [(one["key"], one["type"], one["required"]) for one in step["questions"]] == [
        ("klart_datum", "date", True),
        ("underlag", "link", False),
        ("kommentar", "text", False),
    ]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_show_as_card_is_the_step_that_teams_would_show(arshjul: Command, step: int) -> None:
    questions = arshjul("form", "show", EGENKONTROLL, "--format", "json").document["steps_in_order"][step - 1]

    card = arshjul("form", "show", EGENKONTROLL, "--format", "card", "--step", step).document

    fields = [part["id"] for part in parts_of(card) if str(part.get("type")).startswith("Input.")]
    assert faults_in(card) == []
    assert fields == [f"q_{one['key']}" for one in questions["questions"]]


def test_show_as_card_gives_the_last_step_when_there_are_not_as_many(arshjul: Command) -> None:
    far, last = (arshjul("form", "show", EGENKONTROLL, "--format", "card", "--step", step) for step in (99, 3))

    assert far == last


@pytest.mark.parametrize("command", [("list",), ("show", "common.beslut")])
def test_table_is_printed_when_no_format_is_named(arshjul: Command, command: tuple[str, ...]) -> None:
    ran = arshjul("form", *command)

    assert (ran.status, "beslut" in ran.out, ran.err) == (0, True, "")


def test_unknown_form_is_refused_in_one_sentence(arshjul: Command) -> None:
    ran = arshjul("form", "show", "karlstad.form_x")

    assert ran.told == (2, "", 1)
    assert ran.err.startswith("Formuläret ”karlstad.form_x” finns inte. Skriv något av: atvidaberg.form_")
    assert "common.beslut, " in ran.err


@pytest.mark.parametrize("step", ["0", "-1", "ett"])
def test_impossible_step_is_refused_in_one_sentence(arshjul: Command, step: str) -> None:
    assert arshjul("form", "show", EGENKONTROLL, "--step", step).told == (2, "", 1)


def test_show_tells_in_which_activities_a_step_is_asked(arshjul: Command) -> None:
    steps = arshjul("form", "show", "kristianstad.form_egenkontroll", "--format", "json").document["steps_in_order"]

    assert [step["asked_in"] for step in steps] == [
        ["egenkontroll_enhet"],
        ["egenkontroll_enhet"],
        ["egenkontroll_atgarder_till_vc"],
        ["egenkontroll_atgarder_till_vc"],
        ["egenkontroll_uppfoljning"],
    ]


@pytest.mark.parametrize("width", [80, 100])
def test_keys_stand_whole_however_narrow_the_table(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    keys = [one["key"] for one in arshjul("form", "list", "--format", "json").document["forms"]]

    table = arshjul("form", "list").out

    assert [key for key in keys if f" {key} " not in table] == []
    assert "…" not in table
    assert max(map(len, table.splitlines())) <= width
