"""What is said of a command that was typed wrong: one Swedish sentence, and what to write instead."""

from pathlib import Path

import pytest

from scheduler.slots import FIRST_YEAR, LAST_YEAR
from tests.cli.conftest import Command, Ran
from tests.cli.test_main import COMMANDS

SEE = "Se: arshjul {} --help"
ENGLISH_VALUES = (" FILE", " INTEGER", " DIRECTORY", " DATE", " NAME", " WHEEL", " FILENAME", " ACTIVITY", " PERIOD")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("message", "list", "--day", "i morgon"), "--day: skriv dagen som 2027-01-31."),
        (("message", "list", "--day"), "--day: värdet saknas. Skriv det efter --day."),
        (("task", "list", "--format", "xml"), "--format: skriv något av: table, json."),
        (("feed", "revoke", "ett"), "TAL: skriv ett heltal."),
        (("form", "show", "klart", "--step", "0"), "--step: skriv ett heltal, minst 1."),
        (("wheel", "plan", "karlstad", "--year", "1"), f"--year: skriv ett heltal från {FIRST_YEAR} till {LAST_YEAR}."),
        (("feed", "create"), f"--person saknas. {SEE.format('feed create')}"),
        (("people", "import"), f"FIL saknas. {SEE.format('people import')}"),
        (("people", "import", "saknas.csv"), "Filen saknas.csv finns inte."),
        (("people", "import", "/"), "/ är en mapp. Ange en fil."),
        (("db", "restore", "saknas.gz"), "Filen saknas.gz finns inte."),
        (("db", "backup", "/"), "/ är en mapp. Ange en fil."),
        (("mask", "apply", "--text-file", "saknas.txt"), "Filen saknas.txt finns inte."),
        (("wheel", "dance"), f"Kommandot ”dance” finns inte. {SEE.format('wheel')}"),
        (("weel",), "Kommandot ”weel” finns inte. Menade du wheel?"),
        (("wheel", "list", "--dance"), f"--dance finns inte. {SEE.format('wheel list')}"),
        (("wheel", "list", "--formt", "json"), "--formt finns inte. Menade du --format?"),
        (
            ("unit", "opens", "Sol", "gläntan", "--on", "2027-01-01"),
            "Det står för många ord efter arshjul unit opens. Sätt citattecken om namn med mellanslag. "
            + SEE.format("unit opens"),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_word_is_told_in_swedish(arshjul: Command, arguments: tuple[str, ...], told: str) -> None:
    assert arshjul(*arguments) == Ran(2, "", f"{told}\n")


def test_file_that_the_system_keeps_from_us_is_told_in_swedish(arshjul: Command, tmp_path: Path) -> None:
    package = ("teams", "package", "--app-id", "0" * 8 + "-0000-0000-0000-" + "0" * 12, "--host", "arshjul.example")

    ran = arshjul(*package, "-o", tmp_path / "nope" / "app.zip")

    assert ran == Ran(2, "", f"Mappen {tmp_path / 'nope'} finns inte. Skapa den eller välj en annan.\n")


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS], ids=" ".join)
def test_values_have_swedish_names_in_the_help(arshjul: Command, path: tuple[str, ...]) -> None:
    words = f" {arshjul(*path, '--help').out}".replace("[", " ").replace("\n", " ")

    assert [word for word in ENGLISH_VALUES if f"{word} " in words or f"{word}]" in words] == []
