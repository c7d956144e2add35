"""The wheel as a picture: well-formed, complete, the same bytes every time."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cards.wheel_marks import MarkStatus, WheelMark
from cards.wheel_svg import wheel_disc_svg, wheel_svg
from cards.wheel_symbols import symbol
from tests.unit.cards.wheel_examples import CHECK, DAY, KARLSTAD, PARTLY, TODAY, crowd, day

GOLDEN = Path(__file__).parents[2] / "golden" / "karlstad_wheel_2027.svg"
SVG = "{http://www.w3.org/2000/svg}"
SUBTITLE = "Karlstads kommun · Vård- och omsorgsförvaltningen"
OMSORG = "Omsorg Omsorg Omsorg Omsorg"
NOTE = "Datum från exempel, inte beslutade"


def karlstad(
    marks: Iterable[WheelMark] = KARLSTAD, *, today: date = TODAY, title: str = "Årshjul 2027", note: str = NOTE
) -> str:
    return wheel_svg(marks, 2027, today=today, title=title, subtitle=SUBTITLE, note=note)


def of_class(svg: str, name: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if name in element.get("class", "").split()]


def words(element: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def test_wheel_svg_is_the_golden_picture() -> None:
    assert karlstad() == GOLDEN.read_text(encoding="utf-8")


def test_wheel_svg_gives_the_same_bytes_when_marks_come_in_another_order() -> None:
    assert karlstad(reversed(KARLSTAD)) == karlstad()


def test_wheel_svg_tells_in_words_what_it_shows() -> None:
    root = ET.fromstring(karlstad())

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "wheel-title wheel-description")
    assert root.findtext(f"{SVG}title") == "Årshjul 2027"
    assert root.findtext(f"{SVG}desc") == (
        "Årshjul för 2027 med 23 aktiviteter: 11 planerade, 5 öppna, 3 delvis klara, 1 försenad och 3 klara."
    )


def test_wheel_svg_numbers_wheel_and_legend_alike() -> None:
    on_wheel = [number for mark in of_class(karlstad(), "mark") for number in words(mark)]
    in_legend = [words(row)[0] for row in of_class(karlstad(), "row")]

    assert on_wheel == [
        *("5", "8", "13", "16", "17", "19", "22–23"),
        *("1–3", "4", "6", "7", "9", "10–11", "12", "14", "15", "18", "20", "21"),
    ]
    assert in_legend == [str(number) for number in range(1, 24)]


def test_wheel_svg_lists_every_title_with_its_time() -> None:
    rows = [words(row)[1:] for row in of_class(karlstad(), "row")]

    assert rows[3] == ["Rapport av resultat på patientsäkerhetsmålen", "januari"]
    assert rows[6] == ["Utförares verksamhetsberättelse", "28 feb · 11/14"]
    assert len(rows) == len(KARLSTAD)


def test_wheel_svg_describes_each_mark_where_it_lies() -> None:
    described = [mark.findtext(f"{SVG}title") for mark in of_class(karlstad(), "mark")]

    assert described[2] == "13. Ramyttrande. Planera. Under april. Planerad."
    assert described[10] == (
        "7. Utförares verksamhetsberättelse. Följa upp. Senast 28 februari, öppet från 1 januari. 11 av 14 klara."
    )


def test_wheel_svg_names_months_and_phases() -> None:
    curved = ["".join(path.itertext()) for path in ET.fromstring(karlstad()).iter(f"{SVG}textPath")]

    assert curved[:3] == ["januari", "februari", "mars"]
    assert curved[12::4] == ["PLANERA", "GENOMFÖRA", "FÖLJA UPP", "ÅTGÄRDA", "i dag 14 mars"]


def test_wheel_svg_shows_no_hand_when_today_is_another_year() -> None:
    assert len(of_class(karlstad(), "today")) == 1
    assert of_class(karlstad(today=date(2026, 12, 31)), "today") == []


def test_wheel_svg_shows_the_note_only_when_there_is_one() -> None:
    assert NOTE in words(ET.fromstring(karlstad()))
    assert NOTE not in words(ET.fromstring(karlstad(note="")))


def test_wheel_svg_escapes_titles_when_they_hold_markup_or_control_characters() -> None:
    mark = WheelMark("a", 'Mål <b> & "mått"\x0b', None, day(2, 1), DAY, CHECK, MarkStatus.OPEN)

    assert words(of_class(karlstad([mark], title="<Hjul> & år\x00"), "row")[0])[1] == 'Mål <b> & "mått"'


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Årshjul 2027", ["Årshjul 2027"]),
        (
            "Årshjul 2027 för Solgårdens vård- och omsorgsboende",
            ["Årshjul 2027 för Solgårdens", "vård- och omsorgsboende"],
        ),
        ("Omsorg " * 40, [OMSORG, OMSORG, f"{OMSORG} Om…"]),
    ],
    ids=["short", "long", "far too long"],
)  # fmt: skip
def test_wheel_svg_sets_the_title_in_as_many_lines_as_it_takes(title: str, lines: list[str]) -> None:
    root = ET.fromstring(karlstad(title=title))
    set_lines = [text.text for text in root.findall(f"{SVG}text") if text.get("font-weight") == "700"]

    assert set_lines == [*lines, NOTE]


def test_wheel_svg_is_whole_when_the_year_is_empty() -> None:
    root = ET.fromstring(karlstad([]))

    assert root.findtext(f"{SVG}desc") == "Årshjul för 2027 utan daterade aktiviteter."
    assert of_class(karlstad([]), "mark") == []


def test_wheel_svg_grows_wider_but_never_taller_when_the_year_is_full() -> None:
    boxes = [ET.fromstring(karlstad(crowd(count))).get("viewBox") for count in (10, 80, 160)]

    assert [box.split()[3] for box in boxes if box] == ["1000", "1000", "1000"]
    assert [box.split()[2] for box in boxes if box] == ["1490", "2172", "3318"]


def test_wheel_disc_svg_is_square_and_without_legend() -> None:
    disc = wheel_disc_svg(KARLSTAD, 2027, today=TODAY, title="Årshjul 2027")

    assert ET.fromstring(disc).get("viewBox") == "0 0 988 988"
    assert (len(of_class(disc, "mark")), of_class(disc, "row")) == (19, [])


def test_symbol_has_a_shape_of_its_own_for_every_status() -> None:
    drawn = [
        shapes_of(symbol(WheelMark("a", "A", None, TODAY, DAY, CHECK, status, 3, 8), 0, 0, 8)) for status in MarkStatus
    ]

    assert drawn == [["circle"], ["circle"], ["circle", "path"], ["path", "path"], ["circle", "path"]]
    assert len({symbol(WheelMark("a", "A", None, TODAY, DAY, CHECK, status), 0, 0, 8) for status in MarkStatus}) == 5


def shapes_of(drawn: str) -> list[str]:
    return [element.tag for element in ET.fromstring(drawn)]


def test_symbol_shows_half_when_partly_done_without_a_count() -> None:
    without_count = WheelMark("a", "A", None, TODAY, DAY, CHECK, PARTLY)
    half = WheelMark("a", "A", None, TODAY, DAY, CHECK, PARTLY, 4, 8)

    assert symbol(without_count, 0, 0, 8) == symbol(half, 0, 0, 8)
