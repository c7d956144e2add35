"""The picture that Teams shows."""

from pathlib import Path

import pytest

from cards.png import FONT_FILES, LARGEST_FILE, PictureTooLarge, png_of, size_of
from cards.wheel_marks import WheelMark
from cards.wheel_svg import wheel_svg
from tests.unit.cards.wheel_examples import KARLSTAD, TODAY, crowd

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 {height}"><text y="9" font-size="9">{text}</text></svg>'
)


def square(text: str = "å", height: int = 10) -> str:
    return SQUARE.format(text=text, height=height)


@pytest.mark.parametrize("marks", [KARLSTAD, crowd(80)], ids=["karlstad", "crowd"])
def test_png_of_stays_within_what_teams_shows(marks: tuple[WheelMark, ...]) -> None:
    svg = wheel_svg(marks, 2027, today=TODAY, title="Årshjul 2027", subtitle="Karlstad", note="Exempel")
    png = png_of(svg, width=1024)

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert size_of(png)[0] == 1024
    assert size_of(png)[1] <= 1024
    assert len(png) < LARGEST_FILE


def test_png_of_gives_the_same_bytes_when_asked_again() -> None:
    assert png_of(square(), width=40) == png_of(square(), width=40)


def test_png_of_draws_letters_when_the_machine_has_no_fonts() -> None:
    pictures = {letter: png_of(square(letter), width=40) for letter in (" ", "a", "å", "ä", "ö", "–")}

    assert len(set(pictures.values())) == len(pictures)


@pytest.mark.parametrize(("width", "height"), [(1025, 10), (600, 20)], ids=["too wide", "too tall"])
def test_png_of_refuses_when_teams_would_not_show_it(width: int, height: int) -> None:
    with pytest.raises(PictureTooLarge):
        png_of(square(height=height), width=width)


def test_fonts_ship_with_the_program() -> None:
    sizes = {Path(font).name: Path(font).stat().st_size for font in FONT_FILES}

    assert sorted(sizes) == ["Figtree-Bold.ttf", "Figtree-Regular.ttf"]
    assert max(sizes.values()) < 200_000
