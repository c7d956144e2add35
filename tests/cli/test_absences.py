"""`arshjul people absence`: who is away, entered by an administrator."""

from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.clock import SystemClock, local_day
from tests.cli.conftest import Command
from tests.cli.test_people import ANNA, BJORN, write

TODAY = local_day(SystemClock().now())
WEEK = TODAY + timedelta(days=7)
COLUMNS = {"number": 1, "person": "Anna Ek", "stand_in": "Björn Ås"}


@pytest.fixture(autouse=True)
def town(arshjul: Command, tmp_path: Path) -> None:
    assert arshjul("people", "import", write(tmp_path, ANNA, BJORN)).status == 0


def add(arshjul: Command, *more: object, person: str = "Anna Ek") -> tuple[int, str, str]:
    ran = arshjul("people", "absence", "add", person, "--from", TODAY, "--to", WEEK, *more)
    return ran.status, ran.out, ran.err


def test_absence_is_entered_with_a_stand_in_and_listed(arshjul: Command) -> None:
    status, out, _ = add(arshjul, "--stand-in", "bjorn@karlstad.example")

    listed = arshjul("people", "absence", "list", "--format", "json").document

    assert (status, out.startswith("Anna Ek är borta "), "Björn Ås ersätter." in out) == (0, True, True)
    assert listed == {"absences": [{**COLUMNS, "from": TODAY.isoformat(), "to": WEEK.isoformat()}]}


def test_overlapping_absence_is_refused_with_advice(arshjul: Command) -> None:
    add(arshjul)

    status, out, err = add(arshjul)

    assert (status, out) == (2, "")
    assert "Det finns redan frånvaro inlagd" in err


def test_wrong_days_are_refused(arshjul: Command) -> None:
    ran = arshjul("people", "absence", "add", "Anna Ek", "--from", WEEK, "--to", TODAY)

    assert (ran.status, "Sista dagen ligger före den första." in ran.err) == (2, True)


def test_one_is_told_of_a_stand_in_who_is_away(arshjul: Command) -> None:
    add(arshjul, person="Björn Ås")

    _, out, _ = add(arshjul, "--stand-in", "Björn Ås")

    assert "ersättaren själv är borta" in out


def test_absence_is_ended_early_and_the_log_tells_of_both(arshjul: Command) -> None:
    add(arshjul, "--stand-in", "Björn Ås")

    ran = arshjul("people", "absence", "end", 1, "--on", TODAY)

    said = [one["said"] for one in arshjul("audit", "list", "--format", "json").document["entries"]][-2:]
    assert (ran.status, ran.out.startswith("Anna Ek är borta till och med ")) == (0, True)
    assert said[0].startswith("Angav att Anna Ek är borta ")
    assert said[0].endswith(", med Björn Ås i stället.")
    assert said[1].startswith("Ändrade frånvaron för Anna Ek från ")


def test_absence_that_has_not_begun_is_taken_away(arshjul: Command) -> None:
    arshjul("people", "absence", "add", "Anna Ek", "--from", WEEK, "--to", WEEK)

    ran = arshjul("people", "absence", "end", 1, "--on", TODAY)

    assert ran.out == "Frånvaron för Anna Ek är borttagen.\n"
    assert arshjul("people", "absence", "list").out == "Ingen är borta.\n"


@pytest.mark.parametrize(("number", "advice"), [(7, "Det finns ingen frånvaro med nummer 7"), (1, "tidigare dag")])
def test_wrong_end_is_refused(arshjul: Command, number: int, advice: str) -> None:
    add(arshjul)

    ran = arshjul("people", "absence", "end", number, "--on", WEEK)

    assert (ran.status, ran.out, advice in ran.err) == (2, "", True)


def test_list_is_a_table_for_people(arshjul: Command) -> None:
    add(arshjul, "--stand-in", "Björn Ås")

    out = arshjul("people", "absence", "list").out

    assert all(word in out for word in ("Nr", "Borta", "Ersätts av", "Anna Ek", "Björn Ås"))
