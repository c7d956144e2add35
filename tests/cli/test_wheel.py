"""`arshjul wheel`: what the wheels say, checked and laid out over a year."""

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from scheduler.loading import SHIPPED
from tests.cli.conftest import Command

OCCURRENCE_KEYS = {
    "activity", "title", "period", "opens", "scheduled", "due", "precision", "kind", "rule", "level", "performer",
    "receiver", "decides", "provider", "source", "inferred", "reminders", "assignments",
}  # fmt: skip
PLAN_KEYS = {"wheel", "edition", "years", "occurrences", "undated"}
KINDS = {"date", "month", "window", "season", "meeting", "relative", "continuous", "trigger"}
ACTIVITY_KEYS = {
    "key", "title", "kind", "rule", "performer", "receiver", "decides", "level", "provider", "phase", "form", "feeds",
    "source", "inferred", "undated",
}  # fmt: skip
WHEELS = ("atvidaberg", "karlstad", "kristianstad", "norrkoping")
FORMS = sorted(Path(str(SHIPPED)).glob("*/forms/*.toml"))
GOOD_FILES = [
    *sorted(Path(str(SHIPPED)).glob("*/wheel.toml")),
    *sorted(Path(str(SHIPPED)).glob("*/example.toml")),
    *FORMS,
]
BROKEN = """
key = "Stor"
title = "Prov"
version = 0
why = "För att."
color = "röd"

[[steps]]
title = "Ett"

[[steps.questions]]
key = "fraga"
text = "Hur?"
type = "roman"
support = "T"
"""


def plan_of(arshjul: Command, *arguments: object, year: int = 2028) -> Any:
    ran = arshjul("wheel", "plan", "karlstad", "--year", year, "--format", "json", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return ran.document


def days_of(plan: Any, activity: str) -> list[str]:
    return [one["due"] for one in plan["occurrences"] if one["activity"] == activity]


def test_plan_gives_the_days_that_the_documents_state_in_a_leap_year(arshjul: Command) -> None:
    plan = plan_of(arshjul)

    days = {
        key: days_of(plan, key)
        for key in (
            "verksamhetsberattelse", "planering_innevarande_ar", "egenkontroll_sammanstallning", "tillsyn_var",
        )
    }  # fmt: skip
    assert days == {
        "verksamhetsberattelse": ["2028-02-28"],
        "planering_innevarande_ar": ["2028-02-29"],
        "egenkontroll_sammanstallning": ["2028-03-31"],
        "tillsyn_var": ["2028-05-31"],
    }


def test_plan_reminds_on_the_friday_when_the_deadline_is_a_sunday(arshjul: Command) -> None:
    plan = plan_of(arshjul, year=2027)
    (story,) = [one for one in plan["occurrences"] if one["activity"] == "verksamhetsberattelse"]

    before = [day for day in story["reminders"] if day <= story["due"]]

    assert (story["due"], story["scheduled"], before[-1]) == ("2027-02-28", "2027-02-28", "2027-02-26")


def test_plan_has_every_promised_key(arshjul: Command) -> None:
    plan = plan_of(arshjul)

    assert plan.keys() >= PLAN_KEYS
    assert [OCCURRENCE_KEYS - one.keys() for one in plan["occurrences"]] == [set()] * len(plan["occurrences"])
    assert {one["kind"] for one in plan["occurrences"]} <= KINDS
    assert {one["precision"] for one in plan["occurrences"]} <= {"day", "month", "none"}
    assert {frozenset(one) for one in plan["undated"]} == {frozenset({"activity", "why"})}


def test_plan_keeps_the_undated_apart(arshjul: Command) -> None:
    plan = plan_of(arshjul)

    undated = {one["activity"] for one in plan["undated"]}
    assert undated
    assert undated.isdisjoint({one["activity"] for one in plan["occurrences"]})


def test_plan_holds_only_days_of_its_years(arshjul: Command) -> None:
    plan = plan_of(arshjul, "--years", 3)

    assert plan["years"] == [2028, 2029, 2030]
    assert {(one["due"] or one["opens"])[:4] for one in plan["occurrences"]} == {"2028", "2029", "2030"}


def test_plan_assigns_nothing_when_no_units_are_given(arshjul: Command) -> None:
    assert [one["assignments"] for one in plan_of(arshjul)["occurrences"] if one["assignments"]] == []


def test_plan_assigns_to_units_areas_and_the_administration(arshjul: Command, people_file: Path, overlay: Path) -> None:
    plan = plan_of(arshjul, "--units", people_file, "--local", overlay, year=2027)

    (story,) = [one for one in plan["occurrences"] if one["activity"] == "verksamhetsberattelse"]
    levels = {assignment["level"] for one in plan["occurrences"] for assignment in one["assignments"]}
    assert {"level": "unit", "place": "Björkgården", "role": "enhetschef"} in story["assignments"]
    assert len(story["assignments"]) == 12
    assert "administration" in levels


def test_plan_says_whose_the_dates_are_when_an_example_lies_over_it(arshjul: Command, overlay: Path) -> None:
    plain, example = plan_of(arshjul), plan_of(arshjul, "--local", overlay)

    assert (plain["example"], plain["local"]) == (False, None)
    assert (example["example"], example["local"]) == (True, "Exempel, inga beslut av kommunen")


def test_plan_as_calendar_has_an_event_for_each_occurrence(arshjul: Command) -> None:
    ran = arshjul("wheel", "plan", "karlstad", "--year", 2028, "--format", "ics")

    events = Calendar.from_ical(ran.out).walk("VEVENT")
    assert (ran.status, ran.err) == (0, "")
    assert len(events) == len(plan_of(arshjul)["occurrences"])


def test_plan_as_picture_is_svg(arshjul: Command) -> None:
    ran = arshjul("wheel", "plan", "karlstad", "--year", 2028, "--format", "svg")

    assert (ran.status, ran.err, ran.out[:4], ran.out.rstrip()[-6:]) == (0, "", "<svg", "</svg>")


def test_plan_as_table_names_the_day_and_the_undated(arshjul: Command) -> None:
    ran = arshjul("wheel", "plan", "karlstad", "--year", 2028)

    assert ran.status == 0
    assert "Karlstad" in ran.out
    assert "Saknar datum" in ran.out


@pytest.mark.parametrize("command", ["plan", "show", "todo"])
def test_unknown_wheel_is_refused_in_one_sentence(arshjul: Command, command: str) -> None:
    year = ("--year", "2027") if command == "plan" else ()

    ran = arshjul("wheel", command, "karlsstad", *year)

    assert ran.told == (2, "", 1)
    assert ran.err == f"karlsstad, wheel: ”karlsstad” finns inte. Skriv något av: {', '.join(WHEELS)}.\n"


def test_wheel_file_that_is_not_there_is_refused_in_one_sentence(arshjul: Command) -> None:
    assert arshjul("wheel", "show", "nowhere.toml").told == (2, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--year", "abc"),
        ("--year", "1900"),
        ("--year", "2027", "--years", "0"),
        ("--year", "2027", "--format", "pdf"),
        ("--year", "2027", "--local", "nowhere.toml"),
        ("--year", "2027", "--units", "nowhere.csv"),
        ("--colour", "red"),
        (),
    ],
)
def test_wrong_use_is_refused_in_one_sentence(arshjul: Command, arguments: tuple[str, ...]) -> None:
    assert arshjul("wheel", "plan", "karlstad", *arguments).told == (2, "", 1)


