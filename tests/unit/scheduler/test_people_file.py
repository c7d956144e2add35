"""The people file: what a row becomes, and every faulty cell named by line and column."""

from datetime import date

import pytest

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.organisation import Area, Organisation, Unit
from scheduler.people_file import COLUMNS, PeopleRow, organisation_of, read_people
from scheduler.wheel_parts import Level, Provider
from tests.factories import ANNA, BJORN, WHEEL

HEADER = ",".join(COLUMNS)
ENTRA = "aaaaaaaa-0000-0000-0000-000000000001"
LINE = (
    "Karlstad,Äldreomsorg,Solgården,egen regi,särskilt boende;dagverksamhet,Anna Ek,anna@karlstad.example,"
    f"{ENTRA},enhetschef,2026-01-01,"
)
AREA_LINE = (
    "karlstad,Äldreomsorg,,,,Björn Ås,bjorn@karlstad.example,bbbbbbbb-0000-0000-0000-000000000002,"
    "verksamhetschef,2026-01-01,"
)
OFFICE_LINE = AREA_LINE.replace("Äldreomsorg", "").replace("verksamhetschef", "kvalitetsstrateg")
ROLES = "enhetschef, kvalitetsstrateg, verksamhetschef"


def read(*lines: str) -> tuple[PeopleRow, ...]:
    return read_people("\n".join((HEADER, *lines)), file="people.csv", wheel=WHEEL)


def faults(*lines: str) -> tuple[Fault, ...]:
    with pytest.raises(FaultsFound) as found:
        read(*lines)
    return found.value.faults


def fault(key: str, problem: Problem, expected: str = "", found: str = "") -> Fault:
    return Fault("people.csv", key, problem, expected, found)


def test_rows_become_roles_of_people_at_their_places() -> None:
    assert read(LINE, AREA_LINE) == (ANNA, BJORN)


@pytest.mark.parametrize("text", ["\ufeff{}\n{}\n", "{}\r\n{}\r\n", "{}\n\n{}\n\n"])
def test_rows_are_read_as_spreadsheets_save_them(text: str) -> None:
    assert read_people(text.format(HEADER, LINE), file="people.csv", wheel=WHEEL) == (ANNA,)


def test_semicolons_part_the_columns_when_a_swedish_spreadsheet_saved_them() -> None:
    line = LINE.replace("boende;dag", "boende|dag").replace(",", ";").replace("boende|dag", '"boende;dag"')
    quoted = line.replace('särskilt "boende;dag"verksamhet', '"särskilt boende;dagverksamhet"')

    assert read_people(f"{HEADER.replace(',', ';')}\n{quoted}", file="people.csv", wheel=WHEEL) == (ANNA,)


def test_columns_may_stand_in_another_order() -> None:
    turned = ["\n".join(reversed(line.split(","))).replace("\n", ",") for line in (HEADER, LINE)]

    assert read_people("\n".join(turned), file="people.csv", wheel=WHEEL) == (ANNA,)


def test_file_without_rows_has_nobody() -> None:
    assert read() == ()


def test_cells_are_trimmed_and_addresses_told_in_small_letters() -> None:
    line = LINE.replace("Anna Ek", "  Anna Ek ").replace("anna@", " Anna@").replace(ENTRA, ENTRA.upper())

    assert read(line) == (ANNA,)


@pytest.mark.parametrize("entra", [f"{{{ENTRA}}}", ENTRA.replace("-", ""), f"urn:uuid:{ENTRA}"])
def test_entra_id_is_kept_as_teams_writes_it_whichever_way_it_was_entered(entra: str) -> None:
    assert read(LINE.replace(ENTRA, entra)) == (ANNA,)


def test_person_without_an_entra_id_is_let_in() -> None:
    (row,) = read(LINE.replace(ENTRA, ""))

    assert row.entra_object_id is None


def test_last_day_of_a_role_is_read_where_there_is_one() -> None:
    (row,) = read(LINE + "2027-06-30")

    assert row.until == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        (LINE, Level.UNIT),
        (AREA_LINE, Level.AREA),
        (OFFICE_LINE, Level.ADMINISTRATION),
    ],
)
def test_role_is_held_for_the_smallest_place_that_is_named(line: str, level: Level) -> None:
    assert [row.level for row in read(line)] == [level]


def test_missing_columns_are_named_at_once_and_no_row_is_read() -> None:
    with pytest.raises(FaultsFound) as found:
        read_people("municipality,area,unit\nKarlstad,Äldreomsorg,Solgården", file="people.csv", wheel=WHEEL)

    assert found.value.faults == tuple(fault("1", Problem.MISSING, column) for column in COLUMNS[3:])


def test_empty_file_lacks_every_column() -> None:
    with pytest.raises(FaultsFound) as found:
        read_people("", file="people.csv", wheel=WHEEL)

    assert found.value.faults == tuple(fault("1", Problem.MISSING, column) for column in COLUMNS)


