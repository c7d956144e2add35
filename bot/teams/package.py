"""The app package that an administrator uploads to Teams: a manifest and two icons, always the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cards import phrases_teams as say
from cards.app_icons import ACCENT, COLOR_SIZE, OUTLINE_SIZE, color_icon, outline_icon
from cards.png import png_of
from scheduler.faults import Fault, FaultsFound, Problem

MANIFEST_VERSION = "1.30"
SCHEMA = f"https://developer.microsoft.com/en-us/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
LANGUAGE = "sv"
MANIFEST, COLOR, OUTLINE = "manifest.json", "color.png", "outline.png"

APP_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"({LABEL}\.)+(?!\d+$){LABEL}")
LONGEST_HOST = 253

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class App:
    """What tells one municipality's app from another's; make it with `app_of`."""

    id: str
    host: str
    version: str


def app_of(app_id: str, host: str, *, version: str) -> App:
    """`FaultsFound` where the app id or the host name is none; a name with å, ä or ö becomes what DNS calls it."""
    app = App(app_id.strip().lower(), _in_dns(host.strip()), version)
    faults = tuple(_faults(app, app_id, host))
    if faults:
        raise FaultsFound(faults)
    return app


def package_of(app: App) -> bytes:
    """Stored, not compressed, and dated 1980: a compressor of another version would write other bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        for name, content in _files(app):
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system, entry.external_attr = UNIX, READABLE
            package.writestr(entry, content)
    return written.getvalue()


def manifest_of(app: App) -> dict[str, Any]:
    """No `permissions` and no `authorization`: what is written to the bot and where it is installed reach it anyway,
    and who somebody is and holds which role the municipality's own register tells."""
    home = f"https://{app.host}/"
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": app.version,
        "id": app.id,
        "localizationInfo": {"defaultLanguageTag": LANGUAGE},
        "developer": {
            "name": say.NAME,
            "websiteUrl": home,
            "privacyUrl": f"{home}#personuppgifter",
            "termsOfUseUrl": f"{home}#villkor",
        },
        "name": {"short": say.NAME, "full": say.FULL_NAME},
        "description": {"short": say.SHORT_DESCRIPTION, "full": say.FULL_DESCRIPTION},
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": ACCENT,
        "bots": [_bot(app.id)],
        "validDomains": [app.host],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
    }


def _bot(app_id: str) -> dict[str, Any]:
    return {
        "botId": app_id,
        "scopes": ["personal", "team"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [_commands("personal", say.PERSONAL_WORDS), _commands("team", say.CHANNEL_WORDS)],
    }


def _commands(scope: str, words: Sequence[tuple[str, str]]) -> dict[str, Any]:
    commands = [{"title": word, "description": meaning} for word, meaning in words]
    return {"scopes": [scope], "commands": commands}


def _files(app: App) -> Iterable[tuple[str, bytes]]:
    yield MANIFEST, orjson.dumps(manifest_of(app), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    yield COLOR, png_of(color_icon(), width=COLOR_SIZE)
    yield OUTLINE, png_of(outline_icon(), width=OUTLINE_SIZE)


def _faults(app: App, app_id: str, host: str) -> Iterator[Fault]:
    if not APP_ID.fullmatch(app.id):
        yield Fault("--app-id", "", Problem.INVALID, say.EXPECTED_APP_ID, app_id)
    if not HOST.fullmatch(app.host) or len(app.host) > LONGEST_HOST:
        yield Fault("--host", "", Problem.INVALID, say.EXPECTED_HOST, host)


def _in_dns(host: str) -> str:
    """Empty where no DNS name can be made of it."""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
