"""`arshjul feed`: an address is told once, opens over the web, and closes when it is revoked."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app, build_service
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.running_app import KARLSTAD, SELDOM, SETTINGS

PUBLIC_URL = "https://arshjul.karlstad.example"
ANNA = "anna.lindqvist@karlstad.example"


@pytest.fixture
def town(arshjul: Command, monkeypatch: pytest.MonkeyPatch, people_file: Path, overlay: Path) -> Command:
    """The command line of a municipality with its people entered."""
    monkeypatch.setenv("ARSHJUL_PUBLIC_URL", f"{PUBLIC_URL}/")
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    assert arshjul("people", "import", people_file).status == 0
    return arshjul


def created(town: Command, *arguments: str) -> str:
    """The address, which stands alone on the first line."""
    ran = town("feed", "create", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()[0]


async def fetch(database: Path, address: str) -> tuple[int, str]:
    """What the service answers there."""
    store = SqlStore(open_engine(f"sqlite:///{database}"))
    service = build_service(SETTINGS, store=store, content=KARLSTAD)
    app = build_app(SETTINGS, service, every=SELDOM)
    async with TestClient(TestServer(app)) as client, client.get(address.removeprefix(PUBLIC_URL)) as response:
        return response.status, response.content_type


def test_log_says_whose_an_address_is_and_finds_it_by_its_owner(town: Command) -> None:
    created(town, "--person", ANNA)

    entries = town("audit", "list", "--person", ANNA, "--format", "json").document["entries"]
    told = " ".join(town("audit", "list", "--person", ANNA).out.split())
    nothing = town("audit", "list", "--person", ANNA, "--until", "2020-01-01")

    assert entries[-1]["said"] == "Skapade kalenderadress 1 (egna uppgifter) för Anna Lindqvist."
    assert entries[0]["said"].startswith("Gav Anna Lindqvist rollen Enhetschef, ")
    assert "Skapade kalenderadress 1" in told
    assert nothing.out == ("Inget som Anna Lindqvist har gjort, eller som gäller Anna Lindqvist, är antecknat.\n")


async def test_address_opens_until_it_is_revoked(town: Command, database: Path) -> None:
    address = created(town, "--person", ANNA)
    opened = await fetch(database, address)

    ran = town("feed", "revoke", 1)

    assert address.startswith(f"{PUBLIC_URL}/calendar/arshjul_")
    assert address.endswith(".ics")
    assert (ran.status, ran.out, ran.err) == (0, "Kalenderadress 1 är återkallad.\n", "")
    assert (opened, (await fetch(database, address))[0]) == ((200, "text/calendar"), 404)


def test_empty_calendar_is_told_why_it_is_empty(town: Command) -> None:
    ran = town("feed", "create", "--person", ANNA)

    assert (ran.status, ran.out.splitlines()[2:]) == (
        0,
        ["Kalendern är tom just nu eftersom inget är planerat ännu; det görs när tjänsten går första gången."],
    )


@pytest.mark.parametrize(
    "scope", ["me", "wheel", "unit:Björkgården", "area:Hemtjänst", "role:enhetschef", "role:kvalitetsrad_sekreterare"]
)
def test_address_is_made_for_every_scope(town: Command, scope: str) -> None:
    created(town, "--person", "Anna Lindqvist", "--scope", scope, "--name", "Outlook jobb")

    (feed,) = town("feed", "list", "--format", "json").document["feeds"]
    assert {name: value for name, value in feed.items() if name != "created_on"} == {
        "id": 1,
        "person": "Anna Lindqvist",
        "scope": scope,
        "name": "Outlook jobb",
        "revoked_on": None,
        "replaced_on": None,
        "expires_on": None,
        "last_used_on": None,
    }


def test_list_never_tells_an_address(town: Command) -> None:
    token = created(town, "--person", ANNA).rpartition("/")[2].removesuffix(".ics")

    said = [town("feed", "list"), town("feed", "list", "--format", "json")]

    assert [(ran.status, token in ran.out, "Anna Lindqvist" in ran.out) for ran in said] == [(0, False, True)] * 2


def test_list_is_empty_when_there_is_none(arshjul: Command) -> None:
    assert arshjul("feed", "list", "--format", "json").document == {"feeds": []}


@pytest.mark.parametrize("scope", ["unit:Ingenstans", "unit:", "area:Björkgården", "role:chef", "allt", "", "me:"])
def test_unknown_scope_is_refused_in_one_sentence(town: Command, scope: str) -> None:
    ran = town("feed", "create", "--person", ANNA, "--scope", scope)

    assert ran.told == (2, "", 1)
    assert ran.err.startswith(f"Omfattningen ”{scope}” finns inte.")
    assert town("feed", "list", "--format", "json").document == {"feeds": []}


def test_unknown_person_is_refused_in_one_sentence(town: Command) -> None:
    ran = town("feed", "create", "--person", "Nils Karlsson")

    assert ran.told == (2, "", 1)
    assert ran.err == (
        "Ingen person heter eller har adressen ”Nils Karlsson”. Kontrollera stavningen, eller använd e-postadressen.\n"
    )


def test_nobody_is_found_before_people_are_entered(arshjul: Command) -> None:
    ran = arshjul("feed", "create", "--person", ANNA)

    assert ran.told == (2, "", 1)
    assert ran.err == "Inga personer är inlästa. Läs in dem med: arshjul people import FIL.csv\n"


@pytest.mark.parametrize("number", ["2", "0", "-1", "9" * 30, "ett"])
def test_unknown_number_is_refused_in_one_sentence(town: Command, number: str) -> None:
    created(town, "--person", ANNA)

    assert town("feed", "revoke", "--", number).told == (2, "", 1)


def test_address_is_not_revoked_twice(town: Command) -> None:
    created(town, "--person", ANNA)
    town("feed", "revoke", 1)

    ran = town("feed", "revoke", 1)

    assert ran.told == (2, "", 1)
    assert ran.err == "Det finns ingen kalenderadress 1 som gäller. Se: arshjul feed list\n"


def test_address_of_another_municipality_is_not_revoked(town: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    created(town, "--person", ANNA)
    monkeypatch.setenv("ARSHJUL_WHEEL", "kristianstad")
    monkeypatch.delenv("ARSHJUL_LOCAL_FILE")

    assert town("feed", "revoke", 1).told == (2, "", 1)
    assert town("feed", "list", "--format", "json").document == {"feeds": []}


def test_person_of_another_municipality_gets_no_address(town: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARSHJUL_WHEEL", "kristianstad")
    monkeypatch.delenv("ARSHJUL_LOCAL_FILE")

    assert town("feed", "create", "--person", ANNA).told == (2, "", 1)


def test_every_address_of_a_person_is_revoked_at_once(town: Command) -> None:
    for scope in ("me", "wheel"):
        created(town, "--person", ANNA, "--scope", scope)

    ran = town("feed", "revoke", "--person", ANNA)

    assert ran.told == (0, "2 kalenderadresser är återkallade.\n", 0)
    assert all(one["revoked_on"] for one in town("feed", "list", "--format", "json").document["feeds"])


@pytest.mark.parametrize("arguments", [(), ("1", "--person", ANNA)])
def test_revoking_asks_which_when_it_is_not_told_one_thing(town: Command, arguments: tuple[str, ...]) -> None:
    created(town, "--person", ANNA)

    ran = town("feed", "revoke", *arguments)

    assert (ran.told, ran.err) == ((2, "", 1), "Ange antingen adressens nummer eller --person.\n")
