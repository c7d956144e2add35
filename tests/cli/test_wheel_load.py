"""`arshjul wheel plan --units`: what the year asks of each person, and where it may be too much."""

from pathlib import Path

import pytest

from scheduler.loading import SHIPPED
from tests.cli.conftest import Command
from tests.cli.test_wheel_tables import WHEEL, cells

HEADER = "municipality,area,unit,provider type,service types,name,e-mail,entra_object_id,role,from,to"
ANNA = "Storstad,Hemtjänst,{unit},egen regi,hemtjänst,Anna Ek,anna@storstad.example,,enhetschef,2024-01-01,"
BO = "Storstad,Hemtjänst,Väster,egen regi,hemtjänst,Bo Ås,bo@storstad.example,,enhetschef,2024-01-01,2027-02-27"
JULY = """
[[activities]]
key = "sommar"
title = "Sommarens bemanning"
summary = "Enheten berättar hur bemanningen blir."
level = "unit"
provider = "both"
phase = "planera"
performer = "enhetschef"
rule = { kind = "date", due = "07-05" }
source = [{ document = "x", heading = "Sommaren" }]
"""


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def wheel_file(tmp_path: Path) -> Path:
    file = tmp_path / "wheel.toml"
    file.write_text(WHEEL + JULY, encoding="utf-8")
    return file


def people(folder: Path, *rows: str) -> Path:
    file = folder / "people.csv"
    file.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return file


def test_plan_as_json_has_the_load_and_the_warnings(arshjul: Command, wheel_file: Path, tmp_path: Path) -> None:
    units = people(tmp_path, ANNA.format(unit="Norr"), ANNA.format(unit="Söder"), BO)

    ran = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--units", units, "--most-per-week", 1,
                  "--most-per-month", 1, "--format", "json")  # fmt: skip

    nobody = {"role": None, "place": None}
    assert (ran.status, ran.err) == (0, "")
    assert ran.document["load"] == [
        {"person": "Anna Ek", "roles": ["enhetschef"], "months": {"2027-02": 2, "2027-07": 2}, "total": 4},
    ]
    assert ran.document["warnings"] == [
        {"kind": "busy_week", "person": "Anna Ek", "period": "2027-W08", "count": 2, **nobody},
        {"kind": "busy_week", "person": "Anna Ek", "period": "2027-W27", "count": 2, **nobody},
        {"kind": "busy_month", "person": "Anna Ek", "period": "2027-02", "count": 2, **nobody},
        {"kind": "busy_month", "person": "Anna Ek", "period": "2027-07", "count": 2, **nobody},
        {"kind": "july", "person": "Anna Ek", "period": "2027-07", "count": 2, **nobody},
        {"kind": "nobody", "person": None, "period": "2027", "count": 2, "role": "enhetschef", "place": "Väster"},
    ]


def test_plan_as_json_has_no_load_without_units(arshjul: Command, wheel_file: Path) -> None:
    document = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--format", "json").document

    assert {"load", "warnings"} & document.keys() == set()


def test_plan_as_table_tells_how_many_answer_what_each_has_and_what_may_be_too_much(
    arshjul: Command, wheel_file: Path, tmp_path: Path
) -> None:
    units = people(tmp_path, ANNA.format(unit="Norr"), ANNA.format(unit="Söder"), BO)

    ran = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--units", units, "--most-per-week", 1)

    before, _, after = ran.out.partition("Svar per person 2027")
    months, _, warnings = after.partition("Kan bli för mycket")
    assert (ran.status, ran.err) == (0, "")
    assert [row[-1] for row in cells(before)[:2]] == ["Svar", "3"]
    assert [line.split() for line in months.splitlines() if "Anna" in line] == [["Anna", "Ek", "2", "2", "4"]]
    assert cells(warnings) == [
        ["Vem", "När", "Antal", "Att tänka på"],
        ["Anna Ek", "vecka 8 2027", "2", "fler än 1 sista dagar samma vecka"],
        ["Anna Ek", "vecka 27 2027", "2", "fler än 1 sista dagar samma vecka"],
        ["Anna Ek", "juli 2027", "2", "sista dag i juli, när många har semester"],
        ["ingen", "2027", "2", "ingen har rollen Enhetschef för Väster då"],
    ]


