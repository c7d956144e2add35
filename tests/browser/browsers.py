"""Which installed browser to drive."""

import os
import shutil

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_browser() -> str | None:
    """The one that ARSHJUL_BROWSER names, else the first that is found."""
    named = os.environ.get("ARSHJUL_BROWSER")
    found = [named] if named else [*filter(None, map(shutil.which, NAMES)), *filter(os.path.exists, PLACES)]
    return next(iter(found), None)
