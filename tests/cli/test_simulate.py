"""`arshjul simulate`: years through the real code, and what must hold whoever answers how and whatever changes."""

from functools import cache
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from bot.cli.main import arshjul as root
from bot.simulation.causes import startable_keys
from scheduler.loading import example_of, load_shipped
from tests.cli.conftest import Command

KEYS = {
    "wheel", "years", "units", "seed", "behaviour", "assignments", "messages", "answers", "per_person_per_day_max",
    "weekend_messages", "after_answer_reminders", "digests", "series_without_future", "changes", "orphaned",
    "unshowable", "errors",
}  # fmt: skip
ASSIGNMENTS = {"planned", "open", "submitted", "approved", "overdue", "cancelled"}
MESSAGES = {"daily", "catch_up", "escalation", "digest"}
DIGEST = {"body", "period", "date", "answered", "expected"}


def run(*arguments: object) -> str:
    """Standard output of years that have been simulated; it goes through a runner since it is shared by tests."""
    words = ["simulate", *map(str, arguments), "--year", "2027", "--format", "json"]
    ran = CliRunner().invoke(root, words)
    assert (ran.exit_code, ran.stderr) == (0, "")
    return ran.stdout


@cache
def once(*arguments: object) -> str:
    return run(*arguments)


def simulated(*arguments: object) -> Any:
    return orjson.loads(once(*arguments))


def unbroken(seen: Any) -> dict[str, Any]:
    """What must be so however people behave and whatever changes."""
    return {name: seen[name] for name in UNBROKEN}


UNBROKEN = {
    "errors": [],
    "series_without_future": [],
    "per_person_per_day_max": 1,
    "weekend_messages": 0,
    "after_answer_reminders": 0,
    "orphaned": 0,
    "unshowable": 0,
}
OF_ORGANISATION_AND_WHEEL = (
    "managers_left", "managers_arrived", "units_opened", "units_closed", "units_merged", "editions", "form_versions",
)  # fmt: skip


def happening(name: str, years: int) -> tuple[int, bool]:
    """How many events there are, each kind once a year, and whether anybody can start something."""
    wheel = load_shipped(name, local=example_of(name)).wheel
    return years * len(wheel.events), bool(startable_keys(wheel))


def happened(seen: Any) -> tuple[int, bool]:
    return seen["changes"]["events"], seen["changes"]["started_by_hand"] > 0


def council(seen: Any) -> list[Any]:
    """What the council was told; the committee is told before each of its meetings."""
    return [one for one in seen["digests"] if one["body"] == "kvalitetsrad"]


def test_year_of_twenty_units_is_as_promised() -> None:
    seen = simulated("karlstad", "--units", 20, "--seed", 1)

    assert unbroken(seen) == UNBROKEN
    assert seen.keys() == KEYS
    assert (seen["assignments"].keys(), seen["messages"].keys()) == (ASSIGNMENTS, MESSAGES)
    assert {name: seen[name] for name in ("wheel", "years", "units", "seed", "behaviour")} == {
        "wheel": "karlstad",
        "years": [2027],
        "units": 20,
        "seed": 1,
        "behaviour": "calm",
    }
    assert [(one.keys(), one["date"]) for one in council(seen)] == [
        (DIGEST, day) for day in ("2027-03-15", "2027-04-12", "2027-06-15", "2027-12-15")
    ]
    assert (seen["messages"]["digest"], seen["assignments"]["overdue"]) == (len(seen["digests"]), 0)
    assert {name: seen["changes"][name] for name in OF_ORGANISATION_AND_WHEEL} == dict.fromkeys(
        OF_ORGANISATION_AND_WHEEL, 0
    )
    assert happened(seen) == happening("karlstad", 1)


def test_ten_years_of_changes_leave_nothing_and_nobody_behind() -> None:
    seen = simulated("karlstad", "--years", 10, "--units", 6, "--seed", 1)

    assert unbroken(seen) == UNBROKEN
    assert seen["years"] == list(range(2027, 2037))
    assert len(council(seen)) == 40
    assert happened(seen) == happening("karlstad", 10)
    told = seen["changes"]
    assert {name: told[name] for name in OF_ORGANISATION_AND_WHEEL if not name.startswith("managers")} == {
        "units_opened": 18,
        "units_closed": 9,
        "units_merged": 9,
        "editions": 10,
        "form_versions": 5,
    }
    assert told["managers_left"] >= 9
    assert told["managers_arrived"] >= 27


@pytest.mark.parametrize(("wheel", "units"), [("kristianstad", 6), ("atvidaberg", 4), ("norrkoping", 6)])
def test_three_years_go_on_where_things_happen_and_lead_to_others(wheel: str, units: int) -> None:
    seen = simulated(wheel, "--years", 3, "--units", units, "--seed", 2)

    assert unbroken(seen) == UNBROKEN
    assert happened(seen) == happening(wheel, 3)
    told = seen["changes"]
    assert (told["editions"], told["form_versions"], told["units_opened"]) == (3, 1, 4)


CHANGING = ("kristianstad", "--years", 2, "--units", 4, "--seed", 3, "--behaviour", "chaotic")


def test_years_are_the_same_bytes_when_the_seed_is_the_same() -> None:
    assert run(*CHANGING) == once(*CHANGING)


def test_nothing_breaks_when_much_is_delivered_twice_and_in_another_wheel() -> None:
    assert unbroken(simulated(*CHANGING)) == UNBROKEN


@pytest.mark.parametrize(("behaviour", "leaves_something_late"), [("late", False), ("silent", True)])
def test_nothing_breaks_however_people_behave(behaviour: str, leaves_something_late: bool) -> None:
    seen = simulated("karlstad", "--units", 5, "--seed", 3, "--behaviour", behaviour)

    assert unbroken(seen) == UNBROKEN
    assert (seen["behaviour"], len(council(seen))) == (behaviour, 4)
    assert (seen["assignments"]["overdue"] > 0) == leaves_something_late


def test_table_says_whose_the_dates_are(arshjul: Command) -> None:
    ran = arshjul("simulate", "karlstad", "--year", 2027, "--units", 1)

    assert (ran.status, "messages.daily" in ran.out, "changes.editions" in ran.out) == (0, True, True)
    assert ran.err == "OBS: Exempel, inga beslut av kommunen. Datum och namn därifrån är exempel.\n"


@pytest.mark.parametrize(
    "arguments",
    [("--units", "0"), ("--units", "många"), ("--behaviour", "wild"), ("--years", "51"), ("--local", "nowhere.toml")],
)
def test_wrong_use_is_refused_in_one_sentence(arshjul: Command, arguments: tuple[str, ...]) -> None:
    assert arshjul("simulate", "karlstad", "--year", "2027", *arguments).told == (2, "", 1)


def test_unknown_wheel_is_refused_in_one_sentence(arshjul: Command) -> None:
    assert arshjul("simulate", "stad", "--year", "2027").told == (2, "", 1)
