"""`arshjul municipality`, and which municipality the other commands are about."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cards import phrases_municipality as say
from scheduler.loading import SHIPPED
from tests.cli.conftest import Command

APP, HOME = "11111111-0000-0000-0000-000000000001", "11111111-0000-0000-0000-000000000002"
OTHER_APP, OTHER_HOME = "22222222-0000-0000-0000-000000000001", "22222222-0000-0000-0000-000000000002"
SECRET = "ARSHJUL_APP_PASSWORD_KRISTIANSTAD"
OWN_APP = ("--app-id", OTHER_APP, "--app-tenant", OTHER_HOME, "--secret-name", SECRET)
PEOPLE = Path(str(SHIPPED / "kristianstad" / "people.csv"))
LOCAL = Path(str(SHIPPED / "kristianstad" / "example.toml"))


@pytest.fixture(autouse=True)
def default_app(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARSHJUL_APP_ID", APP)
    monkeypatch.setenv("ARSHJUL_APP_TENANT_ID", HOME)
    monkeypatch.delenv(SECRET, raising=False)


@pytest.fixture
def two(arshjul: Command) -> Command:
    """Kristianstad beside the default municipality, Karlstad."""
    added = arshjul("municipality", "add", "kristianstad", "--wheel", "kristianstad", "--local", LOCAL, *OWN_APP)
    assert added.status == 0, added.err
    return arshjul


def listed(arshjul: Command) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = arshjul("municipality", "list", "--format", "json").document["municipalities"]
    return found


def test_municipality_is_listed_with_what_applies_to_it(two: Command) -> None:
    assert listed(two) == [
        {
            "key": "kristianstad",
            "name": "Kristianstad",
            "wheel": "kristianstad",
            "local_file": str(LOCAL),
            "app_id": OTHER_APP,
            "app_tenant_id": OTHER_HOME,
            "secret_name": SECRET,
            "tenants": [OTHER_HOME],
            "default": False,
            "served": True,
        }
    ]


def test_adding_warns_of_a_secret_that_is_not_there_and_tells_to_restart(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = arshjul("municipality", "add", "kristianstad", "--wheel", "kristianstad", *OWN_APP)
    monkeypatch.setenv(SECRET, "hemligt")
    again = arshjul("municipality", "set", "kristianstad", "--tenant", HOME)

    assert (ran.status, again.status) == (0, 0)
    assert ran.err.splitlines() == [
        f"OBS: miljön, {SECRET}: Här saknas ”{SECRET}” eller ”{SECRET}_FILE”. Lägg till det.",
        say.RESTART,
    ]
    assert again.err.splitlines() == [say.RESTART]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_added(arshjul: Command) -> None:
    ran = arshjul("municipality", "add", "Öst", "--wheel", "kristianstad", "--local", "/nowhere/local.toml",
                  "--app-id", "x", "--tenant", "y")  # fmt: skip

    assert ran.told == (2, "", 6)
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == [
        "NYCKEL", "--app-id", "--tenant", "--app-tenant", "--secret-name", "/nowhere/local.toml",
    ]  # fmt: skip
    assert listed(arshjul) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kristianstad", "--wheel", "kristianstad"), "--tenant: Här saknas ”--app-id” eller ”--tenant”."),
        (("karlstad", "--wheel", "karlstad", *OWN_APP), "NYCKEL: ”karlstad” hör redan till kommunen karlstad."),
        (("kristianstad", "--wheel", "kristianstad", "--tenant", HOME), f"--tenant: ”{HOME}” hör redan till"),
        (("kristianstad", "--wheel", "kristianstadd", *OWN_APP), "”kristianstadd” finns inte."),
        (("kristianstad", *OWN_APP), say.WHEEL_NEEDED),
    ],
    ids=["nothing of its own", "the default one's key", "the default one's tenant", "no such wheel", "no wheel"],
)
def test_municipality_that_could_not_be_told_from_another_is_refused(
    arshjul: Command, arguments: tuple[str, ...], told: str
) -> None:
    ran = arshjul("municipality", "add", *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_tenant_may_be_shared_by_two_apps_and_an_app_by_two_tenants(two: Command) -> None:
    same_tenant = two("municipality", "set", "kristianstad", "--tenant", HOME)
    same_app = two("municipality", "add", "norrkoping", "--wheel", "norrkoping", "--tenant", OTHER_HOME)

    assert (same_tenant.status, same_app.status) == (0, 0)
    assert [(one["app_id"], one["tenants"]) for one in listed(two)] == [(OTHER_APP, [HOME]), (APP, [OTHER_HOME])]


def test_key_is_taken_once(two: Command) -> None:
    ran = two("municipality", "add", "kristianstad", "--wheel", "kristianstad", "--tenant", OTHER_HOME)

    assert (ran.status, ran.out) == (2, "")
    assert "NYCKEL: ”kristianstad” hör redan till kommunen kristianstad." in ran.err


def test_set_changes_what_is_said_and_empties_what_is_empty(two: Command) -> None:
    ran = two("municipality", "set", "kristianstad", "--local", "", "--tenant", OTHER_HOME.upper(), "--tenant", HOME)

    (now,) = listed(two)
    assert (ran.status, now["local_file"], now["tenants"]) == (0, None, [HOME, OTHER_HOME])
    assert (now["wheel"], now["app_id"], now["secret_name"]) == ("kristianstad", OTHER_APP, SECRET)


@pytest.mark.parametrize(("key", "told"), [("karlstad", "inställningarna i miljön"), ("lillby", "kristianstad")])
def test_only_an_added_municipality_is_set(two: Command, key: str, told: str) -> None:
    ran = two("municipality", "set", key, "--tenant", OTHER_HOME)

    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_commands_ask_which_municipality_where_there_are_several(two: Command) -> None:
    unnamed, unknown = two("unit", "list"), two("unit", "list", "--municipality", "lillby")

    assert (unnamed.status, unknown.status) == (2, 2)
    assert unnamed.err == (
        "Installationen har flera kommuner. Skriv --municipality och någon av: karlstad, kristianstad.\n"
    )
    assert unknown.err == "Kommunen ”lillby” finns inte här. Skriv någon av: karlstad, kristianstad.\n"


def test_commands_are_about_the_municipality_that_is_named(two: Command, people_file: Path, overlay: Path,
    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    entered = [
        two("people", "import", PEOPLE, "--municipality", "kristianstad").status,
        two("people", "import", people_file, "--municipality", "karlstad").status,
        two("people", "import", people_file, "--municipality", "kristianstad").status,
    ]

    units = {
        key: {one["unit"] for one in two("unit", "list", "--municipality", key, "--format", "json").document["units"]}
        for key in ("karlstad", "kristianstad")
    }

    assert entered == [0, 0, 2]
    assert "Vallmogården" in units["kristianstad"]
    assert "Vallmogården" not in units["karlstad"]
    assert units["karlstad"]
    assert units["karlstad"].isdisjoint(units["kristianstad"])


def test_feed_of_one_municipality_is_neither_listed_nor_revoked_by_another(two: Command) -> None:
    two("people", "import", PEOPLE, "--municipality", "kristianstad")
    two("feed", "create", "--person", "Anna Lindqvist", "--municipality", "kristianstad")

    def feeds(key: str) -> int:
        return len(two("feed", "list", "--municipality", key, "--format", "json").document["feeds"])

    seen = feeds("kristianstad"), feeds("karlstad")
    foreign = two("feed", "revoke", 1, "--municipality", "karlstad").status
    own = two("feed", "revoke", 1, "--municipality", "kristianstad").status

    assert (seen, foreign, own) == ((1, 0), 2, 0)


def test_doctor_tells_what_keeps_a_municipality_from_being_served(
    arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "egen"
    shutil.copytree(str(SHIPPED / "kristianstad"), folder)
    arshjul("municipality", "add", "kristianstad", "--wheel", folder / "wheel.toml", *OWN_APP)
    without_secret = arshjul("doctor").out
    monkeypatch.setenv(SECRET, "hemligt")
    with_secret = arshjul("doctor").out
    (folder / "wheel.toml").write_text("key =", encoding="utf-8")
    broken = arshjul("doctor").out

    assert f"FEL  Kristianstad kan inte köras. miljön, {SECRET}: Här saknas" in without_secret
    assert "kan inte köras" not in with_secret
    assert "FEL  Kristianstad: Inga personer är inlästa." in with_secret
    assert f"FEL  Kristianstad kan inte köras. {folder / 'wheel.toml'}: Filen går inte att läsa" in broken
