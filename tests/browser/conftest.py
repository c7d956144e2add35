"""A browser, and the demo open in it."""

import os
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.browsers import QUIET, installed_browser
from tests.browser.demo_process import Demo, running_demo

REQUIRED = "ARSHJUL_REQUIRE_BROWSER"
PATIENCE = 20_000.0
# As wide as it takes for the list of channels to show, and as high as the highest card.
VIEWPORT = ViewportSize(width=1500, height=2100)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of the module, not of the session: while it is open, no other event loop can run."""
    path = browser_or_skip()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def browser_or_skip() -> str:
    required = os.environ.get(REQUIRED) == "1"
    if sys.platform == "win32":
        pytest.skip("the demo is ended with a signal that Windows has not")
    path = installed_browser()
    if path is None and required:
        pytest.fail(f"{REQUIRED}=1, but no Chromium, Chrome or Edge is installed; ARSHJUL_BROWSER may name one")
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge is installed; ARSHJUL_BROWSER may name one")
    return path


@pytest.fixture(scope="module")
def karlstad(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo("karlstad", tmp_path_factory.mktemp("demo") / "output.txt") as demo:
        yield demo


@pytest.fixture(scope="module")
def kristianstad(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo("kristianstad", tmp_path_factory.mktemp("demo") / "output.txt") as demo:
        yield demo


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=VIEWPORT, locale="sv-SE", device_scale_factor=2)
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()
