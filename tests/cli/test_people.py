"""`arshjul people import`: everybody from one file, or nobody."""

from pathlib import Path

import pytest

from scheduler.organisation import Person
from scheduler.people_file import COLUMNS
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command

HEAD = ",".join(COLUMNS)
ANNA = (
    "Karlstad,Särskilt boende,Solgården,egen regi,särskilt boende,Anna Ek,Anna@Karlstad.example,,enhetschef,2027-01-01,"
)
BJORN = "Karlstad,Särskilt boende,,,,Björn Ås,bjorn@karlstad.example,,verksamhetschef,2027-01-01,2027-12-31"
FAULTY = "Kristianstad,,Solgården,kommunal,,,cilla@karlstad.example,inget-id,chef,igår,"


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "people.csv"
    file.write_text("\n".join([HEAD, *lines, ""]), encoding=encoding)
    return file


def people_in(database: Path) -> list[Person]:
    store = SqlStore(open_engine(f"sqlite:///{database}"))
    with store.read() as uow:
        people = [one for municipality in uow.municipalities.all() for one in uow.people.everyone(municipality.id)]
    store.close()
    return people


def test_good_file_is_read_in(arshjul: Command, database: Path, tmp_path: Path) -> None:
    ran = arshjul("people", "import", write(tmp_path, ANNA, BJORN))

    assert (ran.status, ran.out, ran.err) == (0, "2 rader är inlästa.\n", "")
    assert people_in(database) == [
        Person(1, 1, "Anna Ek", "anna@karlstad.example", None),
        Person(2, 1, "Björn Ås", "bjorn@karlstad.example", None),
    ]


def test_file_from_a_spreadsheet_is_read_in(arshjul: Command, database: Path, tmp_path: Path) -> None:
    assert arshjul("people", "import", write(tmp_path, ANNA, encoding="utf-8-sig")).status == 0
    assert len(people_in(database)) == 1


def test_file_can_be_read_in_again_with_changes(arshjul: Command, database: Path, tmp_path: Path) -> None:
    arshjul("people", "import", write(tmp_path, ANNA, BJORN))

    ran = arshjul("people", "import", write(tmp_path, ANNA.replace("Anna Ek", "Anna Ekman")))

    assert (ran.status, [one.name for one in people_in(database)]) == (0, ["Anna Ekman", "Björn Ås"])


def test_nothing_is_saved_when_it_is_a_dry_run(arshjul: Command, database: Path, tmp_path: Path) -> None:
    ran = arshjul("people", "import", write(tmp_path, ANNA), "--dry-run")

    assert (ran.status, ran.out, ran.err) == (0, "1 rader är rätt, inget är sparat.\n", "")
    assert people_in(database) == []


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_nothing_is_saved_and_every_fault_told_when_a_row_is_faulty(
    arshjul: Command, database: Path, tmp_path: Path, dry_run: tuple[str, ...]
) -> None:
    ran = arshjul("people", "import", write(tmp_path, ANNA, FAULTY), *dry_run)

    places = [line.partition(": ")[0] for line in ran.err.splitlines()]
    assert (ran.status, ran.out) == (2, "")
    assert sorted(places) == [
        "people.csv, rad 3, kolumnen area",
        "people.csv, rad 3, kolumnen entra_object_id",
        "people.csv, rad 3, kolumnen from",
        "people.csv, rad 3, kolumnen municipality",
        "people.csv, rad 3, kolumnen name",
        "people.csv, rad 3, kolumnen provider type",
        "people.csv, rad 3, kolumnen role",
    ]
    assert people_in(database) == []


def test_missing_columns_are_all_named(arshjul: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("namn,e-post\nAnna,anna@karlstad.example\n", encoding="utf-8")

    assert arshjul("people", "import", file).told == (2, "", len(COLUMNS))


@pytest.mark.parametrize(
    "content",
    [HEAD.encode() + b"\nKarlstad,S\xe4rskilt boende", b"\xff\xfe\x00\x01", b"PK\x03\x04\xe9\x00"],
    ids=["latin-1", "utf-16", "zip"],
)
def test_file_that_is_no_text_is_refused_in_one_sentence(arshjul: Command, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)

    ran = arshjul("people", "import", file)

    assert ran.told == (2, "", 1)
    assert ran.err.startswith("people.csv: Filen går inte att läsa")


def test_row_that_breaks_off_is_told_by_its_line(arshjul: Command, tmp_path: Path) -> None:
    ran = arshjul("people", "import", write(tmp_path, ANNA, "Karlstad,Särskilt boende"))

    assert (ran.status, ran.out) == (2, "")
    assert {line.partition(": ")[0].partition(", kolumnen")[0] for line in ran.err.splitlines()} == {
        "people.csv, rad 3"
    }


@pytest.mark.parametrize("arguments", [("nowhere.csv",), (), (".",)])
def test_file_that_is_not_there_is_refused_in_one_sentence(arshjul: Command, arguments: tuple[str, ...]) -> None:
    assert arshjul("people", "import", *arguments).told == (2, "", 1)
