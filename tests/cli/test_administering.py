"""Events, editions, meetings, moved occurrences and units, as an administrator enters them."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.loading import SHIPPED, load_shipped
from scheduler.planning import occurrences_in
from scheduler.usecases.ticking import tick
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.usecases.living import at

NORRKOPING = Path(str(SHIPPED / "norrkoping"))
MONDAY = date(2027, 1, 11)


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example overlay, to be edited by the test."""
    file = tmp_path / "lokalt.toml"
    file.write_text((NORRKOPING / "example.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("ARSHJUL_WHEEL", "norrkoping")
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(file))
    return file


@pytest.fixture
def town(arshjul: Command, local: Path) -> Command:
    assert arshjul("people", "import", NORRKOPING / "people.csv").status == 0
    return arshjul


def planned(database: Path, local: Path) -> SqlStore:
    """The rows as the ticker would have made them by Monday."""
    store = SqlStore(open_engine(f"sqlite:///{database}"))
    with store.read() as uow:
        (municipality,) = uow.municipalities.all()
    tick(store, load_shipped("norrkoping", local=local), municipality.id, at(MONDAY))
    return store


def test_nothing_is_administered_before_people_are_entered(arshjul: Command, local: Path) -> None:
    ran = arshjul("event", "list")

    assert (ran.status, ran.out) == (2, "")
    assert "arshjul people import" in ran.err


def test_event_is_kept_once_and_told_with_those_of_the_local_decisions(town: Command) -> None:
    added = [town("event", "add", "lov_start", "--place", "Omtanken hemtjänst", "--on", "2027-03-01") for _ in range(2)]

    listed = town("event", "list", "--format", "json").document["events"]

    assert [one.status for one in added] == [0, 0]
    assert added[0].out.startswith("Antecknat: ")
    assert added[1].out.endswith(" är redan antecknad för den dagen.\n")
    assert {"event": "lov_start", "on": "2027-03-01", "place": "Omtanken hemtjänst"} in listed
    assert len(listed) == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lov_slut", "--place", "Omtanken hemtjänst"), "Händelsen ”lov_slut” finns inte i årshjulet."),
        (("lov_start", "--place", "Ingenstans"), "Ingen enhet eller verksamhet heter ”Ingenstans”"),
        (("lov_start",), "Ingen enhet eller verksamhet heter ””"),
    ],
)
def test_unknown_event_or_place_is_refused(town: Command, arguments: tuple[str, ...], told: str) -> None:
    ran = town("event", "add", *arguments, "--on", "2027-03-01")

    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_dry_run_publishes_nothing_and_publishing_does(town: Command, local: Path) -> None:
    dry = town("edition", "publish", "--year", 2027, "--dry-run")
    before = town("edition", "list", "--format", "json").document
    ran = town("edition", "publish", "--year", 2027)

    assert (dry.status, ran.status, before) == (0, 0, {"editions": []})
    wheel = load_shipped("norrkoping", local=local).wheel
    assert (
        ran.out == f"Utgåva 1 för 2027 är publicerad: {len(occurrences_in(wheel, 2027))} tillfällen ligger nu fast.\n"
    )
    (edition,) = town("edition", "list", "--format", "json").document["editions"]
    assert (edition["year"], edition["number"], edition["since"]) == (2027, 1, "1990-01-01")


def test_second_edition_tells_what_it_changes(town: Command, local: Path) -> None:
    town("edition", "publish", "--year", 2027)
    local.write_text(
        local.read_text(encoding="utf-8")
        + '\n[[activities]]\nkey = "eget"\ntitle = "Vårt eget"\nsummary = "Något eget."\nlevel = "administration"\n'
        + 'provider = "n.a."\nphase = "planera"\nperformer = "bue"\nrule = { kind = "date", due = "10-01" }\n'
        + 'source = [{ document = "003", heading = "Vårt beslut" }]\n',
        encoding="utf-8",
    )

    ran = town("edition", "publish", "--year", 2027, "--from", "this")

    assert ran.status == 0
    assert "Vårt eget" in ran.out
    assert ran.out.endswith("Utgåva 2 för 2027 är publicerad: 1 tillfälle ändras.\n")


def test_occurrence_is_moved_with_a_reason(town: Command, database: Path, local: Path) -> None:
    planned(database, local)
    listed = town("occurrence", "list", "--format", "json").document["occurrences"]
    one = next(row for row in listed if row["due"] and row["due"].startswith("2027-1"))

    ran = town(
        "occurrence", "move", one["activity"], one["slot"], "--to", "2027-12-20", "--because", "Semester", "--by", "Eva"
    )

    again = town("occurrence", "list", "--activity", one["activity"], "--format", "json").document["occurrences"]
    (moved,) = (row for row in again if row["slot"] == one["slot"])
    assert (ran.status, ran.out) == (0, f"{one['title']}: ny sista dag 2027-12-20.\n")
    assert (moved["due"], moved["scheduled"], moved["moved"]) == ("2027-12-20", one["scheduled"], True)


def test_unknown_occurrence_is_refused(town: Command) -> None:
    ran = town("occurrence", "move", "ingen", "2027", "--to", "2027-12-20", "--because", "x", "--by", "Eva")

    assert (ran.status, ran.out) == (2, "")
    assert "Det finns inget tillfälle av ingen för 2027." in ran.err


def test_meetings_are_listed_with_the_day_they_are_held(town: Command) -> None:
    meetings = town("meeting", "list", "--format", "json").document["meetings"]

    assert {one["held"] == one["on"] for one in meetings} == {True, False}
    assert "utgår" in {one["held"] for one in meetings}


def test_no_proposal_where_nothing_hangs_on_a_meeting(town: Command) -> None:
    ran = town("meeting", "proposals")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Inget möte har flyttats")


def test_unit_closes_into_another_and_is_listed_with_its_last_day(town: Command) -> None:
    units = town("unit", "list", "--format", "json").document["units"]
    first, second = units[0]["unit"], units[1]["unit"]

    ran = town("unit", "close", first, "--on", "2027-06-30", "--into", second)
    opened = town("unit", "opens", second, "--on", "2020-01-01")

    assert (ran.status, opened.status) == (0, 0)
    assert ran.out == f"{first} har 2027-06-30 som sista dag. Det som är öppet då går över till {second}.\n"
    after = {
        one["unit"]: (one["from"], one["to"]) for one in town("unit", "list", "--format", "json").document["units"]
    }
    assert (after[first], after[second]) == (("", "2027-06-30"), ("2020-01-01", ""))


def test_unknown_unit_is_refused(town: Command) -> None:
    ran = town("unit", "close", "Ingenstans", "--on", "2027-06-30")

    assert (ran.status, ran.out) == (2, "")
    assert "Ingen enhet heter ”Ingenstans”" in ran.err


def test_wheel_of_ones_own_in_a_file_serves_as_well_as_one_that_ships(
    town: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "wheel.toml"
    own.write_text((NORRKOPING / "wheel.toml").read_text(encoding="utf-8"), encoding="utf-8")
    by_name = town("unit", "list", "--format", "json").document
    monkeypatch.setenv("ARSHJUL_WHEEL", str(own))

    assert town("unit", "list", "--format", "json").document == by_name
    assert len(by_name["units"]) > 1
