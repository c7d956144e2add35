"""`arshjul wheel diff`: what changes between two wheels, occurrence by occurrence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from cards.phrases_diff import FIELDS
from scheduler.clock import SystemClock, local_day
from scheduler.editions import FIELDS_THAT_MATTER
from tests.cli.conftest import Command
from tests.cli.test_wheel_tables import HAPPENED, WHEEL, cells

Written: TypeAlias = Callable[[str, str], Path]
SAME = '{ kind = "date", due = "02-28", opens = "01-01" }'


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, text: str) -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def old(written: Written) -> Path:
    return written("old.toml", WHEEL)


def without(key: str) -> str:
    """The wheel without one of its activities."""
    parts = WHEEL.split("[[activities]]")
    return "[[activities]]".join(part for part in parts if not part.startswith(f'\nkey = "{key}"'))


def changes(arshjul: Command, *arguments: object) -> Any:
    ran = arshjul("wheel", "diff", *arguments, "--year", 2027, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    return ran.document["changes"]


def change(kind: str, key: str, title: str, period: str | None, **changes: object) -> dict[str, object]:
    plain: dict[str, object] = {"place": None, "before": None, "after": None, "fields": []}
    return {"change": kind, "activity": key, "title": title, "period": period, **plain, **changes}


def test_nothing_differs_between_a_wheel_and_itself(arshjul: Command, old: Path) -> None:
    ran = arshjul("wheel", "diff", old, old, "--year", 2027)

    assert (ran.status, ran.out, ran.err) == (0, "Inget skiljer 2027.\n", "")


def test_document_tells_what_was_compared(arshjul: Command, old: Path, written: Written) -> None:
    local = written("local.toml", HAPPENED)

    ran = arshjul("wheel", "diff", old, old, "--other-local", local, "--year", 2028, "--format", "json")

    assert ran.document == {
        "wheel": "storstad",
        "other": "storstad",
        "local": None,
        "other_local": "Storstads beslut",
        "example": False,
        "year": 2028,
        "changes": [],
    }


def test_an_occurrence_is_moved_with_both_its_days(arshjul: Command, old: Path, written: Written) -> None:
    new = written("new.toml", WHEEL.replace(SAME, '{ kind = "month", month = 4 }').replace('"Plan"', '"Planen"'))

    assert changes(arshjul, old, new) == [
        change(
            "moved", "plan", "Planen", "2027",
            before={"opens": "2027-01-01", "due": "2027-02-28"},
            after={"opens": "2027-04-01", "due": "2027-04-30"},
            fields=["title"],
        )
    ]  # fmt: skip


def test_an_occurrence_is_reworded_where_its_days_stay(arshjul: Command, old: Path, written: Written) -> None:
    new = written("new.toml", WHEEL.replace('receiver = "on"', 'audience = "kunder"'))
    days = {"opens": "2027-01-01", "due": "2027-02-28"}

    assert changes(arshjul, old, new) == [
        change("reworded", "plan", "Plan", "2027", before=days, after=days, fields=["receiver", "audience"])
    ]


def test_what_only_one_of_them_has_is_added_or_removed(arshjul: Command, old: Path, written: Written) -> None:
    new = written("new.toml", without("plan").replace(
        'rolls_up_to = "plan"', 'rolls_up_to = "matning"'))  # fmt: skip
    days = {"opens": "2027-01-01", "due": "2027-02-28"}

    assert changes(arshjul, old, new) == [change("removed", "plan", "Plan", "2027", before=days)]
    assert changes(arshjul, new, old) == [change("added", "plan", "Plan", "2027", after=days)]


def test_what_a_local_decision_starts_is_added_with_its_place(arshjul: Command, old: Path, written: Written) -> None:
    local = written("local.toml", HAPPENED)
    days = {"opens": "2027-03-01", "due": "2027-04-01"}

    added = change("added", "start", "Välkomnande", "2027-03-01", place="Omtanken", after=days)
    assert changes(arshjul, old, old, "--other-local", local) == [added]
    assert changes(arshjul, old, old, "--local", local) == [
        {**added, "change": "removed", "before": days, "after": None}
    ]


def test_an_activity_without_a_date_is_told_too(arshjul: Command, old: Path, written: Written) -> None:
    reworded = WHEEL.replace("Dagen står inte.", "Månaden står inte heller.").replace("IVO", "Socialstyrelsen")
    nothing = {"opens": None, "due": None}

    assert changes(arshjul, old, written("new.toml", reworded)) == [
        change("reworded", "matning", "Mätning", None, before=nothing, after=nothing,
               fields=["external_performer", "rule"])
    ]  # fmt: skip
    assert changes(arshjul, old, written("fewer.toml", without("matning"))) == [
        change("removed", "matning", "Mätning", None, before=nothing)
    ]
    assert changes(arshjul, written("fewer.toml", without("matning")), old) == [
        change("added", "matning", "Mätning", None, after=nothing)
    ]


def test_the_table_has_a_row_for_each_change_and_counts_them(arshjul: Command, old: Path, written: Written) -> None:
    text = WHEEL.replace(SAME, '{ kind = "month", month = 4 }').replace("Enheten gör en plan.", "Enheten planerar.")
    new = written("new.toml", text.replace('audience = "medborgare"', 'audience = "alla"'))
    local = written("local.toml", HAPPENED)

    ran = arshjul("wheel", "diff", old, new, "--other-local", local, "--year", 2027)

    assert (ran.status, ran.err) == (0, "")
    assert cells(ran.out) == [
        ["Ändring", "Aktivitet", "Avser", "Före", "Efter"],
        ["tillkommer", "Välkomnande – Omtanken", "1 mars 2027", "–", "tor 1 april 2027"],
        ["", "start", "", "", "från 1 mars"],
        ["flyttas", "Plan", "2027", "sön 28 feb 2027", "april 2027"],
        ["beskrivning", "plan", "", "från 1 jan", ""],
        ["ändras", "Mätning", "–", "utan datum", "utan datum"],
        ["målgrupp", "matning", "", "", ""],
    ]
    assert ran.out.splitlines()[-1] == "1 tillkommer, 1 flyttas, 1 ändras."
    assert "new.toml + local.toml, 2027" in " ".join(ran.out.split())


def test_the_year_is_this_one_unless_another_is_named_and_that_is_said(arshjul: Command, old: Path) -> None:
    year = local_day(SystemClock().now()).year

    ran = arshjul("wheel", "diff", old, old, "--format", "json")

    assert (ran.status, ran.document["year"]) == (0, year)
    assert ran.err == f"Jämför {year}, året som är nu. Välj ett annat med --year.\n"


def test_two_wheels_that_ship_can_be_compared(arshjul: Command) -> None:
    ran = arshjul("wheel", "diff", "kristianstad", "karlstad", "--year", 2027, "--format", "json")

    kinds = {one["change"] for one in ran.document["changes"]}
    assert (ran.status, ran.document["wheel"], ran.document["other"]) == (0, "kristianstad", "karlstad")
    assert {"added", "removed"} <= kinds


@pytest.mark.parametrize("arguments", [("karlstad",), ("karlstad", "nowhere"), ("karlstad", "karlstad", "--year", 0)])
def test_wrong_use_is_refused_in_one_sentence(arshjul: Command, arguments: tuple[object, ...]) -> None:
    assert arshjul("wheel", "diff", *arguments).told == (2, "", 1)


def test_every_field_that_can_differ_has_a_word() -> None:
    assert {*FIELDS_THAT_MATTER, "rule", "ladder"} - FIELDS.keys() == set()