def test_the_table_of_two_years_has_one_for_each(arshjul: Command, wheel_file: Path, tmp_path: Path) -> None:
    units = people(tmp_path, ANNA.format(unit="Norr"))

    out = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--years", 2, "--units", units).out

    assert [line.strip() for line in out.splitlines() if line.startswith("Svar per person")] == [
        "Svar per person 2027",
        "Svar per person 2028",
    ]
    assert [line.split() for line in out.splitlines() if line.startswith(" Anna")] == [
        ["Anna", "Ek", "1", "1", "2"],
        ["Anna", "Ek", "1", "1", "2"],
    ]


def test_a_plan_that_asks_nobody_too_much_says_so(arshjul: Command, tmp_path: Path) -> None:
    file = tmp_path / "wheel.toml"
    file.write_text(WHEEL, encoding="utf-8")

    out = arshjul("wheel", "plan", file, "--year", 2027, "--units", people(tmp_path, ANNA.format(unit="Norr"))).out

    assert out.splitlines()[-1] == "Inget i planen blir för mycket för någon."


def test_a_plan_that_asks_nobody_at_all_says_so(arshjul: Command, wheel_file: Path, tmp_path: Path) -> None:
    out = arshjul("wheel", "plan", wheel_file, "--year", 2028, "--units", people(tmp_path, BO)).out

    assert "Ingen i personfilen har något att svara på." in out.splitlines()
    assert "Svar per person" not in out


def test_those_with_least_and_the_smallest_warnings_are_only_counted(
    arshjul: Command, wheel_file: Path, tmp_path: Path
) -> None:
    rows = [ANNA.format(unit=f"Enhet {n}").replace("Anna Ek", f"Person {n:02}").replace("anna@", f"p{n}@")
            for n in range(23)]  # fmt: skip

    out = arshjul("wheel", "plan", wheel_file, "--year", 2027, "--units", people(tmp_path, *rows)).out

    _, _, warnings = out.partition("Kan bli för mycket")
    shown = [line.split()[1] for line in out.splitlines() if line.startswith(" Person ") and "jan" not in line]
    assert shown == [f"{n:02}" for n in range(20)]
    assert [line.strip() for line in out.splitlines() if line.startswith(" och ")] == ["och 3 till"]
    assert cells(warnings)[-1] == ["och 15 till", "", "", ""]


@pytest.mark.parametrize("option", ["--most-per-week", "--most-per-month"])
def test_a_limit_below_one_is_refused_in_one_sentence(arshjul: Command, option: str) -> None:
    assert arshjul("wheel", "plan", "karlstad", "--year", 2027, option, 0).told == (2, "", 1)


@pytest.mark.parametrize("name", ["atvidaberg", "karlstad", "kristianstad", "norrkoping"])
def test_every_answer_of_the_example_people_is_in_the_load_or_told_as_nobodys(arshjul: Command, name: str) -> None:
    folder = Path(str(SHIPPED / name))

    document = arshjul("wheel", "plan", name, "--year", 2027, "--local", folder / "example.toml",
                       "--units", folder / "people.csv", "--format", "json").document  # fmt: skip

    asked = sum(len(one["assignments"]) for one in document["occurrences"])
    unheld = sum(one["count"] for one in document["warnings"] if one["kind"] == "nobody")
    totals = [one["total"] for one in document["load"]]
    assert totals == sorted(totals, reverse=True)
    assert totals == [sum(one["months"].values()) for one in document["load"]]
    assert sum(totals) + unheld >= asked > 0