def test_every_faulty_cell_is_named_at_once() -> None:
    broken = "Kristianstad,,Solgården,kommunal,,,,inget,chef,i fjol,snart"

    assert faults(LINE, broken, AREA_LINE) == (
        fault("3.municipality", Problem.OTHER_WHEEL, "Karlstad", "Kristianstad"),
        fault("3.name", Problem.MISSING),
        fault("3.e-mail", Problem.MISSING),
        fault("3.role", Problem.NO_SUCH_REFERENCE, ROLES, "chef"),
        fault("3.area", Problem.MISSING),
        fault("3.provider type", Problem.NOT_ONE_OF, "egen regi, privat, LOV, LOU", "kommunal"),
        fault("3.from", Problem.WRONG_TYPE, "2027-01-31", "i fjol"),
        fault("3.to", Problem.WRONG_TYPE, "2027-01-31", "snart"),
        fault("3.entra_object_id", Problem.WRONG_TYPE, "00000000-0000-0000-0000-000000000000", "inget"),
    )


@pytest.mark.parametrize(
    ("line", "roles", "found"),
    [
        (LINE.replace("enhetschef", "verksamhetschef"), "enhetschef", "verksamhetschef"),
        (AREA_LINE.replace("verksamhetschef", "enhetschef"), "verksamhetschef", "enhetschef"),
        (AREA_LINE.replace("Äldreomsorg", ""), "kvalitetsstrateg", "verksamhetschef"),
    ],
)
def test_role_is_faulty_when_nobody_would_ever_be_asked_at_its_place(line: str, roles: str, found: str) -> None:
    assert faults(line) == (fault("2.role", Problem.NOT_ONE_OF, roles, found),)


@pytest.mark.parametrize(("until", "faulty"), [("2025-12-31", True), ("2026-01-01", False)])
def test_role_is_faulty_when_it_ends_before_it_begins(until: str, faulty: bool) -> None:
    found = faults(LINE + until, LINE + "2025-12-31")

    assert [one.key for one in found] == (["2.to", "3.to"] if faulty else ["3.to"])
    assert found[-1] == fault("3.to", Problem.OUT_OF_RANGE, "2026-01-01", "2025-12-31")


def test_faults_of_several_rows_are_told_in_their_order() -> None:
    found = faults(LINE.replace("2026-01-01", ""), AREA_LINE.replace("2026-01-01", "2026-02-30"))

    assert found == (
        fault("2.from", Problem.WRONG_TYPE, "2027-01-31"),
        fault("3.from", Problem.WRONG_TYPE, "2027-01-31", "2026-02-30"),
    )


def test_row_that_breaks_off_is_a_fault_and_no_accident() -> None:
    assert faults("Karlstad,Äldreomsorg") == (
        fault("2.name", Problem.MISSING),
        fault("2.e-mail", Problem.MISSING),
        fault("2.role", Problem.NO_SUCH_REFERENCE, ROLES),
        fault("2.from", Problem.WRONG_TYPE, "2027-01-31"),
    )


def test_organisation_has_each_place_once_in_the_order_of_the_rows() -> None:
    second = LINE.replace("Solgården", "Älvgården").replace("egen regi", "privat").replace(";dagverksamhet", "")
    elsewhere = LINE.replace("Äldreomsorg", "Hemtjänst")

    assert organisation_of(read(OFFICE_LINE, LINE, LINE, second, elsewhere)) == Organisation(
        municipality_id=0,
        areas=(Area(2, "Äldreomsorg"), Area(3, "Hemtjänst")),
        units=(
            Unit(1, 2, "Solgården", Provider.IN_HOUSE, ("särskilt boende", "dagverksamhet")),
            Unit(2, 2, "Älvgården", Provider.PRIVATE, ("särskilt boende",)),
            Unit(3, 3, "Solgården", Provider.IN_HOUSE, ("särskilt boende", "dagverksamhet")),
        ),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            LINE.replace("enhetschef", "verksamhetschef"),
            fault("2.role", Problem.NOT_ONE_OF, "enhetschef", "verksamhetschef"),
        ),
        (
            AREA_LINE.replace("verksamhetschef", "enhetschef"),
            fault("2.role", Problem.NOT_ONE_OF, "verksamhetschef", "enhetschef"),
        ),
        (LINE + "2025-12-31", fault("2.to", Problem.OUT_OF_RANGE, "2026-01-01", "2025-12-31")),
    ],
)
def test_role_is_faulty_at_the_wrong_level_or_when_it_ends_before_it_begins(line: str, expected: Fault) -> None:
    assert faults(line) == (expected,)


def test_rows_are_read_when_a_swedish_spreadsheet_parted_them_with_semicolons() -> None:
    line = ";".join(f'"{cell}"' for cell in LINE.split(","))

    assert read_people(f"{HEADER.replace(',', ';')}\n{line}", file="people.csv", wheel=WHEEL) == (ANNA,)


@pytest.mark.parametrize(
    ("line", "found"),
    [("x" * 200_000, "field larger than field limit (131072)"), (LINE.replace("Anna", "An\0na"), "NUL")],
    ids=["huge cell", "NUL"],
)
def test_file_that_is_no_table_is_unreadable(line: str, found: str) -> None:
    assert faults(line) == (Fault("people.csv", "", Problem.UNREADABLE, found=found),)
