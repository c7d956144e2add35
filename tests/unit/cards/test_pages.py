"""The wheel's page: all of it in words, without a script, readable in light and in dark."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from cards.pages import content_security_policy, not_found_page, style_sheet, wheel_page
from cards.wheel_marks import WheelMark
from cards.wheel_rings import RingsBy
from cards.wheel_svg import wheel_disc_svg
from tests.unit.cards.wheel_examples import CHECK, DAY, DONE, KARLSTAD, LATE, PARTLY, TODAY, day

DISC = wheel_disc_svg(KARLSTAD, 2027, today=TODAY, title="Årshjul 2027")
PHASES = ("plan", "do", "check", "act")
COLOURS = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
READABLE = 4.5


class Outline(HTMLParser):
    """The tags of a page, and its text with pictures left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hidden += tag in ("svg", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("svg", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.texts.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(marks: tuple[WheelMark, ...] = KARLSTAD, *, title: str = "Årshjul 2027", note: str = "") -> str:
    return wheel_page(DISC, marks, title=title, year=2027, subtitle="Karlstads kommun", note=note)


def test_wheel_page_says_everything_in_words() -> None:
    marks = (KARLSTAD[0], KARLSTAD[1], KARLSTAD[3], KARLSTAD[12])

    assert Outline(page(marks, note="Datum från exempel, inte beslutade")).texts == [
        "Årshjul 2027",
        "Hoppa till listan",
        "Årshjul 2027",
        "Karlstads kommun",
        "Datum från exempel, inte beslutade",
        "Numren i hjulet är samma nummer som i listan.",
        "Månad för månad",
        "Januari 2027",
        *("1", "Patientsäkerhetsberättelse", "Börjar 1 januari, inget slutdatum angivet", "öppen", "Fas:", "Följa upp"),
        "Februari 2027",
        *("2", "Utförares ekonomiska bokslut", "Senast 28 februari, öppet från 1 januari"),
        *("försenad", "Fas:", "Följa upp"),
        *("3", "Utförares verksamhetsberättelse", "Senast 28 februari, öppet från 1 januari"),
        *("11 av 14 klara", "Fas:", "Följa upp"),
        "April 2027",
        *("4", "Ramyttrande", "Under april", "planerad", "Fas:", "Planera"),
    ]


def test_each_mark_leads_to_its_line_and_each_line_back() -> None:
    linked = Outline(
        wheel_page(
            wheel_disc_svg(KARLSTAD, 2027, today=TODAY, title="Årshjul 2027", linked=True),
            KARLSTAD,
            title="Årshjul 2027",
            year=2027,
        )
    )

    links = linked.named("a")
    ids = {attributes.get("id") for _, attributes in linked.tags}
    targets = [str(link["href"])[1:] for link in links]
    to_lines = [link for link in links if link.get("class") == "to-line"]
    assert set(targets) <= ids
    assert [target for target in targets if target.startswith("rad-")] == [
        f"rad-{first}" for first in (1, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)
    ]
    assert [target for target in targets if target.startswith("hjul-")][:6] == ["hjul-1"] * 3 + [
        "hjul-4",
        "hjul-5",
        "hjul-6",
    ]
    assert str(to_lines[1]["aria-label"]).startswith("4. ")


def test_page_offers_the_other_rings_where_it_can() -> None:
    with_rings = wheel_page(DISC, KARLSTAD, title="Årshjul 2027", year=2027, by=RingsBy.RECEIVER, offers_rings=True)

    links = [link for link in Outline(with_rings).named("a") if str(link["href"]).startswith("?")]
    assert links == [{"href": "?rings=phase"}, {"href": "?rings=receiver", "aria-current": "true"}]
    assert "?rings" not in page()


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (WheelMark("a", "A", None, day(2, 1), DAY, CHECK, LATE, 3, 8), "försenad, 3 av 8 klara"),
        (WheelMark("a", "A", None, day(2, 1), DAY, CHECK, DONE, 8, 8), "8 av 8 klara"),
        (WheelMark("a", "A", None, day(2, 1), DAY, CHECK, PARTLY), "delvis klar"),
    ],
)
def test_wheel_page_counts_units_when_several_are_gathered(mark: WheelMark, words: str) -> None:
    assert words in Outline(page((mark,))).texts


def test_wheel_page_names_another_year_when_a_date_lies_there() -> None:
    over_new_year = WheelMark("a", "A", day(11, 15), day(2, 1).replace(year=2028), DAY, CHECK, PARTLY)
    since_last_year = WheelMark("b", "B", day(11, 1).replace(year=2026), day(2, 1), DAY, CHECK, PARTLY)

    texts = Outline(page((over_new_year, since_last_year))).texts
    assert "Senast 1 februari 2028, öppet från 15 november" in texts
    assert "Senast 1 februari, öppet från 1 november 2026" in texts


def test_wheel_page_says_so_when_the_year_is_empty() -> None:
    assert Outline(page(())).texts[-1] == "Inga aktiviteter har något datum det här året."


def test_wheel_page_has_language_one_main_heading_and_no_script() -> None:
    outline = Outline(page())

    assert outline.named("html") == [{"lang": "sv"}]
    assert len(outline.named("h1")) == 1
    assert [name for name, _ in outline.tags if name in ("script", "link", "img", "iframe", "form")] == []
    assert [attributes for _, attributes in outline.tags if "style" in attributes or "onclick" in attributes] == []


def test_wheel_page_uses_every_id_once() -> None:
    ids = [attributes["id"] for _, attributes in Outline(page()).tags if "id" in attributes]

    assert len(set(ids)) == len(ids)


def test_wheel_page_escapes_titles_but_not_the_wheel() -> None:
    mark = WheelMark("a", "<script>alert(1)</script>", None, day(2, 1), DAY, CHECK, PARTLY)
    hostile = page((mark,), title="<h1>x</h1>", note="<b>")

    assert Outline(hostile).named("script") == []
    assert len(Outline(hostile).named("h1")) == 1
    assert DISC in hostile


def test_not_found_page_tells_what_to_do() -> None:
    assert Outline(not_found_page()).texts == [
        "Sidan finns inte",
        "Sidan finns inte",
        "Länken är fel, har slutat gälla eller har dragits tillbaka.",
        "Skriv ”årshjul” eller ”kalender” till boten i Teams, så får du en ny länk.",
    ]


@pytest.mark.parametrize("html", [page(), not_found_page()], ids=["wheel", "not found"])
def test_content_security_policy_lets_the_page_have_its_own_style(html: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in content_security_policy()


SCHEMES = style_sheet().split("@media print")[0].split("prefers-color-scheme: dark")


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """As WCAG 2.1 counts it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = (
    *((text, ground) for text in ("ink", "muted", "late", *PHASES) for ground in ("paper", "ground")),
    *((phase, f"{phase}-tint") for phase in PHASES),
    *(("ink", f"{phase}-{ground}") for phase in PHASES for ground in ("tint", "band")),
    ("ink", "band"),
    *(("late", f"{phase}-tint") for phase in PHASES),
)  # fmt: skip


def test_contrast_agrees_with_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_are_readable_in_light_and_in_dark(scheme: int) -> None:
    colours = dict(COLOURS.findall(SCHEMES[scheme]))

    faint = {pair: ratio for pair in PAIRS if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < READABLE}
    assert faint == {}
