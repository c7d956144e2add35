"""`arshjul doctor`: one line for each thing, and what to do about those that are wrong."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from cards import phrases_doctor as say
from scheduler.clock import SystemClock, local_day
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.certificates import make_pem
from tests.cli.conftest import Command, Ran
from tests.mail_server import running_mail

DECIDED = """
wheel = "karlstad"

[local]
name = "Beslut"
"""


GRADES = ("OK   ", "ATT GÖRA  ", "FEL  ")
ADMINISTRATORS = "har rollen administrator"


def wrong_in(ran: Ran) -> list[str]:
    return [line.removeprefix("FEL  ") for line in ran.out.splitlines() if line.startswith("FEL")]


def told_of(ran: Ran, what: str) -> list[str]:
    return [line for line in ran.out.splitlines() if what in line]


def with_administrators(people_file: Path, folder: Path, *names: str) -> Path:
    """The people file with those who hold the role added to it."""
    rows = [f"Karlstad,,,,,{name},{name.lower()}@karlstad.example,,administrator,2024-01-01," for name in names]
    file = folder / "people.csv"
    file.write_text("\n".join([people_file.read_text(encoding="utf-8").rstrip(), *rows, ""]), encoding="utf-8")
    return file


@pytest.fixture
def complete(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APP_ID", "APP_PASSWORD", "APP_TENANT_ID"):
        monkeypatch.setenv(f"ARSHJUL_{name}", "given")
    monkeypatch.setenv("ARSHJUL_PUBLIC_URL", "https://arshjul.example")


def test_everything_that_lacks_is_told_with_advice(arshjul: Command) -> None:
    ran = arshjul("doctor")

    assert (ran.status, ran.err) == (1, "")
    assert all(line.startswith(GRADES) for line in ran.out.splitlines())
    ways = "”ARSHJUL_APP_PASSWORD” eller ”ARSHJUL_APP_CERTIFICATE” eller ”ARSHJUL_MANAGED_IDENTITY”"
    assert wrong_in(ran)[:3] == [
        "miljön, ARSHJUL_APP_ID: Här saknas ”ARSHJUL_APP_ID”. Lägg till det.",
        f"miljön, ARSHJUL_APP_PASSWORD: Här saknas {ways}. Lägg till det.",
        "miljön, ARSHJUL_APP_TENANT_ID: Här saknas ”ARSHJUL_APP_TENANT_ID”. Lägg till det.",
    ]
    assert wrong_in(ran)[-1] == "Inga personer är inlästa. Läs in dem med: arshjul people import FIL.csv"
    (todo,) = told_of(ran, "Se: arshjul wheel todo karlstad")
    assert todo.startswith("ATT GÖRA  ")


@pytest.mark.usefixtures("complete")
def test_settings_are_fine_when_they_are_complete(arshjul: Command) -> None:
    assert "OK   Inställningarna räcker för att köra tjänsten." in arshjul("doctor").out


def test_people_who_cannot_be_reached_are_named(arshjul: Command, people_file: Path, overlay: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    lines = people_file.read_text(encoding="utf-8").replace("fd724452-ccea-41ff-8a14-876aeaff1a09", "")
    file = tmp_path / "people.csv"
    file.write_text(lines, encoding="utf-8")
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    arshjul("people", "import", file)

    ran = arshjul("doctor")

    assert "OK   20 personer är inlästa." in ran.out
    assert "Saknar Entra-id och kan inte nås i Teams: Farid Rahimi. Fyll i entra_object_id i personfilen." in wrong_in(
        ran
    )


@pytest.mark.usefixtures("complete")
def test_what_is_left_to_do_at_leisure_is_no_failure(
    arshjul: Command, people_file: Path, overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    identity = "fd724452-ccea-41ff-8a14-876aeaff1a0"
    file = with_administrators(people_file, tmp_path, "Vera", "Eva")
    text = file.read_text(encoding="utf-8").replace("@karlstad.example,,", f"@karlstad.example,{identity}0,", 1)
    file.write_text(text.replace("@karlstad.example,,", f"@karlstad.example,{identity}1,"), encoding="utf-8")
    arshjul("people", "import", file)

    ran = arshjul("doctor")

    assert (ran.status, ran.err, wrong_in(ran)) == (0, "", [])
    assert told_of(ran, "har ingen kanal")[0].startswith("ATT GÖRA  ")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            (),
            [
                (
                    "FEL  Ingen har rollen administrator, så ingen får veta hur utskicken går."
                    " Ge minst två personer rollen i personfilen."
                )
            ],
        ),
        (
            ("Vera",),
            [
                (
                    "ATT GÖRA  Bara Vera har rollen administrator. Ge en till den i personfilen,"
                    " som får veta hur utskicken går när hen är borta."
                )
            ],
        ),
        (("Vera", "Eva"), []),
    ],
)
def test_somebody_must_hear_how_the_sending_goes(
    arshjul: Command, people_file: Path, overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...], told: list[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    assert arshjul("people", "import", with_administrators(people_file, tmp_path, *names)).status == 0

    assert told_of(arshjul("doctor"), ADMINISTRATORS) == told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("ALLOW_ANONYMOUS", "perhaps"),
        ("APP_PASSWORD_FILE", "/nowhere/secret"),
        ("WHEEL", "karlsstad"),
        ("LOCAL_FILE", "/nowhere/local.toml"),
        ("DATABASE_URL", "oracle://x"),
    ],
)
def test_every_wrong_setting_is_a_line_and_never_a_traceback(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ARSHJUL_{name}", value)

    ran = arshjul("doctor")

    assert (ran.status, ran.err) == (1, "")
    assert all(line.startswith(GRADES) for line in ran.out.splitlines())
    assert any(value in line or name in line for line in wrong_in(ran))


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("BotDisabledByAdmin", "Appen är avstängd av en administratör."),
        ("ConversationBlockedByUser", "Personen har blockerat appen."),
        ("BotNotInConversationRoster", "Appen är inte installerad hos personen."),
        ("MessageWritesBlocked", "Appen är blockerad eller borttagen."),
        ("NotEnoughPermissions", "Appen får inte skriva till personen."),
        ("ConversationNotFound", "Be hen öppna appen i Teams och skriva hej till boten"),
    ],
)
def test_whoever_teams_refused_is_named_with_the_reason_and_what_to_do(
    arshjul: Command, database: Path, people_file: Path, overlay: Path, monkeypatch: pytest.MonkeyPatch,
    code: str, advice: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    arshjul("people", "import", people_file)
    with SqlStore(open_engine(f"sqlite:///{database}")).write() as uow:
        uow.references.give_up(1, 1, code=code, on=date(2027, 1, 11))

    (told,) = (line for line in wrong_in(arshjul("doctor")) if "kan inte nås i Teams sedan" in line)

    assert told.startswith(
        f"Anna Lindqvist (anna.lindqvist@karlstad.example) kan inte nås i Teams sedan 2027-01-11 ({code})"
    )
    assert advice in told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-2, "FEL  Appens certifikat gick ut {day}: boten kan inte skriva. Lägg in ett nytt här och i Entra."),
        (60, "ATT GÖRA  Appens certifikat går ut {day}. Lägg in ett nytt i Entra och här före den dagen."),
        (61, "OK   Appens certifikat gäller till {day}."),
    ],
)
@pytest.mark.usefixtures("complete")
def test_end_of_the_certificate_is_told_in_time(
    arshjul: Command, monkeypatch: pytest.MonkeyPatch, days: int, told: str
) -> None:
    noon = datetime.combine(local_day(SystemClock().now()) + timedelta(days), time(12), UTC)
    monkeypatch.delenv("ARSHJUL_APP_PASSWORD")
    monkeypatch.setenv("ARSHJUL_APP_CERTIFICATE", make_pem(noon))

    ran = arshjul("doctor")

    assert told_of(ran, "Appens certifikat") == [told.format(day=noon.date())]


def test_database_that_is_not_there_is_told_and_not_made(arshjul: Command, database: Path) -> None:
    database.unlink()

    ran = arshjul("doctor")

    assert wrong_in(ran)[-1] == f"Databasfilen {database} finns inte. Skapa den med: arshjul db upgrade"
    assert not database.exists()


def test_mail_is_told_of_in_one_line(
    arshjul: Command, complete: None, people_file: Path, overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    file = tmp_path / "people.csv"
    lines = people_file.read_text(encoding="utf-8").replace("fd724452-ccea-41ff-8a14-876aeaff1a09", "")
    file.write_text(lines, encoding="utf-8")
    arshjul("people", "import", file)
    without = arshjul("doctor")
    monkeypatch.setenv("ARSHJUL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("ARSHJUL_SMTP_FROM", "Årshjulet <arshjul@karlstad.example>")
    with running_mail() as box:
        monkeypatch.setenv("ARSHJUL_SMTP_PORT", str(box.port))
        without_tls = arshjul("doctor")
        monkeypatch.setenv("ARSHJUL_SMTP_SECURITY", "none")
        answering = arshjul("doctor")
    away = arshjul("doctor")

    where = f"E-postservern 127.0.0.1:{box.port}"
    assert told_of(without, "e-post") == [f"OK   {say.NO_MAIL}"]
    assert told_of(answering, "E-postservern") == [
        f"OK   {where} svarar. Breven kommer från Årshjulet <arshjul@karlstad.example>."
    ]
    assert told_of(answering, "får e-post") == [f"OK   {say.people_by_mail(1)}"]
    assert told_of(answering, "Saknar Entra-id") == []
    assert [line for ran in (without_tls, away) for line in wrong_in(ran) if "E-post" in line] == [
        f"{where} tar inte emot (smtp:starttls). {say.MAIL_ADVICE['smtp:starttls']}",
        f"{where} tar inte emot (ConnectionFailed). {say.MAIL_UNREACHABLE}",
    ]
    assert box.letters == []
