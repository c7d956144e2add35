"""What axe-core, the judge of accessibility that Microsoft and others use, holds against a page."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from tests import npm

AXE = "axe-core@4.11.0"
RUN = "() => axe.run(document, { resultTypes: ['violations'] })"


def violations(page: Page) -> list[str]:
    """One line for every element at fault; the page's context must have been made with `bypass_csp`."""
    page.evaluate(_axe())
    found = page.evaluate(RUN)["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]


@cache
def _axe() -> str:
    with TemporaryDirectory() as name:
        npm.install(Path(name), AXE)
        return (Path(name) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
