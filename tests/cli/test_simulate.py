"""`arshjul simulate`: a whole year through the real code, and what must hold whoever answers how."""

from functools import cache
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from bot.cli.main import arshjul as root
from tests.cli.conftest import Command

KEYS = {
    "wheel", "years", "units", "seed", "assignments", "messages", "answers", "per_person_per_day_max",
    "weekend_messages", "after_answer_reminders", "digests", "series_without_future", "errors",
}  # fmt: skip
ASSIGNMENTS = {"planned", "open", "submitted", "approved", "overdue", "cancelled"}
MESSAGES = {"daily", "catch_up", "escalation", "digest"}
DIGEST = {"body", "period", "date", "answered", "expected"}


def run(*arguments: object) -> str:
    """Standard output of a year that has been simulated; it goes through a runner since it is shared by tests."""
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
    """What must be so however people behave."""
    names = ("errors", "series_without_future", "per_person_per_day_max", "weekend_messages", "after_answer_reminders")
    return {name: seen[name] for name in names}


UNBROKEN = {
    "errors": [],
    "series_without_future": [],
    "per_person_per_day_max": 1,
    "weekend_messages": 0,
    "after_answer_reminders": 0,
}


def test_year_of_twenty_units_is_as_promised() -> None:
    seen = simulated("karlstad", "--units", 20, "--seed", 1)

    assert unbroken(seen) == UNBROKEN
    assert KEYS - seen.keys() == set()
    assert (seen["assignments"].keys(), seen["messages"].keys()) == (ASSIGNMENTS, MESSAGES)
    assert {name: seen[name] for name in ("wheel", "years", "units", "seed", "behaviour")} == {
        "wheel": "karlstad",
        "years": [2027],
        "units": 20,
        "seed": 1,
        "behaviour": "calm",
    }
    assert [(one.keys(), one["body"], one["date"]) for one in seen["digests"]] == [
        (DIGEST, "kvalitetsrad", day) for day in ("2027-03-15", "2027-04-12", "2027-06-15", "2027-12-15")
    ]
    assert (seen["messages"]["digest"], seen["assignments"]["overdue"]) == (4, 0)


CHAOTIC = ("kristianstad", "--units", 5, "--seed", 3, "--behaviour", "chaotic")


def test_year_is_the_same_bytes_when_the_seed_is_the_same() -> None:
    assert run(*CHAOTIC) == once(*CHAOTIC)


@pytest.mark.parametrize(("behaviour", "leaves_something_late"), [("late", False), ("silent", True)])
def test_nothing_breaks_however_people_behave(behaviour: str, leaves_something_late: bool) -> None:
    seen = simulated("karlstad", "--units", 5, "--seed", 3, "--behaviour", behaviour)

    assert unbroken(seen) == UNBROKEN
    assert (seen["behaviour"], len(seen["digests"])) == (behaviour, 4)
    assert (seen["assignments"]["overdue"] > 0) == leaves_something_late


def test_nothing_breaks_when_much_is_delivered_twice_and_in_another_wheel() -> None:
    assert unbroken(simulated(*CHAOTIC)) == UNBROKEN


def test_table_says_whose_the_dates_are(arshjul: Command) -> None:
    ran = arshjul("simulate", "karlstad", "--year", 2027, "--units", 1)

    assert (ran.status, "messages.daily" in ran.out) == (0, True)
    assert ran.err == "OBS: Exempel, inga beslut av kommunen. Datum och namn därifrån är exempel.\n"


@pytest.mark.parametrize(
    "arguments",
    [("--units", "0"), ("--units", "många"), ("--behaviour", "wild"), ("--years", "51"), ("--local", "nowhere.toml")],
)
def test_wrong_use_is_refused_in_one_sentence(arshjul: Command, arguments: tuple[str, ...]) -> None:
    assert arshjul("simulate", "karlstad", "--year", "2027", *arguments).told == (2, "", 1)


def test_unknown_wheel_is_refused_in_one_sentence(arshjul: Command) -> None:
    assert arshjul("simulate", "stad", "--year", "2027").told == (2, "", 1)
