"""The wheel's and the calendar's page in a real browser: axe complains of nothing, and a keyboard is enough."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from cards.calendar_page import calendar_page
from cards.pages import not_found_page, wheel_page
from cards.subscribing import Address
from cards.wheel_rings import RingsBy
from cards.wheel_svg import wheel_disc_svg
from scheduler.usecases.feeds import Emptiness
from tests.browser.axe import violations
from tests.unit.cards.wheel_examples import KARLSTAD, TODAY

pytestmark = pytest.mark.browser

TITLE = "Årshjul 2027 – Karlstad"
ADDRESS = Address("https://arshjul.example/calendar/arshjul_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics")
DESKTOP, PHONE = ViewportSize(width=1400, height=900), ViewportSize(width=390, height=844)


def wheel(by: RingsBy) -> str:
    disc = wheel_disc_svg(KARLSTAD, 2027, today=TODAY, title=TITLE, by=by, linked=True)
    return wheel_page(disc, KARLSTAD, title=TITLE, year=2027, note="Innehåller exempel.", by=by, offers_rings=True)


PAGES = {
    "wheel": wheel(RingsBy.PHASE),
    "receivers": wheel(RingsBy.RECEIVER),
    "calendar": calendar_page(ADDRESS, name="Årshjul Karlstad: Mina uppgifter", why_empty=Emptiness.NO_TASKS),
    "nothing": not_found_page(),
}


@pytest.fixture(params=["light", "dark"])
def shown(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(color_scheme=request.param, locale="sv-SE")
    yield page
    page.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(shown: Page, name: str, size: ViewportSize) -> None:
    shown.set_viewport_size(size)
    shown.set_content(PAGES[name])

    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_a_picture_without_words(shown: Page) -> None:
    shown.set_content(PAGES["nothing"].replace("<h1>", '<img src="data:,"><h1>'))

    assert "image-alt" in {line.partition(":")[0] for line in violations(shown)}


def test_keyboard_goes_from_a_mark_to_its_line_and_back(shown: Page, tmp_path: Path) -> None:
    file = tmp_path / "wheel.html"
    file.write_text(PAGES["wheel"], encoding="utf-8")
    shown.set_viewport_size(DESKTOP)
    shown.goto(file.as_uri())

    shown.locator("#hjul-10").focus()
    shown.keyboard.press("Tab")
    outline = shown.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    shown.keyboard.press("Enter")
    line = shown.evaluate("document.querySelector(':target').id")
    shown.keyboard.press("Tab")
    back = shown.evaluate("document.activeElement.getAttribute('href')")
    shown.keyboard.press("Enter")

    assert (line, back) == ("rad-12", "#hjul-12")
    assert shown.evaluate("document.querySelector(':target').id") == "hjul-12"
    assert outline == "3px"
