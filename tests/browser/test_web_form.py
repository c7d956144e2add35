"""Every page that one signs in to, in a real Chromium: by keyboard alone, in light and dark, wide and narrow."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scheduler.organisation import Person
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE
from tests.browser.web_house import WebHouse, running_web_house
from tests.running_app import settled

pytestmark = pytest.mark.browser

REPORT = "Utförarens verksamhetsberättelse"
GOALS = "Hur gick det med vart och ett av målen?"
NUMBER = "En anhörig, 850709-9805, har tackat oss."
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def settled_rows(upgraded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return settled(upgraded_file, tmp_path_factory.mktemp("rows") / "settled.sqlite3")


@pytest.fixture
def house(settled_rows: Path, tmp_path: Path) -> Iterator[WebHouse]:
    with running_web_house(Path(shutil.copy(settled_rows, tmp_path / "house.sqlite3"))) as house:
        yield house


@pytest.fixture
def anna(house: WebHouse) -> Person:
    return house.people()[0]


@pytest.fixture(params=LOOKS)
def looking(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own without scripts of ours, as wide and as dark as somebody may have it."""
    context = browser.new_context(locale="sv-SE", bypass_csp=True, **LOOKS[request.param])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def faults_of(page: Page) -> list[str]:
    """What axe-core holds against the page, and whether it has to be scrolled sideways."""
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    told = [*violations(page), *(["is wider than the window"] if is_wide else [])]
    return [f"{page.title()}: {one}" for one in told]


def test_no_page_leaves_anyone_behind(house: WebHouse, anna: Person, looking: BrowserContext) -> None:
    page = looking.new_page()
    faults: list[str] = []
    titles: list[str] = []

    def look() -> None:
        titles.append(page.title().removesuffix(" – Årshjulet"))
        faults.extend(faults_of(page))

    page.goto(f"{house.url}/form")
    look()
    page.goto(house.link_for(anna))
    look()
    page.get_by_role("button", name="Öppna").click()
    look()
    page.get_by_role("link", name=f"{REPORT} Björkgården").click()
    page.get_by_text("Varför frågar ni?").click()
    look()
    page.get_by_label(GOALS).fill(NUMBER)
    page.get_by_role("button", name="Nästa").click()
    look()
    answer_the_rest(page)
    page.get_by_text("Visa svaren").click()
    look()
    page.goto(f"{house.url}/form/999999")
    look()
    page.goto(f"{house.url}/open")
    look()
    page.goto(f"{house.url}/form")
    page.get_by_role("button", name="Logga ut").click()
    look()
    page.goto(f"{house.url}/open/{'0' * 32}")
    page.get_by_role("button", name="Öppna").click()
    look()

    assert faults == []
    assert titles == [
        "Du är inte inloggad",
        "Öppna årshjulet",
        "Dina uppgifter, Anna",
        f"Steg 1 av 3: Så gick året – {REPORT}, Björkgården",
        f"Fel: Steg 1 av 3: Så gick året – {REPORT}, Björkgården",
        "Tack. Ditt svar är inskickat.",
        "Den uppgiften är inte din just nu",
        "Öppna från Teams",
        "Du är utloggad",
        "Länken gäller inte längre",
    ]


def answer_the_rest(page: Page) -> None:
    """Every text of every page, until it is handed in."""
    while True:
        for field in page.get_by_role("textbox").all():
            field.fill("Vi nådde två av tre mål.")
        is_last = page.get_by_role("button", name="Skicka in").count() > 0
        page.get_by_role("button", name="Skicka in" if is_last else "Nästa").click()
        if is_last:
            expect(page.get_by_role("heading", level=1)).to_have_text("Tack. Ditt svar är inskickat.")
            return


def test_judge_finds_a_planted_fault(house: WebHouse, anna: Person, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(house.link_for(anna))
    page.get_by_role("button", name="Öppna").click()
    page.get_by_role("link", name=f"{REPORT} Björkgården").click()
    page.evaluate("document.querySelector('textarea').labels[0].remove()")
    page.evaluate("document.querySelector('.help').style.color = '#cccccc'")

    faults = violations(page)

    context.close()
    assert {one.partition(":")[0] for one in faults} == {"label", "label-title-only", "color-contrast"}


def test_report_is_answered_by_keyboard_alone_without_a_script(house: WebHouse, anna: Person, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(house.link_for(anna))
    press_on(page, "Öppna")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dina uppgifter, Anna")
    press_on(page, f"{REPORT} Björkgården")
    expect(page.get_by_text("Steg 1 av 3").first).to_be_visible()
    type_in_all(page)
    press_on(page, "Nästa")
    expect(page.get_by_text("Steg 2 av 3").first).to_be_visible()
    press_on(page, "Tillbaka")
    expect(page.get_by_role("textbox").first).to_have_value("Vi nådde två av tre mål.")
    press_on(page, "Nästa")
    type_in_all(page)
    press_on(page, "Nästa")
    type_in_all(page)
    press_on(page, "Skicka in")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tack. Ditt svar är inskickat.")
    press_on(page, "Logga ut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
    context.close()


def test_focus_goes_to_what_is_wrong_and_from_there_to_the_field(
    house: WebHouse, anna: Person, browser: Browser
) -> None:
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(house.link_for(anna))
    press_on(page, "Öppna")
    press_on(page, f"{REPORT} Björkgården")
    page.get_by_label(GOALS).fill(NUMBER)
    press_on(page, "Nästa")
    expect(page.get_by_role("alert")).to_be_focused()

    press_on(page, GOALS)
    page.keyboard.press("Tab")

    address = page.url
    expect(page.get_by_label(GOALS)).to_have_value(NUMBER)
    assert address.endswith("#q_utfall_mal-falt")
    assert "850709" not in address
    context.close()


def press_on(page: Page, name: str) -> None:
    """Tab until the focus stands on what is called so, and press Enter, as one does without a mouse."""
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and " ".join(focused.inner_text().split()).startswith(name):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"nothing that is called {name!r} can be reached with Tab")


def type_in_all(page: Page) -> None:
    """Into every text of the page, from the first to the last."""
    fields = page.get_by_role("textbox").all()
    fields[0].focus()
    for number, field in enumerate(fields):
        if number:
            page.keyboard.press("Tab")
        expect(field).to_be_focused()
        page.keyboard.type("Vi nådde två av tre mål.")
