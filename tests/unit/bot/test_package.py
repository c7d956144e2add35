"""The app package for Teams: what the manifest says, what the icons look like, and that the bytes stay the same."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

import orjson
import pytest

from bot.chat.words import CHANNEL_WORDS, WORDS
from bot.teams.package import App, app_of, manifest_of, package_of
from cards.app_icons import COLOR_SIZE, OUTLINE_SIZE, color_icon, outline_icon
from cards.png import png_of, size_of
from scheduler.faults import Fault, FaultsFound, Problem

APP_ID = "7d1c0a52-3f0e-4c3e-9d57-0a6b8a1e0001"
HOST = "arshjul.karlstad.example"
APP = App(APP_ID, HOST, "1.2.3")
PIXEL = 4


def faults_of(app_id: str, host: str) -> list[Fault]:
    with pytest.raises(FaultsFound) as found:
        app_of(app_id, host, version="1.2.3")
    return list(found.value.faults)


def opened(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


def pixels(png: bytes) -> list[tuple[int, ...]]:
    """Red, green, blue and alpha of every pixel, of a PNG with eight bits a channel."""
    assert png[24:29] == bytes([8, 6, 0, 0, 0])
    width, height = size_of(png)
    raw = zlib.decompress(b"".join(chunks(png, b"IDAT")))
    line, stride = bytes(width * PIXEL), width * PIXEL + 1
    found: list[tuple[int, ...]] = []
    for start in range(0, height * stride, stride):
        line = unfiltered(raw[start], raw[start + 1 : start + stride], line)
        found += [tuple(line[place : place + PIXEL]) for place in range(0, len(line), PIXEL)]
    return found


def chunks(png: bytes, kind: bytes) -> Iterator[bytes]:
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == kind:
            yield png[place + 8 : place + 8 + length]
        place += length + 12


def unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """One line of pixels, after the five filters of the PNG specification."""
    drawn = bytearray(line)
    for place, value in enumerate(line):
        left = drawn[place - PIXEL] if place >= PIXEL else 0
        corner = above[place - PIXEL] if place >= PIXEL else 0
        up = above[place]
        nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        drawn[place] = (value + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(drawn)


def test_manifest_says_everything_that_teams_shows() -> None:
    assert manifest_of(APP) == {
        "$schema": "https://developer.microsoft.com/en-us/json-schemas/teams/v1.30/MicrosoftTeams.schema.json",
        "manifestVersion": "1.30",
        "version": "1.2.3",
        "id": APP_ID,
        "localizationInfo": {"defaultLanguageTag": "sv"},
        "developer": {
            "name": "Årshjul",
            "websiteUrl": "https://arshjul.karlstad.example/",
            "privacyUrl": "https://arshjul.karlstad.example/#personuppgifter",
            "termsOfUseUrl": "https://arshjul.karlstad.example/#villkor",
        },
        "name": {"short": "Årshjul", "full": "Årshjul för kvalitet i vård och omsorg"},
        "description": {
            "short": "Påminner om det som ska följas upp, och tar emot svaret i chatten.",
            "full": "Årshjulet håller reda på vad din verksamhet ska följa upp under året, och när. Du får ett "
            "meddelande när något öppnar, närmar sig eller är försenat: högst ett om dagen, och bara på arbetstid. Du "
            "svarar i chatten, steg för steg, och det du har skrivit sparas när du går vidare.\n\n"
            "Rådet och ledningen läser en sammanfattning i sin kanal. Den som vill ha datumen i sin kalender får en "
            "egen adress till dem.\n\n"
            "Appen läser bara det som skrivs till den. Den begär inga behörigheter till kalender, filer, andra chattar "
            "eller katalogen.",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1f5688",
        "bots": [
            {
                "botId": APP_ID,
                "scopes": ["personal", "team"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "supportsCalling": False,
                "supportsVideo": False,
                "commandLists": [
                    {
                        "scopes": ["personal"],
                        "commands": [
                            {
                                "title": "uppgifter",
                                "description": "det du har att svara på, det mest brådskande först",
                            },
                            {
                                "title": "granska",
                                "description": "svar som väntar på din bedömning",
                            },
                            {
                                "title": "starta",
                                "description": "det du själv kan sätta i gång, till exempel när något har hänt",
                            },
                            {
                                "title": "åtgärder",
                                "description": "det som ska göras åt en brist, och hur det går",
                            },
                            {"title": "årshjul", "description": "hela året i en bild"},
                            {
                                "title": "kalender",
                                "description": "en adress till dina datum, för Outlook, Google eller mobilen",
                            },
                            {
                                "title": "sammanfattning",
                                "description": "hur det ligger till: vilka som har svarat, och vad svaren visar",
                            },
                            {"title": "frånvaro", "description": "när du är borta, och vem som ersätter dig"},
                            {"title": "hjälp", "description": "orden du kan skriva, och vad de gör"},
                        ],
                    },
                    {
                        "scopes": ["team"],
                        "commands": [
                            {
                                "title": "koppla",
                                "description": "låt rådets sammanfattningar komma i den här kanalen (bara för "
                                "sekreteraren)",
                            }
                        ],
                    },
                ],
            }
        ],
        "validDomains": ["arshjul.karlstad.example"],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
    }


@pytest.mark.parametrize(("scope", "understood"), [("personal", WORDS), ("team", CHANNEL_WORDS)])
def test_every_suggested_word_is_understood_where_it_is_suggested(scope: str, understood: dict[str, object]) -> None:
    (bot,) = manifest_of(APP)["bots"]
    (suggested,) = [commands["commands"] for commands in bot["commandLists"] if commands["scopes"] == [scope]]

    assert [command["title"] for command in suggested if command["title"] not in understood] == []
    assert suggested


def test_package_holds_the_manifest_and_its_two_icons_and_nothing_else() -> None:
    files = opened(package_of(APP))

    assert sorted(files) == ["color.png", "manifest.json", "outline.png"]
    assert orjson.loads(files["manifest.json"]) == manifest_of(APP)
    assert files["color.png"] == png_of(color_icon(), width=COLOR_SIZE)
    assert files["outline.png"] == png_of(outline_icon(), width=OUTLINE_SIZE)


def test_package_is_the_same_bytes_when_made_again() -> None:
    assert sha256(package_of(APP)).hexdigest() == sha256(package_of(APP)).hexdigest()
    assert package_of(APP) != package_of(App(APP_ID, HOST, "1.2.4"))


def test_package_tells_neither_when_nor_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(package_of(APP))) as files:
        told = {
            (entry.date_time, entry.compress_type, entry.create_system, entry.external_attr >> 16)
            for entry in files.infolist()
        }

    assert told == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3, 0o644)}


def test_icons_have_the_sizes_that_teams_asks_for() -> None:
    files = opened(package_of(APP))

    assert size_of(files["color.png"]) == (192, 192)
    assert size_of(files["outline.png"]) == (32, 32)


def test_color_icon_covers_its_square_and_keeps_what_is_drawn_near_the_middle() -> None:
    drawn = pixels(png_of(color_icon(), width=COLOR_SIZE))
    background = (0x1F, 0x56, 0x88, 255)
    places = [divmod(place, COLOR_SIZE) for place, pixel in enumerate(drawn) if pixel != background]

    assert {alpha for *_, alpha in drawn} == {255}
    assert (min(min(place) for place in places), max(max(place) for place in places)) == (36, 155)


def test_outline_icon_is_white_on_nothing() -> None:
    drawn = pixels(png_of(outline_icon(), width=OUTLINE_SIZE))
    kinds = Counter("nothing" if alpha == 0 else (red, green, blue) for red, green, blue, alpha in drawn)

    assert set(kinds) == {"nothing", (255, 255, 255)}
    assert kinds["nothing"] > len(drawn) / 2


@pytest.mark.parametrize(
    ("app_id", "host", "expected"),
    [
        (APP_ID, HOST, App(APP_ID, HOST, "1.2.3")),
        (f" {APP_ID.upper()} ", " Arshjul.Karlstad.EXAMPLE ", App(APP_ID, HOST, "1.2.3")),
        (APP_ID, "årshjul.karlstad.example", App(APP_ID, "xn--rshjul-hua.karlstad.example", "1.2.3")),
    ],
)
def test_app_is_known_by_its_id_and_its_name_in_dns(app_id: str, host: str, expected: App) -> None:
    assert app_of(app_id, host, version="1.2.3") == expected


@pytest.mark.parametrize(
    "app_id", ["", "7d1c0a52", f"{{{APP_ID}}}", f"28:{APP_ID}", APP_ID.replace("-", ""), f"{APP_ID}0", "g" + APP_ID[1:]]
)
def test_id_that_is_no_app_id_is_a_fault(app_id: str) -> None:
    expected = "botens app-id, skrivet som 00000000-0000-0000-0000-000000000000"

    assert faults_of(app_id, HOST) == [Fault("--app-id", "", Problem.INVALID, expected, app_id)]


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "https://arshjul.karlstad.example",
        "arshjul.karlstad.example:8443",
        "arshjul.karlstad.example/calendar",
        "arshjul.karlstad.example.",
        "*.karlstad.example",
        "127.0.0.1",
        "[::1]",
        "-arshjul.karlstad.example",
        "arshjul..karlstad.example",
        "arshjul karlstad.example",
        "arshjul.karlstad.example\n.se",
        f"{'a' * 64}.example",
        ".".join(["a" * 60] * 5),
    ],
)
def test_host_that_teams_could_not_reach_by_name_is_a_fault(host: str) -> None:
    expected = "bara värdnamnet, till exempel arshjul.kommunen.se"

    assert faults_of(APP_ID, host) == [Fault("--host", "", Problem.INVALID, expected, host)]


def test_both_faults_are_told_at_once() -> None:
    assert [fault.file for fault in faults_of("", "")] == ["--app-id", "--host"]