def test_units_file_that_is_no_text_is_refused_in_one_sentence(arshjul: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("municipality,area\nKarlstad,Äldreomsorg".encode("latin-1"))

    ran = arshjul("wheel", "plan", "karlstad", "--year", 2027, "--format", "json", "--units", file)

    assert ran.told == (2, "", 1)
    assert ran.err.startswith("people.csv: Filen går inte att läsa")


def test_list_names_every_wheel(arshjul: Command) -> None:
    ran = arshjul("wheel", "list", "--format", "json")

    assert (ran.status, ran.err) == (0, "")
    assert [(one["key"], one["activities"] > 5) for one in ran.document["wheels"]] == [(name, True) for name in WHEELS]


@pytest.mark.parametrize("name", WHEELS)
def test_show_has_every_promised_key(arshjul: Command, name: str) -> None:
    ran = arshjul("wheel", "show", name, "--format", "json")

    activities = ran.document["activities"]
    assert (ran.status, ran.err, ran.document["wheel"]) == (0, "", name)
    assert [ACTIVITY_KEYS - one.keys() for one in activities] == [set()] * len(activities)
    assert all(one["source"] for one in activities)


def test_show_as_table_names_the_activities(arshjul: Command) -> None:
    ran = arshjul("wheel", "show", "karlstad")

    assert (ran.status, "verksamhet" in ran.out) == (0, True)


def test_todo_lists_what_is_undecided_and_less_when_an_overlay_decides(arshjul: Command, overlay: Path) -> None:
    plain = arshjul("wheel", "todo", "karlstad", "--format", "json").document
    decided = arshjul("wheel", "todo", "karlstad", "--local", overlay, "--format", "json").document

    kinds = {one["kind"] for one in plain["todo"]}
    assert {"base_year", "end", "performer", "inferred"} <= kinds
    assert len(decided["todo"]) < len(plain["todo"])


def test_todo_as_table_is_no_error(arshjul: Command) -> None:
    assert arshjul("wheel", "todo", "kristianstad").status == 0


def test_check_of_all_files_that_ship_finds_nothing(arshjul: Command) -> None:
    ran = arshjul("wheel", "check", *GOOD_FILES)

    assert (ran.status, ran.out, ran.err) == (0, f"{len(GOOD_FILES)} filer kontrollerade, inga fel.\n", "")


def test_check_tells_every_fault_of_every_file(arshjul: Command, tmp_path: Path) -> None:
    form, toml, local = (tmp_path / name for name in ("form.toml", "broken.toml", "local.toml"))
    form.write_text(BROKEN, encoding="utf-8")
    toml.write_text("key = [", encoding="utf-8")
    local.write_text('wheel = "karlsstad"\n', encoding="utf-8")

    ran = arshjul("wheel", "check", form, toml, local, FORMS[0])

    places = sorted(line.partition(": ")[0].removeprefix(f"{tmp_path}/") for line in ran.err.splitlines())
    assert (ran.status, ran.out) == (1, "4 filer kontrollerade, 6 fel.\n")
    assert places == [
        "broken.toml",
        "form.toml, color",
        "form.toml, key",
        "form.toml, steps.1.questions.fraga.type",
        "form.toml, version",
        "local.toml, wheel",
    ]


def test_check_of_a_file_that_is_not_there_is_wrong_use(arshjul: Command) -> None:
    assert arshjul("wheel", "check", "nowhere.toml").told == (2, "", 1)
