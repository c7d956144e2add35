"""`arshjul serve`: it starts only when nobody can speak as somebody else."""

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Command

LACKING = ("ARSHJUL_APP_ID", "ARSHJUL_APP_PASSWORD", "ARSHJUL_APP_TENANT_ID")


def test_service_does_not_start_when_settings_lack_and_names_all_of_them(arshjul: Command) -> None:
    ran = arshjul("serve")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        *(f"miljön, {name}: Här saknas ”{name}”. Lägg till det." for name in LACKING),
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
