"""`arshjul serve`: it starts only when nobody can speak as somebody else."""

import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from cards.phrases_doctor import TABLES_NEWER, TABLES_OLDER
from store.engine import open_engine, writing
from store.upgrade import upgrade_to
from tests.cli.conftest import Command
from tests.postgres import Server

WAYS = "”ARSHJUL_APP_PASSWORD” eller ”ARSHJUL_APP_CERTIFICATE” eller ”ARSHJUL_MANAGED_IDENTITY”"


def test_service_does_not_start_when_settings_lack_and_names_all_of_them(arshjul: Command) -> None:
    ran = arshjul("serve")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "miljön, ARSHJUL_APP_ID: Här saknas ”ARSHJUL_APP_ID”. Lägg till det.",
        f"miljön, ARSHJUL_APP_PASSWORD: Här saknas {WAYS}. Lägg till det.",
        "miljön, ARSHJUL_APP_TENANT_ID: Här saknas ”ARSHJUL_APP_TENANT_ID”. Lägg till det.",
        "miljön, ARSHJUL_PUBLIC_URL: ”http://localhost:3978” går inte. Skriv i stället https://….",
    ]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.4", "arshjul.karlstad.example", ""])
def test_service_does_not_start_when_anyone_could_reach_it_anonymously(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("ARSHJUL_ALLOW_ANONYMOUS", "true")
    monkeypatch.setenv("ARSHJUL_HOST", host)

    ran = arshjul("serve")

    assert ran.told == (2, "", 1)
    assert ran.err.startswith("miljön, ARSHJUL_HOST: ")
    assert "127.0.0.1" in ran.err


def test_all_faults_are_told_at_once_when_values_are_wrong(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\xfe")
    for name, value in {"PORT": "99999", "ALLOW_ANONYMOUS": "kanske", "APP_PASSWORD_FILE": str(secret)}.items():
        monkeypatch.setenv(f"ARSHJUL_{name}", value)

    ran = arshjul("serve")

    assert ran.told == (2, "", 3)
    assert [line.partition(":")[0] for line in sorted(ran.err.splitlines())] == [
        "miljön, ARSHJUL_ALLOW_ANONYMOUS",
        "miljön, ARSHJUL_APP_PASSWORD_FILE",
        "miljön, ARSHJUL_PORT",
    ]


def test_service_says_so_when_the_port_is_taken(arshjul: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("ARSHJUL_ALLOW_ANONYMOUS", "true")
        monkeypatch.setenv("ARSHJUL_PORT", str(taken.getsockname()[1]))

        ran = arshjul("serve")

    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_service_says_so_when_the_wheel_is_unknown(arshjul: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARSHJUL_ALLOW_ANONYMOUS", "true")
    monkeypatch.setenv("ARSHJUL_WHEEL", "karlsstad")

    assert arshjul("serve").told == (2, "", 1)


def test_service_does_not_start_on_tables_of_a_newer_program_and_says_what_to_do(
    arshjul: Command, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_ALLOW_ANONYMOUS", "true")
    engine = open_engine(f"sqlite:///{database}")
    with writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    ran = arshjul("serve")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{TABLES_NEWER}\n")


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_service_does_not_start_on_older_tables_that_others_may_use_and_says_what_to_do(
    arshjul: Command, postgres: Server, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    monkeypatch.setenv("ARSHJUL_ALLOW_ANONYMOUS", "true")
    with postgres.bare() as engine:
        upgrade_to(engine, revision)
        monkeypatch.setenv("ARSHJUL_DATABASE_URL", engine.url.render_as_string(hide_password=False))

        ran = arshjul("serve")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{TABLES_OLDER}\n")
