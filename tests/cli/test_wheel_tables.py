"""`arshjul wheel` as tables: people's own words instead of keys, nothing cut, and examples told as examples."""

from pathlib import Path

import pytest

from scheduler.loading import SHIPPED
from tests.cli.conftest import Command

NAMES = ("atvidaberg", "karlstad", "kristianstad", "norrkoping")
EXAMPLE_NOTE = "OBS: Exempel, inga beslut av kommunen. Datum och namn därifrån är exempel.\n"
WHEEL = """
key = "storstad"
municipality = "Storstad"
administration = "Omsorgsförvaltningen"
edition = "2027"

[[documents]]
key = "x"
file = "x.txt"
title = "Riktlinje"

[[roles]]
key = "enhetschef"
title = "Enhetschef"
level = "unit"

[[bodies]]
key = "on"
name = "Omsorgsnämnden"

[[events]]
key = "ny"
title = "Ny utförare börjar"
level = "unit"

[[guarantees]]
key = "kontakt"
title = "Du får en [fast] kontakt"
starts_from = "beslutet"
applies_to = "hemtjänst"
rolls_up_to = "plan"
limit = { at_most = { weeks = 2 } }
source = [{ document = "x", heading = "Garantier" }]

[[activities]]
key = "plan"
title = "Plan"
summary = "Enheten gör en plan."
level = "unit"
provider = "both"
phase = "planera"
performer = "enhetschef"
receiver = "on"
inferred = ["receiver", "due"]
rule = { kind = "date", due = "02-28", opens = "01-01" }
source = [{ document = "x", heading = "Planen" }]

[[activities]]
key = "matning"
title = "Mätning"
summary = "Någon utanför mäter."
level = "administration"
provider = "n.a."
phase = "följa upp"
external_performer = "IVO"
audience = "medborgare"
rule = { kind = "undated", why = "Dagen står inte." }
source = [{ document = "x", heading = "Mätningen" }]

[[activities]]
key = "start"
title = "Välkomnande"
summary = "Den nya utföraren får veta vad som gäller."
level = "unit"
provider = "both"
phase = "genomföra"
rule = { kind = "event", events = ["ny"], due = { months = 1 } }
source = [{ document = "x", heading = "Nya utförare" }]
"""
HAPPENED = """
wheel = "storstad"

[local]
name = "Storstads beslut"

[[happenings]]
event = "ny"
on = 2027-03-01
place = "Omtanken"
"""


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def wheel_file(tmp_path: Path) -> Path:
    file = tmp_path / "wheel.toml"
    file.write_text(WHEEL, encoding="utf-8")
    return file


@pytest.fixture
def decisions(wheel_file: Path) -> Path:
    file = wheel_file.with_name("decisions.toml")
    file.write_text(HAPPENED, encoding="utf-8")
    return file


def cells(out: str) -> list[list[str]]:
    """What stands in the tables' rows, line by line."""
    return [[cell.strip() for cell in line.strip("│┃").split("│" if line[0] == "│" else "┃")]
            for line in out.splitlines() if line[:1] in ("│", "┃")]  # fmt: skip


def test_show_names_roles_and_bodies_and_lists_the_guarantees(arshjul: Command, wheel_file: Path) -> None:
    ran = arshjul("wheel", "show", wheel_file)

    assert (ran.status, ran.err) == (0, "")
    assert cells(ran.out) == [
        ["Aktivitet", "Slag", "När", "Utförs av → till"],
        ["Plan", "datum", "senast 28 februari varje år, öppnar 1 januari", "Enhetschef"],
        ["plan", "", "", "→ Omsorgsnämnden"],
        ["Mätning", "utan datum", "utan datum: Dagen står inte.", "IVO"],
        ["matning", "", "", "→ medborgare"],
        ["Välkomnande", "följd", "vid händelse: Ny utförare börjar, senast 1 månad efter händelsen", "–"],
        ["start", "", "", ""],
        ["Garanti", "Löfte", "Räknas från", "Gäller"],
        ["Du får en [fast] kontakt", "inom 2 veckor", "beslutet", "hemtjänst"],
    ]


def test_show_as_json_keeps_the_keys(arshjul: Command, wheel_file: Path) -> None:
    activity = arshjul("wheel", "show", wheel_file, "--format", "json").document["activities"][0]

    assert (activity["performer"], activity["receiver"]) == ("enhetschef", "on")


def test_show_says_nothing_of_guarantees_where_there_are_none(arshjul: Command) -> None:
    assert "Garanti" not in arshjul("wheel", "show", "atvidaberg").out


def test_todo_names_an_activity_once_for_all_that_is_to_be_decided_of_it(arshjul: Command, wheel_file: Path) -> None:
    ran = arshjul("wheel", "todo", wheel_file)

    assert (ran.status, ran.err) == (0, "")
    assert cells(ran.out) == [
        ["Aktivitet", "Att bestämma"],
        ["Plan", "Bekräfta det som är tolkat ur källan: mottagare, sista dag."],
        ["plan", ""],
        ["Mätning", "Bestäm ett datum. Dagen står inte."],
        ["matning", ""],
        ["Välkomnande", "Källan säger inte vem som utför. Bestäm en roll (performer)."],
        ["start", ""],
    ]


