"""`arshjul db`, and what every command says of a database that can't be used."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli.rows import database_name
from bot.settings import Settings
from store.engine import open_engine, writing
from store.upgrade import Tables, check
from tests.cli.conftest import Command, Ran

COMMANDS = [("db", "upgrade"), ("feed", "list"), ("feed", "revoke", "1"), ("feed", "create", "--person", "Anna")]


def test_upgrade_makes_the_tables(arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a folder" / "new.sqlite3"
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", f"sqlite:///{file}")

    ran = arshjul("db", "upgrade")

    engine = open_engine(f"sqlite:///{file}")
    assert (ran.status, ran.out, ran.err) == (0, "Databasen är klar att använda.\n", "")
    assert check(engine) is Tables.OK
    engine.dispose()


def test_upgrade_changes_nothing_when_it_is_done_again(arshjul: Command) -> None:
    assert arshjul("db", "upgrade") == arshjul("db", "upgrade")


def test_database_lies_in_the_data_folder_when_no_setting_is_made(
    arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARSHJUL_DATABASE_URL")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    assert arshjul("db", "upgrade").status == 0
    assert (tmp_path / "data" / "arshjul" / "arshjul.sqlite3").is_file()


def test_check_names_the_database_that_is_fine(arshjul: Command, database: Path) -> None:
    assert arshjul("db", "check") == Ran(0, f"Tabellerna stämmer med programmet: {database}\n", "")


def test_check_makes_no_file_where_there_is_none(
    arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a folder" / "gone.sqlite3"
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", f"sqlite:///{file}")

    ran = arshjul("db", "check")

    assert ran == Ran(1, f"Databasfilen {file} finns inte. Skapa den med: arshjul db upgrade\n", "")
    assert not file.parent.exists()


def test_database_is_named_without_whoever_signs_in() -> None:
    settings = Settings(database_url="postgresql+psycopg://arshjul:hem@ligt@db.example/arshjul?password=hemligt")

    assert database_name(settings) == "db.example/arshjul"


def test_copy_into_a_folder_that_is_missing_is_refused_in_swedish(arshjul: Command, tmp_path: Path) -> None:
    ran = arshjul("db", "backup", tmp_path / "nope" / "kopia.gz")

    assert ran == Ran(2, "", f"Mappen {tmp_path / 'nope'} finns inte. Skapa den eller välj en annan.\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "url", ["nonsense", "oracle://x", "sqlite:///{folder}", "sqlite:///{text}", "sqlite:///{text}/x"]
)
def test_database_that_cannot_be_opened_is_told_in_one_sentence(
    arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], url: str
) -> None:
    no_database = tmp_path / "people.csv"
    no_database.write_text("municipality,area" * 100, encoding="utf-8")
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", url.format(folder=tmp_path, text=no_database))

    ran = arshjul(*command)

    assert ran.told == (2, "", 1)
    assert ran.err.startswith("Databasen går inte att öppna (")
    assert ran.err.endswith("). Kontrollera ARSHJUL_DATABASE_URL.\n")


def test_database_of_a_newer_program_is_told_in_one_sentence(arshjul: Command, database: Path) -> None:
    engine = open_engine(f"sqlite:///{database}")
    with writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    assert arshjul("db", "upgrade").told == (2, "", 1)


def test_secret_of_the_address_is_not_told_when_the_database_cannot_be_opened(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", "oracle://arshjul:hemligt@db.example/arshjul")

    assert "hemligt" not in arshjul("db", "upgrade").err
