"""`wheel plan --format svg`: the whole administration, or an area's, a unit's or a person's part of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

ANNA = "anna.lindqvist@karlstad.example"


def picture(arshjul: Command, people_file: Path, overlay: Path, *arguments: str) -> str:
    ran = arshjul(
        "wheel", "plan", "karlstad", "--year", 2027, "--local", overlay, "--units", people_file,
        "--format", "svg", *arguments,
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def rows_in(svg: str) -> int:
    return svg.count('class="row"')


def test_picture_of_a_scope_is_a_part_of_the_whole(arshjul: Command, people_file: Path, overlay: Path) -> None:
    whole = picture(arshjul, people_file, overlay)
    parts = {
        name: picture(arshjul, people_file, overlay, *arguments)
        for name, arguments in {
            "Särskilt boende": ("--area", "Särskilt boende"),
            "Björkgården": ("--unit", "Björkgården"),
            ANNA: ("--person", ANNA),
        }.items()
    }

    assert [f"Årshjul 2027 – {name}" in svg for name, svg in parts.items()] == [True] * 3
    assert [0 < rows_in(svg) < rows_in(whole) for svg in parts.values()] == [True] * 3
    assert "FÖLJA UPP" in whole


def test_rings_are_chosen(arshjul: Command, people_file: Path, overlay: Path) -> None:
    svg = picture(arshjul, people_file, overlay, "--rings", "receiver")

    assert "FÖLJA UPP" not in svg
    assert "ÖVRIGA MOTTAGARE" in svg


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--area", "Särskilt boende"), "--area, --unit och --person behöver --units FIL och --format svg."),
        (("--units", "FILE", "--unit", "Björkgården"), "--area, --unit och --person behöver --units FIL"),
        (
            ("--units", "FILE", "--format", "svg", "--unit", "Ingenstans", "--person", "Nils"),
            "Personfilen har ingen som heter ”Ingenstans” och ”Nils”. Kontrollera stavningen.",
        ),
    ],
)
def test_impossible_scope_is_refused_in_one_sentence(
    arshjul: Command, people_file: Path, overlay: Path, arguments: tuple[str, ...], said: str
) -> None:
    given = [str(people_file) if one == "FILE" else one for one in arguments]

    ran = arshjul("wheel", "plan", "karlstad", "--year", 2027, "--local", overlay, *given)

    assert ran.told == (2, "", 1)
    assert ran.err.startswith(said)
