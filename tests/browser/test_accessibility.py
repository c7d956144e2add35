"""The pages that the service shows, judged by axe-core in light and dark, on a telephone and on a desk."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from cards.council_page import answer_page, answers_page, digest_page, digests_page
from scheduler.ports_digesting import Kept
from tests.browser.axe import violations
from tests.browser.chat import Chat
from tests.browser.demo_process import Demo
from tests.unit.cards.council_examples import COUNCIL, FRAME, NOW, SELF_CHECK, read, read_whole

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
TELEPHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
COUNCIL_PAGES = (
    digests_page([Kept(7, 1, COUNCIL)], frame=FRAME),
    digest_page(read(), frame=FRAME),
    answers_page(read(), NOW, "Egenkontroll: Ja", frame=FRAME),
    answer_page(read_whole(), SELF_CHECK, frozenset(), role="Enhetschef", digest_id=7, frame=FRAME),
)
FAULTY = '<html><body><img src="x.png"><p style="color: #bbb; background: #fff">Svagt</p></body></html>'


@pytest.fixture(params=[TELEPHONE, DESK], ids=["telephone", "desk"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    found: ViewportSize = request.param
    return found


@pytest.fixture(params=["light", "dark"])
def judged(browser: Browser, size: ViewportSize, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page in which a script may be let in."""
    scheme: Scheme = request.param
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport=size, locale="sv-SE")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def wheel_address(browser: Browser, karlstad: Demo) -> str:
    """Of the page whose picture the chat shows."""
    page = browser.new_page()
    page.goto(karlstad.chat)
    picture = Chat(page).ask("årshjul", "Årshjulet 2027").shown.locator("img").get_attribute("src")
    page.close()
    assert picture is not None
    return picture.removesuffix(".png")


def test_faults_are_found(judged: Page) -> None:
    judged.set_content(FAULTY)

    rules = {line.partition(":")[0] for line in violations(judged)}

    assert {"color-contrast", "document-title", "html-has-lang", "image-alt"} <= rules


def test_wheel_has_no_faults(judged: Page, wheel_address: str) -> None:
    answer = judged.goto(wheel_address)

    assert answer is not None
    assert answer.status == 200
    assert violations(judged) == []


@pytest.mark.parametrize("text", COUNCIL_PAGES, ids=["digests", "digest", "answers", "answer"])
def test_council_pages_have_no_faults(judged: Page, text: str) -> None:
    judged.set_content(text)

    assert violations(judged) == []
    assert judged.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_page_for_an_unknown_address_has_no_faults(judged: Page, karlstad: Demo) -> None:
    answer = judged.goto(f"{karlstad.bot}/wheel/unknown")

    assert answer is not None
    assert answer.status == 404
    assert violations(judged) == []