def test_todo_as_json_names_the_title_and_whose_decisions_lie_over_it(
    arshjul: Command, wheel_file: Path, decisions: Path
) -> None:
    ran = arshjul("wheel", "todo", wheel_file, "--local", decisions, "--format", "json")

    assert (ran.status, ran.err) == (0, "")
    assert {key: ran.document[key] for key in ("wheel", "local", "example")} == {
        "wheel": "storstad",
        "local": "Storstads beslut",
        "example": False,
    }
    assert ran.document["todo"][1] == {
        "activity": "matning",
        "title": "Mätning",
        "digest": "",
        "kind": "date",
        "what": "Bestäm ett datum. Dagen står inte.",
    }


def test_todo_counts_the_months_that_the_meetings_reach_from_the_date(arshjul: Command, wheel_file: Path) -> None:
    rule = 'kind = "meeting", body = "on"'
    text = WHEEL.replace('kind = "undated", why = "Dagen står inte."', rule)
    wheel_file.write_text(text.replace('name = "Omsorgsnämnden"', "name = 'ON'\nmeetings = [{ on = 2027-09-01 }]"))

    ends = [
        [one["what"] for one in document["todo"] if one["kind"] == "meetings_end"]
        for day in ("2027-03-01", "2027-03-02")
        if (document := arshjul("wheel", "todo", wheel_file, "--date", day, "--format", "json").document)
    ]

    assert ends == [[], ["Mötesdagarna tar slut 2027-09-01. Lägg in fler (meetings)."]]


def test_todo_on_a_date_that_is_none_is_refused_in_one_sentence(arshjul: Command) -> None:
    assert arshjul("wheel", "todo", "karlstad", "--date", "2027-02-30").told == (2, "", 1)


def test_plan_tells_day_opening_place_and_performer(arshjul: Command, wheel_file: Path, decisions: Path) -> None:
    ran = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--local", decisions)

    assert (ran.status, ran.err) == (0, "")
    assert cells(ran.out) == [
        ["Senast", "Aktivitet", "Utförs av", "Påminns"],
        ["sön 28 feb", "Plan", "Enhetschef", "8 ggr från"],
        ["från 1 jan", "avser 2027", "", "4 jan"],
        ["tor 1 april", "Välkomnande – Omtanken", "–", "8 ggr från"],
        ["från 1 mars", "avser 1 mars 2027", "", "1 mars"],
        ["Aktivitet", "Varför"],
        ["Mätning", "Dagen står inte."],
        ["matning", ""],
    ]


def test_plan_tells_the_year_where_it_is_not_the_only_one(arshjul: Command, wheel_file: Path) -> None:
    rules = ('{ kind = "month", month = 1, opens = "12-20" }', '{ kind = "start", opens = "03-01" }')
    days = []
    for rule in rules:
        wheel_file.write_text(WHEEL.replace('{ kind = "date", due = "02-28", opens = "01-01" }', rule))
        for years in (1, 2):
            out = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--years", years).out
            title = out.splitlines()[0].strip()
            days.append([title, *(row[0] for row in cells(out)[1:] if row[0][:1].islower() and len(row) > 2)])

    assert days == [
        ["Storstad 2027", "januari", "från 20 dec 2026"],
        ["Storstad 2027–2028", "januari 2027", "från 20 dec 2026", "januari 2028", "från 20 dec 2027"],
        ["Storstad 2027", "från 1 mars"],
        ["Storstad 2027–2028", "från 1 mars 2027", "från 1 mars 2028"],
    ]


def test_plan_of_a_wheel_without_a_date_says_so_and_gives_every_reason(arshjul: Command) -> None:
    ran = arshjul("wheel", "plan", "atvidaberg", "--year", 2027)
    document = arshjul("wheel", "plan", "atvidaberg", "--year", 2027, "--format", "json").document
    shown = arshjul("wheel", "show", "atvidaberg", "--format", "json").document

    assert (ran.status, ran.err, ran.out.splitlines()[0]) == (0, "", "Ingen aktivitet har något datum 2027.")
    assert document["occurrences"] == []
    assert [one["activity"] for one in document["undated"]] == [one["key"] for one in shown["activities"]]
    assert [one["activity"] for one in document["undated"] if len(one["why"]) < 15] == []


def test_plan_of_several_years_without_a_date_names_them(arshjul: Command) -> None:
    ran = arshjul("wheel", "plan", "atvidaberg", "--year", 2027, "--years", 3)

    assert ran.out.splitlines()[0] == "Ingen aktivitet har något datum 2027–2029."


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["show", "todo", "plan", "diff"])
def test_every_table_with_an_example_over_it_says_so(arshjul: Command, name: str, command: str) -> None:
    more = {"plan": ("--year", 2027), "diff": (name, "--year", 2027)}.get(command, ())

    ran = arshjul("wheel", command, name, *more, "--local", SHIPPED / name / "example.toml")

    assert (ran.status, ran.err) == (0, EXAMPLE_NOTE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", ["60", "100", "200"])
def test_no_title_is_cut_in_a_table_of_any_width(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, name: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    titles = [one["title"] for one in arshjul("wheel", "show", name, "--format", "json").document["activities"]]

    out = arshjul("wheel", "show", name).out

    first_column = "".join(row[0] for row in cells(out)).replace(" ", "")
    assert "…" not in out
    assert max(map(len, out.splitlines())) <= int(width)
    assert [title for title in titles if title.replace(" ", "") not in first_column] == []
