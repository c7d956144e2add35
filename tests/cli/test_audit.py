"""Who did what, and what became of a task, as an administrator reads it."""

from pathlib import Path

import pytest

from scheduler.audit import Deed, Thing
from tests.cli.conftest import Command, Ran
from tests.cli.test_administering import local, planned, town
from tests.factories import by_person

__all__ = ["local", "town"]
YEAR = ("--year", 2027, "--format", "json")


def test_commands_are_told_with_who_ran_them_and_one_name_for_each_run(
    town: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "drift")
    town("edition", "publish", "--year", 2027)
    town("event", "add", "lov_start", "--place", "Omtanken hemtjänst", "--on", "2027-03-01")

    entries = town("audit", "list", "--format", "json").document["entries"]

    told = [(one["actor"], one["deed"], one["after"], one["said"]) for one in entries[-2:]]
    assert told == [
        ("drift", "published", "2027/1", "Publicerade utgåva 1 för 2027."),
        (
            "drift",
            "recorded",
            "lov_start 2027-03-01 Omtanken hemtjänst",
            "Antecknade händelsen lov_start 2027-03-01 Omtanken hemtjänst.",
        ),
    ]
    assert {one["deed"] for one in entries[:-2]} == {"imported", "role_began"}
    assert len({one["request"] for one in entries}) == 3


def test_moved_occurrence_is_told_in_the_timeline_of_each_of_its_tasks(
    town: Command, database: Path, local: Path
) -> None:
    planned(database, local)
    task = next(one for one in town("task", "list", *YEAR).document["tasks"] if one["due"] >= "2027-06")

    town(
        "occurrence",
        "move",
        task["activity"],
        task["period"],
        "--to",
        "2027-12-20",
        "--because",
        "Semester",
        "--by",
        "Eva",
    )

    by_number = town("task", "timeline", task["number"], "--format", "json").document
    key = f"{task['activity']}/{task['period']}/{task['place']}"
    by_key = town("task", "timeline", key, "--format", "json").document
    table = town("task", "timeline", task["number"])
    (moved,) = by_number["timeline"]
    assert (moved["step"], moved["person"], moved["detail"].partition("/")[2]) == ("moved", "Eva", "2027-12-20")
    assert by_key == by_number
    assert (table.status, table.err) == (0, "")
    assert table.out.startswith(f"Uppgift {task['number']}: {task['title']}, {task['place']}, avser ")
    assert "Eva flyttade uppgiften" in " ".join(table.out.split())
    assert "Semester" not in table.out


def test_list_is_narrowed_by_day_and_person(town: Command, database: Path, local: Path) -> None:
    store = planned(database, local)
    with store.write() as uow:
        (municipality,) = uow.municipalities.all()
        anna = uow.people.everyone(municipality.id)[0]
        from_chat = by_person(anna).did(Deed.OPENED, Thing.ASSIGNMENT, 1)
        uow.audit.append(from_chat)

    mine = town("audit", "list", "--person", anna.email, "--format", "json").document["entries"]
    that_day = town("audit", "list", "--since", "2027-01-11", "--until", "2027-01-11", "--format", "json").document
    day_before = town("audit", "list", "--since", "2027-01-10", "--until", "2027-01-10")

    assert [(one["person"], one["said"]) for one in that_day["entries"]] == [
        (anna.name, "Öppnade uppgift 1 för första gången.")
    ]
    assert mine[-1:] == that_day["entries"]
    assert {(one["thing"], one["id"]) for one in mine[:-1]} == {("person", anna.id)}
    assert (day_before.status, day_before.out) == (0, "Inget är antecknat.\n")


def test_tasks_are_listed_by_activity_and_place_with_their_state(town: Command, database: Path, local: Path) -> None:
    planned(database, local)
    everything = town("task", "list", *YEAR).document["tasks"]
    one = everything[0]

    narrowed = town("task", "list", *YEAR, "--activity", one["activity"], "--unit", one["place"].upper()).document[
        "tasks"
    ]
    nothing = town("task", "list", "--year", 2027, "--unit", "Omtanken hemtjänst", "--activity", "ingen")
    nowhere = town("task", "list", "--year", 2027, "--unit", "Ingenstans")

    assert one in narrowed
    assert {(task["activity"], task["place"]) for task in narrowed} == {(one["activity"], one["place"])}
    assert len(narrowed) < len(everything)
    assert nothing == Ran(0, "Det finns inga uppgifter som stämmer med det.\n", "")
    assert nowhere == Ran(2, "", "Enheten ”Ingenstans” finns inte. Se: arshjul unit list\n")


@pytest.mark.parametrize("name", ["4711", "ingen/2027/Ingenstans", "99999999999"])
def test_unknown_task_is_refused_with_advice(town: Command, name: str) -> None:
    ran = town("task", "timeline", name)

    assert ran.told == (2, "", 1)
    assert f"Det finns ingen uppgift ”{name}”" in ran.err


def test_key_that_several_tasks_share_is_answered_with_their_numbers(
    town: Command, database: Path, local: Path
) -> None:
    planned(database, local)
    tasks = town("task", "list", *YEAR).document["tasks"]
    shared = next(
        one["activity"] for one in tasks if len([other for other in tasks if other["activity"] == one["activity"]]) > 1
    )

    ran = town("task", "timeline", shared)

    assert ran.told == (2, "", 1)
    assert f"Flera uppgifter stämmer med ”{shared}”." in ran.err
