"""`arshjul teams package`: a file to upload, or one sentence about each thing that is wrong."""

from importlib.metadata import version
from pathlib import Path

import pytest

from bot.teams.package import App, package_of
from tests.cli.conftest import Command

APP_ID = "7d1c0a52-3f0e-4c3e-9d57-0a6b8a1e0001"
HOST = "arshjul.karlstad.example"


def test_package_is_written_for_the_version_that_is_installed(arshjul: Command, tmp_path: Path) -> None:
    file = tmp_path / "app.zip"

    ran = arshjul("teams", "package", "--app-id", APP_ID, "--host", HOST, "-o", file)

    said = f"Appaketet ligger i {file}. Ladda upp det i administrationscentret för Teams, under Hantera appar.\n"
    assert (ran.status, ran.out, ran.err) == (0, said, "")
    assert file.read_bytes() == package_of(App(APP_ID, HOST, version("arshjul")))


@pytest.mark.parametrize(
    ("option", "found", "expected"),
    [
        ("--app-id", "botten", "botens app-id, skrivet som 00000000-0000-0000-0000-000000000000"),
        ("--host", "https://arshjul.karlstad.example/", "bara värdnamnet, till exempel arshjul.kommunen.se"),
    ],
)
def test_faulty_value_is_refused_in_one_line_and_nothing_is_written(
    arshjul: Command, tmp_path: Path, option: str, found: str, expected: str
) -> None:
    file = tmp_path / "app.zip"
    given = {"--app-id": APP_ID, "--host": HOST, "-o": str(file), option: found}

    ran = arshjul("teams", "package", *(part for pair in given.items() for part in pair))

    sentence = f"{option}: ”{found}” går inte att använda. Här väntas {expected}.\n"
    assert (ran.status, ran.out, ran.err, file.exists()) == (2, "", sentence, False)


@pytest.mark.parametrize("lacking", ["--app-id", "--host", "-o"])
def test_missing_value_is_refused_in_one_line(arshjul: Command, tmp_path: Path, lacking: str) -> None:
    given = {"--app-id": APP_ID, "--host": HOST, "-o": str(tmp_path / "app.zip")}
    del given[lacking]

    assert arshjul("teams", "package", *(part for pair in given.items() for part in pair)).told == (2, "", 1)


@pytest.mark.parametrize("place", ["", "no such folder/app.zip"])
def test_file_that_cannot_be_written_is_refused_in_one_line(arshjul: Command, tmp_path: Path, place: str) -> None:
    file = tmp_path / place

    assert arshjul("teams", "package", "--app-id", APP_ID, "--host", HOST, "-o", file).told == (2, "", 1)
